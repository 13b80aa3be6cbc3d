/* SPDX-License-Identifier: Apache-2.0 */

/* What a statement has to do with somebody, and the same statement without him. */
#ifndef XAPI_MENTION_H
#define XAPI_MENTION_H

#include "base/arena.h"
#include "base/text.h"

#include <jansson.h>
#include <stdbool.h>

/* Who it is: each identifier that he has, as agent_key() gives it. */
struct identifiers {
    const struct text *keys;
    size_t count;
};

bool identifiers_have(const struct identifiers *identifiers, struct text key);

enum mention {
    MENTION_NONE,   /* nowhere, but for the authority, which is not looked at */
    MENTION_BESIDE, /* the statement is about others: he is one of a Group, instructor, in the team,
                       in contextAgents, contextGroups or a SubStatement */
    MENTION_ABOUT, /* he is the actor or the object, or all members of an anonymous Group that is */
};

/* Looks at a valid statement, of which `members` are as the store keeps them (xapi/statement.h). */
enum mention mention_find(const json_t *statement, struct text members,
                          const struct identifiers *identifiers);

/* Who stands where somebody was taken out: an Agent, or a Group without members where he was one,
 * with this account, hence this agent_key(). */
#define MENTION_NOBODY_HOME_PAGE "https://w3id.org/xapi/ibest/nobody"
#define MENTION_NOBODY_NAME "erased"
#define MENTION_NOBODY_KEY "account:" MENTION_NOBODY_HOME_PAGE "|" MENTION_NOBODY_NAME

/* `members` with nobody in each of his places, so that his names go too; all else stays as written.
 * Borrowed from `arena`. */
struct text mention_remove(struct text members, const struct identifiers *identifiers,
                           struct arena *arena);

/* `members` without its attachments, of which a signature would hold the whole statement as it was.
 * Borrowed from `arena`. */
struct text mention_remove_attachments(struct text members, struct arena *arena);

#endif
