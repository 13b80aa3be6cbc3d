/* SPDX-License-Identifier: Apache-2.0 */

/* cmi5: a course structure with one assignable unit (AU) a module, each with its own launch page.
 */
#include "formats/format.h"
#include "formats/manifest.h"
#include "formats/package.h"

#include "base/arena.h"
#include "course/course.h"
#include "profiles/vocabulary.h"

#include <libxml/tree.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define CMI5_NAMESPACE "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"

/* Our own schema, in formats/schemas/. */
extern const struct embedded_file own_schemas[];

static const struct manifest_prefix PREFIXES[] = {{"c", CMI5_NAMESPACE}, {0}};

/* The ids are those of the cmi5 specification's requirements. That moveOn is there and scores have
 * at most four decimals is in the schema. */
static const struct manifest_rule RULES[] = {
    {"13.1.4.0-1", "each AU has its own id",
     "not(//c:au[@id = preceding::c:au/@id]) and not(//c:au[@id = //c:course/@id])"},
    {"3.0.0.0-1", "ids are absolute IRIs", "not(//c:*[@id][not(contains(@id, ':'))])"},
    {"8.1.0.0-6", "launch addresses have no query of their own", "not(//c:url[contains(., '?')])"},
    {"C6-passed", "what must be passed has a mastery score",
     "not(//c:au[contains(@moveOn, 'Passed')][not(@masteryScore)])"},
    {"13.1.0.0-1", "texts have no white space around them",
     "not(//c:langstring[substring(normalize-space(.), 1, 1) != substring(., 1, 1) or "
     "substring(normalize-space(.), string-length(normalize-space(.))) != "
     "substring(., string-length(.))]) and not(//c:url[. != normalize-space(.)])"},
    {0},
};

static const struct manifest_contract CONTRACT = {
    .name = "cmi5.xml",
    .schemas = own_schemas,
    .schema = "cmi5.xsd",
    .prefixes = PREFIXES,
    .rules = RULES,
};

static const char *trimmed(const struct package *package, const char *text)
{
    return arena_copy(package->arena, text_trim(text_of(text)));
}

static void add_text(const struct package *package, xmlNode *parent, const char *name,
                     const char *text)
{
    xmlNode *element = manifest_add(parent, name, NULL);
    xmlNode *langstring = manifest_add(element, "langstring", trimmed(package, text));
    manifest_set(langstring, "lang", package->request->course->language);
}

/* A package of one module is a course of its own to an LMS, and must not replace the whole one. */
static const char *course_id(const struct package *package)
{
    return package->request->module == NULL
               ? package->iri
               : arena_print(package->arena, "%s/course", package->iri);
}

/* moveOn is always written: its default would let learners pass a module by being enrolled. */
static void set_move_on(xmlNode *unit, const struct package *package, const struct module *module)
{
    double pass_mark;
    if (!module_has_pass_mark(module, &pass_mark)) {
        manifest_set(unit, "moveOn", "Completed");
        return;
    }
    bool must_pass = module->completion.quizzes == QUIZZES_PASSED;
    manifest_set(unit, "moveOn", must_pass ? "CompletedAndPassed" : "Completed");
    /* The player reports whole per cent, rounded down: a learner who passes with 62.5 says 62. */
    int whole = (int)pass_mark;
    manifest_set(unit, "masteryScore",
                 arena_print(package->arena, "%d.%02d", whole / 100, whole % 100));
}

static void add_unit(const struct package *package, xmlNode *root, const struct module *module,
                     const char *page)
{
    xmlNode *unit = manifest_add(root, "au", NULL);
    manifest_set(unit, "id", course_module_iri(package->arena, package->request->course, module));
    set_move_on(unit, package, module);
    manifest_set(unit, "launchMethod", "AnyWindow");
    manifest_set(unit, "activityType", ACTIVITY_TYPE_MODULE);
    add_text(package, unit, "title", module->title);
    add_text(package, unit, "description", module->description);
    (void)manifest_add(unit, "url", page);
}

static enum status describe(struct package *package, struct error *error)
{
    AUTO(manifest_free) xmlDoc *document = manifest_create("courseStructure", CMI5_NAMESPACE);
    xmlNode *root = xmlDocGetRootElement(document);
    xmlNode *element = manifest_add(root, "course", NULL);
    manifest_set(element, "id", course_id(package));
    add_text(package, element, "title", package->title);
    add_text(package, element, "description", package->description);
    const struct course *course = package->request->course;
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < course->module_count; i++) {
        const struct module *module = &course->modules[i];
        if (package_has(package, module)) {
            const char *page = arena_print(package->arena, "%s.html", module->id);
            add_unit(package, root, module, page);
            status = package_add_page(package, page, module, error);
        }
    }
    struct text text = {0};
    if (status == STATUS_OK) {
        status = manifest_write(document, &CONTRACT, package->arena, &text, error);
    }
    if (status == STATUS_OK) {
        package_add(package, "cmi5.xml", text);
    }
    return status;
}

extern const struct format CMI5_FORMAT;
const struct format CMI5_FORMAT = {
    .name = "cmi5",
    .summary = "cmi5, one assignable unit a module",
    .first = "cmi5.xml",
    .contract = &CONTRACT,
    .describe = describe,
};
