/* SPDX-License-Identifier: Apache-2.0 */

/* A reader by recursive descent over one text; each function reads one production of the grammar
 *     paths  = path *( '|' path )          path = [ '$' ] *( step )
 *     step   = ( '.' | '..' ) ( name | '*' ) | [ '..' ] '[' choice *( ',' choice ) ']'
 *     choice = quoted name | index | '*' */
#include "profile/json_path.h"

#include "base/ascii.h"

#include <stdint.h>

enum { INDEX_DIGITS_MAX = 9, SHOWN_MAX = 20 };

struct path_reader {
    struct text text;
    size_t at;
    size_t step_count; /* of all branches, against JSON_PATH_STEPS_MAX */
    struct arena *arena;
    struct error *error;
};

static char next(const struct path_reader *reader)
{
    return reader->at < reader->text.length ? reader->text.data[reader->at] : '\0';
}

static bool take(struct path_reader *reader, char wanted)
{
    bool is_there = reader->at < reader->text.length && reader->text.data[reader->at] == wanted;
    reader->at += is_there ? 1 : 0;
    return is_there;
}

static void skip_space(struct path_reader *reader)
{
    while (take(reader, ' ') || take(reader, '\t')) {
    }
}

/* What stands at the reader's place, for messages. Text of profiles has been checked to be UTF-8
 * and is shown only as far as it is plain ASCII. */
static const char *rest_of(const struct path_reader *reader)
{
    size_t end = reader->at;
    while (end < reader->text.length && end - reader->at < SHOWN_MAX &&
           reader->text.data[end] >= ' ' && reader->text.data[end] <= '~') {
        end++;
    }
    if (end == reader->at) {
        return end == reader->text.length ? "the end" : "a character that cannot stand there";
    }
    return arena_print(reader->arena, "'%.*s'", (int)(end - reader->at),
                       reader->text.data + reader->at);
}

static enum status expected(const struct path_reader *reader, const char *what)
{
    return FAIL(reader->error, STATUS_INVALID, "at byte %zu, %s stands where %s is expected",
                reader->at + 1, rest_of(reader), what);
}

static bool is_name_byte(char byte)
{
    return ascii_is_letter(byte) || ascii_is_digit(byte) || byte == '_' || byte == '-' ||
           byte == '@' || (unsigned char)byte >= 0x80;
}

static enum status read_name(struct path_reader *reader, struct json_path_choice *out)
{
    size_t start = reader->at;
    if (take(reader, '*')) {
        out->kind = JSON_PATH_ALL;
        return STATUS_OK;
    }
    while (is_name_byte(next(reader))) {
        reader->at++;
    }
    if (reader->at == start) {
        return expected(reader, "a property's name or *");
    }
    size_t length = reader->at - start;
    const struct text name = {reader->text.data + start, length};
    *out = (struct json_path_choice){.kind = JSON_PATH_NAME,
                                     .name = {arena_copy(reader->arena, name), length}};
    return STATUS_OK;
}

/* The text between two equal quotes, where a backslash gives the byte behind it. */
static enum status read_quoted(struct path_reader *reader, char quote, struct json_path_choice *out)
{
    char *name = arena_reserve(reader->arena, reader->text.length - reader->at + 1);
    size_t length = 0;
    while (!take(reader, quote)) {
        (void)take(reader, '\\');
        if (reader->at >= reader->text.length) {
            return expected(reader, quote == '\'' ? "the closing '" : "the closing \"");
        }
        name[length++] = reader->text.data[reader->at++];
    }
    name[length] = '\0';
    *out = (struct json_path_choice){.kind = JSON_PATH_NAME, .name = {name, length}};
    return STATUS_OK;
}

static enum status read_index(struct path_reader *reader, struct json_path_choice *out)
{
    size_t start = reader->at;
    size_t index = 0;
    while (ascii_is_digit(next(reader)) && reader->at - start < INDEX_DIGITS_MAX) {
        index = index * 10 + (size_t)(next(reader) - '0');
        reader->at++;
    }
    *out = (struct json_path_choice){.kind = JSON_PATH_INDEX, .index = index};
    return reader->at == start ? expected(reader, "a quoted name, an index or *") : STATUS_OK;
}

static enum status read_choice(struct path_reader *reader, struct json_path_choice *out)
{
    if (next(reader) == '?' || next(reader) == '(') {
        return expected(reader, "a name, an index or * (filters and scripts must not be used)");
    }
    if (take(reader, '*')) {
        out->kind = JSON_PATH_ALL;
        return STATUS_OK;
    }
    if (take(reader, '\'')) {
        return read_quoted(reader, '\'', out);
    }
    return take(reader, '"') ? read_quoted(reader, '"', out) : read_index(reader, out);
}

static enum status count_step(struct path_reader *reader)
{
    return ++reader->step_count <= JSON_PATH_STEPS_MAX
               ? STATUS_OK
               : FAIL(reader->error, STATUS_TOO_LARGE, "it has more than %d steps",
                      JSON_PATH_STEPS_MAX);
}

static enum status read_brackets(struct path_reader *reader, struct json_path_step *out)
{
    size_t capacity = 0;
    do {
        enum status status = count_step(reader);
        out->choices = arena_grow(reader->arena, out->choices, out->choice_count, &capacity,
                                  sizeof *out->choices);
        skip_space(reader);
        status =
            status == STATUS_OK ? read_choice(reader, &out->choices[out->choice_count]) : status;
        if (status != STATUS_OK) {
            return status;
        }
        out->choice_count++;
        skip_space(reader);
    } while (take(reader, ','));
    return take(reader, ']') ? STATUS_OK : expected(reader, "] or ,");
}

static enum status read_step(struct path_reader *reader, struct json_path_step *out)
{
    *out = (struct json_path_step){.is_deep = false};
    bool has_dot = take(reader, '.');
    out->is_deep = has_dot && take(reader, '.');
    if ((out->is_deep || !has_dot) && take(reader, '[')) {
        return read_brackets(reader, out);
    }
    enum status status = count_step(reader);
    out->choices = ARENA_NEW(reader->arena, struct json_path_choice);
    out->choice_count = 1;
    return status == STATUS_OK ? read_name(reader, out->choices) : status;
}

static bool is_at_end(const struct path_reader *reader)
{
    return reader->at >= reader->text.length || next(reader) == '|' || next(reader) == ' ' ||
           next(reader) == '\t';
}

/* A branch without '$' begins with a name, as if "$." stood before it. */
static enum status read_branch(struct path_reader *reader, struct json_path_branch *out,
                               bool *lacks_root)
{
    size_t capacity = 0;
    *out = (struct json_path_branch){.steps = NULL};
    bool has_root = take(reader, '$');
    if (!has_root && !is_name_byte(next(reader))) {
        return expected(reader, "$");
    }
    *lacks_root = *lacks_root || !has_root;
    for (bool is_first = true; (is_first && !has_root) || !is_at_end(reader); is_first = false) {
        bool is_step = !(is_first && !has_root);
        if (is_step && next(reader) != '.' && next(reader) != '[') {
            return expected(reader, "a dot, [ or |");
        }
        out->steps =
            arena_grow(reader->arena, out->steps, out->step_count, &capacity, sizeof *out->steps);
        enum status status = read_step(reader, &out->steps[out->step_count]);
        if (status != STATUS_OK) {
            return status;
        }
        out->step_count++;
    }
    return STATUS_OK;
}

enum status json_path_read(struct text text, struct arena *arena, struct json_path *out,
                           struct error *error)
{
    struct path_reader reader = {.text = text, .arena = arena, .error = error};
    struct json_path path = {.branches = NULL};
    size_t capacity = 0;
    if (text.length > JSON_PATH_BYTES_MAX) {
        return FAIL(error, STATUS_TOO_LARGE, "it has %zu bytes, and a path may have %d",
                    text.length, JSON_PATH_BYTES_MAX);
    }
    do {
        skip_space(&reader);
        path.branches =
            arena_grow(arena, path.branches, path.branch_count, &capacity, sizeof *path.branches);
        enum status status =
            read_branch(&reader, &path.branches[path.branch_count], &path.lacks_root);
        if (status != STATUS_OK) {
            return status;
        }
        path.branch_count++;
        skip_space(&reader);
    } while (take(&reader, '|'));
    if (reader.at < text.length) {
        return expected(&reader, "| or the end");
    }
    *out = path;
    return STATUS_OK;
}
