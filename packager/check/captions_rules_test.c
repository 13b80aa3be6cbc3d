/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about captions is broken once. */
#include "base/buffer.h"
#include "check/cases_fixture.h"
#include "media/webvtt.h"

extern const struct check_family CHECK_CAPTIONS_FAMILY;

// NOLINTBEGIN(bugprone-suspicious-missing-comma): a file's lines are one string
static const char *const FILES[] = {"index.html", CASE_HTML, "talk.vtt",
                                    "WEBVTT\n"
                                    "Language: en-GB\n"
                                    "\n"
                                    "00:00.000 --> 00:02.000\n"
                                    "<v Ann>Hurt &amp; harm\n"
                                    "\n"
                                    "2\n"
                                    "00:02.000 --> 00:04.000 line:0\n"
                                    "- are <i>not</i> the same.\n"
                                    "- Are they?\n"
                                    "- No &amp; x\n",
                                    NULL};
// NOLINTEND(bugprone-suspicious-missing-comma)

#define TALK(rule_, old_, new_)                                           \
    {                                                                     \
        .rule = (rule_), .file = "talk.vtt", .old = (old_), .new = (new_) \
    }

static const struct check_case CASES[] = {
    {.rule = "V-format", .added = "talk.srt"},
    {.rule = "V-format", .added = "talk.TTML"},
    TALK("V-utf8", "Ann", "\xE9"),
    TALK("V-header", "WEBVTT", "1"),
    TALK("V-timing", "00:02.000 -->", "00:02,000 -->"),
    TALK("V-ends", "00:02.000 --> 00:04.000", "00:02.000 --> 00:02.000"),
    TALK("V-order", "00:00.000 --> 00:02.000", "00:03.000 --> 00:05.000"),
    {.rule = "V-none", .added = "more.vtt", .content = "WEBVTT\n\nHello\n"},
    TALK("V-empty", "<v Ann>Hurt &amp; harm", "<v Ann> </v>"),
    TALK("V-overlap", "00:00.000 --> 00:02.000", "00:00.000 --> 00:02.001"),
    TALK("V-speed", "&amp; x", "&amp; xy"),
    TALK("V-lines", "- No &amp; x", "- No\r\n- y"),
    TALK("V-tags", "<i>not</i>", "<FONT color=red>not</FONT>"),
    TALK("V-tags", "Hurt", "{\\an8}"),
    TALK("V-language", "en-GB", "English (UK)"),
};

static void each_rule_about_captions_can_be_broken(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer many = BUFFER_INIT(4 << 20);
    buffer_add_string(&many, "WEBVTT\n");
    for (size_t i = 0; i <= WEBVTT_CUES_MAX; i++) {
        buffer_add_string(&many, "\n00:00.000 --> 00:01.000\nA\n");
    }
    struct check_case cases[sizeof CASES / sizeof *CASES + 1];
    memcpy(cases, CASES, sizeof CASES);
    cases[sizeof CASES / sizeof *CASES] = (struct check_case){.rule = "V-many",
                                                              .also = "V-many V-overlap",
                                                              .added = "many.vtt",
                                                              .bytes = buffer_text(&many)};
    CASES_ASSERT(&CHECK_CAPTIONS_FAMILY, cases, FILES);
}

static void captions_are_told_by_line(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_case one =
        TALK("V-overlap", "00:00.000 --> 00:02.000", "00:00.000 --> 00:02.001");
    const struct check_result *result = case_check(&one, FILES, NULL, arena);
    assert_int_equal(result->finding_count, 1);
    assert_string_equal(result->findings[0].place.file, "talk.vtt");
    assert_int_equal(result->findings[0].place.line, 8);
    assert_string_equal(result->findings[0].message,
                        "the cue starts 1 ms before the one above it ends");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_captions_can_be_broken),
        cmocka_unit_test(captions_are_told_by_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
