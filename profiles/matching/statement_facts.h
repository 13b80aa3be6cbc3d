/* SPDX-License-Identifier: Apache-2.0 */

/* What templates are found by: a statement's determining properties (xAPI Profiles 1.0, 8.0). */
#ifndef MATCHING_STATEMENT_FACTS_H
#define MATCHING_STATEMENT_FACTS_H

#include "base/arena.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Sorted, without doubles. */
struct iri_set {
    const char **items;
    size_t count;
};

struct statement_facts {
    const char *verb;
    const char *object_type; /* NULL: the object is no Activity, or says no type */
    struct iri_set grouping_types, parent_types, other_types, category_types;
    struct iri_set attachment_usage_types;
    struct iri_set categories; /* their ids: which profiles the statement claims to follow (5.0) */
};

/* All borrowed from the statement and the arena. */
struct statement_facts statement_facts_of(const json_t *statement, struct arena *arena);

bool iri_set_has(const struct iri_set *set, const char *iri);

#endif
