/* SPDX-License-Identifier: Apache-2.0 */

#include "reports/survival.h"

#include <math.h>
#include <stdbool.h>

/* How far the curve has come. */
struct curve {
    int64_t at_risk;  /* who has neither done it nor been lost sight of before */
    bool is_over;     /* all who were at risk have done it */
    double logarithm; /* of who has not; products are sums of logarithms */
};

static double percent_done(const struct curve *curve)
{
    const double left = curve->is_over ? 0 : exp(curve->logarithm);
    return floor(1000 * (1 - left) + 0.5) / 10;
}

static void note_percent(struct survival *survival, int64_t days, double percent)
{
    for (int i = 0; i < SURVIVAL_QUARTERS; i++) {
        if (survival->quarter_days[i] < 0 && percent >= 25 * (i + 1)) {
            survival->quarter_days[i] = days;
        }
    }
    for (int i = 0; i < SURVIVAL_TERMS; i++) {
        if (days <= survival_terms[i]) {
            survival->percent_within[i] = percent;
        }
    }
}

/* Days on which nobody did it change nothing. */
static void step(struct curve *curve, const struct survival_time *day, struct survival *survival)
{
    if (day->completed > 0) {
        curve->is_over = curve->is_over || day->completed == curve->at_risk;
        if (day->completed < curve->at_risk) {
            curve->logarithm += log(1.0 - (double)day->completed / (double)curve->at_risk);
        }
        note_percent(survival, day->days, percent_done(curve));
    }
    curve->at_risk -= day->learners;
}

static void count(const struct survival_time *time, struct survival *survival)
{
    survival->learners += time->learners;
    survival->completed += time->completed;
    survival->followed = time->days;
    for (int i = 0; i < SURVIVAL_TERMS; i++) {
        if (time->days <= survival_terms[i]) {
            survival->completed_within[i] += time->completed;
        }
    }
}

void survival_estimate(const struct survival_time *times, size_t time_count, struct survival *out)
{
    *out = (struct survival){.quarter_days = {-1, -1, -1}};
    for (size_t i = 0; i < time_count; i++) {
        count(&times[i], out);
    }
    struct curve curve = {.at_risk = out->learners};
    for (size_t i = 0; i < time_count;) {
        struct survival_time day = {.days = times[i].days};
        for (; i < time_count && times[i].days == day.days; i++) {
            day.learners += times[i].learners;
            day.completed += times[i].completed;
        }
        step(&curve, &day, out);
    }
}
