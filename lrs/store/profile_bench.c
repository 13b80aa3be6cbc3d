/* SPDX-License-Identifier: Apache-2.0 */

/* What holding statements against profiles costs who takes them: the same lines into two stores,
 * one of which has profiles loaded, batch by batch in turns, so that what else the machine does
 * meets both. Counted is what processors work for parsing, preparing and writing, on all threads;
 * HTTP is left out, so a server's rate suffers less. Ends by counting what was stored and noted. */
#include "base/clock.h"
#include "base/file.h"
#include "profile/profile.h"
#include "store/bench_fixture.h"
#include "store/fixture.h"
#include "store/profile_histories.h"
#include "store/stored_profiles.h"

#include <stdio.h>
#include <time.h>

enum { BATCH = 100, FILE_MAX = 1 << 30, PROFILE_FILE_MAX = 4 << 20 };

#define PLAIN_FILE "profile_bench_plain.db"
#define LOADED_FILE "profile_bench_loaded.db"

/* One of both. */
struct side {
    struct store *store;
    int64_t processor_us;
    int64_t wall_us;
    size_t statements;
};

static int64_t processor_us(void)
{
    return (int64_t)clock() * (1000000 / CLOCKS_PER_SEC);
}

static struct text read_file(const char *path, size_t limit, struct arena *arena)
{
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(limit);
    struct error error = {0};
    must(file_read(path, limit, &text, &error) == STATUS_OK, error.message);
    return (struct text){arena_copy(arena, buffer_text(&text)), text.length};
}

struct loading {
    struct store_write write; /* first */
    struct profile_load load;
};

static enum status apply_load(struct transaction *transaction, struct store_write *write,
                              struct error *error)
{
    return transaction_load_profile(transaction, &((struct loading *)write)->load, error);
}

static void load(struct store *store, const char *path)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct profile *profile = ARENA_NEW(arena, struct profile);
    struct findings *findings = ARENA_NEW(arena, struct findings);
    struct error error = {0};
    struct text text = read_file(path, PROFILE_FILE_MAX, arena);
    must(profile_read(text, path, arena, profile, findings, &error) == STATUS_OK, error.message);
    struct loading loading = {.write = {.apply = apply_load},
                              .load = {.profile = profile, .text = text, .arena = arena}};
    must(store_write_and_wait(store, &loading.write, &error) == STATUS_OK, error.message);
}

/* The next batch as the body of a request. */
static struct text next_body(struct text *rest, struct arena *arena)
{
    AUTO(buffer_finish) struct buffer body = BUFFER_INIT(FILE_MAX);
    struct text line;
    buffer_add_character(&body, '[');
    for (size_t i = 0; i < BATCH && text_split(rest, '\n', &line);) {
        if (line.length > 0) {
            buffer_print(&body, "%s%.*s", i == 0 ? "" : ",", TEXT_ARGUMENTS(line));
            i++;
        }
    }
    buffer_add_character(&body, ']');
    return (struct text){arena_copy(arena, buffer_text(&body)), body.length};
}

static void take(struct side *side, struct text body)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct statement_context context = {
        .version = XAPI_VERSION_1_0_3, .authority = text_of(FIXTURE_AUTHORITY), .batch_max = BATCH};
    struct statement_list list = {.count = 0};
    struct error error = {0};
    int64_t began_us = clock_monotonic_us();
    int64_t before_us = processor_us();
    must(statements_read(body, &context, arena, &list, &error) == STATUS_OK, error.message);
    store_prepare_statements(side->store, &list, arena);
    must(fixture_put(side->store, list.items, list.count, &error) == STATUS_OK, error.message);
    side->processor_us += processor_us() - before_us;
    side->wall_us += clock_monotonic_us() - began_us;
    side->statements += list.count;
}

static enum status print_row(void *context, const struct report_row *row, struct error *error)
{
    (void)context;
    (void)error;
    (void)printf("   profile %s, outcome %s: %s", row->values[0], row->values[1], row->values[2]);
    return STATUS_OK;
}

static void print(const struct side *plain, const struct side *loaded)
{
    struct error error = {0};
    double of_plain = (double)plain->processor_us / (double)plain->statements;
    double of_loaded = (double)loaded->processor_us / (double)loaded->statements;
    (void)printf(
        "%zu statements, processors: %.1f us each without profiles, %.1f with; rate with / "
        "without: %.3f by processors, %.3f by the clock\n",
        plain->statements, of_plain, of_loaded, of_plain / of_loaded,
        (double)plain->wall_us / (double)loaded->wall_us);
    must(store_run_report(loaded->store,
                          "SELECT value, asked, sum(total) FROM tally JOIN tally_sort ON id = sort "
                          "WHERE measure = 42 AND "
                          "late_value = 0 GROUP BY 1, 2 ORDER BY 1, 2",
                          NULL, 0, print_row, NULL, &error) == STATUS_OK,
         error.message);
    (void)printf("\n");
}

/* What a server does when it has time, or at the latest after a minute (store/settling.h). */
static void settle(struct side *loaded)
{
    struct error error = {0};
    int64_t before_us = processor_us();
    must(store_settle_histories(loaded->store, NULL, NULL, &error) == STATUS_OK, error.message);
    (void)printf("histories settled behind that: %.1f us a statement\n",
                 (double)(processor_us() - before_us) / (double)loaded->statements);
}

static void open_both(struct side *plain, struct side *loaded)
{
    struct error error = {0};
    remove_file(PLAIN_FILE);
    remove_file(LOADED_FILE);
    must(store_open("sqlite:" PLAIN_FILE, NULL, &plain->store, &error) == STATUS_OK, error.message);
    must(store_open("sqlite:" LOADED_FILE, NULL, &loaded->store, &error) == STATUS_OK,
         error.message);
}

int main(int count, char **arguments)
{
    must(count >= 3, "understand; usage: profile_bench STATEMENTS.ndjson PROFILE.jsonld...");
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct side plain = {.statements = 0};
    struct side loaded = {.statements = 0};
    open_both(&plain, &loaded);
    for (int i = 2; i < count; i++) {
        load(loaded.store, arguments[i]);
    }
    struct text rest = read_file(arguments[1], FILE_MAX, arena);
    for (size_t round = 0; rest.length > 0; round++) {
        AUTO(arena_destroy) struct arena *one = arena_create();
        struct text body = next_body(&rest, one);
        take(round % 2 == 0 ? &plain : &loaded, body);
        take(round % 2 == 0 ? &loaded : &plain, body);
    }
    print(&plain, &loaded);
    settle(&loaded);
    store_close(plain.store);
    store_close(loaded.store);
    remove_file(PLAIN_FILE);
    remove_file(LOADED_FILE);
    return 0;
}
