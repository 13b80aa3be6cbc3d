/* SPDX-License-Identifier: Apache-2.0 */

/* Statements as the profile has them, told by one synthetic learner or hospital after another. */
#ifndef COHORT_TELLING_H
#define COHORT_TELLING_H

#include "base/uuid.h"
#include "cohort/outline.h"

#include <jansson.h>
#include <stdint.h>

enum { TELLER_NAME_SIZE = 40 };

/* Who tells. Ids of statements and the registration follow from seed, account and order alone, so
 * that telling the same again gives the same statements. */
struct teller {
    const struct outline *outline;
    uint64_t seed;
    const char *home_page; /* borrowed for the teller's life */
    char account[TELLER_NAME_SIZE];
    char name[TELLER_NAME_SIZE];
    char registration[UUID_TEXT_SIZE];
    int64_t now_us; /* when the next statement happens; the caller moves it on */
    unsigned told;  /* statements so far */
};

/* `number` from 1: "Synthetic learner 0001", account "synthetic-0001" on
 * https://synthetic.invalid/lms. */
struct teller teller_learner(const struct outline *outline, uint64_t seed, size_t number);

/* `number` from 1: "Synthetic hospital SYN01", whose ODS code is "SYN01": none that exists. */
struct teller teller_hospital(const struct outline *outline, uint64_t seed, size_t number);

/* Each gives one statement, owned by the caller, to json_decref(). Durations are in seconds. */
json_t *tell_registered(struct teller *teller, size_t organisation);
json_t *tell_module_initialized(struct teller *teller, const struct outline_module *module);
json_t *tell_module_progressed(struct teller *teller, const struct outline_module *module,
                               int percent);
json_t *tell_module_completed(struct teller *teller, const struct outline_module *module,
                              int64_t duration);
json_t *tell_module_terminated(struct teller *teller, const struct outline_module *module,
                               int64_t duration);
json_t *tell_page_experienced(struct teller *teller, const struct outline_module *module,
                              const struct outline_page *page);
json_t *tell_quiz_result(struct teller *teller, const struct outline_module *module,
                         const struct outline_page *page, double scaled, bool passed);
json_t *tell_quiz_score(struct teller *teller, const struct outline_module *module,
                        const struct outline_page *page, double scaled);
json_t *tell_survey_answer(struct teller *teller, const struct outline_module *module,
                           const struct outline_page *page, const struct outline_question *question,
                           const char *answer);
json_t *tell_survey_sent(struct teller *teller, const struct outline_module *module,
                         const struct outline_page *page);
json_t *tell_scenario_ended(struct teller *teller, const struct outline_module *module,
                            const struct outline_page *page, const char *end);
json_t *tell_course_completed(struct teller *teller, int64_t duration);
/* `months` after completion: 4 or 12. */
json_t *tell_follow_up(struct teller *teller, int months, bool is_implementing);
json_t *tell_site_evaluation(struct teller *teller, int64_t patients);

#endif
