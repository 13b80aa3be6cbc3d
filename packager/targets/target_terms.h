/* SPDX-License-Identifier: Apache-2.0 */

/* THE tables of what may stand in an LMS profile, and what each value means for a package. The
 * reader and the page of an LMS take them from here; profiles/lms/lms.schema.json and README.md are
 * held against them by tests. */
#ifndef TARGETS_TARGET_TERMS_H
#define TARGETS_TARGET_TERMS_H

#include "targets/target.h"

struct arena;

struct target_term {
    const char *name;    /* as profiles write it */
    const char *title;   /* for people */
    const char *meaning; /* for a package, if a value is known, as sentences; may be "" */
};

/* A word of a switch. */
struct target_word {
    const char *name;
    const char *meaning; /* what the LMS does, and what follows for a package */
};

enum { TARGET_WORDS_MAX = 4 };

struct target_switch_term {
    const char *name;
    const char *title;
    struct target_word words[TARGET_WORDS_MAX + 1]; /* ended by one without name */
};

extern const struct target_term TARGET_FORMAT_TERMS[TARGET_FORMATS];
extern const struct target_term TARGET_LIMIT_TERMS[TARGET_LIMITS];
extern const struct target_term TARGET_CHARACTERS_TERMS[TARGET_CHARACTERS];
extern const struct target_term TARGET_BEHAVIOUR_TERMS[TARGET_BEHAVIOURS];
extern const struct target_switch_term TARGET_SWITCH_TERMS[TARGET_SWITCHES];

/* The word of the switch; NULL if it has none of that name, which may be NULL. */
const struct target_word *target_word_find(enum target_switch_id id, const char *name);

/* All words of the switch, ' ' between them. */
const char *target_words_list(enum target_switch_id id, struct arena *arena);

#endif
