/* SPDX-License-Identifier: Apache-2.0 */

/* What the JSONPaths of rules lead to: extensions and concepts. */
#ifndef PROFILE_RULE_PATHS_H
#define PROFILE_RULE_PATHS_H

#include "profile/references.h"

/* Puts a step 'extensions' where a location leads to an IRI elsewhere, which is told at `place`,
 * the rule's. */
void rule_location_mend(const struct profile_reader *reader, struct json_path *location,
                        const struct json_place *place);

/* Tells extensions and values of a rule, which is at `place`, that the profile has not, or has
 * otherwise. */
void rule_references_check(const struct profile_reader *reader, const struct reference_index *index,
                           const struct template_rule *rule, const struct json_place *place);

#endif
