/* SPDX-License-Identifier: Apache-2.0 */

/* The other answers that whoever may ask for one may ask for, too, and which would tell with it
 * what it hides: what disclosure control holds it against. */
#ifndef REPORTS_WIDER_H
#define REPORTS_WIDER_H

#include "reports/question.h"

/* For a profile that hides second cells; for others there are none. `answer` is the question's. In
 * `arena`. */
MUST_CHECK enum status wider_collect(const struct question *question,
                                     const struct disclosure_profile *profile,
                                     const struct disclosure_table *answer, struct arena *arena,
                                     struct disclosure_wider *out, struct error *error);

#endif
