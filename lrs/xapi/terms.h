/* SPDX-License-Identifier: Apache-2.0 */

/* What a statement can be found by. */
#ifndef XAPI_TERMS_H
#define XAPI_TERMS_H

#include "xapi/statement.h"

/* Collects the terms of a valid statement, sorted by kind and value and without doubles, into
 * statement->terms and term_count. `authority` may be NULL. */
void terms_collect(struct statement *statement, const json_t *json, const json_t *authority,
                   struct arena *arena);

#endif
