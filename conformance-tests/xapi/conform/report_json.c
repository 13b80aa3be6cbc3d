/* SPDX-License-Identifier: Apache-2.0 */

/* One JSON document, for programs. */
#include "conform/report.h"

#include "base/json.h"

#include <stdlib.h>

static json_t *make_rule(const struct rule *rule)
{
    return json_pack("{s:s, s:s, s:s?, s:s, s:s, s:s}", "id", rule->id, "clause", rule->clause,
                     "corner", rule->corner, "level", rule->level, "versions",
                     versions_show(rule->versions), "faults", rule->faults);
}

static json_t *make_finding(const struct finding *finding)
{
    return json_pack("{s:i, s:s, s:s, s:s, s:s, s:s}", "line", (int)finding->line, "sent",
                     finding->sent, "came", finding->came, "expected", finding->expected, "differs",
                     finding->differs, "repeat", finding->repeat);
}

static json_t *make_outcome(const struct outcome *outcome)
{
    json_t *made = make_rule(outcome->rule);
    (void)json_object_set_new(made, "held", json_boolean(outcome->held));
    (void)json_object_set_new(made, "seconds", json_real((double)outcome->duration_us / 1e6));
    if (!outcome->held) {
        (void)json_object_set_new(made, "finding", make_finding(&outcome->finding));
    }
    return made;
}

static void dump(const json_t *json, FILE *stream)
{
    if (json == NULL || json_dumpf(json, stream, JSON_INDENT(1) | JSON_REAL_PRECISION(6)) != 0) {
        (void)fputs("null", stream);
    }
    (void)fputc('\n', stream);
}

static void write_json(const struct results *results, FILE *stream)
{
    size_t broken = results_broken(results);
    json_t *rules = json_array();
    for (size_t i = 0; i < results->count; i++) {
        (void)json_array_append_new(rules, make_outcome(&results->outcomes[i]));
    }
    AUTO(json_release)
    json_t *document = json_pack("{s:s, s:s, s:I, s:I, s:o}", "endpoint", results->url, "version",
                                 results->version, "held", (json_int_t)(results->count - broken),
                                 "broken", (json_int_t)broken, "rules", rules);
    dump(document, stream);
}

static void list_json(const struct suite *suite, FILE *stream)
{
    AUTO(json_release) json_t *rules = json_array();
    for (size_t i = 0; i < suite->count; i++) {
        (void)json_array_append_new(rules, make_rule(suite->rules[i]));
    }
    dump(rules, stream);
}

const struct report report_json = {.name = "json", .write = write_json, .list = list_json};
