/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of holding packages against limits: each limit at its edge and one below it. */
#include "targets/target_limits.h"

#include "base/arena.h"
#include "targets/target.h"
#include "zip/zip_writer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define LOM                                                                                 \
    "<lom><general><catalogentry><entry>urn:entry</entry></catalogentry>"                   \
    "<description>\n  <string>About it</string>\n</description>"                            \
    "<keyword>one</keyword><keyword> <string>other</string> </keyword>"                     \
    "</general><educational><typicalLearningTime>PT15M</typicalLearningTime></educational>" \
    "<rights><description>Ours</description></rights></lom>"
#define MANIFEST                                                                     \
    "<manifest identifier=\"M_12345678\"><item identifier=\"I\"><title>Caf\xC3\xA9 " \
    "one</title></item><resource href=\"index.html\"/><metadata>" LOM "</metadata></manifest>"

static const struct zip_entry ENTRIES[] = {
    {.name = "imsmanifest.xml", .content = {MANIFEST, sizeof MANIFEST - 1}},
    {.name = "media/a.mp4", .content = {MANIFEST MANIFEST, 2 * (sizeof MANIFEST - 1)}},
    {.name = "index.html", .content = {"<p>", 3}},
};

static const struct target_package PACKAGE = {
    .file_name = "tiny-scorm12.zip",
    .entries = ENTRIES,
    .entry_count = sizeof ENTRIES / sizeof *ENTRIES,
};

enum {
    MANIFEST_BYTES = sizeof MANIFEST - 1,
    TWICE_MANIFEST_BYTES = 2 * MANIFEST_BYTES,
    NAMES_BYTES = 15 + 11 + 10,
    ZIP_BYTES = 3 * MANIFEST_BYTES + 3 + 2 * NAMES_BYTES + 3 * (30 + 46) + 22,
};

static const struct row {
    enum target_limit_id limit;
    enum status status;
    uint64_t edge; /* what the package has: fits at this limit, not below */
    const char *message;
} ROWS[] = {
    {TARGET_ZIP_BYTES, STATUS_TOO_LARGE, ZIP_BYTES, "'media/a.mp4' alone"},
    {TARGET_ZIP_NAME, STATUS_INVALID, 16, "its name has 16 characters"},
    {TARGET_FILE_BYTES, STATUS_TOO_LARGE, TWICE_MANIFEST_BYTES, "'media/a.mp4' has "},
    {TARGET_FILE_COUNT, STATUS_TOO_LARGE, 3, "holds 3 files; Tiny takes at most 2 files"},
    {TARGET_PATH, STATUS_INVALID, 15, "the name 'imsmanifest.xml' has 15 characters"},
    {TARGET_TITLE, STATUS_INVALID, 8, "the title 'Caf\xC3\xA9 one\xE2\x80\xA6' has 8 characters"},
    {TARGET_IDENTIFIER, STATUS_INVALID, 10, "the identifier 'M_12345678"},
    {TARGET_LAUNCH_ADDRESS, STATUS_INVALID, 10, "the launch address 'index.html"},
    {TARGET_METADATA_ENTRY, STATUS_INVALID, 9, "the IRI 'urn:entry"},
    {TARGET_METADATA_DESCRIPTION, STATUS_INVALID, 8, "the description 'About it"},
    {TARGET_METADATA_KEYWORDS, STATUS_INVALID, 8, "the keywords together 'oneother"},
    {TARGET_METADATA_COPYRIGHT, STATUS_INVALID, 4, "the copyright 'Ours"},
    {TARGET_METADATA_DURATION, STATUS_INVALID, 5, "the learning time 'PT15M"},
    {TARGET_SUSPEND_DATA, STATUS_INVALID, 4096, "may keep 4096 characters of suspend_data"},
};

static struct target target_with(enum target_limit_id id, uint64_t max, enum target_mark mark)
{
    struct target target = {.id = "tiny", .name = "Tiny"};
    target.limits[id] = (struct target_limit){{mark, "its manual", NULL}, max};
    return target;
}

static enum status check(const struct target *target, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    return target_check_package(target, &PACKAGE, arena, error);
}

static void each_limit_holds_at_its_edge(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        const struct row *row = &ROWS[i];
        struct error error = {0};
        struct target target = target_with(row->limit, row->edge, TARGET_VERIFIED);
        if (check(&target, &error) != STATUS_OK) {
            fail_msg("row %zu: %s", i, error.message);
        }
        target = target_with(row->limit, row->edge - 1, TARGET_VERIFIED);
        assert_int_equal(check(&target, &error), row->status);
        if (strncmp(error.message, "tiny-scorm12.zip: ", 18) != 0 ||
            strstr(error.message, row->message) == NULL ||
            strstr(error.message, "(verified: its manual); ") == NULL) {
            fail_msg("row %zu: %s", i, error.message);
        }
    }
}

static void characters_that_are_not_taken_are_refused(void **state)
{
    (void)state;
    static const struct {
        enum target_characters_id id;
        const char *forbidden;
        const char *message;
    } CASES[] = {
        {TARGET_IN_ZIP_NAME, "+-", "the name 'tiny-scorm12.zip' has '-', which Tiny cannot take"},
        {TARGET_IN_PATH, "4", "the file name 'media/a.mp4' has '4'"},
        {TARGET_IN_LAUNCH_ADDRESS, "x", "the launch address 'index.html' has 'x'"},
        {TARGET_IN_IDENTIFIER, "_", "the identifier 'M_12345678' has '_'"},
        {TARGET_IN_TITLE, "+ &", "(claimed: its manual); change it in course.json"},
    };
    AUTO(arena_destroy) struct arena *arena = arena_create();
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct target target = {.id = "tiny", .name = "Tiny"};
        struct target_text *characters = &target.characters[CASES[i].id];
        *characters = (struct target_text){{TARGET_CLAIMED, "its manual", NULL}, "+&'"};
        assert_int_equal(target_check_package(&target, &PACKAGE, arena, NULL), STATUS_OK);
        characters->value = CASES[i].forbidden;
        struct error error = {0};
        assert_int_equal(target_check_package(&target, &PACKAGE, arena, &error), STATUS_INVALID);
        assert_non_null(strstr(error.message, CASES[i].message));
    }
}

static void what_is_unknown_limits_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        const struct target target = target_with(ROWS[i].limit, 0, TARGET_UNKNOWN);
        assert_int_equal(check(&target, NULL), STATUS_OK);
    }
}

static void a_file_that_is_gone_is_told(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct zip_entry gone = {.name = "a.pdf", .file = "no/such/file"};
    const struct target_package package = {"a.zip", &gone, 1};
    const struct target target = {.name = "Tiny"};
    struct error error = {0};
    assert_int_equal(target_check_package(&target, &package, arena, &error), STATUS_UNAVAILABLE);
    assert_non_null(strstr(error.message, "no/such/file"));
}

static void the_budget_names_files_the_largest_first(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *budget = NULL;
    assert_int_equal(target_budget(&PACKAGE, arena, &budget, NULL), STATUS_OK);
    assert_non_null(budget);
    assert_int_equal(strncmp(budget, "tiny-scorm12.zip: ", 18), 0);
    const char *video = strstr(budget, "media/a.mp4\n");
    const char *manifest = strstr(budget, "imsmanifest.xml\n");
    const char *page = strstr(budget, "index.html\n");
    assert_non_null(video);
    assert_non_null(manifest);
    assert_non_null(page);
    assert_true(video < manifest && manifest < page);
    assert_non_null(strstr(page, " 0 more files"));
}

static void many_small_files_are_one_line_of_the_budget(void **state)
{
    (void)state;
    enum { FILES = 1000 };
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct zip_entry *entries = ARENA_ARRAY(arena, struct zip_entry, FILES);
    for (size_t i = 0; i < FILES; i++) {
        entries[i] = (struct zip_entry){.name = arena_print(arena, "f%zu", i), .content = {"x", 1}};
    }
    const struct target_package package = {"a.zip", entries, FILES};
    const char *budget = NULL;
    assert_int_equal(target_budget(&package, arena, &budget, NULL), STATUS_OK);
    assert_non_null(strstr(budget, " 970 more files"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_limit_holds_at_its_edge),
        cmocka_unit_test(characters_that_are_not_taken_are_refused),
        cmocka_unit_test(what_is_unknown_limits_nothing),
        cmocka_unit_test(a_file_that_is_gone_is_told),
        cmocka_unit_test(the_budget_names_files_the_largest_first),
        cmocka_unit_test(many_small_files_are_one_line_of_the_budget),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
