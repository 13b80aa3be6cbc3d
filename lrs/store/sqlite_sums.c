/* SPDX-License-Identifier: Apache-2.0 */

/* A virtual table (sqlite.org/vtab.html) whose arguments are hidden columns. A place is summed when
 * the cursor comes to it, so no more than one place's sums are in memory. It asks the connection
 * that reads it, hence the same moment. */
#include "store/sqlite_sums.h"

#include "base/mem.h"
#include "store/tally_sorts.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Columns without a type: compared with one that has one, SQLite would make no index over what
 * expressions are joined with these. */
#define SCHEMA                                                                           \
    "CREATE TABLE sums (place, line, total, amount, square, first HIDDEN, last HIDDEN, " \
    "places HIDDEN, lines HIDDEN)"
/* Behind it as many counts as are asked for: the others would cost a tenth of the whole each. */
#define ROWS " FROM tally WHERE segment = ?1 AND sort BETWEEN ?2 AND ?3"
static const char *const rows_of[] = {
    "SELECT sort, total" ROWS,
    "SELECT sort, total, amount" ROWS,
    "SELECT sort, total, amount, square" ROWS,
};

enum column { PLACE, LINE, TOTAL, AMOUNT, SQUARE, FIRST, LAST, PLACES, LINES };
enum { NEEDED = 7, COUNTS = 3, DECIMAL = 10, FEWEST = 256 };
enum { WITH_LINES = 4 }; /* a plan's number is that, or 0, and how many counts */

struct sums_table {
    sqlite3_vtab base;
    sqlite3 *database;
};

/* Sums of lines: that of line n is item n. */
struct sums {
    int64_t (*items)[COUNTS];
    size_t count;    /* behind the last that was added to */
    size_t capacity; /* all behind `count` are zeros */
};

/* Of a measure's sorts the line of number n, and 1, or 0: it is in none. */
struct lines {
    int64_t *items;
    size_t count;
};

/* `place` stands for itself, or for a line. */
struct pair {
    int64_t key;
    int64_t place;
};

struct pairs {
    struct pair *items;
    size_t count;
};

/* From the first sort to the last. */
struct span {
    int64_t first;
    int64_t last;
};

struct sums_cursor {
    sqlite3_vtab_cursor base;
    sqlite3_stmt *rows[COUNTS];
    int count;           /* how many of the counts are asked for */
    struct pairs places; /* segments, by place */
    size_t next_place;   /* behind those that were summed */
    int64_t place;
    int64_t first_measure;
    size_t measure_count;
    struct lines *lines; /* of each measure; NULL: each sort is a line of its own */
    struct sums *sums;   /* of each measure; of all, where there are lines */
    size_t sums_count;
    size_t sums_index; /* where the cursor stands; sums_count: at the end */
    size_t number;
    sqlite3_int64 rowid;
};

static struct sums_cursor *own(sqlite3_vtab_cursor *cursor)
{
    return (struct sums_cursor *)cursor;
}

/* ---- the table ---- */

static int sums_connect(sqlite3 *database, void *context, int count, const char *const *arguments,
                        sqlite3_vtab **out, char **message)
{
    (void)context;
    (void)count;
    (void)arguments;
    (void)message;
    int code = sqlite3_declare_vtab(database, SCHEMA);
    if (code == SQLITE_OK) {
        struct sums_table *table = MEM_NEW(struct sums_table);
        table->database = database;
        *out = &table->base;
    }
    return code;
}

static int sums_disconnect(sqlite3_vtab *table)
{
    free(table);
    return SQLITE_OK;
}

static int counts_in(sqlite3_uint64 columns)
{
    if ((columns >> SQUARE & 1U) != 0) {
        return COUNTS;
    }
    return (columns >> AMOUNT & 1U) != 0 ? COUNTS - 1 : 1;
}

/* Lines need not be given; without all other arguments it cannot be read. */
static int sums_plan(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    unsigned found = 0;
    for (int i = 0; i < info->nConstraint; i++) {
        const int argument = info->aConstraint[i].iColumn - FIRST;
        if (argument < 0 || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ) {
            continue;
        }
        if (!info->aConstraint[i].usable) {
            return SQLITE_CONSTRAINT;
        }
        info->aConstraintUsage[i].argvIndex = argument + 1;
        info->aConstraintUsage[i].omit = 1;
        found |= 1U << argument;
    }
    info->idxNum = ((found & ~(unsigned)NEEDED) != 0 ? WITH_LINES : 0) + counts_in(info->colUsed);
    info->estimatedCost = 1000000;
    info->estimatedRows = 1000000; /* so that what is joined gets an index */
    return (found & NEEDED) == NEEDED ? SQLITE_OK : SQLITE_CONSTRAINT;
}

/* ---- the cursor ---- */

static int sums_open(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    (void)table;
    struct sums_cursor *cursor = MEM_NEW(struct sums_cursor);
    *out = &cursor->base;
    return SQLITE_OK;
}

static void release_sums(struct sums_cursor *cursor)
{
    for (size_t i = 0; i < cursor->sums_count; i++) {
        free(cursor->sums[i].items);
    }
    for (size_t i = 0; cursor->lines != NULL && i < cursor->measure_count; i++) {
        free(cursor->lines[i].items);
    }
    free(cursor->sums);
    free(cursor->lines);
    free(cursor->places.items);
    cursor->sums = NULL;
    cursor->sums_count = 0;
    cursor->lines = NULL;
    cursor->places = (struct pairs){.items = NULL};
}

static int sums_close(sqlite3_vtab_cursor *cursor)
{
    release_sums(own(cursor));
    for (int i = 0; i < COUNTS; i++) {
        (void)sqlite3_finalize(own(cursor)->rows[i]);
    }
    free(cursor);
    return SQLITE_OK;
}

static int compare_places(const void *left, const void *right)
{
    const struct pair *a = left;
    const struct pair *b = right;
    const int places = (a->place > b->place) - (a->place < b->place);
    return places != 0 ? places : (a->key > b->key) - (a->key < b->key);
}

/* The number at *at, and *at behind it and its comma. */
static int64_t read_number(const char **at)
{
    char *end = NULL;
    const int64_t number = strtoll(*at, &end, DECIMAL);
    *at = *end == ',' ? end + 1 : end;
    return number;
}

static struct pairs read_pairs(const char *text)
{
    size_t commas = 1;
    for (const char *at = text; *at != '\0'; at++) {
        commas += *at == ',';
    }
    struct pairs pairs = {.items = mem_zeroed(commas / 2 + 1, sizeof *pairs.items)};
    for (const char *at = text, *before = NULL; at != before && *at != '\0';) {
        before = at;
        const int64_t key = read_number(&at);
        pairs.items[pairs.count++] = (struct pair){key, read_number(&at)};
    }
    return pairs;
}

/* ---- adding up ---- */

static int64_t *sum_at(struct sums *sums, size_t number)
{
    if (number >= sums->capacity) {
        const size_t capacity = number < FEWEST ? FEWEST : 2 * number;
        sums->items = mem_resize(sums->items, capacity, sizeof *sums->items);
        memset(sums->items + sums->capacity, 0, (capacity - sums->capacity) * sizeof *sums->items);
        sums->capacity = capacity;
    }
    if (number >= sums->count) {
        sums->count = number + 1;
    }
    return sums->items[number];
}

/* NULL: the sort is in no line. */
static int64_t *sum_of(struct sums_cursor *cursor, int64_t sort)
{
    const size_t measure = (size_t)(sort / TALLY_SORTS_EACH - cursor->first_measure);
    const size_t number = (size_t)(sort % TALLY_SORTS_EACH);
    if (cursor->lines == NULL) {
        return sum_at(&cursor->sums[measure], number);
    }
    const struct lines *lines = &cursor->lines[measure];
    return number < lines->count && lines->items[number] > 0
               ? sum_at(cursor->sums, (size_t)lines->items[number] - 1)
               : NULL;
}

static int add_segment(struct sums_cursor *cursor, int64_t segment)
{
    sqlite3_stmt *rows = cursor->rows[cursor->count - 1];
    int code = sqlite3_bind_int64(rows, 1, segment);
    while (code == SQLITE_OK && (code = sqlite3_step(rows)) == SQLITE_ROW) {
        int64_t *sum = sum_of(cursor, sqlite3_column_int64(rows, 0));
        for (int i = 0; sum != NULL && i < cursor->count; i++) {
            sum[i] += sqlite3_column_int64(rows, i + 1);
        }
        code = SQLITE_OK;
    }
    const int reset = sqlite3_reset(rows);
    return code == SQLITE_DONE ? SQLITE_OK : reset;
}

static void clear(struct sums_cursor *cursor)
{
    for (size_t i = 0; i < cursor->sums_count; i++) {
        struct sums *sums = &cursor->sums[i];
        if (sums->count > 0) {
            memset(sums->items, 0, sums->count * sizeof *sums->items);
        }
        sums->count = 0;
    }
}

static int add_place(struct sums_cursor *cursor)
{
    const struct pairs *places = &cursor->places;
    int code = SQLITE_OK;
    clear(cursor);
    cursor->place = places->items[cursor->next_place].place;
    while (code == SQLITE_OK && cursor->next_place < places->count &&
           places->items[cursor->next_place].place == cursor->place) {
        code = add_segment(cursor, places->items[cursor->next_place++].key);
    }
    cursor->sums_index = 0;
    cursor->number = 0;
    return code;
}

static bool is_at_sum(const struct sums_cursor *cursor)
{
    const struct sums *sums = &cursor->sums[cursor->sums_index];
    return cursor->number < sums->count && sums->items[cursor->number][0] != 0;
}

/* Goes on to a sum, or to the end of the place's. */
static void seek(struct sums_cursor *cursor)
{
    while (cursor->sums_index < cursor->sums_count && !is_at_sum(cursor)) {
        if (++cursor->number >= cursor->sums[cursor->sums_index].count) {
            cursor->sums_index++;
            cursor->number = 0;
        }
    }
}

static int seek_over_places(struct sums_cursor *cursor)
{
    int code = SQLITE_OK;
    seek(cursor);
    while (code == SQLITE_OK && cursor->sums_index == cursor->sums_count &&
           cursor->next_place < cursor->places.count) {
        code = add_place(cursor);
        seek(cursor);
    }
    return code;
}

/* ---- reading ---- */

static void put_line(struct lines *lines, size_t number, int64_t line)
{
    if (number >= lines->count) {
        const size_t count = number < FEWEST ? FEWEST : 2 * number;
        lines->items = mem_resize(lines->items, count, sizeof *lines->items);
        memset(lines->items + lines->count, 0, (count - lines->count) * sizeof *lines->items);
        lines->count = count;
    }
    lines->items[number] = line + 1;
}

/* Those of other spans are none of these. Then the span is theirs. */
static void read_lines(struct sums_cursor *cursor, const char *text, struct span *span)
{
    struct pairs pairs = read_pairs(text);
    struct span taken = {INT64_MAX, INT64_MIN};
    cursor->lines = mem_zeroed(cursor->measure_count, sizeof *cursor->lines);
    for (size_t i = 0; i < pairs.count; i++) {
        const int64_t sort = pairs.items[i].key;
        if (sort >= span->first && sort <= span->last && pairs.items[i].place >= 0) {
            put_line(&cursor->lines[sort / TALLY_SORTS_EACH - cursor->first_measure],
                     (size_t)(sort % TALLY_SORTS_EACH), pairs.items[i].place);
            taken.first = sort < taken.first ? sort : taken.first;
            taken.last = sort > taken.last ? sort : taken.last;
        }
    }
    free(pairs.items);
    *span = taken;
}

static int prepare(struct sums_cursor *cursor, struct span span)
{
    sqlite3 *database = ((struct sums_table *)cursor->base.pVtab)->database;
    sqlite3_stmt **rows = &cursor->rows[cursor->count - 1];
    int code = SQLITE_OK;
    if (*rows == NULL) {
        code = sqlite3_prepare_v2(database, rows_of[cursor->count - 1], -1, rows, NULL);
    }
    code = code == SQLITE_OK ? sqlite3_bind_int64(*rows, 2, span.first) : code;
    return code == SQLITE_OK ? sqlite3_bind_int64(*rows, 3, span.last) : code;
}

static void begin_sums(struct sums_cursor *cursor, struct span span)
{
    cursor->first_measure = span.first / TALLY_SORTS_EACH;
    cursor->measure_count = (size_t)(span.last / TALLY_SORTS_EACH - cursor->first_measure + 1);
    cursor->next_place = 0;
    cursor->rowid = 1;
}

static const char *text_in(sqlite3_value *value)
{
    const char *text = (const char *)sqlite3_value_text(value);
    return text != NULL ? text : "";
}

static int sums_filter(sqlite3_vtab_cursor *base, int plan, const char *text, int count,
                       sqlite3_value **arguments)
{
    (void)text;
    assert(count >= PLACES - FIRST + 1);
    struct sums_cursor *cursor = own(base);
    const bool with_lines = (plan & WITH_LINES) != 0;
    struct span span = {sqlite3_value_int64(arguments[0]), sqlite3_value_int64(arguments[1])};
    release_sums(cursor);
    if (span.first < 0 || span.last < span.first) {
        return SQLITE_ERROR;
    }
    begin_sums(cursor, span);
    cursor->count = plan & ~WITH_LINES;
    cursor->places = read_pairs(text_in(arguments[2]));
    qsort(cursor->places.items, cursor->places.count, sizeof *cursor->places.items, compare_places);
    if (with_lines) {
        read_lines(cursor, text_in(arguments[3]), &span);
    }
    if (span.last < span.first) {
        cursor->places.count = 0;
    }
    cursor->sums_count = with_lines ? 1 : cursor->measure_count;
    cursor->sums = mem_zeroed(cursor->sums_count, sizeof *cursor->sums);
    cursor->sums_index = cursor->sums_count;
    const int code = prepare(cursor, span);
    return code == SQLITE_OK ? seek_over_places(cursor) : code;
}

static int sums_next(sqlite3_vtab_cursor *base)
{
    own(base)->number++;
    own(base)->rowid++;
    return seek_over_places(own(base));
}

static int sums_is_over(sqlite3_vtab_cursor *base)
{
    return own(base)->sums_index == own(base)->sums_count;
}

static int64_t line_at(const struct sums_cursor *cursor)
{
    const int64_t number = (int64_t)cursor->number;
    return cursor->lines != NULL
               ? number
               : (cursor->first_measure + (int64_t)cursor->sums_index) * TALLY_SORTS_EACH + number;
}

static int sums_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
    const struct sums_cursor *cursor = own(base);
    if (column == PLACE) {
        sqlite3_result_int64(context, cursor->place);
    } else if (column == LINE) {
        sqlite3_result_int64(context, line_at(cursor));
    } else if (column <= SQUARE) {
        sqlite3_result_int64(
            context, cursor->sums[cursor->sums_index].items[cursor->number][column - TOTAL]);
    }
    return SQLITE_OK;
}

static int sums_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    *out = own(base)->rowid;
    return SQLITE_OK;
}

/* Without xCreate: it is there by its name, and nobody can make another. */
static const sqlite3_module sums_module = {
    .xConnect = sums_connect,
    .xBestIndex = sums_plan,
    .xDisconnect = sums_disconnect,
    .xOpen = sums_open,
    .xClose = sums_close,
    .xFilter = sums_filter,
    .xNext = sums_next,
    .xEof = sums_is_over,
    .xColumn = sums_column,
    .xRowid = sums_rowid,
};

int sqlite_sums_register(sqlite3 *database)
{
    return sqlite3_create_module(database, SQLITE_SUMS, &sums_module, NULL);
}
