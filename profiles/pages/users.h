/* SPDX-License-Identifier: Apache-2.0 */

/* Which terms lead to which. For this module only. */
#ifndef PAGES_USERS_H
#define PAGES_USERS_H

struct site;

/* Fills the users of each term of a site that is whole otherwise: concepts by their relations,
 * templates by their determining properties and rules, patterns by their members; and all by the
 * version that describes them. */
void users_find(struct site *site);

#endif
