/* SPDX-License-Identifier: Apache-2.0 */

/* Each learner's course through the course, drawn by lot within fixed totals. */
#include "cohort/cohort.h"

#include "base/chance.h"
#include "cohort/learning.h"

#include <assert.h>

static const int64_t day_s = 86400;
static const int64_t day_us = INT64_C(86400) * 1000000;

/* 2016-03-01 and 2018-04-20, midnight UTC. */
static const int64_t first_day_us = INT64_C(1456790400) * 1000000;
static const int64_t last_day_us = INT64_C(1524182400) * 1000000;

/* The longest time from enrolment to the end: for the pauses between modules, and for pages. */
enum { PAUSE_DAYS = 50, PAGE_DAYS = 20, LONGEST_DAYS = 75 };

/* Seconds on one page at most: 4 minutes, less in courses so long that they would not end. */
static int64_t page_seconds(const struct outline *outline)
{
    int64_t share = PAGE_DAYS * day_s / (int64_t)(outline->page_count * 2);
    return share < 240 ? share : 240;
}

static enum status begin_session(struct learning *learning, const struct outline_module *module,
                                 struct error *error)
{
    learning->session_began_us = learning->teller.now_us;
    return learning_pass_on(learning, tell_module_initialized(&learning->teller, module), error);
}

static int64_t session_seconds(const struct learning *learning)
{
    return (learning->teller.now_us - learning->session_began_us) / LEARNING_SECOND_US;
}

static enum status end_session(struct learning *learning, const struct outline_module *module,
                               struct error *error)
{
    int64_t seconds = session_seconds(learning);
    learning->learned_s += seconds;
    return learning_pass_on(learning, tell_module_terminated(&learning->teller, module, seconds),
                            error);
}

/* Pages from `from` up to, not including, `to`. */
static enum status go_through_pages(struct learning *learning, const struct outline_module *module,
                                    size_t from, size_t to, struct error *error)
{
    int64_t longest = page_seconds(learning->teller.outline);
    enum status status = STATUS_OK;
    for (size_t i = from; status == STATUS_OK && i < to; i++) {
        learning_spend(learning, longest / 6, longest);
        status = learning_do_page(learning, module, &module->pages[i], error);
    }
    return status;
}

/* A session that ends before the module does: part of the pages, the progress, the end. */
static enum status break_off(struct learning *learning, const struct outline_module *module,
                             size_t seen, struct error *error)
{
    int percent = (int)(seen * 100 / module->page_count);
    enum status status = begin_session(learning, module, error);
    if (status == STATUS_OK) {
        status = go_through_pages(learning, module, 0, seen, error);
    }
    if (status == STATUS_OK) {
        status = learning_pass_on(
            learning, tell_module_progressed(&learning->teller, module, percent), error);
    }
    return status == STATUS_OK ? end_session(learning, module, error) : status;
}

static enum status complete_from(struct learning *learning, const struct outline_module *module,
                                 size_t from, struct error *error)
{
    enum status status = begin_session(learning, module, error);
    if (status == STATUS_OK) {
        status = go_through_pages(learning, module, from, module->page_count, error);
    }
    if (status == STATUS_OK) {
        int64_t seconds = session_seconds(learning);
        status = learning_pass_on(learning,
                                  tell_module_completed(&learning->teller, module, seconds), error);
    }
    return status == STATUS_OK ? end_session(learning, module, error) : status;
}

/* One module in five takes two sessions. */
static enum status complete_module(struct learning *learning, const struct outline_module *module,
                                   struct error *error)
{
    size_t seen = 0;
    if (chance_of(learning->chance, 20)) {
        seen = module->page_count / 2;
        enum status status = break_off(learning, module, seen, error);
        if (status != STATUS_OK) {
            return status;
        }
        learning_spend(learning, 600, 3600);
    }
    return complete_from(learning, module, seen, error);
}

/* The pause between enrolment and the first module, and from one to the next. */
static void pause_learning(struct learning *learning)
{
    size_t modules = learning->teller.outline->module_count;
    int64_t longest = PAUSE_DAYS * day_s / (int64_t)modules;
    learning_spend(learning, longest / 100, longest < 10 * day_s ? longest : 10 * day_s);
}

/* Completes `count` modules from the first on. */
static enum status complete_modules(struct learning *learning, size_t count, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        pause_learning(learning);
        status = complete_module(learning, &learning->teller.outline->modules[i], error);
    }
    return status;
}

/* Two of five respond to each follow-up within a month, one of three of them implementing, as far
 * as the time of the cohort goes. */
static enum status respond_after(struct learning *learning, int months, int64_t completed_us,
                                 struct error *error)
{
    struct teller *teller = &learning->teller;
    int64_t days = (int64_t)months * 31 + chance_between(learning->chance, 0, 30);
    bool responds = chance_of(learning->chance, 40);
    bool is_implementing = chance_of(learning->chance, 33);
    if (!responds || completed_us + days * day_us >= last_day_us) {
        return STATUS_OK;
    }
    teller->now_us = completed_us + days * day_us;
    return learning_pass_on(learning, tell_follow_up(teller, months, is_implementing), error);
}

/* By lots of its own: what all others do does not hang on it. */
static enum status respond(struct learning *learning, struct error *error)
{
    struct chance *of_all = learning->chance;
    struct chance own = {learning->teller.seed ^ (uint64_t)learning->teller.now_us};
    int64_t completed_us = learning->teller.now_us;
    learning->chance = &own;
    enum status status = respond_after(learning, 4, completed_us, error);
    status = status == STATUS_OK ? respond_after(learning, 12, completed_us, error) : status;
    learning->chance = of_all;
    return status;
}

static enum status complete_course(struct learning *learning, struct error *error)
{
    enum status status = complete_modules(learning, learning->teller.outline->module_count, error);
    if (status != STATUS_OK) {
        return status;
    }
    json_t *completed = tell_course_completed(&learning->teller, learning->learned_s);
    status = learning_pass_on(learning, completed, error);
    return status == STATUS_OK ? respond(learning, error) : status;
}

/* Two of five give up in the module they are in; the others go on to the next. The last module
 * keeps all who are left. */
static size_t module_of_drop_out(struct chance *chance, size_t module_count)
{
    size_t index = 0;
    while (index + 1 < module_count && !chance_of(chance, 40)) {
        index++;
    }
    return index;
}

static enum status drop_out(struct learning *learning, struct error *error)
{
    const struct outline *outline = learning->teller.outline;
    size_t last = module_of_drop_out(learning->chance, outline->module_count);
    enum status status = complete_modules(learning, last, error);
    if (status != STATUS_OK) {
        return status;
    }
    const struct outline_module *module = &outline->modules[last];
    int64_t seen = chance_between(learning->chance, 0, (int64_t)module->page_count - 1);
    pause_learning(learning);
    return break_off(learning, module, (size_t)seen, error);
}

/* A learner's fate is the place in a random order: the first complete, the next start. */
static enum status learn(struct learning *learning, size_t place, struct error *error)
{
    int64_t latest = last_day_us - LONGEST_DAYS * day_us;
    learning->teller.now_us = chance_between(learning->chance, first_day_us / LEARNING_SECOND_US,
                                             latest / LEARNING_SECOND_US) *
                              LEARNING_SECOND_US;
    size_t organisation = (size_t)chance_between(learning->chance, 1, COHORT_ORGANISATIONS);
    enum status status =
        learning_pass_on(learning, tell_registered(&learning->teller, organisation), error);
    if (status != STATUS_OK || place >= COHORT_STARTED) {
        return status;
    }
    status =
        place < COHORT_COMPLETED ? complete_course(learning, error) : drop_out(learning, error);
    assert(status != STATUS_OK || learning->teller.now_us < last_day_us);
    return status;
}

static enum status tell_learners(struct learning *learning, const struct outline *outline,
                                 uint64_t seed, size_t first, struct error *error)
{
    size_t places[COHORT_ENROLLED];
    chance_shuffle(learning->chance, places, COHORT_ENROLLED);
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < COHORT_ENROLLED; i++) {
        learning->teller = teller_learner(outline, seed, first + i + 1);
        learning->learned_s = 0;
        status = learn(learning, places[i], error);
    }
    return status;
}

enum { REPORTS_MIN = 2, REPORTS_MAX = 4, REPORTS_ALL_MAX = COHORT_HOSPITALS * REPORTS_MAX };

/* How many reports each hospital makes, and the patients in each, hospital after hospital. */
struct evaluation {
    size_t reports[COHORT_HOSPITALS];
    int64_t patients[REPORTS_ALL_MAX];
};

/* Each report has one patient; the rest are dealt out one by one. */
static struct evaluation deal_out_patients(struct chance *chance)
{
    struct evaluation evaluation = {0};
    int64_t reports = 0;
    for (size_t i = 0; i < COHORT_HOSPITALS; i++) {
        evaluation.reports[i] = (size_t)chance_between(chance, REPORTS_MIN, REPORTS_MAX);
        for (size_t report = 0; report < evaluation.reports[i]; report++) {
            evaluation.patients[reports++] = 1;
        }
    }
    for (int64_t left = COHORT_PATIENTS - reports; left > 0; left--) {
        evaluation.patients[chance_between(chance, 0, reports - 1)]++;
    }
    return evaluation;
}

/* Reports come two to four months apart, from late 2016 on. */
static enum status tell_hospital(struct learning *learning, const int64_t *patients, size_t reports,
                                 struct error *error)
{
    learning->teller.now_us = first_day_us + chance_between(learning->chance, 200, 300) * day_us;
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < reports; i++) {
        learning_spend(learning, 60 * day_s, 110 * day_s);
        status =
            learning_pass_on(learning, tell_site_evaluation(&learning->teller, patients[i]), error);
    }
    assert(status != STATUS_OK || learning->teller.now_us < last_day_us);
    return status;
}

static enum status tell_hospitals(struct learning *learning, const struct outline *outline,
                                  uint64_t seed, struct error *error)
{
    struct evaluation evaluation = deal_out_patients(learning->chance);
    const int64_t *patients = evaluation.patients;
    size_t organisations[COHORT_ORGANISATIONS];
    chance_shuffle(learning->chance, organisations, COHORT_ORGANISATIONS);
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < COHORT_HOSPITALS; i++) {
        learning->teller = teller_hospital(outline, seed, organisations[i] + 1);
        status = tell_hospital(learning, patients, evaluation.reports[i], error);
        patients += evaluation.reports[i];
    }
    return status;
}

enum status cohort_tell(const struct cohort *cohort, cohort_visitor *visit, void *context,
                        struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < cohort->copies; i++) {
        uint64_t seed = cohort->seed + i;
        struct chance chance = {seed};
        struct learning learning = {.chance = &chance, .visit = visit, .context = context};
        status = tell_learners(&learning, cohort->outline, seed, i * COHORT_ENROLLED, error);
        if (status == STATUS_OK) {
            status = tell_hospitals(&learning, cohort->outline, seed, error);
        }
    }
    return status;
}
