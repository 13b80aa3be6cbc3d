/* SPDX-License-Identifier: Apache-2.0 */

/* From what is odd to rows of tallies. */
#include "store/quality.h"

#include "base/london.h"
#include "store/parts.h"
#include "store/tallies.h"

/* What all rows of one statement share. */
struct counting {
    struct transaction *transaction;
    struct tally tally;
    int change;
};

static void count(struct counting *counting, enum quality_problem problem, struct text detail)
{
    counting->tally.value = problem;
    counting->tally.late_text = detail;
    tallies_count(counting->transaction, &counting->tally, TALLIES_NOBODY, counting->change);
}

static void count_odd(struct counting *counting, const struct quality *quality)
{
    const struct text nothing = {NULL, 0};
    if (quality->odd_verb.data != NULL) {
        count(counting, QUALITY_UNKNOWN_VERB, quality->odd_verb);
    }
    if (quality->odd_type.data != NULL) {
        count(counting, QUALITY_UNKNOWN_TYPE, quality->odd_type);
    }
    if (quality->lacks_course) {
        count(counting, QUALITY_NO_COURSE, nothing);
    }
}

enum quality_problem quality_clock(int64_t stored_us, int64_t timestamp_us, bool is_imported)
{
    int64_t behind_s = (stored_us - timestamp_us) / 1000000;
    if (behind_s < -QUALITY_AHEAD_MAX_S) {
        return QUALITY_CLOCK_AHEAD;
    }
    return behind_s > QUALITY_BEHIND_MAX_S && !is_imported ? QUALITY_CLOCK_BEHIND : QUALITY_ANY;
}

static void count_clock(struct counting *counting, const struct statement *statement,
                        bool is_imported)
{
    enum quality_problem clock =
        quality_clock(statement->stored_us, statement->timestamp_us, is_imported);
    if (clock != QUALITY_ANY) {
        count(counting, clock, (struct text){NULL, 0});
    }
}

static enum status begin(struct transaction *transaction, const struct statement *statement,
                         const struct reading *reading, struct counting *out, struct error *error)
{
    enum status status =
        authority_intern(transaction, statement->authority, &out->tally.subject, error);
    if (status == STATUS_OK) {
        out->transaction = transaction;
        out->tally.measure = MEASURE_QUALITY;
        out->tally.context = london_day(statement->stored_us);
        out->tally.text = reading->quality.platform;
        out->tally.total = 1;
    }
    return status;
}

enum status quality_count(struct transaction *transaction, const struct statement *statement,
                          const struct reading *reading, int change, struct error *error)
{
    struct counting counting = {.change = change};
    enum status status = begin(transaction, statement, reading, &counting, error);
    if (status == STATUS_OK) {
        count(&counting, QUALITY_ANY, (struct text){NULL, 0});
        count_odd(&counting, &reading->quality);
        count_clock(&counting, statement, reading->quality.is_imported);
    }
    return status;
}

enum status quality_count_voided(struct transaction *transaction, const struct statement *statement,
                                 const struct reading *reading, int change, struct error *error)
{
    struct counting counting = {.change = change};
    enum status status = begin(transaction, statement, reading, &counting, error);
    if (status == STATUS_OK) {
        count(&counting, QUALITY_VOIDED, (struct text){NULL, 0});
    }
    return status;
}
