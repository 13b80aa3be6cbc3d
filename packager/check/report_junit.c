/* SPDX-License-Identifier: Apache-2.0 */

/* JUnit's XML, which build servers show: a suite a family of rules, a case a rule. */
#include "check/report.h"

#include "base/auto.h"
#include "base/buffer.h"
#include "check/check.h"

#include <libxml/tree.h>
#include <stdbool.h>
#include <stdio.h>

enum { NUMBER_SIZE = 24, TEXT_MAX = 1 << 20 };

static inline void release(xmlDoc *document)
{
    xmlFreeDoc(document);
}
DEFINE_AUTO(xmlDoc, release);

static void set(xmlNode *element, const char *name, const char *value)
{
    (void)xmlNewProp(element, (const xmlChar *)name, (const xmlChar *)value);
}

static void set_number(xmlNode *element, const char *name, size_t number)
{
    char text[NUMBER_SIZE];
    (void)snprintf(text, sizeof text, "%zu", number);
    set(element, name, text);
}

static xmlNode *add(xmlNode *parent, const char *name, const char *text)
{
    return xmlNewTextChild(parent, NULL, (const xmlChar *)name, (const xmlChar *)text);
}

static void add_finding(const struct check_finding *finding, struct buffer *out)
{
    buffer_print(out, "%s: ", finding->package);
    if (finding->place.file != NULL) {
        buffer_print(out, "%s:%zu: ", finding->place.file, finding->place.line);
    }
    buffer_print(out, "%s\n", finding->message);
}

/* All findings of the rule, one a line; nothing if it is kept. */
static void add_findings(const struct check_result *result, const struct check_rule *rule,
                         struct buffer *out)
{
    for (size_t i = 0; i < result->finding_count; i++) {
        if (result->findings[i].rule == rule) {
            add_finding(&result->findings[i], out);
        }
    }
    for (size_t i = 0; i < result->more_count; i++) {
        if (result->more[i].rule == rule) {
            buffer_print(out, "%s: and %zu more\n", result->more[i].package, result->more[i].count);
        }
    }
}

/* Returns whether the case failed. What is less severe than the threshold is only printed. */
static bool add_case(xmlNode *suite, const char *family, const struct check_result *result,
                     const struct check_rule *rule)
{
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(TEXT_MAX);
    add_findings(result, rule, &text);
    xmlNode *element = add(suite, "testcase", NULL);
    set(element, "classname", family);
    set(element, "name", rule->id);
    if (text.length == 0) {
        return false;
    }
    bool has_failed = rule->severity >= result->options.threshold;
    xmlNode *told = add(element, has_failed ? "failure" : "system-out", text.data);
    if (has_failed) {
        set(told, "type", check_severity_name(rule->severity));
        set(told, "message", rule->title);
    }
    return has_failed;
}

static void add_suite(xmlNode *root, const struct check_result *result,
                      const struct check_family *family)
{
    xmlNode *suite = add(root, "testsuite", NULL);
    set(suite, "name", family->name);
    size_t count = 0;
    size_t failures = 0;
    for (const struct check_rule *rule = family->rules; rule->id != NULL; rule++) {
        if (result->asked[check_rule_order(rule)]) {
            failures += add_case(suite, family->name, result, rule) ? 1 : 0;
            count++;
        }
    }
    set_number(suite, "tests", count);
    set_number(suite, "failures", failures);
}

static enum status write_junit(const struct check_result *result, struct buffer *out,
                               struct error *error)
{
    AUTO(release) xmlDoc *document = xmlNewDoc((const xmlChar *)"1.0");
    xmlNode *root = xmlNewDocNode(document, NULL, (const xmlChar *)"testsuites", NULL);
    (void)xmlDocSetRootElement(document, root);
    set(root, "name", "ibest-pack check");
    for (const struct check_family *const *family = CHECK_FAMILIES; *family != NULL; family++) {
        add_suite(root, result, *family);
    }
    xmlChar *bytes = NULL;
    int length = 0;
    xmlDocDumpFormatMemoryEnc(document, &bytes, &length, "UTF-8", 1);
    if (bytes == NULL) {
        return FAIL(error, STATUS_INTERNAL, "the report is no XML");
    }
    buffer_add(out, bytes, (size_t)length);
    xmlFree(bytes);
    return STATUS_OK;
}

extern const struct check_report CHECK_JUNIT_REPORT;
const struct check_report CHECK_JUNIT_REPORT = {
    .name = "junit",
    .summary = "for build servers",
    .write = write_junit,
};
