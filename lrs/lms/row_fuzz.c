/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as a report: rows that are taken make statements that keep every rule of xAPI. */
#include "lms/happening.h"

#include "base/fuzz.h"
#include "xapi/statement.h"

enum { LIMIT = 1 << 22, STATEMENT_MAX = 64 << 10 };

static const char *const mappings[] = {"moodle-scorm", "moodle-course", "totara",
                                       "esr",          "learninghub",   "dls"};
static const int64_t now_us = INT64_C(1767225600) * 1000000;

static const struct lms_activity course = {.id = {"https://example.org/c", 21}};
static const struct lms_activity module = {.id = {"https://example.org/m", 21},
                                           .course = {"https://example.org/c", 21}};

static void check_statement(const struct lms_telling *telling, const struct lms_row *row,
                            const struct lms_happening *happening)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(STATEMENT_MAX);
    struct statement_list list;
    struct error error;
    const struct statement_context context = {
        .version = XAPI_VERSION_1_0_3, .authority = {"{}", 2}, .batch_max = 1};
    lms_statement_write(telling, row, happening, arena, &out);
    fuzz_require(!out.overflowed);
    fuzz_require(statements_read(buffer_text(&out), &context, arena, &list, &error) == STATUS_OK);
    fuzz_require(list.items[0].timestamp_us == happening->us);
}

static void check_row(const struct lms_telling *telling, const struct lms_row *row)
{
    struct lms_happening happenings[LMS_HAPPENINGS_MAX];
    for (size_t i = 0; i < row->told_count; i++) {
        size_t count = lms_happenings(row, &row->told[i], now_us, happenings);
        fuzz_require(count > 0);
        for (size_t j = 0; j < count; j++) {
            check_statement(telling, row, &happenings[j]);
        }
    }
}

static void read_rows(struct csv_reader *csv, const struct lms_sheet *sheet,
                      struct lms_row_reader *reader)
{
    const struct lms_telling telling = {
        .mapping = reader->mapping, .home_page = "https://lms.example", .organisation = {"RTH", 3}};
    struct csv_row values;
    struct lms_row row;
    struct error error;
    bool has_row = true;
    reader->sheet = sheet;
    while (csv_next(csv, &values, &has_row, &error) == STATUS_OK && has_row) {
        if (lms_row_read(reader, &values, &row) && row.unmatched.length == 0) {
            check_row(&telling, &row);
        }
    }
}

/* The first byte says by which mapping, and whether all is about the course. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(LIMIT);
    if (size == 0) {
        return 0;
    }
    struct lms_mapping mapping;
    struct text json;
    struct error error;
    const char *name = mappings[data[0] / 4 % (sizeof mappings / sizeof mappings[0])];
    fuzz_require(lms_mapping_find(name, &json, &error) == STATUS_OK);
    fuzz_require(lms_mapping_read(json, name, arena, &mapping, &error) == STATUS_OK);
    mapping.score_pass = data[0] % 4 == 2 ? 1 : mapping.score_pass;
    struct lms_activities *activities = lms_activities_create(arena);
    lms_activities_add(activities, text_of("a"), &course, LMS_BY_HAND);
    lms_activities_add(activities, text_of("b"), &module, LMS_BY_HAND);
    lms_activities_sort(activities);
    const struct lms_sheet_options options = {.mapping = &mapping,
                                              .activities = activities,
                                              .activity = data[0] % 2 == 0 ? &module : NULL};
    struct problems problems = {.arena = arena};
    struct lms_row_reader reader = {.mapping = &mapping,
                                    .activities = activities,
                                    .activity = options.activity,
                                    .now_us = now_us,
                                    .problems = &problems};
    struct csv_reader csv;
    struct csv_row first;
    struct lms_sheet sheet;
    bool has_row = false;
    buffer_add(&content, data + 1, size - 1);
    if (csv_begin(&content, &csv, &error) == STATUS_OK &&
        csv_next(&csv, &first, &has_row, &error) == STATUS_OK && has_row &&
        lms_sheet_read(&first, &options, arena, &sheet, &error) == STATUS_OK) {
        read_rows(&csv, &sheet, &reader);
    }
    return 0;
}
