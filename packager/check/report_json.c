/* SPDX-License-Identifier: Apache-2.0 */

/* For programs of one's own: packager/README.md lists the keys. */
#include "check/report.h"

#include "base/buffer.h"
#include "base/json.h"
#include "check/check.h"

#include <stdlib.h>

static void set(json_t *object, const char *key, const char *text)
{
    if (text != NULL) {
        (void)json_object_set_new(object, key, json_string(text));
    }
}

static void set_number(json_t *object, const char *key, size_t number)
{
    (void)json_object_set_new(object, key, json_integer((json_int_t)number));
}

static json_t *finding_json(const struct check_finding *finding)
{
    json_t *json = json_object();
    set(json, "rule", finding->rule->id);
    set(json, "severity", check_severity_name(finding->rule->severity));
    set(json, "package", finding->package);
    set(json, "file", finding->place.file);
    if (finding->place.line > 0) {
        set_number(json, "line", finding->place.line);
    }
    set(json, "element", finding->place.element);
    set(json, "message", finding->message);
    set(json, "title", finding->rule->title);
    set(json, "why", finding->rule->why);
    set(json, "remedy", finding->rule->remedy);
    set(json, "source", finding->rule->source);
    return json;
}

static json_t *more_json(const struct check_more *more)
{
    json_t *json = json_object();
    set(json, "rule", more->rule->id);
    set(json, "package", more->package);
    set_number(json, "count", more->count);
    return json;
}

static json_t *counts_json(const struct check_result *result)
{
    json_t *json = json_object();
    for (size_t i = CHECK_SEVERITIES; i-- > 0;) {
        set_number(json, check_severity_name((enum check_severity)i), result->counts[i]);
    }
    return json;
}

static enum status write_json(const struct check_result *result, struct buffer *out,
                              struct error *error)
{
    AUTO(json_release) json_t *json = json_object();
    json_t *packages = json_array();
    for (size_t i = 0; i < result->package_count; i++) {
        (void)json_array_append_new(packages, json_string(result->packages[i]));
    }
    json_t *findings = json_array();
    for (size_t i = 0; i < result->finding_count; i++) {
        (void)json_array_append_new(findings, finding_json(&result->findings[i]));
    }
    json_t *more = json_array();
    for (size_t i = 0; i < result->more_count; i++) {
        (void)json_array_append_new(more, more_json(&result->more[i]));
    }
    (void)json_object_set_new(json, "good", json_boolean(!check_result_is_bad(result)));
    (void)json_object_set_new(json, "counts", counts_json(result));
    (void)json_object_set_new(json, "packages", packages);
    (void)json_object_set_new(json, "findings", findings);
    (void)json_object_set_new(json, "more", more);
    AUTO(free) char *dumped = json_dumps(json, JSON_INDENT(2));
    if (dumped == NULL) {
        return FAIL(error, STATUS_INTERNAL, "the report is no JSON");
    }
    buffer_add_string(out, dumped);
    buffer_add_character(out, '\n');
    return STATUS_OK;
}

extern const struct check_report CHECK_JSON_REPORT;
const struct check_report CHECK_JSON_REPORT = {
    .name = "json",
    .summary = "for programs",
    .write = write_json,
};
