/* SPDX-License-Identifier: Apache-2.0 */

/* How long the first page of each kind of query takes inside the store, in stores of different
 * sizes: of a rare value and of the most frequent one, alone, together and where they never meet,
 * and where voided statements or references stand in the way; then whether paging through
 * everything takes the same for each statement.
 *
 * Each file is filled with a crowd up to so many statements, going on behind those that a run
 * before has put into it. Fails when a goal is missed. */
#include "base/clock.h"
#include "base/mem.h"
#include "base/options.h"
#include "store/bench_fixture.h"
#include "store/question_fixture.h"

#include <jansson.h>

enum { REPETITIONS = 100, FRESH_REPETITIONS = 11, TENTHS = 10, STORES_MAX = 4 };
enum { GOAL_PAGE_US = 5000, ENOUGH_US = 2000000 };
static const double goal_ratio = 2.0;

enum { CASES = 2 * QUESTIONS + 1 };

/* What one question took in one store. */
struct figure {
    size_t rows;
    int64_t median_us;
    int64_t worst_us;
    int64_t fresh_us; /* the median of first pages on connections that have just been opened */
};

struct case_figures {
    const char *name;
    bool grows; /* see struct question */
    bool ascending;
    struct figure figures[STORES_MAX];
};

/* Microseconds a statement, in the median page of each tenth of the way. */
struct paging {
    double tenths[TENTHS];
};

struct bench {
    const char *files[STORES_MAX];
    struct crowd crowds[STORES_MAX];
    size_t store_count;
    struct case_figures cases[CASES];
    size_t case_count;
    struct paging pagings[2][STORES_MAX];
    const char *only; /* questions whose names begin so, and no paging; NULL: all */
};

/* One question to one store. */
struct asking {
    const char *file;
    struct crowd crowd;
    struct store *store; /* open for the warm ones */
    int64_t times[REPETITIONS];
    struct term terms[QUESTION_TERMS];
    struct statement_query query;
    bool by_id;
};

static struct store *open_store(const char *file, bool beside)
{
    char url[1024];
    struct error error = {0};
    struct store *store = NULL;
    (void)snprintf(url, sizeof url, "sqlite:%s", file);
    must(store_open(url, &(struct store_options){.beside = beside, .readers = 1}, &store, &error) ==
             STATUS_OK,
         error.message);
    return store;
}

struct seen {
    size_t rows;
    size_t bytes;
    int64_t seq; /* of the last */
};

static enum status see(void *context, const struct stored_statement *statement, struct error *error)
{
    (void)error;
    struct seen *seen = context;
    seen->rows++;
    seen->bytes += statement->members.length;
    seen->seq = statement->seq;
    return STATUS_OK;
}

/* ---- filling ---- */

/* Which is how many statements there are, as a crowd sends none that is refused. */
static uint32_t last_seq(struct store *store)
{
    const struct statement_query query = {.since_us = INT64_MIN, .until_us = INT64_MAX, .limit = 1};
    struct error error = {0};
    struct seen seen = {0};
    int64_t more = 0;
    must(store_query_statements(store, &query, see, &seen, &more, &error) == STATUS_OK,
         error.message);
    return (uint32_t)seen.seq;
}

static void tell_filling(const char *file, uint32_t filled, const struct crowd *crowd,
                         int64_t begin_us)
{
    (void)fprintf(stderr, "\r%s: %u of %u statements, %lld s", file, filled, crowd->statements,
                  (long long)((clock_monotonic_us() - begin_us) / 1000000));
}

static void fill(const char *file, const struct crowd *crowd)
{
    struct error error = {0};
    int64_t begin_us = clock_monotonic_us();
    AUTO(store_close) struct store *store = open_store(file, false);
    uint32_t filled = last_seq(store);
    must(filled <= crowd->statements, "find no more statements in the file than there should be");
    while (filled < crowd->statements) {
        uint32_t count = crowd_smaller(crowd->statements - filled, CROWD_BATCH);
        must(crowd_put(crowd, store, filled, count, &error) == STATUS_OK, error.message);
        filled += count;
        if (filled % 100000 == 0 || filled == crowd->statements) {
            tell_filling(file, filled, crowd, begin_us);
        }
    }
}

/* ---- asking ---- */

static struct seen get(struct store *store, const struct crowd *crowd, uint32_t number)
{
    struct seen seen = {0};
    struct error error = {0};
    struct uuid id = crowd_id(crowd, number);
    bool voided = crowd_role_of(crowd, number) == CROWD_IMPORTED;
    must(store_get_statement(store, &id, voided, see, &seen, &error) == STATUS_OK, error.message);
    return seen;
}

/* Asks once and tells how long that took. Ids are of statements all over the store. */
static int64_t ask(const struct asking *asking, struct store *store, uint32_t repetition,
                   size_t *out_rows)
{
    assert(asking->crowd.statements > 0);
    uint32_t number = (uint32_t)(repetition * UINT64_C(2654435761) % asking->crowd.statements);
    struct error error = {0};
    struct seen seen = {0};
    int64_t more = 0;
    int64_t begin_us = clock_monotonic_us();
    if (asking->by_id) {
        seen = get(store, &asking->crowd, number);
    } else {
        must(store_query_statements(store, &asking->query, see, &seen, &more, &error) == STATUS_OK,
             error.message);
    }
    *out_rows = seen.rows;
    return clock_monotonic_us() - begin_us;
}

static int compare_times(const void *left, const void *right)
{
    const int64_t *a = left;
    const int64_t *b = right;
    return (*a > *b) - (*a < *b);
}

static int64_t median(int64_t *times, size_t count)
{
    qsort(times, count, sizeof *times, compare_times);
    return times[count / 2];
}

/* In turns, so that what else the machine does meets all stores alike. */
static void measure_warm(struct asking *askings, size_t count, struct figure *out)
{
    size_t done = 0;
    int64_t begin_us = clock_monotonic_us();
    for (size_t i = 0; i < count; i++) {
        (void)ask(&askings[i], askings[i].store, 0, &out[i].rows);
    }
    for (; done < REPETITIONS && clock_monotonic_us() - begin_us < ENOUGH_US; done++) {
        for (size_t i = 0; i < count; i++) {
            askings[i].times[done] =
                ask(&askings[i], askings[i].store, (uint32_t)done, &out[i].rows);
        }
    }
    for (size_t i = 0; i < count; i++) {
        out[i].median_us = median(askings[i].times, done);
        out[i].worst_us = askings[i].times[done - 1];
    }
}

static void measure_fresh(const struct asking *asking, struct figure *out)
{
    int64_t times[FRESH_REPETITIONS];
    for (uint32_t i = 0; i < FRESH_REPETITIONS; i++) {
        AUTO(store_close) struct store *store = open_store(asking->file, true);
        times[i] = ask(asking, store, i, &out->rows);
    }
    out->fresh_us = median(times, FRESH_REPETITIONS);
}

/* NULL asks for statements by their ids. */
static void measure(struct bench *bench, const struct question *question, bool ascending)
{
    struct asking askings[STORES_MAX] = {{.file = NULL}};
    struct case_figures *figures = &bench->cases[bench->case_count++];
    figures->name = question == NULL ? "statementId" : question->name;
    figures->grows = question != NULL && question->grows;
    figures->ascending = ascending;
    for (size_t i = 0; i < bench->store_count; i++) {
        struct asking *asking = &askings[i];
        asking->file = bench->files[i];
        asking->crowd = bench->crowds[i];
        asking->store = open_store(asking->file, true);
        asking->by_id = question == NULL;
        if (question != NULL) {
            asking->query =
                question_query(question, &asking->crowd, asking->store, ascending, asking->terms);
        }
    }
    measure_warm(askings, bench->store_count, figures->figures);
    for (size_t i = 0; i < bench->store_count; i++) {
        store_close(askings[i].store);
        measure_fresh(&askings[i], &figures->figures[i]);
    }
}

/* Asks for pages until so many statements have been seen, and tells what the median of them took a
 * statement. */
static double page_on(struct store *store, struct statement_query *query, size_t until,
                      struct seen *seen)
{
    struct error error = {0};
    size_t pages_max = (until - seen->rows) / QUESTION_PAGE + 2;
    AUTO(free) int64_t *times = mem_zeroed(pages_max, sizeof *times);
    size_t pages = 0;
    do {
        int64_t begin_us = clock_monotonic_us();
        must(store_query_statements(store, query, see, seen, &query->after_seq, &error) ==
                 STATUS_OK,
             error.message);
        times[pages++] = clock_monotonic_us() - begin_us;
    } while (query->after_seq != 0 && seen->rows < until);
    return (double)median(times, pages) / QUESTION_PAGE;
}

static void measure_paging(const struct bench *bench, size_t which, bool by_authority,
                           struct paging *out)
{
    const struct term authority = {TERM_RELATED_AGENT, text_of(PLAYER)};
    struct statement_query query = {.terms = &authority,
                                    .term_count = by_authority ? 1 : 0,
                                    .since_us = INT64_MIN,
                                    .until_us = INT64_MAX,
                                    .ascending = true,
                                    .limit = QUESTION_PAGE};
    AUTO(store_close) struct store *store = open_store(bench->files[which], true);
    struct seen seen = {0};
    size_t all = bench->crowds[which].statements - crowd_hundredth(&bench->crowds[which]);
    for (size_t tenth = 0; tenth < TENTHS; tenth++) {
        out->tenths[tenth] = page_on(store, &query, all * (tenth + 1) / TENTHS, &seen);
    }
    must(seen.rows == all, "find every statement that is not voided");
}

/* ---- telling ---- */

static double ratio_of(const struct bench *bench, const struct case_figures *figures)
{
    int64_t smallest_us = figures->figures[0].median_us;
    return (double)figures->figures[bench->store_count - 1].median_us /
           (double)(smallest_us == 0 ? 1 : smallest_us);
}

/* Of all sizes and tenths, but the first, which also fills an empty cache. */
static double paging_ratio(const struct bench *bench, size_t way)
{
    double slowest = 0;
    double fastest = bench->pagings[way][0].tenths[0];
    for (size_t i = 0; i < bench->store_count; i++) {
        for (size_t tenth = 1; tenth < TENTHS; tenth++) {
            double here = bench->pagings[way][i].tenths[tenth];
            slowest = here > slowest ? here : slowest;
            fastest = here < fastest ? here : fastest;
        }
    }
    return slowest / fastest;
}

static bool is_met(const struct bench *bench, const struct case_figures *figures)
{
    bool met = figures->grows || ratio_of(bench, figures) <= goal_ratio;
    for (size_t i = 0; i < bench->store_count; i++) {
        met = met && figures->figures[i].median_us < GOAL_PAGE_US;
    }
    return met;
}

static void print_case(const struct bench *bench, const struct case_figures *figures)
{
    (void)printf("%-36s %-4s", figures->name, figures->ascending ? "up" : "down");
    for (size_t i = 0; i < bench->store_count; i++) {
        const struct figure *figure = &figures->figures[i];
        (void)printf(" |%4zu %8lld %8lld %8lld", figure->rows, (long long)figure->median_us,
                     (long long)figure->worst_us, (long long)figure->fresh_us);
    }
    (void)printf(" | %6.2f%s\n", ratio_of(bench, figures),
                 is_met(bench, figures) ? "" : "  MISSED");
}

static const char *const ways[] = {"all", "the authority"};

static void print_table(const struct bench *bench)
{
    (void)printf("first pages of %d, microseconds\n%-41s", QUESTION_PAGE, "");
    for (size_t i = 0; i < bench->store_count; i++) {
        (void)printf(" |%12u statements       ", bench->crowds[i].statements);
    }
    (void)printf("\n%-41s", "");
    for (size_t i = 0; i < bench->store_count; i++) {
        (void)printf(" |rows   median    worst    fresh");
    }
    (void)printf(" |  ratio\n");
    for (size_t i = 0; i < bench->case_count; i++) {
        print_case(bench, &bench->cases[i]);
    }
    for (size_t way = 0; way < 2 && bench->only == NULL; way++) {
        (void)printf("paging through %s, microseconds a statement in each tenth:\n", ways[way]);
        for (size_t i = 0; i < bench->store_count; i++) {
            (void)printf("%12u:", bench->crowds[i].statements);
            for (size_t tenth = 0; tenth < TENTHS; tenth++) {
                (void)printf(" %6.2f", bench->pagings[way][i].tenths[tenth]);
            }
            (void)printf("\n");
        }
        (void)printf("    slowest / fastest, but for the first tenths %.2f%s\n",
                     paging_ratio(bench, way),
                     paging_ratio(bench, way) <= goal_ratio ? "" : "  MISSED");
    }
}

static json_t *case_json(const struct bench *bench, const struct case_figures *figures)
{
    json_t *stores = json_array();
    for (size_t i = 0; i < bench->store_count; i++) {
        const struct figure *figure = &figures->figures[i];
        json_array_append_new(stores, json_pack("{s:I, s:I, s:I, s:I, s:I}", "statements",
                                                (json_int_t)bench->crowds[i].statements, "rows",
                                                (json_int_t)figure->rows, "median_us",
                                                (json_int_t)figure->median_us, "worst_us",
                                                (json_int_t)figure->worst_us, "fresh_us",
                                                (json_int_t)figure->fresh_us));
    }
    return json_pack("{s:s, s:b, s:b, s:o, s:f, s:b}", "question", figures->name, "may_grow",
                     figures->grows, "ascending", figures->ascending, "stores", stores, "ratio",
                     ratio_of(bench, figures), "met", is_met(bench, figures));
}

static json_t *paging_json(const struct bench *bench, size_t way)
{
    json_t *stores = json_array();
    for (size_t i = 0; i < bench->store_count; i++) {
        json_t *tenths = json_array();
        for (size_t tenth = 0; tenth < TENTHS; tenth++) {
            json_array_append_new(tenths, json_real(bench->pagings[way][i].tenths[tenth]));
        }
        json_array_append_new(stores, json_pack("{s:I, s:o}", "statements",
                                                (json_int_t)bench->crowds[i].statements,
                                                "us_a_statement", tenths));
    }
    return json_pack("{s:s, s:o, s:f, s:b}", "through", ways[way], "stores", stores, "ratio",
                     paging_ratio(bench, way), "met", paging_ratio(bench, way) <= goal_ratio);
}

static void print_json(const struct bench *bench)
{
    json_t *pages = json_array();
    json_t *paging = json_array();
    for (size_t i = 0; i < bench->case_count; i++) {
        json_array_append_new(pages, case_json(bench, &bench->cases[i]));
    }
    for (size_t way = 0; way < 2 && bench->only == NULL; way++) {
        json_array_append_new(paging, paging_json(bench, way));
    }
    json_t *all = json_pack("{s:o, s:o}", "first_pages", pages, "paging", paging);
    must(json_dumpf(all, stdout, JSON_INDENT(1)) == 0, "print");
    (void)printf("\n");
    json_decref(all);
}

static bool are_all_met(const struct bench *bench)
{
    bool met = true;
    for (size_t i = 0; i < bench->case_count; i++) {
        met = met && is_met(bench, &bench->cases[i]);
    }
    for (size_t way = 0; way < 2 && bench->only == NULL; way++) {
        met = met && paging_ratio(bench, way) <= goal_ratio;
    }
    return met;
}

/* ---- the whole ---- */

static void add_store(struct bench *bench, const char *file, const char *size)
{
    unsigned long statements = strtoul(size, NULL, 10);
    must(statements >= CROWD_STATEMENTS_MIN && statements <= 100000000,
         "understand; STATEMENTS is a number from 1000 to 100000000");
    bench->files[bench->store_count] = file;
    bench->crowds[bench->store_count] = crowd_make((uint32_t)statements);
    fill(file, &bench->crowds[bench->store_count]);
    bench->store_count++;
}

static bool is_asked(const struct bench *bench, const char *name)
{
    return bench->only == NULL || strncmp(name, bench->only, strlen(bench->only)) == 0;
}

static void measure_all(struct bench *bench)
{
    if (is_asked(bench, "statementId")) {
        measure(bench, NULL, true);
    }
    for (size_t i = 0; i < QUESTIONS; i++) {
        if (is_asked(bench, questions[i].name)) {
            measure(bench, &questions[i], false);
            measure(bench, &questions[i], true);
        }
    }
    for (size_t way = 0; way < 2 && bench->only == NULL; way++) {
        for (size_t i = 0; i < bench->store_count; i++) {
            measure_paging(bench, i, way == 1, &bench->pagings[way][i]);
        }
    }
}

int main(int count, char **arguments)
{
    const char *as_json = NULL;
    static struct bench bench;
    const struct option_row rows[] = {
        {.name = "only",
         .value_name = "NAME",
         .help = "ask only what begins so, and do not page",
         .value = &bench.only},
        {.name = "json", .help = "print JSON instead of a table", .value = &as_json},
        {0}};
    const struct option_table table = {
        .command = "read_bench",
        .usage = "FILE STATEMENTS [FILE STATEMENTS...] [--json]",
        .summary = "Measures first pages in stores of different sizes, the smallest first.",
        .positional_limit = 2 * STORES_MAX,
        .rows = rows};
    struct options_result line = {0};
    struct error error = {0};
    must(options_read(&table, count - 1, arguments + 1, &line, &error) == STATUS_OK, error.message);
    if (line.is_help) {
        return EXIT_SUCCESS;
    }
    must(line.positional_count >= 2 && line.positional_count % 2 == 0,
         "understand; name files, and behind each how many statements it has or gets");
    for (int i = 0; i < line.positional_count; i += 2) {
        add_store(&bench, line.positional[i], line.positional[i + 1]);
    }
    measure_all(&bench);
    (as_json != NULL ? print_json : print_table)(&bench);
    return are_all_met(&bench) ? EXIT_SUCCESS : EXIT_FAILURE;
}
