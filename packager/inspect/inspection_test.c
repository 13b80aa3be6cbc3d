/* SPDX-License-Identifier: Apache-2.0 */

/* What an inspection finds in a small package, and what a hostile one can make it say. */
#include "inspect/inspection.h"

#include "base/arena.h"
#include "base/json.h"
#include "inspect/inventory.h"
#include "opened/structure.h"
#include "zip/zip_fixture.h"
#include "zip/zip_writer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define TEXT(literal)                \
    {                                \
        literal, sizeof(literal) - 1 \
    }

static const struct zip_entry ENTRIES[] = {
    {.name = "imsmanifest.xml",
     .content = TEXT("<manifest identifier='M'><metadata><schemaversion>1.2</schemaversion>"
                     "<x:location xmlns:x='u:x'>meta.xml</x:location></metadata>"
                     "<organizations><organization><title>Title \xE2\x80\xAE</title>"
                     "<item identifier='I' identifierref='R'><title>Unit</title></item>"
                     "</organization></organizations><resources><resource identifier='R'"
                     " scormtype='sco' href='a.html'><file href='a.html'/><file href='gone.js'/>"
                     "</resource></resources></manifest>")},
    {.name = "adlcp_rootv1p2.xsd", .content = TEXT("<xsd/>")},
    {.name = "a.html", .content = TEXT("<p>a</p>")},
    {.name = "b.html", .content = TEXT("<p>a</p>")},
    {.name = "c.html", .content = TEXT("<p>c</p>")},
    {.name = "empty.txt", .content = TEXT("")},
    {.name = "large.bin", .content = TEXT("0123456789")},
    {.name = "meta.xml", .content = TEXT("<lom/>")},
    {.name = "none.txt", .content = TEXT("")},
};

static struct opened *open_package(struct arena *arena)
{
    struct opened *opened = NULL;
    assert_int_equal(opened_from_entries("p.zip", ENTRIES, sizeof ENTRIES / sizeof *ENTRIES, arena,
                                         &opened, NULL),
                     STATUS_OK);
    return opened;
}

static void unlisted_files_are_those_that_nothing_accounts_for(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct opened *opened = open_package(arena);
    static const char *const EXPECTED[] = {"b.html", "c.html", "empty.txt", "large.bin",
                                           "none.txt"};
    struct opened_list list = opened_unlisted(opened, opened->structures, arena);
    assert_int_equal(list.count, sizeof EXPECTED / sizeof *EXPECTED);
    for (size_t i = 0; i < list.count; i++) {
        assert_string_equal(list.files[i]->path, EXPECTED[i]);
    }
}

static void twins_are_files_of_the_same_bytes(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct inventory_twins *twins = NULL;
    size_t count = 0;
    assert_int_equal(inventory_find_twins(open_package(arena), &twins, &count, NULL), STATUS_OK);
    assert_int_equal(count, 1);
    assert_int_equal(twins[0].count, 2);
    assert_string_equal(twins[0].files[0]->path, "a.html");
    assert_string_equal(twins[0].files[1]->path, "b.html");
    assert_int_equal(twins[0].size, 8);
}

static void files_are_sorted_by_size(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct opened_list list = inventory_by_size(open_package(arena));
    assert_string_equal(list.files[0]->path, "imsmanifest.xml");
    assert_string_equal(list.files[1]->path, "large.bin");
    assert_string_equal(list.files[list.count - 1]->path, "none.txt");
}

static void text_tells_units_and_what_is_missing(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct text text = {0};
    assert_int_equal(inspection_text(open_package(arena), &text, NULL), STATUS_OK);
    static const char *const PARTS[] = {
        "p.zip: 9 files",
        "SCORM 1.2\n",
        "  title        Title \\xE2\\x80\\xAE\n",
        "  identifier   M\n",
        "Units: 1\n  Unit  [I]  -> a.html\n",
        "Files that are not listed: 5\n",
        "Same content under several names: 1, 8 bytes to spare\n             8  a.html = b.html\n",
    };
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        if (strstr(text.data, PARTS[i]) == NULL) {
            fail_msg("no '%s' in:\n%s", PARTS[i], text.data);
        }
    }
}

static void json_tells_the_same(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct text text = {0};
    assert_int_equal(inspection_json(open_package(arena), &text, NULL), STATUS_OK);
    AUTO(json_release) json_t *json = NULL;
    assert_int_equal(json_read(text, NULL, &json, NULL), STATUS_OK);
    const json_t *format = json_array_get(json_object_get(json, "formats"), 0);
    assert_string_equal(json_string_value(json_object_get(format, "format")), "scorm12");
    assert_int_equal(json_array_size(json_object_get(format, "unlisted")), 5);
    const json_t *unit = json_array_get(json_object_get(format, "units"), 0);
    assert_string_equal(json_string_value(json_object_get(unit, "kind")), "tracked");
    assert_string_equal(json_string_value(json_object_get(unit, "launch_file")), "a.html");
    assert_null(json_object_get(unit, "move_on"));
    assert_int_equal(json_array_size(json_object_get(json, "files")), 9);
    const json_t *twins = json_array_get(json_object_get(json, "duplicates"), 0);
    assert_int_equal(json_array_size(json_object_get(twins, "files")), 2);
}

static void names_that_are_not_utf8_and_damaged_files_are_no_obstacle(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(forge_finish) struct forge forge = FORGE_INIT;
    forge_add(&forge, "caf\xE9.html", "<p>a</p>");
    forge_add(&forge, "b.html", "<p>a</p>");
    forge_close(&forge);
    forge.zip.data[forge.local[1] - 1] ^= 1; /* the last byte of the first file's content */
    const struct opened *opened = opened_from_bytes("x.zip", buffer_text(&forge.zip), arena);
    struct text text = {0};
    assert_int_equal(inspection_text(opened, &text, NULL), STATUS_OK);
    assert_non_null(strstr(text.data, "caf\\xE9.html"));
    assert_non_null(strstr(text.data, "under several names: 0"));
    assert_int_equal(inspection_json(opened, &text, NULL), STATUS_OK);
    assert_non_null(strstr(text.data, "caf\\\\xE9.html"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unlisted_files_are_those_that_nothing_accounts_for),
        cmocka_unit_test(twins_are_files_of_the_same_bytes),
        cmocka_unit_test(files_are_sorted_by_size),
        cmocka_unit_test(text_tells_units_and_what_is_missing),
        cmocka_unit_test(json_tells_the_same),
        cmocka_unit_test(names_that_are_not_utf8_and_damaged_files_are_no_obstacle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
