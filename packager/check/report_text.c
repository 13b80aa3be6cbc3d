/* SPDX-License-Identifier: Apache-2.0 */

/* For people, and for editors, which know "file:line: error: ..." lines. What a rule is good for is
 * said where it is first broken. */
#include "check/report.h"

#include "base/buffer.h"
#include "check/check.h"

#include <stdbool.h>

static bool is_explained(const struct check_result *result, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (result->findings[i].rule == result->findings[index].rule) {
            return true;
        }
    }
    return false;
}

static void add_finding(const struct check_result *result, size_t index, struct buffer *out)
{
    const struct check_finding *finding = &result->findings[index];
    buffer_print(out, "%s: ", finding->package);
    if (finding->place.file != NULL) {
        buffer_add_string(out, finding->place.file);
        if (finding->place.line > 0) {
            buffer_print(out, ":%zu", finding->place.line);
        }
        buffer_add_string(out, ": ");
    }
    buffer_print(out, "%s: ", check_severity_name(finding->rule->severity));
    if (finding->place.element != NULL) {
        buffer_print(out, "<%s>: ", finding->place.element);
    }
    buffer_print(out, "%s [%s]\n", finding->message, finding->rule->id);
    if (!is_explained(result, index)) {
        buffer_print(out, "    %s.\n    Why: %s\n    Do:  %s\n", finding->rule->title,
                     finding->rule->why, finding->rule->remedy);
    }
}

static void add_count(struct buffer *out, size_t count, const char *what)
{
    buffer_print(out, "%zu %s%s", count, what, count == 1 ? "" : "s");
}

void check_add_counts(const struct check_result *result, struct buffer *out)
{
    add_count(out, result->counts[CHECK_ERROR], "error");
    buffer_add_string(out, ", ");
    add_count(out, result->counts[CHECK_WARNING], "warning");
    buffer_add_string(out, " and ");
    add_count(out, result->counts[CHECK_NOTE], "note");
}

static enum status write_text(const struct check_result *result, struct buffer *out,
                              struct error *error)
{
    (void)error;
    for (size_t i = 0; i < result->finding_count; i++) {
        add_finding(result, i, out);
    }
    for (size_t i = 0; i < result->more_count; i++) {
        const struct check_more *more = &result->more[i];
        buffer_print(out, "%s: %s: and %zu more of this kind [%s]\n", more->package,
                     check_severity_name(more->rule->severity), more->count, more->rule->id);
    }
    if (!check_result_is_bad(result)) {
        add_count(out, result->package_count, "package");
        buffer_add_string(out, result->package_count == 1 ? " is good: " : " are good: ");
        check_add_counts(result, out);
        buffer_add_character(out, '\n');
    }
    return STATUS_OK;
}

void check_list_rules(struct buffer *out)
{
    for (const struct check_family *const *family = CHECK_FAMILIES; *family != NULL; family++) {
        buffer_print(out, "%s%s\n", family == CHECK_FAMILIES ? "" : "\n", (*family)->title);
        for (const struct check_rule *rule = (*family)->rules; rule->id != NULL; rule++) {
            buffer_print(out, "\n  %s (%s): %s.\n    Why: %s\n    Do:  %s\n    See: %s\n", rule->id,
                         check_severity_name(rule->severity), rule->title, rule->why, rule->remedy,
                         rule->source);
        }
    }
}

extern const struct check_report CHECK_TEXT_REPORT;
const struct check_report CHECK_TEXT_REPORT = {
    .name = "text",
    .summary = "for people and editors",
    .write = write_text,
};
