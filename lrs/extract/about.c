/* SPDX-License-Identifier: Apache-2.0 */

/* Names and values, so that people can read it in any tool. */
#include "extract/about.h"

#include "base/clock.h"
#include "base/timestamp.h"
#include "extract/tables.h"

#include <stdlib.h>

/* What a program that reads extracts may rely on; another number if that changes. */
#define FORMAT "1"
enum { FACTS = 11 };

struct fact {
    const char *name;
    const char *value;
    const char *meaning;
};

static const char *time_text(struct arena *arena, int64_t us)
{
    char text[TIMESTAMP_SIZE];
    timestamp_format(us, text);
    return arena_copy_string(arena, text);
}

static void list_facts(const struct about *about, struct arena *arena, struct fact out[FACTS])
{
    const struct fact facts[FACTS] = {
        {"format", FORMAT, "of this file; columns may be added without a new one"},
        {"program", "ibest-lrs " IBEST_VERSION, "what made it"},
        {"made_at", time_text(arena, clock_now_us()),
         "when it was made or brought up to date, UTC"},
        {"seq", arena_print(arena, "%lld", (long long)about->seq),
         "it holds all statements up to this place in the order of storing; 'ibest-lrs extract "
         "--update' goes on behind it"},
        {"stored", about->seq == 0 ? NULL : time_text(arena, about->stored_us),
         "when the last of them was stored, UTC"},
        {"last_id", about->last_id, "the last of them"},
        {"statements", arena_print(arena, "%lld", (long long)about->statements),
         "how many the store then had, of all learners"},
        {"organisation", about->organisation,
         "only learners of this organisation and of those below it are in it; empty: all are"},
        {"pseudonyms", about->key_mark == NULL ? "no" : "yes",
         "whether learners, their statements and registrations have pseudonyms instead of names"},
        {"pseudonym_key", about->key_mark,
         "tells keys of pseudonyms apart: extracts with the same one can be joined"},
        {"disclosure", "none", "no counts are hidden, as there are rows about single learners"},
    };
    for (size_t i = 0; i < FACTS; i++) {
        out[i] = facts[i];
    }
}

enum status about_write(struct connection *connection, const struct dictionary *dictionary,
                        const struct about *about, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct fact facts[FACTS];
    list_facts(about, arena, facts);
    enum status status = table_make(connection, dictionary_find(dictionary, "about"), error);
    for (size_t i = 0; i < FACTS && status == STATUS_OK; i++) {
        status = connection_run(connection,
                                "INSERT INTO about (name, value, meaning) VALUES ($1, $2, $3)",
                                VALUES(value_string(facts[i].name), value_string(facts[i].value),
                                       value_string(facts[i].meaning)),
                                error);
    }
    return status;
}

/* NULL if it is not there or empty. */
static enum status read_fact(struct connection *connection, const char *name, struct arena *arena,
                             const char **out, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool row = false;
    enum status status = cursor_begin(connection, "SELECT value FROM about WHERE name = $1",
                                      VALUES(value_string(name)), &cursor, error);
    status = status == STATUS_OK ? cursor_step(cursor, &row, error) : status;
    struct text value = row ? cursor_text(cursor, 0) : (struct text){NULL, 0};
    *out = value.data == NULL ? NULL : arena_copy(arena, value);
    return status;
}

static int64_t number_of(const char *text)
{
    return text == NULL ? 0 : strtoll(text, NULL, 10);
}

enum status about_read(struct connection *connection, struct arena *arena, struct about *out,
                       struct error *error)
{
    static const char *const names[] = {"format",     "seq",          "last_id",
                                        "statements", "organisation", "pseudonym_key"};
    enum { COUNT = sizeof names / sizeof names[0] };
    const char *values[COUNT] = {NULL};
    for (size_t i = 0; i < COUNT; i++) {
        enum status status = read_fact(connection, names[i], arena, &values[i], error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    if (values[0] == NULL || number_of(values[0]) != number_of(FORMAT)) {
        return FAIL(error, STATUS_CONFLICT,
                    "it is of another version of ibest-lrs; make a new one with --force");
    }
    *out = (struct about){.seq = number_of(values[1]),
                          .last_id = values[2] == NULL ? "" : values[2],
                          .statements = number_of(values[3]),
                          .organisation = values[4],
                          .key_mark = values[5]};
    return STATUS_OK;
}
