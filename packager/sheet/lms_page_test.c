/* SPDX-License-Identifier: Apache-2.0 */

/* What pages of LMSs say. That every value of every profile is there, conformance-tests/scorm sees.
 */
#include "sheet/lms_page.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "sheet/document.h"
#include "sheet/sheet.h"
#include "targets/target.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int make_arena(void **state)
{
    *state = arena_create();
    return 0;
}

static int drop_arena(void **state)
{
    arena_destroy(*state);
    return 0;
}

static const struct target *read_example(struct arena *arena, const char *name)
{
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(1 << 16);
    const char *path = arena_print(arena, PROFILES_FOLDER "/valid/%s", name);
    const struct target *lms = NULL;
    assert_int_equal(file_read(path, text.limit, &text, NULL), STATUS_OK);
    assert_int_equal(target_parse(name, buffer_text(&text), arena, &lms, NULL), STATUS_OK);
    return lms;
}

static const char *write_as(struct arena *arena, const struct document *document, const char *name)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(SHEET_MAX);
    sheet_format_find(name)->write(document, &buffer);
    assert_false(buffer.overflowed);
    return arena_copy(arena, buffer_text(&buffer));
}

static void assert_has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL) {
        fail_msg("'%s' does not stand in:\n%s", part, text);
    }
}

static void a_value_is_told_with_its_meaning_mark_source_and_note(void **state)
{
    const struct target *lms = read_example(*state, "every-value.json");
    const char *text = write_as(*state, lms_page_make(lms, *state), "text");
    assert_has(text, "* Size of the zip, in bytes\n  At most           100\n"
                     "  For a package     A larger package is not built; videos can be left out.\n"
                     "  How sure          verified\n"
                     "  Source            its manual. Note: as of 2026\n");
    assert_has(text,
               "* cmi5\n  Taken             no\n  For a package     No package of it is built");
    assert_has(text, "  Characters        ' a blank &\n");
    assert_has(text, "  Value             suspend-resumes\n  For a package     Learners go on");
    assert_has(text, "* Phones and tablets\n  How it is         As said.\n  How sure          inf");
    assert_has(text, "* Box\n  Set it to         ticked\n  Where             Menu\n"
                     "  Why               It works then. (only for SCORM 1.2, AICC (HACP))\n");
    assert_has(text, "  Why               It is odd.\n");
    assert_has(text, "* It forgets. (only for cmi5)\n  What to do        Remind it.\n");
    assert_has(text, "* lms.example.org\n\nHow sure: verified. Source: its manual. Note: as of");
    assert_has(text, "Of 58 values ");
}

static void what_nobody_knows_is_there_and_said_to_be_unknown(void **state)
{
    const struct target *lms = read_example(*state, "smallest.json");
    const char *text = write_as(*state, lms_page_make(lms, *state), "text");
    assert_has(text, "Of 55 values 0 are verified, 0 claimed, 0 inferred and 55 unknown.");
    assert_has(text, "* cmi5\n  Taken             unknown\n"
                     "  For a package     Packages of it are built, with a warning.\n"
                     "  How sure          unknown\n  Source            none\n");
    assert_has(text, "No settings are known.");
    assert_has(text, "None are known, which does not say that there are none.");
    assert_has(text, "How sure: unknown. Source: none");
}

static void sources_are_links_to_where_they_can_be_read(void **state)
{
    const struct target *lms = read_example(*state, "every-value.json");
    const struct document *document = lms_page_make(lms, *state);
    assert_has(write_as(*state, document, "html"),
               "<a href=\"https://example.org/manual\">its manual</a>. Note: as of 2026</td>");
    assert_has(write_as(*state, document, "text"), "* its manual\n  https://example.org/manual\n");
}

static void of_words_that_lead_somewhere_the_longest_do(void **state)
{
    struct document *document = document_create(*state, "t", "s", "f");
    document_add_link(document, "the <b>", "https://example.org/1");
    document_add_link(document, "the <b> of all", "https://example.org/2");
    document_add_link(document, "the <b>", "https://example.org/3");
    document_add(document, BLOCK_ITEM, "in the <b> of all and in the <b>");
    assert_has(write_as(*state, document, "html"),
               "<li>in <a href=\"https://example.org/2\">the &lt;b&gt; of all</a> and in "
               "<a href=\"https://example.org/1\">the &lt;b&gt;</a></li>");
}

static void lmss_are_compared_value_by_value(void **state)
{
    const struct target *const all[] = {read_example(*state, "every-value.json"),
                                        read_example(*state, "smallest.json")};
    const char *text = write_as(*state, lms_comparison_make(all, 2, *state), "text");
    assert_has(text, "2 profiles beside each other");
    assert_has(text, "Files in the zip:\n\n* Tiny\n  At most           103\n"
                     "  How sure          verified\n"
                     "  Source            its manual. Note: as of 2026\n\n* Tiny\n"
                     "  At most           unknown\n  How sure          unknown\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_arena, drop_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_value_is_told_with_its_meaning_mark_source_and_note),
        TEST(what_nobody_knows_is_there_and_said_to_be_unknown),
        TEST(sources_are_links_to_where_they_can_be_read),
        TEST(of_words_that_lead_somewhere_the_longest_do),
        TEST(lmss_are_compared_value_by_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
