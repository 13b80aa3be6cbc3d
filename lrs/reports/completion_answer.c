/* SPDX-License-Identifier: Apache-2.0 */

#include "reports/completion_answer.h"

#include "base/embed.h"
#include "base/mem.h"
#include "reports/survival.h"
#include "store/snapshot.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

extern const struct embedded_file report_queries[];

enum { COLUMNS = 17, DECIMAL = 10, LINE_VALUES = 6, FEWEST = 1024 };

/* Learners of one line: a course, month of enrolment (0: all months) and time. */
struct part {
    int64_t course;
    int64_t month;
    struct survival_time time;
};

struct parts {
    struct part *items;
    size_t count;
    size_t capacity;
};

/* What a number of a course or division stands for. */
struct name {
    const char *text;
    const char *name;
    const char *told_on;
};

struct names {
    struct name *items; /* by number */
    size_t count;
};

/* The lines by their number, and of whom there are how many in them. */
struct counted {
    struct part *lines; /* of those that there are not, learners are 0 */
    size_t line_count;
    struct count {
        int64_t place;
        int64_t line;
        int64_t learners;
    } * counts;
    size_t count;
    size_t capacity;
};

struct answering {
    const struct question *question;
    struct arena *arena;
    struct names courses;
    struct names divisions;
    struct counted counted;
    report_visitor visit;
    void *context;
};

/* ---- what the store has ---- */

static void put_line(struct counted *counted, const int64_t *values)
{
    const size_t line = (size_t)values[1];
    if (line >= counted->line_count) {
        const size_t count = line < FEWEST ? FEWEST : 2 * line;
        counted->lines = mem_resize(counted->lines, count, sizeof *counted->lines);
        for (size_t i = counted->line_count; i < count; i++) {
            counted->lines[i] = (struct part){.course = 0};
        }
        counted->line_count = count;
    }
    counted->lines[line] = (struct part){
        values[2], values[3], {.days = values[4], .learners = 1, .completed = values[5]}};
}

static void add_count(struct counted *counted, const int64_t *values)
{
    if (counted->count == counted->capacity) {
        counted->capacity = counted->capacity == 0 ? FEWEST : 2 * counted->capacity;
        counted->counts = mem_resize(counted->counts, counted->capacity, sizeof *counted->counts);
    }
    counted->counts[counted->count++] = (struct count){values[1], values[2], values[3]};
}

static enum status take_numbers(void *context, const int64_t *values, size_t count,
                                struct error *error)
{
    (void)error;
    struct answering *answering = context;
    assert(count == LINE_VALUES);
    if (values[0] == 0) {
        put_line(&answering->counted, values);
    } else {
        add_count(&answering->counted, values);
    }
    return STATUS_OK;
}

static void put_name(struct names *names, size_t number, const struct name *name)
{
    if (number >= names->count) {
        const size_t count = 2 * number + 1;
        names->items = mem_resize(names->items, count, sizeof *names->items);
        for (size_t i = names->count; i < count; i++) {
            names->items[i] = (struct name){.text = NULL};
        }
        names->count = count;
    }
    names->items[number] = *name;
}

static const char *keep(struct arena *arena, const char *text)
{
    return text != NULL ? arena_copy_string(arena, text) : NULL;
}

static enum status take_name(void *context, const struct report_row *row, struct error *error)
{
    (void)error;
    struct answering *answering = context;
    const bool is_course = strtoll(row->values[0], NULL, DECIMAL) == 0;
    const struct name name = {.text = keep(answering->arena, row->values[2]),
                              .name = keep(answering->arena, row->values[3]),
                              .told_on = keep(answering->arena, row->values[4])};
    put_name(is_course ? &answering->courses : &answering->divisions,
             (size_t)strtoll(row->values[1], NULL, DECIMAL), &name);
    return STATUS_OK;
}

static enum status ask_names(struct answering *answering, struct snapshot *snapshot,
                             struct error *error)
{
    const struct text sql = embedded_file_find(report_queries, "completion-time-names.sql");
    AUTO(buffer_finish) struct buffer room = BUFFER_INIT(QUESTION_SQL_LIMIT);
    struct report_query query;
    assert(sql.data != NULL);
    enum status status = question_write(answering->question, sql.data, &room, &query, error);
    return status == STATUS_OK ? snapshot_ask(snapshot, &query, take_name, answering, error)
                               : status;
}

static enum status ask_numbers(struct answering *answering, struct snapshot *snapshot,
                               struct error *error)
{
    const struct question *question = answering->question;
    AUTO(buffer_finish) struct buffer room = BUFFER_INIT(QUESTION_SQL_LIMIT);
    struct report_query query;
    enum status status = question_write(question, question->sql, &room, &query, error);
    return status == STATUS_OK
               ? snapshot_ask_numbers(snapshot, &query, take_numbers, answering, error)
               : status;
}

/* Both are asked of one moment, as numbers mean the same then. */
static enum status ask(struct answering *answering, struct error *error)
{
    AUTO(snapshot_end) struct snapshot *snapshot = NULL;
    enum status status = snapshot_begin(answering->question->store, &snapshot, error);
    status = status == STATUS_OK ? ask_names(answering, snapshot, error) : status;
    return status == STATUS_OK ? ask_numbers(answering, snapshot, error) : status;
}

/* ---- rows ---- */

struct row {
    struct arena *arena;
    const char *values[COLUMNS];
    bool is_number[COLUMNS];
    size_t count;
};

static void put_text(struct row *row, const char *text)
{
    row->values[row->count++] = text;
}

static void put_integer(struct row *row, int64_t number)
{
    row->is_number[row->count] = true;
    put_text(row, arena_print(row->arena, "%lld", (long long)number));
}

static void put_real(struct row *row, double number)
{
    row->is_number[row->count] = true;
    put_text(row, arena_print(row->arena, "%.15g", number));
}

static const char *month_text(int64_t month, struct arena *arena)
{
    return month == 0 ? NULL
                      : arena_print(arena, "%04d-%02d", (int)(month / 12), (int)(month % 12) + 1);
}

/* Empty while nobody was followed for so long, unless all are done. */
static void put_percents(struct row *row, const struct survival *survival)
{
    for (int i = 0; i < SURVIVAL_TERMS; i++) {
        if (survival->followed >= survival_terms[i] || survival->completed == survival->learners) {
            put_real(row, survival->percent_within[i]);
        } else {
            put_text(row, NULL);
        }
    }
}

static void put_figures(struct row *row, const struct survival *survival)
{
    put_integer(row, survival->learners);
    put_integer(row, survival->completed);
    put_real(row,
             floor(1000.0 * (double)survival->completed / (double)survival->learners + 0.5) / 10);
    for (int i = 0; i < SURVIVAL_QUARTERS; i++) {
        if (survival->quarter_days[i] >= 0) {
            put_integer(row, survival->quarter_days[i]);
        } else {
            put_text(row, NULL);
        }
    }
    for (int i = 0; i < SURVIVAL_TERMS; i++) {
        put_integer(row, survival->completed_within[i]);
    }
    put_percents(row, survival);
}

static enum status write_row(const struct answering *answering, int64_t place,
                             const struct part *first, const struct survival *survival,
                             struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct row row = {.arena = arena};
    const struct name *course = &answering->courses.items[first->course];
    const char *names[COLUMNS];
    put_text(&row, answering->divisions.items[place].text);
    put_text(&row, course->text);
    put_text(&row, course->name);
    put_text(&row, month_text(first->month, arena));
    put_figures(&row, survival);
    put_text(&row, course->told_on);
    assert(row.count == COLUMNS);
    for (size_t i = 0; i < COLUMNS; i++) {
        names[i] = answering->question->report->columns[i].name;
    }
    const struct report_row told = {
        .count = row.count, .names = names, .values = row.values, .is_number = row.is_number};
    return answering->visit(answering->context, &told, error);
}

/* ---- a division ---- */

static void add_part(struct parts *parts, const struct part *line, int64_t month, int64_t learners)
{
    if (parts->count == parts->capacity) {
        parts->capacity = parts->capacity == 0 ? FEWEST : 2 * parts->capacity;
        parts->items = mem_resize(parts->items, parts->capacity, sizeof *parts->items);
    }
    struct part *part = &parts->items[parts->count++];
    *part = *line;
    part->month = month;
    part->time.learners *= learners;
    part->time.completed *= learners;
}

static int order(int64_t left, int64_t right)
{
    return (left > right) - (left < right);
}

static int compare_groups(const struct part *a, const struct part *b)
{
    const int courses = order(a->course, b->course);
    return courses != 0 ? courses : order(a->month, b->month);
}

static int compare_parts(const void *left, const void *right)
{
    const struct part *a = left;
    const struct part *b = right;
    const int groups = compare_groups(a, b);
    return groups != 0 ? groups : order(a->time.days, b->time.days);
}

static int compare_counts(const void *left, const void *right)
{
    const struct count *a = left;
    const struct count *b = right;
    const int places = order(a->place, b->place);
    return places != 0 ? places : order(a->line, b->line);
}

/* The parts of a course and month, by days. */
static enum status write_group(const struct answering *answering, int64_t place,
                               const struct part *parts, size_t count, struct error *error)
{
    AUTO(free) struct survival_time *times = mem_zeroed(count, sizeof *times);
    struct survival survival;
    for (size_t i = 0; i < count; i++) {
        times[i] = parts[i].time;
    }
    survival_estimate(times, count, &survival);
    return write_row(answering, place, &parts[0], &survival, error);
}

static enum status write_groups(const struct answering *answering, int64_t place,
                                const struct parts *parts, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0, run; i < parts->count && status == STATUS_OK; i += run) {
        for (run = 1; i + run < parts->count &&
                      compare_groups(&parts->items[i], &parts->items[i + run]) == 0;) {
            run++;
        }
        status = write_group(answering, place, &parts->items[i], run, error);
    }
    return status;
}

/* Each learner is in a month and in all of them. */
static enum status write_division(const struct answering *answering, const struct count *counts,
                                  size_t count, struct error *error)
{
    struct parts parts = {.items = NULL};
    for (size_t i = 0; i < count; i++) {
        const struct part *line = &answering->counted.lines[counts[i].line];
        add_part(&parts, line, line->month, counts[i].learners);
        add_part(&parts, line, 0, counts[i].learners);
    }
    qsort(parts.items, parts.count, sizeof *parts.items, compare_parts);
    enum status status = write_groups(answering, counts[0].place, &parts, error);
    free(parts.items);
    return status;
}

static enum status write_divisions(const struct answering *answering, struct error *error)
{
    const struct counted *counted = &answering->counted;
    enum status status = STATUS_OK;
    if (counted->count > 0) {
        qsort(counted->counts, counted->count, sizeof *counted->counts, compare_counts);
    }
    for (size_t i = 0, run; i < counted->count && status == STATUS_OK; i += run) {
        for (run = 1; i + run < counted->count &&
                      counted->counts[i + run].place == counted->counts[i].place;) {
            run++;
        }
        status = write_division(answering, &counted->counts[i], run, error);
    }
    return status;
}

enum status completion_answer(const struct question *question, report_visitor visit, void *context,
                              struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct answering answering = {
        .question = question, .arena = arena, .visit = visit, .context = context};
    enum status status = ask(&answering, error);
    status = status == STATUS_OK ? write_divisions(&answering, error) : status;
    free(answering.courses.items);
    free(answering.divisions.items);
    free(answering.counted.lines);
    free(answering.counted.counts);
    return status;
}
