/* SPDX-License-Identifier: Apache-2.0 */

/* Runs one rule against an LRS, up to the first answer that is not as expected. */
#ifndef CONFORM_RUN_H
#define CONFORM_RUN_H

#include "base/arena.h"
#include "conform/exchange.h"
#include "conform/message.h"
#include "conform/rule.h"

#include <stdbool.h>
#include <stdint.h>

/* What every rule may use. */
struct setting {
    struct endpoint endpoint;
    const char *key;
    const char *secret;
    const struct define *defines; /* those of all rules */
};

/* What went wrong, for a person. Texts are the outcome's arena's; "" where nothing is to say. */
struct finding {
    unsigned line;        /* of the rule file */
    const char *sent;     /* the request */
    const char *came;     /* the answer */
    const char *expected; /* the line of the rule, placeholders filled in */
    const char *differs;  /* how the answer differs from it */
    const char *repeat;   /* a curl command */
};

struct outcome {
    const struct rule *rule; /* borrowed */
    bool held;
    int64_t duration_us;
    struct finding finding; /* if not held */
    struct arena *arena;    /* owned: outcome_finish() */
};

/* Never fails: a rule that is wrong by itself does not hold, and its finding says so. */
void run_rule(const struct rule *rule, const struct setting *setting, struct exchange *exchange,
              struct outcome *out);
void outcome_finish(struct outcome *outcome);

#endif
