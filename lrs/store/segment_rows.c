/* SPDX-License-Identifier: Apache-2.0 */

#include "store/segment_rows.h"

#include <string.h>

/* ---- where a learner is ---- */

#define ROW                                                                                \
    "SELECT l.segment, l.rostered, s.organisation, o.organisation FROM learner_segment l " \
    "JOIN segment s ON s.id = l.segment "                                                  \
    "LEFT JOIN learner_organisation o ON o.learner = l.learner WHERE l.learner = $1"

void segment_row_foresee(struct connection *connection, int64_t learner)
{
    connection_foresee(connection, ROW, VALUES(value_integer(learner)));
}

enum status segment_row_read(struct connection *connection, int64_t learner,
                             struct segment_row *out, struct error *error)
{
    enum { SEGMENT, ROSTERED, ORGANISATION, SAID };
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool row = false;
    *out = (struct segment_row){0};
    enum status status =
        cursor_begin(connection, ROW, VALUES(value_integer(learner)), &cursor, error);
    if (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
    }
    if (status == STATUS_OK && row) {
        out->segment = cursor_integer(cursor, SEGMENT);
        out->is_rostered = cursor_integer(cursor, ROSTERED) != 0;
        out->is_contested = !out->is_rostered && !text_equals(cursor_text(cursor, ORGANISATION),
                                                              cursor_text(cursor, SAID));
    }
    return status;
}

enum status segment_row_write(struct connection *connection, int64_t learner, int64_t segment,
                              bool is_rostered, struct error *error)
{
    return connection_run(
        connection,
        "INSERT INTO learner_segment (learner, segment, rostered) VALUES ($1, $2, $3) "
        "ON CONFLICT (learner) DO UPDATE SET segment = excluded.segment, "
        "rostered = excluded.rostered",
        VALUES(value_integer(learner), value_integer(segment), value_integer(is_rostered)), error);
}

/* ---- where it has to be ---- */

/* person_account.roster: whose spans are the learner's. */
#define ROSTER                                                                         \
    "SELECT t.value, r.organisation, r.profession, r.staff_group, r.band FROM term t " \
    "LEFT JOIN person_account p ON p.account = t.value "                               \
    "LEFT JOIN roster r ON r.account = coalesce(p.roster, t.value) WHERE t.id = $1 "   \
    "ORDER BY r.from_us DESC LIMIT 1"
#define SAID "SELECT organisation FROM learner_organisation WHERE learner = $1"

void segment_wish_foresee(struct connection *connection, int64_t learner)
{
    connection_foresee(connection, ROSTER, VALUES(value_integer(learner)));
    connection_foresee(connection, SAID, VALUES(value_integer(learner)));
}

/* Of "account:https://lms.example.org|name"; a home page is an IRL, and has no '|'. */
static struct text source_of(struct text learner)
{
    static const char account[] = "account:";
    const size_t begin = sizeof account - 1;
    const char *bar = text_starts_with(learner, account)
                          ? memchr(learner.data + begin, '|', learner.length - begin)
                          : NULL;
    return bar == NULL ? text_of("")
                       : (struct text){learner.data + begin, (size_t)(bar - learner.data) - begin};
}

static struct text kept(struct cursor *cursor, size_t column, struct arena *arena)
{
    struct text text = cursor_text(cursor, column);
    return text.length == 0 ? text_of("") : (struct text){arena_copy(arena, text), text.length};
}

static enum status read_roster(struct connection *connection, int64_t learner, struct arena *arena,
                               struct segment_wish *out, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool row = false;
    enum status status =
        cursor_begin(connection, ROSTER, VALUES(value_integer(learner)), &cursor, error);
    if (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
    }
    for (size_t i = 0; i < SEGMENT_SOURCE; i++) {
        out->parts[i] = row ? kept(cursor, 1 + i, arena) : text_of("");
    }
    out->learner = row ? kept(cursor, 0, arena) : text_of("");
    out->parts[SEGMENT_SOURCE] = source_of(out->learner);
    out->is_rostered = out->parts[SEGMENT_ORGANISATION].length > 0;
    return status;
}

enum status segment_wish_read(struct connection *connection, int64_t learner, struct arena *arena,
                              struct segment_wish *out, struct error *error)
{
    enum status status = read_roster(connection, learner, arena, out, error);
    if (status != STATUS_OK || out->is_rostered) {
        return status;
    }
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool row = false;
    status = cursor_begin(connection, SAID, VALUES(value_integer(learner)), &cursor, error);
    if (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
    }
    if (row) {
        out->parts[SEGMENT_ORGANISATION] = kept(cursor, 0, arena);
    }
    return status;
}

bool segment_wish_is(const struct segment_wish *left, const struct segment_wish *right)
{
    for (size_t i = 0; i < SEGMENT_PARTS; i++) {
        if (!text_equals(left->parts[i], right->parts[i])) {
            return false;
        }
    }
    return true;
}

/* ---- numbers ---- */

#define PARTS_OF(wish)                                                                           \
    value_text((wish)->parts[SEGMENT_ORGANISATION]),                                             \
        value_text((wish)->parts[SEGMENT_PROFESSION]),                                           \
        value_text((wish)->parts[SEGMENT_STAFF_GROUP]), value_text((wish)->parts[SEGMENT_BAND]), \
        value_text((wish)->parts[SEGMENT_SOURCE])
#define NUMBER                                                                \
    "SELECT id FROM segment WHERE organisation = $1 AND profession = $2 AND " \
    "staff_group = $3 AND band = $4 AND source = $5"

void segment_number_foresee(struct connection *connection, const struct segment_wish *wish)
{
    connection_foresee(connection, NUMBER, VALUES(PARTS_OF(wish)));
}

/* Writers take turns, so the next number is free. */
enum status segment_number(struct connection *connection, const struct segment_wish *wish,
                           int64_t *out, struct error *error)
{
    int64_t number = 0;
    enum status status =
        connection_integer(connection, NUMBER, VALUES(PARTS_OF(wish)), &number, error);
    if (status != STATUS_OK || number != 0) {
        *out = number;
        return status;
    }
    status = connection_integer(connection, "SELECT coalesce(max(id), 0) + 1 FROM segment",
                                NO_VALUES, &number, error);
    if (status == STATUS_OK) {
        *out = number;
        status = connection_run(connection,
                                "INSERT INTO segment (organisation, profession, staff_group, band, "
                                "source, id) VALUES ($1, $2, $3, $4, $5, $6)",
                                VALUES(PARTS_OF(wish), value_integer(number)), error);
    }
    return status;
}
