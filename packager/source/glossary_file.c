/* SPDX-License-Identifier: Apache-2.0 */

/* Reads the glossary: first its headings, so that all terms are known, then what stands below each.
 */
#include "source/glossary_file.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/buffer.h"
#include "course/glossary.h"
#include "markdown/tree.h"
#include "source/files.h"
#include "source/keys.h"
#include "source/markdown.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { TERM_MAX = 100, TERM_LEVEL = 2 };

/* One glossary being read. */
struct glossary_reader {
    const struct source *source;
    const char *path;
    struct text text;
    struct glossary *glossary;
    size_t *heading_lines; /* of each term */
    size_t *first_lines;   /* of its explanation */
};

PRINTF_LIKE(4, 5)
static enum status fail_at(const struct glossary_reader *reader, size_t line, struct error *error,
                           const char *format, ...)
{
    char message[ERROR_MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return FAIL(error, STATUS_INVALID, "%s:%zu: %s", source_name(reader->source, reader->path),
                line, message);
}

static bool is_term(cmark_node *node)
{
    return cmark_node_get_type(node) == CMARK_NODE_HEADING &&
           cmark_node_get_heading_level(node) == TERM_LEVEL;
}

/* "Graded activity (GA)" -> "graded-activity-ga". */
static const char *id_of(struct arena *arena, const char *term)
{
    char *id = arena_allocate(arena, strlen(term) + 1, 1);
    size_t length = 0;
    for (const char *c = term; *c != '\0'; c++) {
        char small = ascii_to_lower(*c);
        bool stays = (small >= 'a' && small <= 'z') || ascii_is_digit(small);
        if (stays) {
            id[length++] = small;
        } else if (length > 0 && id[length - 1] != '-') {
            id[length++] = '-';
        }
    }
    while (length > 0 && id[length - 1] == '-') {
        length--;
    }
    id[length] = '\0';
    return id;
}

static enum status check_term(const struct glossary_reader *reader, const struct term *term,
                              size_t line, struct error *error)
{
    if (text_count_characters(text_of(term->term)) > TERM_MAX) {
        return fail_at(reader, line, error, "the term has more than %d characters", TERM_MAX);
    }
    if (!id_is_valid(text_of(term->id))) {
        return fail_at(reader, line, error,
                       "'%s' can have no id to link to; begin the term with a letter from a to z, "
                       "and give it at most 64 letters and digits",
                       term->term);
    }
    if (glossary_find(reader->glossary, term->id) != NULL) {
        return fail_at(reader, line, error,
                       "the id '%s' of the term '%s' is that of another term; keep one, or reword "
                       "it",
                       term->id, term->term);
    }
    return reader->glossary->term_count < COURSE_TERMS_MAX
               ? STATUS_OK
               : fail_at(reader, line, error, "the glossary has more than %d terms",
                         COURSE_TERMS_MAX);
}

static enum status add_term(struct glossary_reader *reader, cmark_node *heading,
                            struct error *error)
{
    struct arena *arena = reader->source->arena;
    struct glossary *glossary = reader->glossary;
    const char *text = node_words(arena, heading);
    const struct term term = {.id = id_of(arena, text), .term = text};
    enum status status = check_term(reader, &term, node_line(heading), error);
    if (status != STATUS_OK) {
        return status;
    }
    if (cmark_node_next(heading) == NULL || is_term(cmark_node_next(heading))) {
        return fail_at(reader, node_line(heading), error,
                       "the term '%s' is not explained; write below it what it means", text);
    }
    reader->heading_lines[glossary->term_count] = node_line(heading);
    reader->first_lines[glossary->term_count] = node_line(cmark_node_next(heading));
    glossary->terms[glossary->term_count++] = term;
    return STATUS_OK;
}

static enum status read_terms(struct glossary_reader *reader, struct error *error)
{
    static const char *const EXTENSIONS[] = {NULL};
    AUTO(parser_free) cmark_parser *parser = parser_create(EXTENSIONS);
    AUTO(node_free) cmark_node *root = parser_parse(parser, reader->text);
    cmark_node *first = cmark_node_first_child(root);
    if (first == NULL || !is_term(first)) {
        return fail_at(reader, first != NULL ? node_line(first) : 1, error,
                       "the glossary must begin with a term; write '## Term', and below it what it "
                       "means");
    }
    enum status status = STATUS_OK;
    for (cmark_node *node = first; status == STATUS_OK && node != NULL;
         node = cmark_node_next(node)) {
        status = is_term(node) ? add_term(reader, node, error) : STATUS_OK;
    }
    return status;
}

/* The text from line `first` (from 1) on. */
static struct text text_from(struct text text, size_t first)
{
    struct text line;
    for (size_t number = 1; number < first; number++) {
        (void)text_split(&text, '\n', &line);
    }
    return text;
}

static enum status render_term(const struct glossary_reader *reader, size_t index,
                               struct error *error)
{
    size_t first = reader->first_lines[index];
    struct text text = text_from(reader->text, first);
    if (index + 1 < reader->glossary->term_count) {
        text.length =
            (size_t)(text_from(reader->text, reader->heading_lines[index + 1]).data - text.data);
    }
    const struct source source = {.folder = reader->source->folder,
                                  .arena = reader->source->arena,
                                  .glossary = reader->glossary};
    const struct markdown markdown = {.text = text, .from = reader->path, .line = first};
    return markdown_render(&source, &markdown, NULL, &reader->glossary->terms[index].html, error);
}

static int compare_terms(const void *left, const void *right)
{
    const struct term *a = left;
    const struct term *b = right;
    int order = strcasecmp(a->term, b->term);
    return order != 0 ? order : strcmp(a->id, b->id);
}

enum status glossary_file_parse(const struct source *source, const char *path, struct text text,
                                struct glossary **out, struct error *error)
{
    struct glossary_reader reader = {
        .source = source,
        .path = path,
        .text = text,
        .glossary = ARENA_NEW(source->arena, struct glossary),
        .heading_lines = ARENA_ARRAY(source->arena, size_t, COURSE_TERMS_MAX),
        .first_lines = ARENA_ARRAY(source->arena, size_t, COURSE_TERMS_MAX),
    };
    reader.glossary->terms = ARENA_ARRAY(source->arena, struct term, COURSE_TERMS_MAX);
    enum status status = read_terms(&reader, error);
    for (size_t i = 0; status == STATUS_OK && i < reader.glossary->term_count; i++) {
        status = render_term(&reader, i, error);
    }
    if (status == STATUS_OK) {
        qsort(reader.glossary->terms, reader.glossary->term_count, sizeof *reader.glossary->terms,
              compare_terms);
        *out = reader.glossary;
    }
    return status;
}

enum status term_check(const struct source *source, const struct reference *reference,
                       struct error *error)
{
    if (source->glossary == NULL) {
        return reference_fail(source, reference, error,
                              "'glossary:%s' has no glossary to lead to; name its file under "
                              "'glossary' in course.json",
                              reference->to);
    }
    if (glossary_find(source->glossary, reference->to) == NULL) {
        return reference_fail(source, reference, error,
                              "the glossary has no term '%s'; add a heading for it there, or write "
                              "the id of one that it has",
                              reference->to);
    }
    return STATUS_OK;
}
