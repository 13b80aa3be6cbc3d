/* SPDX-License-Identifier: Apache-2.0 */

/* Where organisations belong, found from their links: the integrated care board, the region, and
 * what became of them. Pure. */
#ifndef PEOPLE_PLACES_H
#define PEOPLE_PLACES_H

#include "base/error.h"
#include "store/organisations.h"

#include <stddef.h>

struct places_world {
    const struct stored_organisation *organisations; /* by code, each once */
    size_t organisation_count;
    const struct organisation_link *links; /* by code */
    size_t link_count;
};

struct places_summary {
    size_t places; /* that were visited */
    size_t cycles;
    size_t forks;
};

/* Visits, for each organisation in their order, spans that cover all time, in order. An
 * organisation belongs to the first ICB and region that is met on the way up at that time: told
 * directly, by what operates it, by its geography, by who commissions it, by a parent (the table in
 * places.c). Loops on the way end it. */
MUST_CHECK enum status places_find(const struct places_world *world,
                                   organisation_place_visitor visit, void *context,
                                   struct places_summary *out, struct error *error);

#endif
