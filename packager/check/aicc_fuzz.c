/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as the four files of an AICC course, parted by form feeds: the reader's units hold
 * together, and what the rules find is a place that is there, told in a text that can be shown. */
#include "base/arena.h"
#include "base/fuzz.h"
#include "check/check.h"
#include "opened/structure_fixture.h"
#include "zip/zip_writer.h"

enum { INTERCHANGE_FILES = 4, FILES = INTERCHANGE_FILES + 1 };

static size_t count_lines(struct text text)
{
    size_t count = 0;
    struct text line;
    while (text_split(&text, '\n', &line)) {
        count++;
    }
    return count;
}

static void look_at(const struct check_finding *finding, const struct zip_entry *entries)
{
    fuzz_require(text_is_utf8(text_of(finding->message)));
    size_t i = 0;
    while (i < FILES && finding->place.file != NULL &&
           strcmp(entries[i].name, finding->place.file) != 0) {
        i++;
    }
    fuzz_require(i < FILES);
    fuzz_require(finding->place.file == NULL ||
                 finding->place.line <= count_lines(entries[i].content));
}

static void check_entries(const struct opened *opened, const struct zip_entry *entries,
                          struct arena *arena)
{
    const struct check_options options = {.threshold = CHECK_ERROR};
    struct check_run *run = check_begin(arena, &options);
    check_package(run, opened);
    const struct check_result *result = NULL;
    fuzz_require(check_end(run, &result, NULL) == STATUS_OK);
    for (size_t i = 0; i < result->finding_count; i++) {
        look_at(&result->findings[i], entries);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const NAMES[INTERCHANGE_FILES] = {"c.crs", "c.au", "c.des", "c.cst"};
    AUTO(free) char *copy = fuzz_copy(data, size);
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct zip_entry entries[FILES] = {{.name = "index.html", .content = {"<p>", 3}}};
    struct text rest = {copy, size};
    for (size_t i = 0; i < INTERCHANGE_FILES; i++) {
        struct text part = {"", 0};
        (void)text_split(&rest, '\f', &part);
        entries[i + 1] = (struct zip_entry){.name = NAMES[i], .content = part};
    }
    struct opened *opened = NULL;
    fuzz_require(opened_from_entries("x", entries, FILES, arena, &opened, NULL) == STATUS_OK);
    fuzz_require(opened->structures != NULL && opened->structures->next == NULL);
    structure_require(opened, opened->structures);
    check_entries(opened, entries, arena);
    return 0;
}
