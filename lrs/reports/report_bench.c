/* SPDX-License-Identifier: Apache-2.0 */

/* What reports take in two stores, a small and a large one: `report_bench SMALL LARGE [ROUNDS]`,
 * each a store's URL. For each report as it is without parameters, and with each value that a
 * parameter may have, the time until the first row and until the last: the least of several rounds,
 * after one that is not counted. Time is that of the processor, which others at work can only make
 * longer; what a server works beside is not in it. Nothing is printed of the rows. */
#include "reports/reports.h"

#include "base/buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 5, ROUNDS_MAX = 99, DECIMAL = 10, VALUE_SIZE = 64, STORES = 2 };

static void end_with(const char *what, const struct error *error)
{
    (void)fprintf(stderr, "report_bench: %s: %s\n", what, error->message);
    exit(3);
}

static double now_ms(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* One run. */
struct taken {
    double begun;
    double first_ms; /* until the first row, or the end if there is none */
    double all_ms;
    size_t pieces; /* rows, and the header */
};

static enum status take(void *context, struct text bytes, struct error *error)
{
    (void)bytes;
    (void)error;
    struct taken *taken = context;
    if (++taken->pieces == 2) {
        taken->first_ms = now_ms() - taken->begun;
    }
    return STATUS_OK;
}

static struct taken run_once(struct store *store, const struct report_request *request)
{
    struct error error = {0};
    struct taken taken = {.begun = now_ms()};
    if (report_run(store, request, take, &taken, &error) != STATUS_OK) {
        end_with(request->report->name, &error);
    }
    taken.all_ms = now_ms() - taken.begun;
    if (taken.pieces < 2) {
        taken.first_ms = taken.all_ms;
    }
    return taken;
}

static double lesser(double left, double right)
{
    return left < right ? left : right;
}

static struct taken run_often(struct store *store, const struct report_request *request, int rounds)
{
    (void)run_once(store, request);
    struct taken taken = run_once(store, request);
    for (int i = 1; i < rounds; i++) {
        const struct taken once = run_once(store, request);
        taken.first_ms = lesser(taken.first_ms, once.first_ms);
        taken.all_ms = lesser(taken.all_ms, once.all_ms);
    }
    return taken;
}

struct bench {
    struct store *stores[STORES];
    int rounds;
};

static void measure(const struct bench *bench, const struct report *report, const char *name,
                    const char *value)
{
    const struct report_parameter parameter = {name, value};
    const struct report_request request = {
        .report = report,
        .parameters = &parameter,
        .parameter_count = name != NULL ? 1 : 0,
        .format = REPORT_CSV,
        .disclosure = &disclosure_profiles[0],
        .names_people = true,
    };
    struct taken taken[STORES];
    for (size_t i = 0; i < STORES; i++) {
        taken[i] = run_often(bench->stores[i], &request, bench->rounds);
    }
    (void)printf("| %s", report->name);
    if (name != NULL) {
        (void)printf(" %s=%s", name, value);
    }
    (void)printf(" | %zu, %zu | %.1f, %.1f | %.1f | %.1f, %.1f |\n", taken[0].pieces - 1,
                 taken[1].pieces - 1, taken[0].first_ms, taken[1].first_ms,
                 taken[1].first_ms / taken[0].first_ms, taken[0].all_ms, taken[1].all_ms);
    (void)fflush(stdout);
}

static void measure_values(const struct bench *bench, const struct report *report,
                           const struct report_field *parameter)
{
    for (const char *at = parameter->values; *at != '\0';) {
        char value[VALUE_SIZE];
        size_t length = strcspn(at, "|");
        (void)snprintf(value, sizeof value, "%.*s", (int)length, at);
        measure(bench, report, parameter->name, value);
        at += length + (at[length] == '|');
    }
}

static void measure_report(const struct bench *bench, const struct report *report)
{
    measure(bench, report, NULL, NULL);
    for (const struct report_field *one = report->parameters; one->name != NULL; one++) {
        if (one->values != NULL) {
            measure_values(bench, report, one);
        }
    }
}

int main(int count, char **arguments)
{
    struct error error = {0};
    struct bench bench = {.rounds = count > 3 ? (int)strtol(arguments[3], NULL, DECIMAL) : ROUNDS};
    if (count < 3 || bench.rounds < 1 || bench.rounds > ROUNDS_MAX) {
        (void)fprintf(stderr, "Usage: report_bench SMALL LARGE [ROUNDS]\n");
        return 2;
    }
    for (size_t i = 0; i < STORES; i++) {
        if (store_open(arguments[i + 1], NULL, &bench.stores[i], &error) != STATUS_OK) {
            end_with(arguments[i + 1], &error);
        }
    }
    (void)printf(
        "| report | rows | first row, ms | ratio | all rows, ms |\n|---|---|---|---|---|\n");
    for (const struct report *report = report_table; report->name != NULL; report++) {
        measure_report(&bench, report);
    }
    for (size_t i = 0; i < STORES; i++) {
        store_close(bench.stores[i]);
    }
    return 0;
}
