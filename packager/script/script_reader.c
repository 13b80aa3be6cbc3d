/* SPDX-License-Identifier: Apache-2.0 */

/* What a '/' is can only be told by what stands before it. Brackets are remembered, because behind
 * "if (x)" begins an expression and behind "(x)" a division; so behind the brace of a block and
 * that of an object. Where a function's brace ends an operand, which nobody divides, a guess may be
 * wrong. */
#include "script/script_reader.h"

#include "base/ascii.h"

#include <string.h>

enum opening {
    OPEN_VALUE,     /* "(x)", "[x]", "{x: y}": a value when it is closed */
    OPEN_CONDITION, /* "if (x)" */
    OPEN_BLOCK,
    OPEN_TEMPLATE, /* "${" */
};

void script_reader_begin(struct script_reader *reader, struct text text)
{
    reader->begin = text.data != NULL ? text.data : "";
    reader->at = reader->begin;
    reader->end = reader->begin + text.length;
    reader->line = 1;
    reader->is_behind_value = false;
    reader->is_behind_condition_word = false;
    reader->depth = 0;
}

bool script_token_is(const struct script_token *token, enum script_token_kind kind,
                     const char *text)
{
    return token->kind == kind && text_is(token->text, text);
}

static bool stands_here(const struct script_reader *reader, const char *word)
{
    size_t length = strlen(word);
    return (size_t)(reader->end - reader->at) >= length && memcmp(reader->at, word, length) == 0;
}

/* Lines end as in ECMA-262 12.3, but for U+2028 and U+2029, which no editor counts. */
static bool is_line_end(const struct script_reader *reader)
{
    return *reader->at == '\n' ||
           (*reader->at == '\r' && !(reader->end - reader->at > 1 && reader->at[1] == '\n'));
}

static void step(struct script_reader *reader)
{
    reader->line += is_line_end(reader);
    reader->at++;
}

static void skip_line(struct script_reader *reader)
{
    while (reader->at < reader->end && *reader->at != '\n' && *reader->at != '\r') {
        reader->at++;
    }
}

static void skip_comment(struct script_reader *reader)
{
    reader->at += 2;
    while (reader->at < reader->end && !stands_here(reader, "*/")) {
        step(reader);
    }
    reader->at += reader->at < reader->end ? 2 : 0;
}

static bool is_blank(char character)
{
    return character == ' ' || character == '\t' || character == '\n' || character == '\r' ||
           character == '\f' || character == '\v';
}

/* Whether only blanks stand before on the line: there "-->" is a comment (ECMA-262 B.1.1). */
static bool begins_line(const struct script_reader *reader)
{
    const char *at = reader->at;
    while (at > reader->begin && (at[-1] == ' ' || at[-1] == '\t')) {
        at--;
    }
    return at == reader->begin || at[-1] == '\n' || at[-1] == '\r';
}

static bool is_line_comment(const struct script_reader *reader)
{
    return stands_here(reader, "//") || stands_here(reader, "<!--") ||
           (reader->at == reader->begin && stands_here(reader, "#!")) ||
           (stands_here(reader, "-->") && begins_line(reader));
}

static void skip_unseen(struct script_reader *reader)
{
    while (reader->at < reader->end) {
        if (is_blank(*reader->at)) {
            step(reader);
        } else if (is_line_comment(reader)) {
            skip_line(reader);
        } else if (stands_here(reader, "/*")) {
            skip_comment(reader);
        } else {
            return;
        }
    }
}

static bool is_name_character(char character)
{
    return ascii_is_letter_or_digit(character) || character == '_' || character == '$' ||
           character == '\\' || (unsigned char)character >= 0x80;
}

static struct text since(const struct script_reader *reader, const char *begin)
{
    return (struct text){begin, (size_t)(reader->at - begin)};
}

/* A backslash takes the next character with it. */
static void skip_escaped(struct script_reader *reader)
{
    step(reader);
    if (reader->at < reader->end) {
        step(reader);
    }
}

/* Ends before the quote, or where the line ends: then it is none. */
static void read_string(struct script_reader *reader, struct script_token *token)
{
    char quote = *reader->at++;
    const char *begin = reader->at;
    while (reader->at < reader->end && *reader->at != quote && *reader->at != '\n') {
        if (*reader->at == '\\') {
            skip_escaped(reader);
        } else {
            step(reader);
        }
    }
    token->kind = SCRIPT_STRING;
    token->text = since(reader, begin);
    reader->at += reader->at < reader->end && *reader->at == quote;
    reader->is_behind_value = true;
}

static bool open_bracket(struct script_reader *reader, enum opening opening)
{
    if (reader->depth == SCRIPT_DEPTH_MAX) {
        reader->at = reader->end;
        return false;
    }
    reader->open[reader->depth++] = (unsigned char)opening;
    return true;
}

/* The reader is behind the backquote, or behind the brace that closes a "${". */
static void read_template(struct script_reader *reader, struct script_token *token)
{
    const char *begin = reader->at;
    while (reader->at < reader->end && *reader->at != '`' && !stands_here(reader, "${")) {
        if (*reader->at == '\\') {
            skip_escaped(reader);
        } else {
            step(reader);
        }
    }
    token->kind = SCRIPT_TEMPLATE;
    token->text = since(reader, begin);
    reader->is_behind_value = true;
    if (reader->at < reader->end && *reader->at == '`') {
        reader->at++;
    } else if (reader->at < reader->end && open_bracket(reader, OPEN_TEMPLATE)) {
        reader->at += 2;
        reader->is_behind_value = false;
    }
}

/* Ends behind its last '/' and flags, or where the line ends: then it was none. */
static void read_expression(struct script_reader *reader, struct script_token *token)
{
    const char *begin = reader->at++;
    bool is_in_class = false;
    while (reader->at < reader->end && *reader->at != '\n' && (is_in_class || *reader->at != '/')) {
        is_in_class = *reader->at == '[' || (is_in_class && *reader->at != ']');
        if (*reader->at == '\\') {
            skip_escaped(reader);
        } else {
            step(reader);
        }
    }
    if (reader->at < reader->end && *reader->at == '/') {
        do {
            reader->at++;
        } while (reader->at < reader->end && is_name_character(*reader->at));
    }
    token->kind = SCRIPT_EXPRESSION;
    token->text = since(reader, begin);
    reader->is_behind_value = true;
}

static void read_number(struct script_reader *reader, struct script_token *token)
{
    const char *begin = reader->at;
    while (reader->at < reader->end && (is_name_character(*reader->at) || *reader->at == '.')) {
        bool has_exponent = ascii_to_lower(*reader->at) == 'e';
        reader->at++;
        if (has_exponent && reader->at < reader->end &&
            (*reader->at == '-' || *reader->at == '+') && !stands_here(reader, "++") &&
            ascii_to_lower(begin[1]) != 'x') {
            reader->at++;
        }
    }
    token->kind = SCRIPT_NUMBER;
    token->text = since(reader, begin);
    reader->is_behind_value = true;
}

static bool is_listed(struct text name, const char *const *words)
{
    while (*words != NULL && !text_is(name, *words)) {
        words++;
    }
    return *words != NULL;
}

/* Behind these words a '/' begins an expression, unless they are the name of a property. */
static void read_name(struct script_reader *reader, struct script_token *token)
{
    static const char *const OPERATORS[] = {"return", "typeof", "case",  "in",         "of",
                                            "delete", "void",   "throw", "new",        "else",
                                            "do",     "await",  "yield", "instanceof", NULL};
    static const char *const CONDITIONS[] = {"if", "while", "for", "with", NULL};
    const char *begin = reader->at;
    bool is_property = begin > reader->begin && begin[-1] == '.';
    while (reader->at < reader->end && is_name_character(*reader->at)) {
        reader->at++;
    }
    token->kind = SCRIPT_NAME;
    token->text = since(reader, begin);
    reader->is_behind_value = is_property || !is_listed(token->text, OPERATORS);
    reader->is_behind_condition_word = !is_property && is_listed(token->text, CONDITIONS);
}

/* A brace opens an object where a value is awaited behind one of these. */
static bool opens_object(const struct script_reader *reader)
{
    const char *before = reader->at;
    while (before > reader->begin && is_blank(before[-1])) {
        before--;
    }
    return before > reader->begin && strchr("=(,[?:&|!+-", before[-1]) != NULL;
}

static enum opening kind_of_opening(const struct script_reader *reader)
{
    if (*reader->at == '{') {
        return opens_object(reader) ? OPEN_VALUE : OPEN_BLOCK;
    }
    return *reader->at == '(' && reader->is_behind_condition_word ? OPEN_CONDITION : OPEN_VALUE;
}

/* What is closed more often than opened closes nothing. */
static enum opening close_bracket(struct script_reader *reader)
{
    return reader->depth > 0 ? (enum opening)reader->open[--reader->depth] : OPEN_BLOCK;
}

static void read_mark(struct script_reader *reader, struct script_token *token)
{
    static const char *const PAIRS[] = {"=>", "++", "--", "?.", NULL};
    const char *begin = reader->at;
    size_t pair = 0;
    while (PAIRS[pair] != NULL && !stands_here(reader, PAIRS[pair])) {
        pair++;
    }
    token->kind = SCRIPT_MARK;
    bool is_step = pair == 1 || pair == 2; /* "x++ / y" is a division still */
    if (strchr("([{", *begin) != NULL) {
        reader->is_behind_value = false;
        if (!open_bracket(reader, kind_of_opening(reader))) {
            token->text = (struct text){begin, 1};
            return;
        }
    } else if (strchr(")]}", *begin) != NULL) {
        reader->is_behind_value = close_bracket(reader) == OPEN_VALUE;
    } else if (!is_step) {
        reader->is_behind_value = false;
    }
    reader->at += PAIRS[pair] != NULL ? 2 : 1;
    token->text = since(reader, begin);
}

static bool closes_template(const struct script_reader *reader)
{
    return *reader->at == '}' && reader->depth > 0 &&
           reader->open[reader->depth - 1] == OPEN_TEMPLATE;
}

static void read_token(struct script_reader *reader, struct script_token *token)
{
    char first = *reader->at;
    bool is_fraction =
        first == '.' && reader->end - reader->at > 1 && ascii_is_digit(reader->at[1]);
    if (first == '"' || first == '\'') {
        read_string(reader, token);
    } else if (first == '`') {
        reader->at++;
        read_template(reader, token);
    } else if (closes_template(reader)) {
        reader->at++;
        reader->depth--;
        read_template(reader, token);
    } else if (ascii_is_digit(first) || is_fraction) {
        read_number(reader, token);
    } else if (is_name_character(first)) {
        read_name(reader, token);
    } else if (first == '/' && !reader->is_behind_value) {
        read_expression(reader, token);
    } else {
        read_mark(reader, token);
    }
}

bool script_reader_next(struct script_reader *reader, struct script_token *token)
{
    skip_unseen(reader);
    if (reader->at >= reader->end) {
        return false;
    }
    token->line = reader->line;
    bool was_condition_word = reader->is_behind_condition_word;
    read_token(reader, token);
    if (was_condition_word && token->kind != SCRIPT_NAME) {
        reader->is_behind_condition_word = false;
    }
    token->depth = reader->depth;
    return true;
}
