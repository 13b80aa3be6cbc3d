/* SPDX-License-Identifier: Apache-2.0 */

/* What of a rule a statement breaks, in words. */
#ifndef MATCHING_BREACH_WORDS_H
#define MATCHING_BREACH_WORDS_H

#include "matching/template_rule.h"

/* "$.result.success has false, but one of the rule's 'any' has to be there": the place, what is
 * there, what has to be; without full stop. `rule` NULL: it is about what the statement refers to.
 * `value` is JSON, printable; NULL: there is none. Borrowed from the arena and the rule. */
const char *breach_words(const struct template_rule *rule, enum constraint constraint,
                         const char *value, struct arena *arena);

/* The value as JSON, of which no more than `length_max` bytes are written and then an ellipsis;
 * NULL: it is NULL. Borrowed from the arena. */
const char *breach_value(const json_t *value, size_t length_max, struct arena *arena);

#endif
