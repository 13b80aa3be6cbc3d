/* SPDX-License-Identifier: Apache-2.0 */

/* Names of cases and members hold nothing that JSON would escape. */
#include "load/report.h"

#include <inttypes.h>
#include <stdio.h>

enum { FAILURES_SIZE = 512 };

static double milliseconds(int64_t us)
{
    return (double)us / 1e3;
}

static void print_failures(const struct figures *figures)
{
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(FAILURES_SIZE);
    figures_write_failures(figures, &text);
    (void)fputs(text.data, stdout);
}

void report_burst_as_table(const struct report_burst *report)
{
    const struct burst_options *options = report->options;
    const struct figures *figures = &report->result->figures;
    const struct tally_result *back = &report->result->back;
    (void)printf("seed                  %12" PRIu64 "\n", report->seed);
    (void)printf("statements            %12u\n", options->statements);
    (void)printf("batch                 %12u\n", options->batch);
    (void)printf("connections           %12u\n", options->connections);
    (void)printf("requests              %12u\n", figures->requests);
    (void)printf("repeated after 503    %12u\n", figures->repeated);
    (void)printf("failed requests       %12u ", figures->failed);
    print_failures(figures);
    (void)printf("\ntotal seconds         %12.3f\n", (double)figures->total_us / 1e6);
    (void)printf("statements a second   %12.0f\n", figures_per_second(figures, back->expected));
    (void)printf("request p50 ms        %12.2f\n", milliseconds(figures->p50_us));
    (void)printf("request p99 ms        %12.2f\n", milliseconds(figures->p99_us));
    (void)printf("request max ms        %12.2f\n", milliseconds(figures->max_us));
    (void)printf("acknowledged          %12u\n", back->expected);
    (void)printf("came back             %12u\n", back->found);
    (void)printf("lost                  %12u\n", back->lost);
    (void)printf("doubled               %12u\n", back->doubled);
    (void)printf("not sent by this run  %12u\n", back->foreign);
}

/* The members that both kinds of run have, without braces around them. */
static void print_members(const struct burst_result *result)
{
    const struct figures *figures = &result->figures;
    const struct tally_result *back = &result->back;
    (void)printf("\"requests\":%u,\"repeated\":%u,\"failed\":%u,\"failures\":", figures->requests,
                 figures->repeated, figures->failed);
    print_failures(figures);
    (void)printf(",\"total_us\":%" PRId64 ",\"requests_per_second\":%.1f,\"per_second\":%.1f,"
                 "\"p50_us\":%" PRId64 ",\"p99_us\":%" PRId64 ",\"max_us\":%" PRId64 ",",
                 figures->total_us, figures_per_second(figures, figures->requests),
                 figures_per_second(figures, back->expected), figures->p50_us, figures->p99_us,
                 figures->max_us);
    (void)printf("\"acknowledged\":%u,\"found\":%u,\"lost\":%u,\"doubled\":%u,\"foreign\":%u",
                 back->expected, back->found, back->lost, back->doubled, back->foreign);
}

void report_burst_as_json(const struct report_burst *report)
{
    const struct burst_options *options = report->options;
    (void)printf("{\"seed\":%" PRIu64 ",\"statements\":%u,\"batch\":%u,\"connections\":%u,"
                 "\"rate\":%.0f,",
                 report->seed, options->statements, options->batch, options->connections,
                 options->rate);
    print_members(report->result);
    (void)puts("}");
}

void report_begin(const struct report *report, uint64_t seed, uint32_t connections)
{
    if (report->json) {
        (void)printf("{\"seed\":%" PRIu64 ",\"connections\":%u,\"cases\":[", seed, connections);
        return;
    }
    (void)printf("seed %" PRIu64 ", %u connections\n", seed, connections);
    (void)printf("%9s  %-36s %9s %11s %12s %9s %9s %9s %6s %7s %6s\n", "size", "use case",
                 "requests", "requests/s", "statements/s", "p50 ms", "p99 ms", "max ms", "503",
                 "failed", "lost");
}

static void print_row(const struct cases_row *row)
{
    const struct figures *figures = &row->result.figures;
    const struct tally_result *back = &row->result.back;
    (void)printf("%9u  %-36s %9u %11.1f ", row->size, row->name, figures->requests,
                 figures_per_second(figures, figures->requests));
    if (row->is_get) {
        (void)printf("%12s ", "-");
    } else {
        (void)printf("%12.0f ", figures_per_second(figures, back->expected));
    }
    (void)printf("%9.2f %9.2f %9.2f %6u %7u ", milliseconds(figures->p50_us),
                 milliseconds(figures->p99_us), milliseconds(figures->max_us), figures->repeated,
                 figures->failed);
    if (row->is_get) {
        (void)printf("%6s", "-");
    } else {
        (void)printf("%6u", back->lost);
    }
    if (figures->failed > 0) {
        (void)putchar(' ');
        print_failures(figures);
    }
    (void)putchar('\n');
}

void report_row(struct report *report, const struct cases_row *row)
{
    if (report->json) {
        (void)printf("%s\n{\"size\":%u,\"case\":\"%s\",", report->rows > 0 ? "," : "", row->size,
                     row->name);
        print_members(&row->result);
        (void)putchar('}');
    } else {
        print_row(row);
    }
    (void)fflush(stdout);
    report->rows++;
    report->bad_rows += burst_check(&row->result, NULL) == STATUS_OK ? 0 : 1;
}

void report_end(const struct report *report)
{
    if (report->json) {
        (void)puts("\n]}");
    }
}
