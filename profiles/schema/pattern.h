/* SPDX-License-Identifier: Apache-2.0 */

/* Regular expressions as ECMA 262 writes them, by PCRE2, in a bounded number of steps. */
#ifndef SCHEMA_PATTERN_H
#define SCHEMA_PATTERN_H

#include "base/arena.h"
#include "base/auto.h"
#include "base/error.h"
#include "base/text.h"

struct schema_pattern;

/* Reads an expression, which is borrowed from the arena after, and takes the bytes of its compiled
 * form from *room. INVALID: it is none, with the byte; TOO_LARGE: over SCHEMA_PATTERN_BYTES_MAX, or
 * there is no room. */
MUST_CHECK enum status pattern_read(struct text text, struct arena *arena, size_t *room,
                                    struct schema_pattern **out, struct error *error);

/* What matching needs, one a validation; owned by the caller. */
struct pattern_run;
struct pattern_run *pattern_run_create(void);
void pattern_run_destroy(struct pattern_run *run);
DEFINE_AUTO(struct pattern_run, pattern_run_destroy);

enum pattern_outcome { PATTERN_FOUND, PATTERN_NOT_FOUND, PATTERN_UNDECIDED };

/* Whether `subject`, which is UTF-8, has the pattern somewhere. Takes from *steps_left what it
 * needs; UNDECIDED when that is used up, or the subject is over SCHEMA_SUBJECT_BYTES_MAX. */
enum pattern_outcome pattern_find(struct pattern_run *run, const struct schema_pattern *pattern,
                                  struct text subject, size_t *steps_left);

#endif
