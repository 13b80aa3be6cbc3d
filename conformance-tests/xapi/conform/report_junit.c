/* SPDX-License-Identifier: Apache-2.0 */

/* JUnit's XML, which CI servers read. */
#include "conform/report.h"

#include <string.h>

/* XML has no way to write most control characters, so they become '?'. */
static void print_escaped(FILE *stream, const char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char character = (unsigned char)*text;
        switch (character) {
        case '&':
            (void)fputs("&amp;", stream);
            break;
        case '<':
            (void)fputs("&lt;", stream);
            break;
        case '>':
            (void)fputs("&gt;", stream);
            break;
        case '"':
            (void)fputs("&quot;", stream);
            break;
        default:
            (void)fputc(character < 0x20 && character != '\n' ? '?' : character, stream);
        }
    }
}

static void print_attribute(FILE *stream, const char *name, const char *value)
{
    (void)fprintf(stream, " %s=\"", name);
    print_escaped(stream, value);
    (void)fputc('"', stream);
}

static void print_failure(FILE *stream, const struct outcome *outcome)
{
    const struct finding *finding = &outcome->finding;
    const char *const blocks[][2] = {{"clause", outcome->rule->clause},
                                     {"sent", finding->sent},
                                     {"came", finding->came},
                                     {"expected", finding->expected},
                                     {"repeat", finding->repeat}};
    (void)fputs("><failure", stream);
    print_attribute(stream, "message", finding->differs);
    (void)fputc('>', stream);
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
        (void)fprintf(stream, "%s: ", blocks[i][0]);
        print_escaped(stream, blocks[i][1]);
        (void)fputc('\n', stream);
    }
    (void)fputs("</failure></testcase>\n", stream);
}

static void write_junit(const struct results *results, FILE *stream)
{
    (void)fprintf(stream,
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"xapi-conform %s\" "
                  "tests=\"%zu\" failures=\"%zu\">\n",
                  results->version, results->count, results_broken(results));
    for (size_t i = 0; i < results->count; i++) {
        const struct outcome *outcome = &results->outcomes[i];
        (void)fprintf(stream, "<testcase classname=\"xapi-conform\" time=\"%.3f\"",
                      (double)outcome->duration_us / 1e6);
        print_attribute(stream, "name", outcome->rule->id);
        if (outcome->held) {
            (void)fputs("/>\n", stream);
        } else {
            print_failure(stream, outcome);
        }
    }
    (void)fputs("</testsuite>\n", stream);
}

const struct report report_junit = {.name = "junit", .write = write_junit};
