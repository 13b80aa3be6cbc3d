/* SPDX-License-Identifier: Apache-2.0 */

/* A parser by descent, one function a rule, one character of looking ahead. */
#include "aggregate/grammar.h"

#include "base/ascii.h"
#include "base/london.h"
#include "base/timestamp.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_MAX = 40 };

static const int64_t day_us = INT64_C(86400) * 1000000;

struct reader {
    const char *parameter;
    struct text all;
    size_t at;
    struct arena *arena;
    struct aggregate_query *query;
};

static void place(const struct reader *reader, struct error *error)
{
    struct text before = {reader->all.data, reader->at};
    error_locate(error, "%s: at %zu", reader->parameter, text_count_characters(before) + 1);
}

#define REFUSE(reader, error, ...) \
    (error_describe(error, STATUS_INVALID, __VA_ARGS__), place(reader, error), STATUS_INVALID)

/* ---- characters ---- */

static char look(const struct reader *reader)
{
    return reader->at < reader->all.length ? reader->all.data[reader->at] : '\0';
}

static void skip_blanks(struct reader *reader)
{
    while (look(reader) == ' ') {
        reader->at++;
    }
}

static bool is_at_end(struct reader *reader)
{
    skip_blanks(reader);
    return reader->at == reader->all.length;
}

static bool take_symbol(struct reader *reader, char symbol)
{
    skip_blanks(reader);
    if (look(reader) != symbol || reader->at == reader->all.length) {
        return false;
    }
    reader->at++;
    return true;
}

static enum status expect_symbol(struct reader *reader, char symbol, struct error *error)
{
    return take_symbol(reader, symbol) ? STATUS_OK
                                       : REFUSE(reader, error, "'%c' must stand here", symbol);
}

static bool is_word_character(char character)
{
    return ascii_is_letter_or_digit(character) ||
           (character != '\0' && strchr("_-+.:/#?%@~|&;[]", character) != NULL);
}

/* A word, without moving on; empty if there is none. */
static struct text peek_word(struct reader *reader)
{
    skip_blanks(reader);
    size_t end = reader->at;
    while (end < reader->all.length && is_word_character(reader->all.data[end])) {
        end++;
    }
    return (struct text){reader->all.data + reader->at, end - reader->at};
}

static bool take_word(struct reader *reader, const char *word)
{
    struct text next = peek_word(reader);
    if (!text_is(next, word)) {
        return false;
    }
    reader->at += next.length;
    return true;
}

/* ---- values ---- */

/* Behind the first quote, up to the last one, which is taken. */
static enum status take_quoted(struct reader *reader, struct text *out, struct error *error)
{
    char *copy = ARENA_ARRAY(reader->arena, char, reader->all.length + 1);
    size_t length = 0;
    size_t begin = reader->at++;
    while (reader->at < reader->all.length) {
        char character = reader->all.data[reader->at++];
        if (character == '\'' && look(reader) != '\'') {
            *out = (struct text){copy, length};
            return STATUS_OK;
        }
        reader->at += character == '\'' ? 1 : 0;
        copy[length++] = character;
    }
    reader->at = begin;
    return REFUSE(reader, error, "the text that begins here has no end; close it with a quote (')");
}

static enum status take_text(struct reader *reader, struct text *out, struct error *error)
{
    struct text word = peek_word(reader);
    if (word.length > 0) {
        reader->at += word.length;
        *out = word;
        return STATUS_OK;
    }
    if (look(reader) == '\'' && reader->at < reader->all.length) {
        return take_quoted(reader, out, error);
    }
    return REFUSE(reader, error,
                  "a value must stand here; texts with blanks, commas or signs go in quotes, as in "
                  "'Back care'");
}

static bool number_of(struct text text, double *out)
{
    char copy[NUMBER_MAX];
    if (text.length == 0 || text.length >= sizeof copy) {
        return false;
    }
    for (size_t i = 0; i < text.length; i++) {
        if (!ascii_is_digit(text.data[i]) && strchr("+-.", text.data[i]) == NULL) {
            return false;
        }
    }
    memcpy(copy, text.data, text.length);
    copy[text.length] = '\0';
    char *end = NULL;
    *out = strtod(copy, &end);
    return *end == '\0';
}

static bool time_of(const struct reader *reader, struct text text, int64_t *out)
{
    int64_t day = 0;
    if (day_parse(text, &day)) {
        *out = reader->query->is_london ? london_midnight_us(day) : day * day_us;
        return true;
    }
    return timestamp_parse(text, out);
}

static bool flag_of(struct text text, double *out)
{
    *out = text_is(text, "yes") ? 1 : 0;
    return *out != 0 || text_is(text, "no");
}

/* What stands there, as its field is to be compared. */
static enum status take_value(struct reader *reader, const struct aggregate_field *field,
                              struct aggregate_value *out, struct error *error)
{
    skip_blanks(reader);
    size_t begin = reader->at;
    *out = (struct aggregate_value){.is_known = true};
    enum status status = take_text(reader, &out->text, error);
    if (status != STATUS_OK) {
        return status;
    }
    static const char *const wanted[] = {
        [FIELD_TEXT] = "a text",
        [FIELD_NUMBER] = "a number, such as 0.8",
        [FIELD_TIME] = "a day such as 2018-04-30, or a time such as 2018-04-30T12:00:00Z",
        [FIELD_FLAG] = "yes or no",
    };
    bool is_good = field->type == FIELD_TEXT ||
                   (field->type == FIELD_NUMBER && number_of(out->text, &out->number)) ||
                   (field->type == FIELD_TIME && time_of(reader, out->text, &out->us)) ||
                   (field->type == FIELD_FLAG && flag_of(out->text, &out->number));
    if (!is_good) {
        reader->at = begin;
        return REFUSE(reader, error, "'%.*s' cannot be compared with %s; write %s",
                      TEXT_ARGUMENTS(out->text), field->name, wanted[field->type]);
    }
    return STATUS_OK;
}

/* ---- fields ---- */

static const char *list_fields(const struct reader *reader)
{
    const char *list = "";
    for (const struct aggregate_field *at = aggregate_fields; at->name != NULL; at++) {
        if (at->source == NULL || strcmp(at->source, reader->query->source->name) == 0) {
            list =
                arena_print(reader->arena, "%s%s%s", list, list[0] == '\0' ? "" : ", ", at->name);
        }
    }
    return list;
}

static enum status take_field(struct reader *reader, const struct aggregate_field **out,
                              struct error *error)
{
    struct text word = peek_word(reader);
    const struct aggregate_field *field = aggregate_field_find(reader->query->source, word);
    if (field == NULL) {
        return REFUSE(reader, error, "'%.*s' is no field of %s; there are %s", TEXT_ARGUMENTS(word),
                      reader->query->source->name, list_fields(reader));
    }
    reader->at += word.length;
    *out = field;
    return STATUS_OK;
}

static enum status take_field_of(struct reader *reader, unsigned types, const char *wanted,
                                 const struct aggregate_field **out, struct error *error)
{
    skip_blanks(reader);
    size_t begin = reader->at;
    enum status status = take_field(reader, out, error);
    if (status == STATUS_OK && (types & (1U << (*out)->type)) == 0) {
        reader->at = begin;
        return REFUSE(reader, error, "%s is no field of %s", (*out)->name, wanted);
    }
    return status;
}

/* ---- conditions ---- */

static bool take_comparison(struct reader *reader, enum comparison *out)
{
    if (take_symbol(reader, '=')) {
        *out = IS_EQUAL;
    } else if (take_symbol(reader, '<')) {
        *out = look(reader) == '=' ? IS_AT_MOST : IS_LESS;
        reader->at += *out == IS_AT_MOST ? 1 : 0;
    } else if (take_symbol(reader, '>')) {
        *out = look(reader) == '=' ? IS_AT_LEAST : IS_MORE;
        reader->at += *out == IS_AT_LEAST ? 1 : 0;
    } else if (take_symbol(reader, '!')) {
        reader->at += look(reader) == '=' ? 1 : 0;
        *out = IS_OTHER;
    } else {
        return false;
    }
    return true;
}

static enum status take_list(struct reader *reader, struct aggregate_condition *out,
                             struct error *error)
{
    enum status status = expect_symbol(reader, '(', error);
    out->comparison = IS_EQUAL;
    do {
        if (status == STATUS_OK && out->count == AGGREGATE_VALUES_MAX) {
            return REFUSE(reader, error, "more than %d values", AGGREGATE_VALUES_MAX);
        }
        if (status == STATUS_OK) {
            status = take_value(reader, out->field, &out->values[out->count++], error);
        }
    } while (status == STATUS_OK && take_symbol(reader, ','));
    return status == STATUS_OK ? expect_symbol(reader, ')', error) : status;
}

static enum status take_condition(struct reader *reader, struct aggregate_condition *out,
                                  struct error *error)
{
    enum status status = take_field(reader, &out->field, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (take_word(reader, "in")) {
        return take_list(reader, out, error);
    }
    out->count = 1;
    if (take_comparison(reader, &out->comparison)) {
        return take_value(reader, out->field, &out->values[0], error);
    }
    if (out->field->type != FIELD_FLAG) {
        return REFUSE(reader, error, "=, !=, <, <=, >, >= or in must stand here");
    }
    out->values[0] = (struct aggregate_value){.is_known = true, .number = 1};
    return STATUS_OK;
}

static int compare(enum field_type type, const struct aggregate_value *one,
                   const struct aggregate_value *other)
{
    if (type == FIELD_TEXT) {
        return text_compare(one->text, other->text);
    }
    if (type == FIELD_TIME) {
        return one->us < other->us ? -1 : one->us > other->us;
    }
    return one->number < other->number ? -1 : one->number > other->number;
}

static bool is_met(enum comparison comparison, int order)
{
    switch (comparison) {
    case IS_EQUAL:
        return order == 0;
    case IS_OTHER:
        return order != 0;
    case IS_LESS:
        return order < 0;
    case IS_AT_MOST:
        return order <= 0;
    case IS_MORE:
        return order > 0;
    case IS_AT_LEAST:
        return order >= 0;
    }
    return false;
}

bool aggregate_holds(const struct aggregate_condition *condition,
                     const struct aggregate_value *value)
{
    for (size_t i = 0; i < condition->count && value->is_known; i++) {
        if (is_met(condition->comparison,
                   compare(condition->field->type, value, &condition->values[i]))) {
            return true;
        }
    }
    return false;
}

/* ---- measures ---- */

enum { OF_ANY = 15, OF_NUMBERS = 1 << FIELD_NUMBER };

static const struct {
    const char *name;
    enum aggregate_kind kind;
    double percent;
    bool tells_percent;
} functions[] = {
    {"distinct", AGGREGATE_DISTINCT, 0, false},
    {"sum", AGGREGATE_SUM, 0, false},
    {"mean", AGGREGATE_MEAN, 0, false},
    {"median", AGGREGATE_PERCENTILE, 50, false},
    {"percentile", AGGREGATE_PERCENTILE, 0, true},
    {"first", AGGREGATE_FIRST, 0, false},
    {"last", AGGREGATE_LAST, 0, false},
    {"best", AGGREGATE_BEST, 0, false},
    {"ratio", AGGREGATE_RATIO, 0, false},
};
enum { FUNCTIONS = sizeof functions / sizeof functions[0] };

static enum status take_percent(struct reader *reader, double *out, struct error *error)
{
    enum status status = expect_symbol(reader, ',', error);
    if (status != STATUS_OK) {
        return status;
    }
    struct text word = peek_word(reader);
    if (!number_of(word, out) || *out < 0 || *out > 100) {
        return REFUSE(reader, error, "a number from 0 to 100 must stand here");
    }
    reader->at += word.length;
    return STATUS_OK;
}

static enum status take_argument(struct reader *reader, size_t function,
                                 struct aggregate_measure *out, struct error *error)
{
    enum status status = expect_symbol(reader, '(', error);
    if (status != STATUS_OK) {
        return status;
    }
    out->kind = functions[function].kind;
    out->name = functions[function].name;
    out->percent = functions[function].percent;
    if (out->kind == AGGREGATE_RATIO) {
        status = take_condition(reader, &out->condition, error);
        out->field = out->condition.field;
    } else {
        unsigned types = out->kind == AGGREGATE_DISTINCT ? OF_ANY : OF_NUMBERS;
        status = take_field_of(reader, types, "numbers", &out->field, error);
    }
    if (status == STATUS_OK && functions[function].tells_percent) {
        status = take_percent(reader, &out->percent, error);
    }
    return status == STATUS_OK ? expect_symbol(reader, ')', error) : status;
}

static enum status take_measure(struct reader *reader, struct error *error)
{
    if (reader->query->measure_count == AGGREGATE_MEASURES_MAX) {
        return REFUSE(reader, error, "more than %d measures", AGGREGATE_MEASURES_MAX);
    }
    struct aggregate_measure *out = &reader->query->measures[reader->query->measure_count++];
    struct text word = peek_word(reader);
    if (text_is(word, "count")) {
        reader->at += word.length;
        *out = (struct aggregate_measure){.kind = AGGREGATE_COUNT, .name = "count"};
        return STATUS_OK;
    }
    for (size_t i = 0; i < FUNCTIONS; i++) {
        if (text_is(word, functions[i].name)) {
            reader->at += word.length;
            return take_argument(reader, i, out, error);
        }
    }
    return REFUSE(
        reader, error,
        "'%.*s' is no measure; there are count, distinct(field), sum(field), mean(field), "
        "median(field), percentile(field, number), first(field), last(field), best(field) "
        "and ratio(condition)",
        TEXT_ARGUMENTS(word));
}

/* ---- parameters ---- */

static enum status take_group(struct reader *reader, struct error *error)
{
    struct aggregate_query *query = reader->query;
    if (query->group_count == AGGREGATE_GROUPS_MAX) {
        return REFUSE(reader, error, "more than %d fields", AGGREGATE_GROUPS_MAX);
    }
    skip_blanks(reader);
    size_t begin = reader->at;
    const struct aggregate_field *field = NULL;
    enum status status = take_field(reader, &field, error);
    if (status == STATUS_OK && (field->type == FIELD_NUMBER || field->type == FIELD_TIME)) {
        reader->at = begin;
        return REFUSE(reader, error,
                      "%s has too many values to group by; group by a text or a flag, times with "
                      "bucket=",
                      field->name);
    }
    for (size_t i = 0; i < query->group_count && status == STATUS_OK; i++) {
        if (query->groups[i] == field) {
            reader->at = begin;
            return REFUSE(reader, error, "%s is named twice", field->name);
        }
    }
    query->groups[query->group_count++] = field;
    return status;
}

static enum status take_where(struct reader *reader, struct error *error)
{
    struct aggregate_query *query = reader->query;
    if (query->condition_count == AGGREGATE_CONDITIONS_MAX) {
        return REFUSE(reader, error, "more than %d conditions", AGGREGATE_CONDITIONS_MAX);
    }
    return take_condition(reader, &query->conditions[query->condition_count++], error);
}

static const struct {
    const char *name;
    enum period period;
} periods[] = {{"day", PERIOD_DAY},
               {"week", PERIOD_WEEK},
               {"month", PERIOD_MONTH},
               {"quarter", PERIOD_QUARTER},
               {"financial-year", PERIOD_YEAR}};

static enum status take_time(struct reader *reader, struct error *error)
{
    enum status status =
        take_field_of(reader, 1U << FIELD_TIME, "time", &reader->query->time, error);
    return status == STATUS_OK ? expect_symbol(reader, ')', error) : status;
}

static enum status take_bucket(struct reader *reader, struct error *error)
{
    struct text word = peek_word(reader);
    for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++) {
        if (text_is(word, periods[i].name)) {
            reader->at += word.length;
            reader->query->period = periods[i].period;
            reader->query->period_name = periods[i].name;
            if (take_symbol(reader, '(')) {
                return take_time(reader, error);
            }
            return reader->query->time != NULL
                       ? STATUS_OK
                       : REFUSE(reader, error, "%s has no times; leave bucket= out",
                                reader->query->source->name);
        }
    }
    return REFUSE(reader, error, "'%.*s' is none of day, week, month, quarter, financial-year",
                  TEXT_ARGUMENTS(word));
}

typedef enum status (*rule)(struct reader *reader, struct error *error);

/* One parameter: a rule once, or several times with `between` in between (',' or a word). */
static enum status read_parameter(struct reader *reader, const char *name, struct text text,
                                  rule take, const char *between, struct error *error)
{
    *reader = (struct reader){
        .parameter = name, .all = text, .arena = reader->arena, .query = reader->query};
    if (text.length > AGGREGATE_TEXT_MAX || !text_is_utf8(text)) {
        return REFUSE(reader, error, "only UTF-8 of up to %d bytes is read", AGGREGATE_TEXT_MAX);
    }
    for (;;) {
        enum status status = take(reader, error);
        if (status != STATUS_OK || is_at_end(reader)) {
            return status;
        }
        bool goes_on = between != NULL && (strcmp(between, ",") == 0 ? take_symbol(reader, ',')
                                                                     : take_word(reader, between));
        if (!goes_on) {
            return between == NULL
                       ? REFUSE(reader, error, "nothing more may stand here")
                       : REFUSE(reader, error, "'%s' or nothing must stand here", between);
        }
    }
}

static enum status read_source(const struct aggregate_words *words, struct aggregate_query *out,
                               struct error *error)
{
    struct text from = words->from.data == NULL ? text_of("statements") : words->from;
    out->source = aggregate_source_find(from);
    if (out->source == NULL) {
        return FAIL(error, STATUS_INVALID,
                    "from: '%.*s' is none of statements, progress, enrolment, modules, people",
                    TEXT_ARGUMENTS(from));
    }
    out->is_london = words->tz.data == NULL || text_is(words->tz, "Europe/London");
    if (!out->is_london && !text_is(words->tz, "UTC")) {
        return FAIL(error, STATUS_INVALID, "tz: '%.*s' is neither Europe/London nor UTC",
                    TEXT_ARGUMENTS(words->tz));
    }
    if (out->source->default_time != NULL) {
        out->time = aggregate_field_find(out->source, text_of(out->source->default_time));
    }
    return STATUS_OK;
}

enum status aggregate_read(const struct aggregate_words *words, struct arena *arena,
                           struct aggregate_query *out, struct error *error)
{
    struct reader reader = {.arena = arena, .query = out};
    *out = (struct aggregate_query){.period = PERIOD_NONE};
    enum status status = read_source(words, out, error);
    if (status == STATUS_OK && words->measure.data == NULL) {
        return FAIL(error, STATUS_INVALID,
                    "measure: say what to measure, for example measure=count");
    }
    if (status == STATUS_OK) {
        status = read_parameter(&reader, "measure", words->measure, take_measure, ",", error);
    }
    if (status == STATUS_OK && words->group.data != NULL) {
        status = read_parameter(&reader, "group", words->group, take_group, ",", error);
    }
    if (status == STATUS_OK && words->where.data != NULL) {
        status = read_parameter(&reader, "where", words->where, take_where, "and", error);
    }
    if (status == STATUS_OK && words->bucket.data != NULL) {
        status = read_parameter(&reader, "bucket", words->bucket, take_bucket, NULL, error);
    }
    return status;
}
