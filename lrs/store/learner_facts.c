/* SPDX-License-Identifier: Apache-2.0 */

/* From what a statement tells to items that wait for the end of the transaction. */
#include "store/learner_facts.h"

#include "base/london.h"
#include "base/mem.h"
#include "store/learner_fact_rows.h"
#include "store/pending.h"

#include <math.h>
#include <stdlib.h>

/* ---- statements ---- */

static enum status count_in_course(struct application *application, const struct fact_count *count,
                                   struct error *error)
{
    struct tally tally = {.segment = count->segment,
                          .measure = MEASURE_STATEMENTS,
                          .context = london_day(application->evidence->timestamp_us),
                          .total = 1};
    enum status status =
        application_number(application, application->reading->course, &tally.subject, error);
    if (status == STATUS_OK) {
        tallies_count(application->transaction, &tally, count->learner, count->change);
    }
    return status;
}

static enum status count_answer(struct application *application, const struct fact_count *count,
                                struct error *error)
{
    const struct answer *answer = &application->reading->answer;
    struct tally given = {.segment = count->segment,
                          .measure = MEASURE_ANSWER_ANY,
                          .asked = application->reading->asked,
                          .value = answer->outcome,
                          .text = answer->response,
                          .total = 1};
    enum status status = application_number(application, answer->asked_in, &given.subject, error);
    if (status == STATUS_OK) {
        status = application_number(application, answer->question, &given.context, error);
    }
    if (status == STATUS_OK) {
        tallies_count(application->transaction, &given, count->learner, count->change);
    }
    return status;
}

enum status facts_count(struct application *application, const struct fact_count *count,
                        struct error *error)
{
    const struct reading *reading = application->reading;
    enum status status = STATUS_OK;
    if (reading->course.data != NULL) {
        status = count_in_course(application, count, error);
    }
    return status == STATUS_OK && reading->answer.question.data != NULL
               ? count_answer(application, count, error)
               : status;
}

enum status facts_count_site_report(struct application *application, int change,
                                    struct error *error)
{
    const struct reading *reading = application->reading;
    struct tally tally = {.measure = MEASURE_SITE_REPORT,
                          .context = london_day(application->evidence->timestamp_us),
                          .text = reading->site,
                          .total = 1,
                          .amount = reading->patients};
    enum status status =
        application_number(application, reading->site_course, &tally.subject, error);
    if (status == STATUS_OK) {
        tallies_count(application->transaction, &tally, TALLIES_NOBODY, change);
    }
    return status;
}

/* ---- learners ---- */

/* What all facts of one statement share. */
struct adding {
    struct application *application;
    int64_t learner;
};

static enum status add(struct adding *adding, struct text subject, struct pending_fact item,
                       struct error *error)
{
    item.learner = adding->learner;
    item.segments = adding->application->transaction->segments;
    item.time.by = *adding->application->evidence;
    enum status status = application_number(adding->application, subject, &item.subject, error);
    if (status == STATUS_OK) {
        pending_add(adding->application->transaction->pending, PENDING_FACT, &item);
    }
    return status;
}

/* As whole numbers, sums of scores do not depend on the order in which they are added. */
static int64_t millionths(double scaled)
{
    return llround(scaled * 1e6);
}

static enum status add_score(struct adding *adding, const struct activity_finding *finding,
                             struct error *error)
{
    const struct reading *reading = adding->application->reading;
    struct pending_fact item = {.kind = FACT_SCORE,
                                .asked = reading->asked,
                                .time = {.value = millionths(finding->score), .text = ""}};
    enum status status = add(adding, finding->activity, item, error);
    if (status != STATUS_OK || reading->asked == ASKED_ONCE || reading->course.data == NULL) {
        return status;
    }
    item.kind = FACT_LEVEL;
    return add(adding, reading->course, item, error);
}

/* Of assessments only scores are kept. */
static enum status add_finding(struct adding *adding, const struct activity_finding *finding,
                               struct error *error)
{
    const bool is_done = finding->sets[MOMENT_COMPLETED] || finding->sets[MOMENT_PASSED] ||
                         finding->sets[MOMENT_SATISFIED];
    const struct {
        bool is_told;
        enum fact_kind kind;
    } facts[] = {
        {finding->sets[MOMENT_ENROLLED], FACT_ENROLLED},
        {finding->sets[MOMENT_STARTED], FACT_STARTED},
        {is_done, FACT_DONE},
    };
    const int64_t day = london_day(adding->application->evidence->timestamp_us);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof facts / sizeof facts[0] && status == STATUS_OK; i++) {
        if (facts[i].is_told && !finding->is_assessment) {
            const struct pending_fact item = {.kind = facts[i].kind,
                                              .time = {.value = day, .text = ""}};
            status = add(adding, finding->activity, item, error);
        }
    }
    return status == STATUS_OK && finding->has_score ? add_score(adding, finding, error) : status;
}

static enum status add_page(struct adding *adding, struct error *error)
{
    struct pending_fact item = {.kind = FACT_PAGE, .time = {.text = ""}};
    enum status status = application_number(adding->application, adding->application->reading->page,
                                            &item.context, error);
    return status == STATUS_OK ? add(adding, adding->application->reading->page_module, item, error)
                               : status;
}

static enum status add_answer(struct adding *adding, struct error *error)
{
    const struct answer *answer = &adding->application->reading->answer;
    struct pending_fact item = {.kind = FACT_ANSWER,
                                .asked = adding->application->reading->asked,
                                .ms = answer->ms,
                                .time = {.value = answer->outcome}};
    enum status status =
        application_number(adding->application, answer->question, &item.context, error);
    if (status != STATUS_OK) {
        return status;
    }
    item.owned = mem_copy(answer->response.data, answer->response.length);
    item.time.text = item.owned;
    status = add(adding, answer->asked_in, item, error);
    if (status != STATUS_OK) {
        free(item.owned);
    }
    return status;
}

static enum status add_follow_up(struct adding *adding, struct error *error)
{
    const struct follow_up *follow_up = &adding->application->reading->follow_up;
    const struct pending_fact item = {.kind = FACT_FOLLOW_UP,
                                      .context = follow_up->months,
                                      .time = {.value = follow_up->implementing, .text = ""}};
    return add(adding, follow_up->course, item, error);
}

static enum status add_day(struct adding *adding, struct error *error)
{
    const struct pending_fact item = {.kind = FACT_DAY,
                                      .context =
                                          london_day(adding->application->evidence->timestamp_us),
                                      .time = {.text = ""}};
    return add(adding, adding->application->reading->course, item, error);
}

enum status facts_add(struct application *application, int64_t learner, struct error *error)
{
    const struct reading *reading = application->reading;
    struct adding adding = {application, learner};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < reading->finding_count && status == STATUS_OK; i++) {
        status = add_finding(&adding, &reading->findings[i], error);
    }
    if (status == STATUS_OK && reading->course.data != NULL) {
        status = add_day(&adding, error);
    }
    if (status == STATUS_OK && reading->page.data != NULL) {
        status = add_page(&adding, error);
    }
    if (status == STATUS_OK && reading->answer.question.data != NULL) {
        status = add_answer(&adding, error);
    }
    if (status == STATUS_OK && reading->follow_up.course.data != NULL) {
        status = add_follow_up(&adding, error);
    }
    return status;
}
