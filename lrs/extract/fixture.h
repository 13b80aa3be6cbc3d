/* SPDX-License-Identifier: Apache-2.0 */

/* What tests of extracts share: a store with learners, and reading extracts back. */
#ifndef EXTRACT_FIXTURE_H
#define EXTRACT_FIXTURE_H

#include "base/file.h"
#include "extract/dictionary.h"
#include "extract/extract.h"
#include "store/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <unistd.h>

enum { EXTRACT_DUMP_MAX = 64 << 20, EXTRACT_PATH_SIZE = 256 };

#define FIXTURE_COURSE "https://example.org/courses/back"
#define FIXTURE_VERBS "http://adlnet.gov/expapi/verbs/"
#define FIXTURE_TYPES "http://adlnet.gov/expapi/activities/"

struct world {
    char store_folder[FIXTURE_FOLDER_SIZE];
    struct store *store;
    struct arena *arena;
    char folder[64];
    char path[EXTRACT_PATH_SIZE];  /* the extract that is brought up to date */
    char fresh[EXTRACT_PATH_SIZE]; /* one that is made anew */
    struct extract_summary summary;
    struct error error;
    unsigned next;
};

static inline int fixture_world(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    assert_non_null(world);
    world->arena = arena_create();
    assert_int_equal(fixture_open_shared(world->store_folder, &world->store, &world->error),
                     STATUS_OK);
    (void)snprintf(world->folder, sizeof world->folder, "%s", "/tmp/ibest-extract-XXXXXX");
    assert_non_null(mkdtemp(world->folder));
    (void)snprintf(world->path, sizeof world->path, "%s/extract.sqlite", world->folder);
    (void)snprintf(world->fresh, sizeof world->fresh, "%s/fresh.sqlite", world->folder);
    *state = world;
    return 0;
}

/* The folder is empty but for the two: nothing was left on the way. */
static inline int fixture_end(void **state)
{
    struct world *world = *state;
    fixture_close_shared(world->store_folder, world->store);
    arena_destroy(world->arena);
    (void)unlink(world->path);
    (void)unlink(world->fresh);
    assert_int_equal(rmdir(world->folder), 0);
    free(world);
    return 0;
}

static inline void fixture_must(struct world *world, enum status status)
{
    if (status != STATUS_OK) {
        fail_msg("%s", world->error.message);
    }
}

/* Stores one with these members; its number. */
static inline unsigned fixture_store(struct world *world, const char *members)
{
    struct statement statement = fixture_statement(world->arena, ++world->next, members, 0);
    fixture_must(world, fixture_put(world->store, &statement, 1, &world->error));
    return world->next;
}

/* In a module of the course, at an organisation. */
static inline unsigned fixture_learns(struct world *world, const char *learner, const char *verb,
                                      unsigned module)
{
    return fixture_store(
        world,
        arena_print(world->arena,
                    "\"actor\":{\"mbox\":\"mailto:%s@example.org\"},\"verb\":{\"id\":"
                    "\"" FIXTURE_VERBS "%s\"},\"object\":{\"id\":\"" FIXTURE_COURSE "/%u\","
                    "\"definition\":{\"type\":\"" FIXTURE_TYPES "module\"}},\"context\":{"
                    "\"contextActivities\":{\"parent\":[{\"id\":\"" FIXTURE_COURSE "\","
                    "\"definition\":{\"type\":\"" FIXTURE_TYPES "course\"}}]},\"extensions\":{"
                    "\"https://w3id.org/xapi/ibest/extensions/organisation\":\"R%c\"}}",
                    learner, verb, module, learner[0]));
}

static inline unsigned fixture_voids(struct world *world, unsigned target)
{
    struct statement statement = fixture_about(world->arena, ++world->next, FIXTURE_VOIDED, target);
    fixture_must(world, fixture_put(world->store, &statement, 1, &world->error));
    return world->next;
}

static inline enum status fixture_extract(struct world *world, const char *path, bool updates,
                                          bool names_people, const char *organisation)
{
    const struct extract_options options = {
        .organisation = organisation, .names_people = names_people, .replaces = true};
    return updates ? extract_update(world->store, path, &options, &world->summary, &world->error)
                   : extract_write(world->store, path, &options, &world->summary, &world->error);
}

/* For its rows as text; the caller closes it. */
static inline struct connection *fixture_reopen(struct world *world, const char *path)
{
    struct connection *connection = NULL;
    fixture_must(world, backend_sqlite.open(path, BACKEND_FILLING, &connection, &world->error));
    return connection;
}

static inline void fixture_add_value(struct buffer *out, struct value value)
{
    if (value.kind == VALUE_INTEGER) {
        buffer_print(out, "%lld", (long long)value.integer);
    } else if (value.kind == VALUE_REAL) {
        buffer_print(out, "%.15g", value.real);
    } else {
        buffer_add_text(out, value.bytes);
    }
    buffer_add_character(out, '|');
}

/* Each row as "a|b|\n". */
static inline const char *fixture_rows(struct world *world, struct connection *connection,
                                       const char *sql)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(EXTRACT_DUMP_MAX);
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool row = true;
    buffer_add_string(&out, "");
    fixture_must(world, cursor_begin(connection, sql, NO_VALUES, &cursor, &world->error));
    for (;;) {
        fixture_must(world, cursor_step(cursor, &row, &world->error));
        if (!row) {
            break;
        }
        for (size_t i = 0; i < connection->backend->column_count(cursor); i++) {
            fixture_add_value(&out, cursor_column(cursor, i));
        }
        buffer_add_character(&out, '\n');
    }
    return arena_copy(world->arena, buffer_text(&out));
}

static inline const char *fixture_ask(struct world *world, const char *path, const char *sql)
{
    AUTO(connection_close) struct connection *connection = fixture_reopen(world, path);
    return fixture_rows(world, connection, sql);
}

/* All that it holds but when it was made. */
static inline const char *fixture_dump(struct world *world, const char *path)
{
    AUTO(connection_close) struct connection *connection = fixture_reopen(world, path);
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(EXTRACT_DUMP_MAX);
    struct dictionary dictionary;
    fixture_must(world, dictionary_load(world->arena, &dictionary, &world->error));
    for (size_t i = 0; i < dictionary.count; i++) {
        const char *name = dictionary.tables[i]->name;
        const char *sql = strcmp(name, "about") == 0
                              ? "SELECT name, value FROM about WHERE name <> 'made_at'"
                              : arena_print(world->arena, "SELECT * FROM %s", name);
        buffer_print(&out, "-- %s\n", name);
        buffer_add_string(&out, fixture_rows(world, connection, sql));
    }
    buffer_add_string(
        &out, fixture_rows(world, connection, "SELECT name FROM sqlite_master ORDER BY name"));
    return arena_copy(world->arena, buffer_text(&out));
}

/* What was brought up to date is what is made anew. */
static inline void fixture_check_equal(struct world *world, bool names_people)
{
    fixture_must(world, fixture_extract(world, world->fresh, false, names_people, NULL));
    const char *updated = fixture_dump(world, world->path);
    const char *fresh = fixture_dump(world, world->fresh);
    assert_string_equal(updated, fresh);
}

/* Whether the bytes of `word` are anywhere among them. */
static inline bool fixture_holds(struct text bytes, const char *word)
{
    size_t length = strlen(word);
    for (size_t i = 0; i + length <= bytes.length; i++) {
        if (memcmp(bytes.data + i, word, length) == 0) {
            return true;
        }
    }
    return false;
}

/* The file at `path` has none of the words, which NULL ends, in any column or left-over. */
static inline void fixture_check_holds_none(const char *path, const char *const *words)
{
    struct error error;
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(EXTRACT_DUMP_MAX);
    assert_int_equal(file_read(path, EXTRACT_DUMP_MAX, &bytes, &error), STATUS_OK);
    for (; *words != NULL; words++) {
        if (fixture_holds(buffer_text(&bytes), *words)) {
            fail_msg("the extract tells '%s'", *words);
        }
    }
}

#endif
