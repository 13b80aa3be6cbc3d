/* SPDX-License-Identifier: Apache-2.0 */

/* Copies a statement's text with its Agents, Groups, verbs and Activities replaced, wherever they
 * stand: actor, object, context, authority, and the same in a SubStatement. All else stays as
 * written, numbers too. */
#ifndef XAPI_REWRITE_H
#define XAPI_REWRITE_H

#include "base/buffer.h"
#include "base/text.h"

/* Gets the raw JSON of one of them and adds to `out` what is to stand in its place. */
typedef void (*rewrite_part)(void *context, struct text raw, struct buffer *out);

struct rewriter {
    rewrite_part actor; /* Agents and Groups, with their members; NULL: they are copied */
    rewrite_part verb;
    rewrite_part activity;
    void *context;
};

/* Copies the valid statement `statement`. */
void rewrite_statement(struct text statement, const struct rewriter *rewriter, struct buffer *out);

/* The same of a stored statement's `members` (xapi/statement.h), without braces around them. */
void rewrite_members(struct text members, const struct rewriter *rewriter, struct buffer *out);

/* Hands each part of a stored statement's `members` over for what the rewriter makes of it beside
 * text; what it adds to `out` is lost. */
void rewrite_visit(struct text members, const struct rewriter *rewriter);

#endif
