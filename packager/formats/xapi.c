/* SPDX-License-Identifier: Apache-2.0 */

/* xAPI ("TinCan") packages: tincan.xml with one activity to launch, the others listed for whoever
 * reads statements about them. */
#include "formats/format.h"
#include "formats/manifest.h"
#include "formats/package.h"

#include "base/arena.h"
#include "course/course.h"
#include "profiles/vocabulary.h"

#include <libxml/tree.h>

#define TINCAN_NAMESPACE "http://projecttincan.com/tincan.xsd"

/* Our own schema, in formats/schemas/. */
extern const struct embedded_file own_schemas[];

static const struct manifest_prefix PREFIXES[] = {{"t", TINCAN_NAMESPACE}, {0}};

static const struct manifest_rule RULES[] = {
    {"tincan-launch", "exactly one activity can be launched", "count(//t:launch) = 1"},
    {"tincan-iris", "ids and types are absolute IRIs",
     "not(//t:activity[not(contains(@id, ':')) or not(contains(@type, ':'))])"},
    {"tincan-unique", "each activity stands once",
     "not(//t:activity[@id = preceding::t:activity/@id])"},
    {"tincan-language", "each text says its language",
     "not(//t:name[not(@lang)] | //t:description[not(@lang)] | //t:launch[not(@lang)])"},
    {0},
};

static const struct manifest_contract CONTRACT = {
    .name = "tincan.xml",
    .schemas = own_schemas,
    .schema = "tincan.xsd",
    .prefixes = PREFIXES,
    .rules = RULES,
};

/* One row of the list. */
struct activity {
    const char *iri;
    const char *type;
    const char *title;
    const char *description;
};

static void add_text(const struct package *package, xmlNode *activity, const char *name,
                     const char *text)
{
    xmlNode *element = manifest_add(activity, name, text);
    manifest_set(element, "lang", package->request->course->language);
}

static void add_activity(const struct package *package, xmlNode *list,
                         const struct activity *activity)
{
    xmlNode *element = manifest_add(list, "activity", NULL);
    manifest_set(element, "id", activity->iri);
    manifest_set(element, "type", activity->type);
    add_text(package, element, "name", activity->title);
    add_text(package, element, "description", activity->description);
    if (activity->iri == package->iri) {
        add_text(package, element, "launch", "index.html");
    }
}

static void add_course(const struct package *package, xmlNode *list)
{
    const struct course *course = package->request->course;
    const struct activity activity = {course->iri, ACTIVITY_TYPE_COURSE, course->title,
                                      course->description};
    add_activity(package, list, &activity);
}

static void add_module(const struct package *package, xmlNode *list, const struct module *module)
{
    const struct course *course = package->request->course;
    const struct activity activity = {package->request->module == module
                                          ? package->iri
                                          : course_module_iri(package->arena, course, module),
                                      ACTIVITY_TYPE_MODULE, module->title, module->description};
    add_activity(package, list, &activity);
}

static enum status describe(struct package *package, struct error *error)
{
    AUTO(manifest_free) xmlDoc *document = manifest_create("tincan", TINCAN_NAMESPACE);
    xmlNode *list = manifest_add(xmlDocGetRootElement(document), "activities", NULL);
    const struct course *course = package->request->course;
    add_course(package, list);
    for (size_t i = 0; i < course->module_count; i++) {
        if (package_has(package, &course->modules[i])) {
            add_module(package, list, &course->modules[i]);
        }
    }
    struct text text = {0};
    enum status status = manifest_write(document, &CONTRACT, package->arena, &text, error);
    if (status == STATUS_OK) {
        package_add(package, "tincan.xml", text);
    }
    return status;
}

extern const struct format XAPI_FORMAT;
const struct format XAPI_FORMAT = {
    .name = "xapi",
    .summary = "xAPI with tincan.xml, one activity to launch",
    .first = "tincan.xml",
    .contract = &CONTRACT,
    .describe = describe,
};
