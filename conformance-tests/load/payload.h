/* SPDX-License-Identifier: Apache-2.0 */

/* The statements of one run: numbered, distinct, valid, about 1 KB each. */
#ifndef LOAD_PAYLOAD_H
#define LOAD_PAYLOAD_H

#include "base/buffer.h"
#include "base/uuid.h"

#include <stdint.h>

enum {
    PAYLOAD_LEARNERS = 1000,
    PAYLOAD_ACTIVITIES = 40,
    PAYLOAD_VERBS = 5,
    PAYLOAD_URL_SIZE = 96,
    PAYLOAD_VARIETY_MAX = 100000, /* of each member of a shape */
};

/* How much the statements differ, and what is in them. */
struct payload_shape {
    uint32_t learners;    /* 1 .. PAYLOAD_VARIETY_MAX */
    uint32_t activities;  /* the same */
    uint32_t instructors; /* 0: no statement names one in its context */
    uint32_t members;     /* 0: the actor is a learner, otherwise a Group of so many */
};

/* What tells this run's statements from all others; the number of a statement stands in the last
 * four bytes of its id. */
struct payload {
    struct uuid run;
    struct payload_shape shape;
};

/* PAYLOAD_LEARNERS, PAYLOAD_ACTIVITIES, neither instructors nor groups. */
extern const struct payload_shape payload_usual_shape;

/* The same seed and part give the same statements; another part of a seed is another run. */
struct payload payload_make(uint64_t seed, uint32_t part, const struct payload_shape *shape);

/* Adds statement `number` as JSON. The same number gives the same bytes. */
void payload_write(const struct payload *payload, uint32_t number, struct buffer *out);

/* Adds statements `first` .. `first + count - 1` as a JSON array. */
void payload_write_batch(const struct payload *payload, uint32_t first, uint32_t count,
                         struct buffer *out);

/* The activity that each statement of the run names in its context, to ask for them all. */
void payload_run_activity(const struct payload *payload, char out[PAYLOAD_URL_SIZE]);

/* True, with the number, if `id` may be of this run. */
bool payload_number_of(const struct payload *payload, struct text id, uint32_t *out);

/* What statement `number` can be asked for by: its actor (with groups: the first member) and its
 * instructor, as JSON Agents, its activity, the module that it names as its parent, its verb. */
void payload_write_actor_of(const struct payload *payload, uint32_t number, struct buffer *out);
void payload_write_instructor_of(const struct payload *payload, uint32_t number,
                                 struct buffer *out);
void payload_write_activity_of(const struct payload *payload, uint32_t number, struct buffer *out);
void payload_write_module_of(const struct payload *payload, uint32_t number, struct buffer *out);
const char *payload_verb_of(uint32_t number);

#endif
