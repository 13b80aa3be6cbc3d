/* SPDX-License-Identifier: Apache-2.0 */

/* Quiz questions in the course script, by type. */
#ifndef FORMATS_QUESTION_SCRIPT_H
#define FORMATS_QUESTION_SCRIPT_H

#include <jansson.h>

struct arena;
struct question;

/* The question with that IRI, owned by the caller. Matches, and what is to be put in order, stand
 * in an order that depends on ids alone and is never the right one. */
json_t *question_script(struct arena *arena, const struct question *question, const char *iri);

#endif
