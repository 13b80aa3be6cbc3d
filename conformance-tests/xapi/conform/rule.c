/* SPDX-License-Identifier: Apache-2.0 */

/* The parser of rule files: a line is a keyword with its words, an indented line continues the one
 * before. */
#include "conform/rule.h"

#include "conform/checks.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Which words follow a keyword, in this order. */
enum shape { SHAPE_NAME, SHAPE_VALUE, SHAPE_NAME_VALUE, SHAPE_CAPTURE, SHAPE_EXPECT };

struct keyword {
    const char *word;
    enum item_kind kind;
    enum shape shape;
};

/* Keep alphabetized. */
static const struct keyword keywords[] = {
    {"at-once", ITEM_AT_ONCE, SHAPE_VALUE},
    {"body", ITEM_BODY, SHAPE_VALUE},
    {"bytes", ITEM_BYTES, SHAPE_VALUE},
    {"capture", ITEM_CAPTURE, SHAPE_CAPTURE},
    {"each", ITEM_EACH, SHAPE_NAME_VALUE},
    {"expect", ITEM_EXPECT, SHAPE_EXPECT},
    {"form", ITEM_FORM, SHAPE_NAME_VALUE},
    {"header", ITEM_HEADER, SHAPE_NAME_VALUE},
    {"name", ITEM_NAME, SHAPE_NAME},
    {"part", ITEM_PART, SHAPE_VALUE},
    {"part-header", ITEM_PART_HEADER, SHAPE_NAME_VALUE},
    {"query", ITEM_QUERY, SHAPE_NAME_VALUE},
    {"remove", ITEM_REMOVE, SHAPE_NAME},
    {"set", ITEM_SET, SHAPE_NAME_VALUE},
    {"without", ITEM_WITHOUT, SHAPE_NAME},
};
enum { KEYWORD_COUNT = sizeof keywords / sizeof keywords[0] };

static const char *const methods[] = {"GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS", "PATCH"};
enum { METHOD_COUNT = sizeof methods / sizeof methods[0] };

static const char *const subjects[] = {"status", "header", "json", "body", "tally"};
enum { SUBJECT_COUNT = sizeof subjects / sizeof subjects[0] };

struct parser {
    const char *id;
    struct arena *arena;
    struct error *error;
    struct text rest;
    unsigned line; /* of what is being read */
    unsigned next_line;
    size_t items;
    size_t requests;
    struct rule *rule;
    struct request *request; /* the last; NULL above the first */
    struct request **request_slot;
    struct item **item_slot;
    struct define **define_slot;
};

#define REFUSE(parser, format, ...)                                                       \
    FAIL((parser)->error, STATUS_INVALID, "%s:%u: " format, (parser)->id, (parser)->line, \
         __VA_ARGS__)

static struct text next_word(struct text *rest)
{
    struct text trimmed = text_trim(*rest);
    size_t length = 0;
    while (length < trimmed.length && strchr(" \t\n", trimmed.data[length]) == NULL) {
        length++;
    }
    *rest = text_trim((struct text){trimmed.data + length, trimmed.length - length});
    return (struct text){trimmed.data, length};
}

static int find(struct text word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text_is(word, list[i])) {
            return (int)i;
        }
    }
    return -1;
}

/* A word that must be there, copied into *out. */
static enum status take_word(struct parser *parser, struct text *rest, const char *what,
                             const char **out)
{
    struct text word = next_word(rest);
    if (word.length == 0) {
        return REFUSE(parser, "lacks %s", what);
    }
    *out = arena_copy(parser->arena, word);
    return STATUS_OK;
}

static enum status read_subject(struct parser *parser, struct text *rest, struct item *item)
{
    struct text word = next_word(rest);
    int found = find(word, subjects, SUBJECT_COUNT);
    if (found < 0) {
        return REFUSE(parser, "'%.*s' is none of status, header, json, body, tally",
                      TEXT_ARGUMENTS(word));
    }
    item->subject = (enum subject)found;
    if (item->subject == SUBJECT_STATUS || item->subject == SUBJECT_BODY) {
        return STATUS_OK;
    }
    enum status status =
        take_word(parser, rest, "a place, a header's name or a status", &item->place);
    if (status == STATUS_OK && item->subject == SUBJECT_JSON && item->place[0] != '/') {
        return REFUSE(parser, "the place '%s' does not begin with '/'", item->place);
    }
    return status;
}

static enum status read_expect(struct parser *parser, struct text rest, struct item *item)
{
    enum status status = read_subject(parser, &rest, item);
    if (status != STATUS_OK) {
        return status;
    }
    if (item->subject == SUBJECT_HEADER || item->subject == SUBJECT_JSON ||
        item->subject == SUBJECT_BODY) {
        struct text word = next_word(&rest);
        item->check = check_find(word, item->subject == SUBJECT_BODY);
        if (item->check == NULL) {
            return REFUSE(parser, "'%.*s' is no check for this", TEXT_ARGUMENTS(word));
        }
    }
    item->value = arena_copy(parser->arena, rest);
    bool needs_value = item->check == NULL || check_needs_value(item->check);
    if (needs_value != (rest.length > 0)) {
        return REFUSE(parser, "%s",
                      needs_value ? "lacks the value expected" : "has a value too many");
    }
    return STATUS_OK;
}

static enum status read_capture(struct parser *parser, struct text rest, struct item *item)
{
    enum status status = take_word(parser, &rest, "a name", &item->name);
    status = status != STATUS_OK ? status : read_subject(parser, &rest, item);
    if (status == STATUS_OK && rest.length > 0) {
        return REFUSE(parser, "'%.*s' is too many", TEXT_ARGUMENTS(rest));
    }
    return status;
}

static enum status read_shape(struct parser *parser, const struct keyword *keyword,
                              struct text rest, struct item *item)
{
    enum status status = STATUS_OK;
    if (keyword->shape == SHAPE_EXPECT) {
        return read_expect(parser, rest, item);
    }
    if (keyword->shape == SHAPE_CAPTURE) {
        return read_capture(parser, rest, item);
    }
    if (keyword->shape != SHAPE_VALUE) {
        status = take_word(parser, &rest, "a name", &item->name);
    }
    if (status == STATUS_OK && keyword->shape == SHAPE_NAME && rest.length > 0) {
        return REFUSE(parser, "'%.*s' is too many", TEXT_ARGUMENTS(rest));
    }
    item->value = arena_copy(parser->arena, rest);
    return status;
}

static enum status check_item(struct parser *parser, const struct item *item)
{
    if (item->kind == ITEM_AT_ONCE) {
        char *end = NULL;
        long number = strtol(item->value, &end, 10);
        if (*item->value == '\0' || *end != '\0' || number < 2 || number > RULE_AT_ONCE_MAX) {
            return REFUSE(parser, "at-once is '%s', but must be 2 to %d", item->value,
                          (int)RULE_AT_ONCE_MAX);
        }
    }
    if (item->kind == ITEM_EACH && item->value[0] == '\0') {
        return REFUSE(parser, "each %s has no values: one a line below it, indented", item->name);
    }
    return STATUS_OK;
}

static enum status read_item(struct parser *parser, const struct keyword *keyword, struct text rest)
{
    if (parser->request == NULL) {
        return REFUSE(parser, "'%s' needs a request above it, such as GET /about", keyword->word);
    }
    if (++parser->items > RULE_ITEMS_MAX) {
        return REFUSE(parser, "more than %d lines below requests", (int)RULE_ITEMS_MAX);
    }
    struct item *item = ARENA_NEW(parser->arena, struct item);
    *item = (struct item){.line = parser->line, .kind = keyword->kind};
    enum status status = read_shape(parser, keyword, rest, item);
    status = status != STATUS_OK ? status : check_item(parser, item);
    *parser->item_slot = item;
    parser->item_slot = &item->next;
    return status;
}

static bool has_status(const struct request *request)
{
    for (const struct item *item = request->items; item != NULL; item = item->next) {
        bool tells = item->subject == SUBJECT_STATUS || item->subject == SUBJECT_TALLY;
        if (item->kind == ITEM_EXPECT && tells) {
            return true;
        }
    }
    return false;
}

static enum status end_request(struct parser *parser)
{
    if (parser->request != NULL && !has_status(parser->request)) {
        parser->line = parser->request->line;
        return REFUSE(parser, "%s", "the request has no 'expect status'");
    }
    return STATUS_OK;
}

static enum status read_request(struct parser *parser, const char *method, struct text rest)
{
    unsigned line = parser->line;
    enum status status = end_request(parser);
    if (status != STATUS_OK) {
        return status;
    }
    parser->line = line;
    if (++parser->requests > RULE_REQUESTS_MAX) {
        return REFUSE(parser, "more than %d requests", (int)RULE_REQUESTS_MAX);
    }
    if (!text_starts_with(rest, "/") && !text_starts_with(rest, "origin:")) {
        return REFUSE(parser, "'%.*s' must begin with '/' or 'origin:'", TEXT_ARGUMENTS(rest));
    }
    struct request *request = ARENA_NEW(parser->arena, struct request);
    *request = (struct request){
        .line = parser->line, .method = method, .target = arena_copy(parser->arena, rest)};
    *parser->request_slot = request;
    parser->request_slot = &request->next;
    parser->request = request;
    parser->item_slot = &request->items;
    return STATUS_OK;
}

static enum status read_versions(struct parser *parser, struct text rest)
{
    parser->rule->versions = 0;
    while (rest.length > 0) {
        struct text word = next_word(&rest);
        bool is_old = text_is(word, "1.0.3");
        if (!is_old && !text_is(word, "2.0.0")) {
            return REFUSE(parser, "'%.*s' is no version: 1.0.3 or 2.0.0", TEXT_ARGUMENTS(word));
        }
        parser->rule->versions |= is_old ? VERSION_1_0_3 : VERSION_2_0_0;
    }
    return parser->rule->versions != 0 ? STATUS_OK : REFUSE(parser, "lacks %s", "a version");
}

static enum status read_level(struct parser *parser, struct text rest)
{
    static const char *const levels[] = {"must", "should", "beyond"};
    int found = find(rest, levels, 3);
    if (found < 0) {
        return REFUSE(parser, "'%.*s' is none of must, should, beyond", TEXT_ARGUMENTS(rest));
    }
    parser->rule->level = levels[found];
    return STATUS_OK;
}

static enum status read_define(struct parser *parser, struct text rest)
{
    struct define *define = ARENA_NEW(parser->arena, struct define);
    enum status status = take_word(parser, &rest, "a name", &define->name);
    define->value = arena_copy(parser->arena, rest);
    *parser->define_slot = define;
    parser->define_slot = &define->next;
    return status;
}

/* The lines that stand above the requests. */
static enum status read_heading(struct parser *parser, struct text word, struct text rest)
{
    struct rule *rule = parser->rule;
    if (text_is(word, "versions")) {
        return read_versions(parser, rest);
    }
    if (text_is(word, "level")) {
        return read_level(parser, rest);
    }
    if (text_is(word, "define")) {
        return read_define(parser, rest);
    }
    if (text_is(word, "clause")) {
        rule->clause = arena_copy(parser->arena, rest);
    } else if (text_is(word, "corner")) {
        rule->corner = arena_copy(parser->arena, rest);
    } else if (text_is(word, "faults")) {
        rule->faults = arena_copy(parser->arena, rest);
    } else {
        return REFUSE(parser, "'%.*s' is no keyword", TEXT_ARGUMENTS(word));
    }
    return STATUS_OK;
}

static enum status read_line(struct parser *parser, struct text line)
{
    struct text rest = line;
    struct text word = next_word(&rest);
    int method = find(word, methods, METHOD_COUNT);
    if (method >= 0) {
        return read_request(parser, methods[method], rest);
    }
    for (size_t i = 0; i < KEYWORD_COUNT; i++) {
        if (text_is(word, keywords[i].word)) {
            return read_item(parser, &keywords[i], rest);
        }
    }
    return read_heading(parser, word, rest);
}

/* The next line with the indented ones below it; false at the end. */
static bool next_line(struct parser *parser, struct text *out)
{
    struct text line = {NULL, 0};
    if (!text_split(&parser->rest, '\n', &line)) {
        return false;
    }
    parser->line = parser->next_line++;
    bool is_blank = text_trim(line).length == 0;
    while (!is_blank && parser->rest.length > 0 && strchr(" \t", parser->rest.data[0]) != NULL) {
        struct text more = {NULL, 0};
        (void)text_split(&parser->rest, '\n', &more);
        line.length = (size_t)(more.data + more.length - line.data);
        parser->next_line++;
    }
    *out = line;
    return true;
}

static enum status read_all(struct parser *parser)
{
    struct text line = {NULL, 0};
    while (next_line(parser, &line)) {
        if (text_trim(line).length == 0 || line.data[0] == '#') {
            continue;
        }
        if (line.data[0] == ' ' || line.data[0] == '\t') {
            return REFUSE(parser, "%s", "an indented line continues the one above: there is none");
        }
        enum status status = read_line(parser, line);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return end_request(parser);
}

static struct parser parser_of(struct text text, const char *id, struct arena *arena,
                               struct error *error)
{
    struct rule *rule = ARENA_NEW(arena, struct rule);
    *rule = (struct rule){.id = arena_copy_string(arena, id),
                          .level = "must",
                          .faults = "",
                          .versions = VERSION_BOTH};
    return (struct parser){.id = rule->id,
                           .arena = arena,
                           .error = error,
                           .rest = text,
                           .line = 1,
                           .next_line = 1,
                           .rule = rule,
                           .request_slot = &rule->requests,
                           .define_slot = &rule->defines};
}

enum status rule_read(struct text text, const char *id, struct arena *arena, struct rule **out,
                      struct error *error)
{
    struct parser parser = parser_of(text, id, arena, error);
    if (text.length > RULE_SIZE_MAX) {
        return REFUSE(&parser, "more than %d bytes", (int)RULE_SIZE_MAX);
    }
    if (!text_starts_with(text, "clause ")) {
        return REFUSE(&parser, "%s", "the first line must be 'clause ...'");
    }
    enum status status = read_all(&parser);
    if (status == STATUS_OK && parser.rule->requests == NULL) {
        return REFUSE(&parser, "%s", "there is no request");
    }
    if (status == STATUS_OK) {
        *out = parser.rule;
    }
    return status;
}

enum status rule_read_defines(struct text text, const char *id, struct arena *arena,
                              struct define **out, struct error *error)
{
    struct parser parser = parser_of(text, id, arena, error);
    if (text.length > RULE_SIZE_MAX) {
        return REFUSE(&parser, "more than %d bytes", (int)RULE_SIZE_MAX);
    }
    enum status status = read_all(&parser);
    if (status == STATUS_OK && parser.rule->requests != NULL) {
        return REFUSE(&parser, "%s", "a file of defines has no requests");
    }
    if (status == STATUS_OK) {
        *out = parser.rule->defines;
    }
    return status;
}

const struct item *request_item(const struct request *request, enum item_kind kind)
{
    const struct item *item = request->items;
    while (item != NULL && item->kind != kind) {
        item = item->next;
    }
    return item;
}
