/* SPDX-License-Identifier: Apache-2.0 */

/* Compares what came with what a rule expects, and keeps what later requests need. */
#ifndef CONFORM_JUDGE_H
#define CONFORM_JUDGE_H

#include "conform/exchange.h"
#include "conform/run.h"
#include "conform/values.h"

/* A request with its answer, which later ones may name. */
struct named {
    const char *name;
    const struct message *message;
    const struct answer *answer;
    struct named *next;
};

/* A rule under way. */
struct running {
    const struct setting *setting;
    struct exchange *exchange;
    struct outcome *outcome;
    struct arena *arena; /* the outcome's */
    struct values *values;
    struct named *named;
};

/* What was sent at once for one request. */
struct volley {
    const struct request *request;
    const struct message *messages;
    const struct answer *answers;
    size_t count;
};

/* False when an answer is not as expected; the outcome's finding then tells. */
bool judge(struct running *running, const struct volley *volley);

/* Carries out `capture` and `name`, from the last answer. A place that is not there gives "". */
void judge_capture(struct running *running, const struct volley *volley);

#endif
