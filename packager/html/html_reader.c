/* SPDX-License-Identifier: Apache-2.0 */

/* HTML 13.2.5, less what tells a parse error from another. */
#include "html/html_reader.h"

#include "base/arena.h"
#include "base/ascii.h"

#include <string.h>
#include <strings.h>

struct html_reader html_reader_begin(struct text bytes, struct arena *arena)
{
    const char *begin = bytes.data != NULL ? bytes.data : "";
    return (struct html_reader){
        .arena = arena, .at = begin, .end = begin + bytes.length, .counted = begin, .line = 1};
}

static bool is_space(char character)
{
    return character == ' ' || character == '\t' || character == '\n' || character == '\r' ||
           character == '\f';
}

/* Lines end with LF, CR LF or CR. */
size_t html_reader_line(struct html_reader *reader)
{
    for (; reader->counted < reader->at; reader->counted++) {
        bool is_pair = *reader->counted == '\r' && reader->counted + 1 < reader->end &&
                       reader->counted[1] == '\n';
        reader->line += *reader->counted == '\n' || (*reader->counted == '\r' && !is_pair);
    }
    return reader->line;
}

static bool is_at(const struct html_reader *reader, char character)
{
    return reader->at < reader->end && *reader->at == character;
}

/* Whether `word` stands at `at`, in capitals or not. */
static bool stands_at(const struct html_reader *reader, const char *at, const char *word)
{
    size_t length = strlen(word);
    return (size_t)(reader->end - at) >= length && strncasecmp(at, word, length) == 0;
}

/* Goes behind the next `mark`, or to the end; gives what stands before it. */
static struct text take_until(struct html_reader *reader, const char *mark)
{
    const char *begin = reader->at;
    const char *found = begin;
    while (found != NULL && !stands_at(reader, found, mark)) {
        size_t rest = (size_t)(reader->end - found);
        found = rest > 1 ? memchr(found + 1, mark[0], rest - 1) : NULL;
    }
    reader->at = found != NULL ? found + strlen(mark) : reader->end;
    return (struct text){begin, (size_t)((found != NULL ? found : reader->end) - begin)};
}

/* The input ends within something that began in `line`. */
static void note_unended(struct html_reader *reader, const char *what, size_t line)
{
    reader->unended = what;
    reader->unended_line = line;
}

/* The text in small letters, with a NUL behind it. */
static const char *fold(struct html_reader *reader, const char *begin)
{
    char *name = arena_copy(reader->arena, (struct text){begin, (size_t)(reader->at - begin)});
    for (char *character = name; *character != '\0'; character++) {
        *character = ascii_to_lower(*character);
    }
    return name;
}

static void skip_space(struct html_reader *reader)
{
    while (reader->at < reader->end && is_space(*reader->at)) {
        reader->at++;
    }
}

static const char *read_tag_name(struct html_reader *reader)
{
    const char *begin = reader->at;
    while (reader->at < reader->end && !is_space(*reader->at) && *reader->at != '/' &&
           *reader->at != '>') {
        reader->at++;
    }
    return fold(reader, begin);
}

/* A '=' in the first place is part of the name. */
static const char *read_attribute_name(struct html_reader *reader)
{
    const char *begin = reader->at++;
    while (reader->at < reader->end && !is_space(*reader->at) &&
           strchr("/>=", *reader->at) == NULL) {
        reader->at++;
    }
    return fold(reader, begin);
}

static struct text read_quoted(struct html_reader *reader)
{
    const char mark[] = {*reader->at++, '\0'};
    return take_until(reader, mark);
}

static struct text read_unquoted(struct html_reader *reader)
{
    const char *begin = reader->at;
    while (reader->at < reader->end && !is_space(*reader->at) && *reader->at != '>') {
        reader->at++;
    }
    return (struct text){begin, (size_t)(reader->at - begin)};
}

/* "" if there is none. */
static struct text read_value(struct html_reader *reader)
{
    skip_space(reader);
    if (!is_at(reader, '=')) {
        return text_of("");
    }
    reader->at++;
    skip_space(reader);
    return is_at(reader, '"') || is_at(reader, '\'') ? read_quoted(reader) : read_unquoted(reader);
}

static bool has_attribute(const struct html_token *token, const char *name)
{
    size_t place = 0;
    while (place < token->attribute_count && strcmp(token->attributes[place].name, name) != 0) {
        place++;
    }
    return place < token->attribute_count;
}

/* Of attributes of one name the first counts. */
static void read_attribute(struct html_reader *reader, struct html_token *token)
{
    size_t line = html_reader_line(reader);
    const char *name = read_attribute_name(reader);
    struct text value = read_value(reader);
    if (token->attribute_count < HTML_ATTRIBUTES_MAX && !has_attribute(token, name)) {
        token->attributes[token->attribute_count++] = (struct html_attribute){
            .name = name, .value = html_decode(value, reader->arena), .line = line};
    }
}

/* The reader is at the name. False if the input ends within the tag, which then is none. */
static bool read_tag(struct html_reader *reader, struct html_token *token)
{
    token->name = read_tag_name(reader);
    while (reader->at < reader->end && *reader->at != '>') {
        token->closes_itself = *reader->at == '/';
        if (is_space(*reader->at) || *reader->at == '/') {
            reader->at++;
        } else {
            read_attribute(reader, token);
        }
    }
    if (reader->at == reader->end) {
        note_unended(reader, "tag", token->line);
        return false;
    }
    reader->at++;
    return true;
}

/* The reader is behind "<!--". */
static void skip_comment(struct html_reader *reader, size_t line)
{
    static const char *const ENDS[] = {"-->", "--!>"};
    if (stands_at(reader, reader->at, ">") || stands_at(reader, reader->at, "->")) {
        (void)take_until(reader, ">");
        return;
    }
    for (; reader->at < reader->end; reader->at++) {
        for (size_t i = 0; *reader->at == '-' && i < sizeof ENDS / sizeof *ENDS; i++) {
            if (stands_at(reader, reader->at, ENDS[i])) {
                reader->at += strlen(ENDS[i]);
                return;
            }
        }
    }
    note_unended(reader, "comment", line);
}

/* The reader is behind "<!" or "<?". True for a document type. */
static bool read_declaration(struct html_reader *reader, struct html_token *token)
{
    if (stands_at(reader, reader->at, "--")) {
        reader->at += 2;
        skip_comment(reader, token->line);
        return false;
    }
    bool is_type = stands_at(reader, reader->at, "doctype");
    if (reader->is_foreign && stands_at(reader, reader->at, "[CDATA[")) {
        reader->at += strlen("[CDATA[");
        token->kind = HTML_TEXT;
        token->text = take_until(reader, "]]>");
        return token->text.length > 0;
    }
    token->kind = HTML_DOCUMENT_TYPE;
    token->text = take_until(reader, ">");
    return is_type;
}

/* At a '<'; false if what it begins is to be passed over. */
static bool read_markup(struct html_reader *reader, struct html_token *token)
{
    reader->at++;
    if (is_at(reader, '!') || is_at(reader, '?')) {
        bool is_declaration = *reader->at++ == '!';
        if (is_declaration) {
            return read_declaration(reader, token);
        }
        (void)take_until(reader, ">");
        return false;
    }
    token->kind = is_at(reader, '/') ? HTML_END_TAG : HTML_START_TAG;
    reader->at += token->kind == HTML_END_TAG;
    if (reader->at < reader->end && ascii_is_letter(*reader->at)) {
        return read_tag(reader, token);
    }
    (void)take_until(reader, ">"); /* "</ ...>" */
    return false;
}

/* Whether a '<' begins markup. */
static bool begins_markup(const struct html_reader *reader, const char *at)
{
    return reader->end - at > 1 && *at == '<' &&
           (ascii_is_letter(at[1]) || at[1] == '/' || at[1] == '!' || at[1] == '?');
}

static void read_text(struct html_reader *reader, struct html_token *token)
{
    const char *begin = reader->at;
    while (reader->at < reader->end && !begins_markup(reader, reader->at)) {
        reader->at++;
    }
    token->kind = HTML_TEXT;
    token->text = (struct text){begin, (size_t)(reader->at - begin)};
}

bool html_reader_next(struct html_reader *reader, struct html_token *token)
{
    while (reader->at < reader->end) {
        token->kind = HTML_TEXT;
        token->name = NULL;
        token->text = text_of("");
        token->attribute_count = 0;
        token->closes_itself = false;
        token->line = html_reader_line(reader);
        if (!begins_markup(reader, reader->at)) {
            read_text(reader, token);
            return true;
        }
        if (read_markup(reader, token)) {
            return true;
        }
    }
    return false;
}

/* Whether the tag "<name" or "</name" stands there. */
static bool tag_stands_at(const struct html_reader *reader, const char *at, const char *opening,
                          const char *name)
{
    if (!stands_at(reader, at, opening) || !stands_at(reader, at + strlen(opening), name)) {
        return false;
    }
    const char *behind = at + strlen(opening) + strlen(name);
    return behind < reader->end && (is_space(*behind) || *behind == '/' || *behind == '>');
}

/* HTML 13.2.5.15 and on: in a script, "<!-- <script>" hides the next "</script>". */
struct hiding {
    bool is_comment;
    bool is_script;
};

static void follow_hiding(const struct html_reader *reader, struct hiding *hiding)
{
    if (stands_at(reader, reader->at, "<!--")) {
        hiding->is_comment = true;
    } else if (stands_at(reader, reader->at, "-->")) {
        *hiding = (struct hiding){0};
    } else if (hiding->is_comment && tag_stands_at(reader, reader->at, "<", "script")) {
        hiding->is_script = true;
    }
}

struct text html_reader_raw(struct html_reader *reader, const char *name, size_t *line)
{
    *line = html_reader_line(reader);
    const char *begin = reader->at;
    bool is_script = strcmp(name, "script") == 0;
    struct hiding hiding = {0};
    for (; reader->at < reader->end; reader->at++) {
        if (is_script) {
            follow_hiding(reader, &hiding);
        }
        if (*reader->at == '<' && tag_stands_at(reader, reader->at, "</", name)) {
            if (!hiding.is_script) {
                break;
            }
            hiding.is_script = false;
        }
    }
    if (reader->at == reader->end) {
        note_unended(reader, name, *line);
    }
    return (struct text){begin, (size_t)(reader->at - begin)};
}
