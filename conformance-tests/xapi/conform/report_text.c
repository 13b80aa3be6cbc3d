/* SPDX-License-Identifier: Apache-2.0 */

/* What a person reads: only the rules that do not hold, and a sum. */
#include "conform/report.h"

#include "base/text.h"

#include <string.h>

/* Prints `label` and the text, its later lines indented below the first. */
static void print_block(FILE *stream, const char *label, const char *text)
{
    struct text rest = text_of(text);
    struct text line = {NULL, 0};
    if (rest.length == 0) {
        return;
    }
    while (text_split(&rest, '\n', &line)) {
        (void)fprintf(stream, "  %-9s %.*s\n", label, TEXT_ARGUMENTS(line));
        label = "";
    }
}

static void print_broken(FILE *stream, const struct outcome *outcome)
{
    const struct rule *rule = outcome->rule;
    const struct finding *finding = &outcome->finding;
    (void)fprintf(stream, "BROKEN %s (%s, line %u)\n", rule->id, rule->level, finding->line);
    print_block(stream, "clause", rule->clause);
    print_block(stream, "sent", finding->sent);
    print_block(stream, "came", finding->came);
    print_block(stream, "expected", finding->expected);
    print_block(stream, "differs", finding->differs);
    print_block(stream, "repeat", finding->repeat);
    (void)fputc('\n', stream);
}

static size_t count_broken(const struct results *results, const char *level)
{
    size_t broken = 0;
    for (size_t i = 0; i < results->count; i++) {
        const struct outcome *outcome = &results->outcomes[i];
        broken += !outcome->held && strcmp(outcome->rule->level, level) == 0 ? 1 : 0;
    }
    return broken;
}

static void write_text(const struct results *results, FILE *stream)
{
    for (size_t i = 0; i < results->count; i++) {
        if (!results->outcomes[i].held) {
            print_broken(stream, &results->outcomes[i]);
        }
    }
    size_t broken = results_broken(results);
    (void)fprintf(stream, "xAPI %s at %s: %zu rules, %zu hold, %zu broken", results->version,
                  results->url, results->count, results->count - broken, broken);
    if (broken > 0) {
        (void)fprintf(stream, " (%zu must, %zu should, %zu beyond)", count_broken(results, "must"),
                      count_broken(results, "should"), count_broken(results, "beyond"));
    }
    (void)fputc('\n', stream);
}

static void list_text(const struct suite *suite, FILE *stream)
{
    for (size_t i = 0; i < suite->count; i++) {
        const struct rule *rule = suite->rules[i];
        (void)fprintf(stream, "%s\t%s\t%s\t%s\n", rule->id, versions_show(rule->versions),
                      rule->level, rule->clause);
    }
}

const struct report report_text = {.name = "text", .write = write_text, .list = list_text};
