/* SPDX-License-Identifier: Apache-2.0 */

/* SARIF 2.1.0, which code forges and editors show beside the file (OASIS, sarif-v2.1.0). */
#include "check/report.h"

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/json.h"
#include "check/check.h"

#include <stdlib.h>
#include <string.h>

enum { URI_MAX = 16 * 1024 };

static json_t *message_json(const char *text)
{
    return json_pack("{s:s}", "text", text);
}

/* SARIF's levels are named as our severities. */
static json_t *rule_json(const struct check_rule *rule)
{
    json_t *json = json_pack("{s:s, s:o, s:o, s:o, s:{s:s}}", "id", rule->id, "shortDescription",
                             message_json(rule->title), "fullDescription", message_json(rule->why),
                             "help", message_json(rule->remedy), "defaultConfiguration", "level",
                             check_severity_name(rule->severity));
    if (strncmp(rule->source, "https://", 8) == 0) {
        (void)json_object_set_new(json, "helpUri", json_string(rule->source));
    }
    (void)json_object_set_new(json, "properties", json_pack("{s:s}", "source", rule->source));
    return json;
}

/* Bytes that an address cannot hold as they are, as "%XX" (RFC 3986). */
static void add_encoded(struct buffer *out, const char *path)
{
    for (; *path != '\0'; path++) {
        if (ascii_is_letter_or_digit(*path) || strchr("-._~/", *path) != NULL) {
            buffer_add_character(out, *path);
        } else {
            buffer_print(out, "%%%02X", (unsigned)(unsigned char)*path);
        }
    }
}

/* The course's file as it is; a file of a package as if the package were a folder. */
static json_t *uri_json(const struct check_finding *finding)
{
    AUTO(buffer_finish) struct buffer uri = BUFFER_INIT(URI_MAX);
    const char *file = finding->place.file;
    size_t length = strlen(finding->package);
    bool is_whole = file != NULL && strncmp(file, finding->package, length) == 0;
    if (!is_whole) {
        add_encoded(&uri, finding->package);
        buffer_add_string(&uri, file != NULL ? "/" : "");
    }
    add_encoded(&uri, file != NULL ? file : "");
    return json_string(uri.data);
}

static json_t *location_json(const struct check_finding *finding)
{
    json_t *physical = json_object();
    (void)json_object_set_new(physical, "artifactLocation",
                              json_pack("{s:o}", "uri", uri_json(finding)));
    if (finding->place.line > 0) {
        (void)json_object_set_new(physical, "region",
                                  json_pack("{s:I}", "startLine", (json_int_t)finding->place.line));
    }
    json_t *location = json_pack("{s:o}", "physicalLocation", physical);
    if (finding->place.element != NULL) {
        (void)json_object_set_new(
            location, "logicalLocations",
            json_pack("[{s:s, s:s}]", "name", finding->place.element, "kind", "element"));
    }
    return location;
}

static json_t *result_json(const struct check_finding *finding)
{
    return json_pack("{s:s, s:I, s:s, s:o, s:[o]}", "ruleId", finding->rule->id, "ruleIndex",
                     (json_int_t)check_rule_order(finding->rule), "level",
                     check_severity_name(finding->rule->severity), "message",
                     message_json(finding->message), "locations", location_json(finding));
}

/* What was found and not kept. */
static json_t *notification_json(const struct check_more *more)
{
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(URI_MAX);
    buffer_print(&text, "%s: %zu more findings of %s", more->package, more->count, more->rule->id);
    return json_pack("{s:s, s:o}", "level", "note", "message", message_json(text.data));
}

static json_t *run_json(const struct check_result *result)
{
    json_t *rules = json_array();
    for (size_t i = 0; check_rule_at(i) != NULL; i++) {
        (void)json_array_append_new(rules, rule_json(check_rule_at(i)));
    }
    json_t *results = json_array();
    for (size_t i = 0; i < result->finding_count; i++) {
        (void)json_array_append_new(results, result_json(&result->findings[i]));
    }
    json_t *notifications = json_array();
    for (size_t i = 0; i < result->more_count; i++) {
        (void)json_array_append_new(notifications, notification_json(&result->more[i]));
    }
    return json_pack("{s:{s:{s:s, s:s, s:o}}, s:[{s:b, s:o}], s:o}", "tool", "driver", "name",
                     "ibest-pack", "version", IBEST_VERSION, "rules", rules, "invocations",
                     "executionSuccessful", 1, "toolExecutionNotifications", notifications,
                     "results", results);
}

static enum status write_sarif(const struct check_result *result, struct buffer *out,
                               struct error *error)
{
    AUTO(json_release)
    json_t *json =
        json_pack("{s:s, s:s, s:[o]}", "$schema", "https://json.schemastore.org/sarif-2.1.0.json",
                  "version", "2.1.0", "runs", run_json(result));
    AUTO(free) char *dumped = json != NULL ? json_dumps(json, JSON_INDENT(2)) : NULL;
    if (dumped == NULL) {
        return FAIL(error, STATUS_INTERNAL, "the report is no JSON");
    }
    buffer_add_string(out, dumped);
    buffer_add_character(out, '\n');
    return STATUS_OK;
}

extern const struct check_report CHECK_SARIF_REPORT;
const struct check_report CHECK_SARIF_REPORT = {
    .name = "sarif",
    .summary = "for code forges and editors",
    .write = write_sarif,
};
