/* SPDX-License-Identifier: Apache-2.0 */

/* A checked profile as text and as JSON. */
#include "commands/profile_report.h"

#include <stdio.h>

/* Of one fault: who has read of it twenty times knows it. */
enum { PRINTED_MAX = 20 };

size_t profile_report_errors(const struct profile_report *report)
{
    return report->failure != NULL ? 1 : report->findings.errors;
}

static size_t count_rules(const struct profile *profile)
{
    size_t count = 0;
    for (size_t i = 0; i < profile->template_count; i++) {
        count += profile->templates[i].rule_count;
    }
    return count;
}

static size_t count_primary(const struct profile *profile)
{
    size_t count = 0;
    for (size_t i = 0; i < profile->pattern_count; i++) {
        count += profile->patterns[i].is_primary ? 1 : 0;
    }
    return count;
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* How many findings before the one at `index` are of the same fault. */
static size_t count_before(const struct findings *findings, size_t index)
{
    size_t count = 0;
    for (size_t i = 0; i < index; i++) {
        count += findings->items[i].fault == findings->items[index].fault ? 1 : 0;
    }
    return count;
}

static void print_finding(const struct profile_report *report, size_t index)
{
    const struct finding *finding = &report->findings.items[index];
    const struct fault *fault = finding->fault;
    (void)printf("%s:%zu: %s: %s%s%s [%s]\n", report->path, finding->line,
                 fault_severity_name(fault->severity), finding->place,
                 finding->place[0] == '\0' ? "" : ": ", finding->message, fault->id);
    if (count_before(&report->findings, index) == 0) {
        (void)printf("    %s.\n    Why: %s\n    Do:  %s\n    See: %s\n", fault->title, fault->why,
                     fault->remedy, fault->clause);
    }
}

void profile_report_print(const struct profile_report *report)
{
    const struct findings *findings = &report->findings;
    const struct profile *profile = &report->profile;
    if (report->failure != NULL) {
        (void)printf("%s\n", report->failure);
        return;
    }
    size_t printed = 0;
    for (size_t i = 0; i < findings->count; i++) {
        if (count_before(findings, i) < PRINTED_MAX) {
            print_finding(report, i);
            printed++;
        }
    }
    size_t all = findings->errors + findings->warnings;
    if (all > printed) {
        (void)printf("%s: and %zu more\n", report->path, all - printed);
    }
    (void)printf("%s: %zu concept%s, %zu template%s with %zu rule%s, %zu pattern%s (%zu primary): "
                 "%zu error%s and %zu warning%s\n",
                 report->path, profile->concept_count, plural(profile->concept_count),
                 profile->template_count, plural(profile->template_count), count_rules(profile),
                 plural(count_rules(profile)), profile->pattern_count,
                 plural(profile->pattern_count), count_primary(profile), findings->errors,
                 plural(findings->errors), findings->warnings, plural(findings->warnings));
}

static json_t *findings_json(const struct findings *findings)
{
    json_t *list = json_array();
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        const struct fault *fault = finding->fault;
        (void)json_array_append_new(
            list, json_pack("{s:s, s:s, s:I, s:s, s:s, s:s, s:s, s:s, s:s}", "fault", fault->id,
                            "severity", fault_severity_name(fault->severity), "line",
                            (json_int_t)finding->line, "place", finding->place, "message",
                            finding->message, "title", fault->title, "why", fault->why, "remedy",
                            fault->remedy, "clause", fault->clause));
    }
    return list;
}

/* How many there are of each kind; kinds that there are none of are left out. */
static json_t *concepts_json(const struct profile *profile)
{
    json_int_t counts[CONCEPT_KINDS] = {0};
    json_t *json = json_object();
    for (size_t i = 0; i < profile->concept_count; i++) {
        counts[profile->concepts[i].kind]++;
    }
    for (enum concept_kind kind = 0; kind < CONCEPT_KINDS; kind++) {
        if (counts[kind] > 0) {
            (void)json_object_set_new(json, concept_kind_name(kind), json_integer(counts[kind]));
        }
    }
    return json;
}

json_t *profile_report_json(const struct profile_report *report)
{
    const struct profile *profile = &report->profile;
    const struct findings *findings = &report->findings;
    if (report->failure != NULL) {
        return json_pack("{s:s, s:s}", "file", report->path, "failure", report->failure);
    }
    return json_pack("{s:s, s:s?, s:{s:I, s:I}, s:o, s:I, s:I, s:I, s:I, s:o, s:I}", "file",
                     report->path, "id", profile->id, "counts", "error",
                     (json_int_t)findings->errors, "warning", (json_int_t)findings->warnings,
                     "concepts", concepts_json(profile), "templates",
                     (json_int_t)profile->template_count, "rules", (json_int_t)count_rules(profile),
                     "patterns", (json_int_t)profile->pattern_count, "primary_patterns",
                     (json_int_t)count_primary(profile), "findings", findings_json(findings),
                     "more", (json_int_t)(findings->errors + findings->warnings - findings->count));
}
