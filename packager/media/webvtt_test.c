/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of the caption reader: what browsers show, and what they would drop. */
#include "media/webvtt.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct valid_row {
    const char *text;
    size_t cue_count;
    uint64_t end_ms;
};

static const struct valid_row VALID[] = {
    {"WEBVTT\n\n00:00.000 --> 00:01.500\nHello", 1, 1500},
    {"WEBVTT - with a title\n\n00:00.000 --> 00:01.500\nHello\n", 1, 1500},
    {"WEBVTT\r\n\r\n00:00.000 --> 00:01.500\r\nHello\r\n", 1, 1500},
    {"WEBVTT\r\r00:00.000 --> 00:01.500\rHello", 1, 1500},
    {"\xEF\xBB\xBFWEBVTT\n\n00:00.000 --> 00:01.500\nHello", 1, 1500},
    {"WEBVTT\n\nNOTE about this\n\nSTYLE\n::cue {}\n\n1\n00:00.000 --> 00:01.500\nHello", 1, 1500},
    {"WEBVTT\n\n01:00:00.000 --> 01:00:01.000 align:start line:0%\nHi", 1, 3601000},
    {"WEBVTT\n\n123:59:59.999\t-->\t124:00:00.000\nHi", 1, 446400000},
    {"WEBVTT\n\n00:00.000 --> 00:05.000\nLong\n\n00:01.000 --> 00:02.000\nOver", 2, 5000},
    {"WEBVTT\n\n00:01.000 --> 00:02.000\nTwo\n\n00:01.000 --> 00:03.000\nat once", 2, 3000},
};

struct invalid_row {
    const char *text;
    const char *message; /* a part of it */
};

static const struct invalid_row INVALID[] = {
    {"", "a.vtt:1: the first line must begin with 'WEBVTT'"},
    {"webvtt\n\n00:00.000 --> 00:01.000\n", "a.vtt:1: "},
    {"WEBVTTS\n\n00:00.000 --> 00:01.000\n", "a.vtt:1: "},
    {"WEBVTT\n\nHello\n", "a.vtt:1: the file has no cue"},
    {"WEBVTT\n\n\xFF\xFE\n", "a.vtt:1: the file is not UTF-8"},
    {"WEBVTT\n\n00:00,000 --> 00:01,000\nSubRip", "a.vtt:3: '00:00,000 --> 00:01,000' is not"},
    {"WEBVTT\n\n0:00.000 --> 00:01.000\n", "a.vtt:3: "},
    {"WEBVTT\n\n00:60.000 --> 01:01.000\n", "a.vtt:3: "},
    {"WEBVTT\n\n00:00.00 --> 00:01.000\n", "a.vtt:3: "},
    {"WEBVTT\n\n00:00.000-->00:01.000\n", "a.vtt:3: "},
    {"WEBVTT\n\n00:00.000 --> 00:01.000align:start\n", "a.vtt:3: "},
    {"WEBVTT\n\n00:02.000 --> 00:01.000\n", "a.vtt:3: the cue ends before it starts"},
    {"WEBVTT\n\n00:01.000 --> 00:01.000\n", "a.vtt:3: the cue ends before it starts"},
    {"WEBVTT\r\n\r\n00:03.000 --> 00:04.000\r\nA\r\n\r\n00:01.000 --> 00:02.000\r\nB",
     "a.vtt:6: the cue starts before the one above it"},
};

static void captions_that_browsers_show_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof VALID / sizeof *VALID; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct webvtt webvtt = webvtt_parse(text_of(VALID[i].text), arena);
        struct error error = {0};
        if (webvtt_check(text_of(VALID[i].text), "a.vtt", &error) != STATUS_OK) {
            fail_msg("row %zu: %s", i, error.message);
        }
        assert_int_equal(webvtt.cue_count, VALID[i].cue_count);
        assert_int_equal(webvtt.end_ms, VALID[i].end_ms);
    }
}

static void faults_are_told_by_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof INVALID / sizeof *INVALID; i++) {
        struct error error = {0};
        assert_int_equal(webvtt_check(text_of(INVALID[i].text), "a.vtt", &error), STATUS_INVALID);
        if (strstr(error.message, INVALID[i].message) == NULL) {
            fail_msg("row %zu: %s", i, error.message);
        }
    }
}

static void cues_are_told_with_line_and_text(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct webvtt webvtt =
        webvtt_parse(text_of("WEBVTT\nKind: captions\nLanguage:  en-GB\n\n1\n"
                             "00:00.000 --> 00:01.500\nOne\nand more\n\nNOTE not shown\n\n"
                             "00:02.000 --> 00:03.000\n00:04.000 --> 00:05.000\r\nThree\r\n"),
                     arena);
    assert_null(webvtt.faults);
    assert_true(text_is(webvtt.language, "en-GB"));
    assert_int_equal(webvtt.cue_count, 3);
    assert_int_equal(webvtt.cues[0].line, 6);
    assert_int_equal(webvtt.cues[0].start_ms, 0);
    assert_int_equal(webvtt.cues[0].end_ms, 1500);
    assert_true(text_is(webvtt.cues[0].text, "One\nand more"));
    assert_true(text_is(webvtt.cues[1].text, ""));
    assert_int_equal(webvtt.cues[2].line, 13);
    assert_true(text_is(webvtt.cues[2].text, "Three"));
}

static void all_faults_are_told(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct webvtt webvtt = webvtt_parse(
        text_of("WEBVTT\n\n00:05.000 --> 00:04.000\nA\n\n00:02.000 --> 00:03.000\nB\n\n"
                "00:01.000 --> 00:03.000\nC\n\n00:01,000 --> 00:03,000\nD\n"),
        arena);
    static const enum webvtt_fault_kind KINDS[] = {WEBVTT_ENDS_BEFORE_START, WEBVTT_OUT_OF_ORDER,
                                                   WEBVTT_BAD_TIMING};
    static const size_t LINES[] = {3, 9, 12};
    const struct webvtt_fault *fault = webvtt.faults;
    for (size_t i = 0; i < 3; i++) {
        assert_non_null(fault);
        assert_int_equal(fault->kind, KINDS[i]);
        assert_int_equal(fault->line, LINES[i]);
        fault = fault->next;
    }
    assert_null(fault);
    assert_int_equal(webvtt.cue_count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(captions_that_browsers_show_are_read),
        cmocka_unit_test(faults_are_told_by_line),
        cmocka_unit_test(cues_are_told_with_line_and_text),
        cmocka_unit_test(all_faults_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
