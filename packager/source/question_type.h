/* SPDX-License-Identifier: Apache-2.0 */

/* The "type" of a question, which decides what other keys it may have. */
#ifndef IBEST_SOURCE_QUESTION_TYPE_H
#define IBEST_SOURCE_QUESTION_TYPE_H

#include "source/keys.h"

/* The types that one sort of page knows. */
struct question_types {
    const char *owner; /* "a quiz", for messages */
    const char *(*name)(size_t row);
    size_t count;
};

/* `row` becomes that of the type which `question` names. INVALID says what stands there instead,
 * and which types there are. */
MUST_CHECK enum status question_type_find(const struct place *question,
                                          const struct question_types *types, size_t *row,
                                          struct error *error);

#endif
