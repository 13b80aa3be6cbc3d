/* SPDX-License-Identifier: Apache-2.0 */

/* Training dictionaries, for packing.h, from statements that are stored. The first comes soon; each
 * other when the store has grown much since. */
#ifndef STORE_TRAINING_H
#define STORE_TRAINING_H

#include "base/text.h"
#include "store/backend.h"

struct training {
    int64_t newest;         /* the number of the newest dictionary; 0: there is none */
    int64_t taught_nothing; /* how many statements taught nothing; 0: that has not happened */
};

/* A dictionary that can be kept. */
struct lesson {
    int64_t number;
    char *bytes; /* owned; NULL: nothing was learnt */
    size_t length;
};
void lesson_finish(struct lesson *lesson);
DEFINE_AUTO_VALUE(struct lesson, lesson_finish);

/* Statements to learn from. */
struct samples;
void samples_destroy(struct samples *samples); /* NULL allowed */
DEFINE_AUTO(struct samples, samples_destroy);

/* Reads where a store stands. */
MUST_CHECK enum status training_begin(struct connection *connection, struct training *out,
                                      struct error *error);

/* Whether a store with `last_seq` statements has grown enough for another dictionary. */
bool training_is_due(const struct training *training, int64_t last_seq);

/* Takes samples from a store with `last_seq` statements. Some milliseconds. */
MUST_CHECK enum status training_take_samples(const struct training *training,
                                             struct connection *connection, int64_t last_seq,
                                             struct samples **out, struct error *error);

/* Makes the next dictionary of them, some tenths of a second; nothing of a database is needed.
 * If they teach nothing, it is due again when there are twice as many statements. */
void training_learn(struct training *training, const struct samples *samples, int64_t last_seq,
                    struct lesson *out);

/* Inside a transaction that writes. Fails also if there is one of this number already. */
MUST_CHECK enum status training_keep(struct connection *connection, const struct lesson *lesson,
                                     struct error *error);

#endif
