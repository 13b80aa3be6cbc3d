/* SPDX-License-Identifier: Apache-2.0 */

/* Agents and groups (Data 2.4.2), and the one identifier that tells them apart. */
#ifndef XAPI_AGENT_H
#define XAPI_AGENT_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "xapi/value.h"

#include <jansson.h>

/* The inverse functional identifier of an agent or identified group in one canonical text:
 * "mailto:a@b.c" (the host in lower case), "sha1:<40 hex, lower case>", "openid:<URI>",
 * "account:<homePage>|<name>" (Data 2.4.2.3); data is NULL for an anonymous group. An IRI holds no
 * '|', so the first one ends the home page. Borrowed from `arena`. */
struct text agent_key(const json_t *agent, struct arena *arena);

/* The same of an Agent that has this mbox ("mailto:a@b.c"), or this account. */
struct text agent_key_of_mbox(const char *mbox, struct arena *arena);
struct text agent_key_of_account(const char *home_page, const char *name, struct arena *arena);

/* The JSON of the Agent that has this account; data is NULL if either is no UTF-8. Borrowed from
 * `arena`. */
struct text agent_of_account(const char *home_page, const char *name, struct arena *arena);

/* Checks an agent or identified group given as JSON text, as in the query parameter `agent`
 * (Communication 2.1.3). INVALID names `place` and the rule. */
MUST_CHECK enum status agent_read(struct text json, const char *place, struct arena *arena,
                                  struct text *out_key, struct error *error);

/* The rules, for the tables of other objects. */
VALUE_CHECK(actor_check);     /* an Agent, or a Group of either kind */
VALUE_CHECK(agent_check);     /* an Agent only */
VALUE_CHECK(group_check);     /* a Group only */
VALUE_CHECK(authority_check); /* an Agent, or an anonymous Group of two (Data 2.4.9) */

#endif
