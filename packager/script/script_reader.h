/* SPDX-License-Identifier: Apache-2.0 */

/* JavaScript as tokens (ECMA-262 12), so that what stands in comments, strings and regular
 * expressions is not taken for code. Reads each byte once, and allocates nothing. */
#ifndef SCRIPT_SCRIPT_READER_H
#define SCRIPT_SCRIPT_READER_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

enum { SCRIPT_DEPTH_MAX = 4096 }; /* brackets within brackets; deeper ones end the reading */

enum script_token_kind {
    SCRIPT_NAME, /* keywords too */
    SCRIPT_STRING,
    SCRIPT_TEMPLATE, /* a piece of one, between backquotes and "${...}" */
    SCRIPT_NUMBER,
    SCRIPT_EXPRESSION, /* a regular one */
    SCRIPT_MARK,       /* one character, but "=>", "++", "--" and "?." are one */
};

struct script_token {
    enum script_token_kind kind;
    struct text text; /* as it stands there; of a string or template without what it stands in */
    size_t line;      /* where it begins, from 1 */
    size_t depth;     /* of the brackets around it; a bracket's own is that of what it holds */
};

/* Begin with script_reader_begin(); the rest is private. */
struct script_reader {
    const char *begin;
    const char *at;
    const char *end;
    size_t line;
    bool is_behind_value; /* a '/' would divide */
    bool is_behind_condition_word;
    size_t depth;
    unsigned char open[SCRIPT_DEPTH_MAX];
};

/* Borrows `text`. */
void script_reader_begin(struct script_reader *reader, struct text text);

/* Goes to the next token; false at the end. */
bool script_reader_next(struct script_reader *reader, struct script_token *token);

bool script_token_is(const struct script_token *token, enum script_token_kind kind,
                     const char *text);

#endif
