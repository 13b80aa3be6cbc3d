/* SPDX-License-Identifier: Apache-2.0 */

/* Looking into a statement's JSON: what it says of its object and of what lies around that. Pure;
 * what is returned is borrowed from the JSON. */
#ifndef STORE_SAID_H
#define STORE_SAID_H

#include "base/text.h"

#include <jansson.h>
#include <stdbool.h>

/* Where a statement names what its object is part of, the nearest first. */
enum { SAID_RELATIONS = 2 };
extern const char *const said_relations[SAID_RELATIONS];

/* The text under `key`; data is NULL if there is none. */
struct text said_text(const json_t *object, const char *key);

/* Whether `object`, of a statement, is an Activity. */
bool said_is_activity(const json_t *object);

/* The type of an Activity; data is NULL if none is given. */
struct text said_type(const json_t *activity);

/* The same, if it is one that learners progress in: "course", "module" or "assessment", else NULL.
 */
const char *said_kind(const json_t *activity);

bool said_is_kind(const json_t *activity, const char *kind);

/* The same, or what such things consist of: "page", "question", "survey", "scenario", else NULL. */
const char *said_place(const json_t *activity);

/* The Activities that the statement names as its `relation` ("parent" and so on): an array or NULL.
 */
const json_t *said_around(const json_t *statement, const char *relation);

/* The first of kind "course" or "module" that it names as parent or grouping; data is NULL if none.
 */
struct text said_unit(const json_t *statement, const char *kind);

#endif
