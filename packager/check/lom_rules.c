/* SPDX-License-Identifier: Apache-2.0 */

/* Learning object metadata of SCORM packages as it is written down: in IMS's binding, which is
 * SCORM 1.2's, or IEEE's, which is SCORM 2004's. What it says is held against rules in
 * lom_text_rules.c.
 */
#include "check/lom.h"

#include "base/arena.h"
#include "base/embed.h"
#include "check/elements.h"
#include "xml/xml_document.h"
#include "xml/xml_schema.h"

#include <string.h>

#define IMS "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
#define IEEE "http://ltsc.ieee.org/xsd/LOM"

extern const struct embedded_file scorm12_schemas[];

static void look_at_form(const struct check *check, const struct check_rule *rule)
{
    const struct lom_records *records = check->prepared;
    for (const struct lom_record *one = records->broken; one != NULL; one = one->next) {
        const struct xml_problem *problem = one->document->problems.first;
        struct check_place place = {.file = one->file, .line = problem != NULL ? problem->line : 0};
        check_found(check, rule, place, "%s",
                    problem != NULL ? problem->message : "it is no record: its root is not <lom>");
    }
}

static const char *namespace_of(const xmlNode *node)
{
    return node->ns != NULL && node->ns->href != NULL ? (const char *)node->ns->href : "";
}

static const char *namespace_fault(const struct check *check, const struct lom_record *record,
                                   const xmlNode **element)
{
    const char *wanted = lom_is_1_2(check) ? IMS : IEEE;
    (void)element;
    return check_is_in(record->lom, wanted)
               ? NULL
               : arena_print(check->arena, "it is in the namespace '%s', and not in '%s'",
                             check_show(check, namespace_of(record->lom)), wanted);
}

/* The first element in a namespace of metadata that is not the record's own. */
static const char *mixed_fault(const struct check *check, const struct lom_record *record,
                               const xmlNode **element)
{
    const char *own = namespace_of(record->lom);
    for (const xmlNode *one = record->lom; one != NULL; one = xml_walk(one, record->lom)) {
        const char *other = namespace_of(one);
        bool is_metadata = strstr(other, "imsmd") != NULL || strcmp(other, IEEE) == 0;
        if (strcmp(other, own) != 0 && (is_metadata || other[0] == '\0')) {
            *element = one;
            return arena_print(check->arena, "it is in '%s', and its record in '%s'",
                               check_show(check, other), check_show(check, own));
        }
    }
    return NULL;
}

/* What may stand in what, in IEEE's binding. Elements that are not named here hold text only. */
static const struct nesting {
    const char *parents;
    const char *children;
} NESTINGS[] = {
    {"lom", "general lifeCycle metaMetadata technical educational rights relation annotation "
            "classification"},
    {"general",
     "identifier title language description keyword coverage structure aggregationLevel"},
    {"identifier", "catalog entry"},
    {"lifeCycle", "version status contribute"},
    {"contribute", "role entity date"},
    {"metaMetadata", "identifier contribute metadataSchema language"},
    {"technical", "format size location requirement installationRemarks "
                  "otherPlatformRequirements duration"},
    {"requirement", "orComposite"},
    {"orComposite", "type name minimumVersion maximumVersion"},
    {"educational", "interactivityType learningResourceType interactivityLevel semanticDensity "
                    "intendedEndUserRole context typicalAgeRange difficulty typicalLearningTime "
                    "description language"},
    {"rights", "cost copyrightAndOtherRestrictions description"},
    {"relation", "kind resource"},
    {"resource", "identifier description"},
    {"annotation", "entity date description"},
    {"classification", "purpose taxonPath description keyword"},
    {"taxonPath", "source taxon"},
    {"taxon", "id entry"},
    {"date", "dateTime description"},
    {"typicalLearningTime duration", "duration description"},
    {"structure aggregationLevel status role type name interactivityType learningResourceType "
     "interactivityLevel semanticDensity intendedEndUserRole context difficulty cost "
     "copyrightAndOtherRestrictions kind purpose",
     "source value"},
    {"title description keyword coverage version installationRemarks otherPlatformRequirements "
     "typicalAgeRange entry source",
     "string"},
};

static bool is_among(const char *list, const char *name)
{
    struct text rest = text_of(list);
    struct text word;
    while (text_split(&rest, ' ', &word)) {
        if (text_is(word, name)) {
            return true;
        }
    }
    return false;
}

static const char *children_of(const xmlNode *parent)
{
    for (size_t i = 0; i < sizeof NESTINGS / sizeof *NESTINGS; i++) {
        if (is_among(NESTINGS[i].parents, (const char *)parent->name)) {
            return NESTINGS[i].children;
        }
    }
    return "";
}

/* Extensions are in other namespaces, and may stand anywhere. */
static const char *nesting_fault(const struct check *check, const struct lom_record *record,
                                 const xmlNode **element)
{
    if (!check_is_in(record->lom, IEEE)) {
        return NULL;
    }
    for (const xmlNode *one = xml_walk(record->lom, record->lom); one != NULL;
         one = xml_walk(one, record->lom)) {
        if (check_is_in(one, IEEE) && check_is_in(one->parent, IEEE) &&
            !is_among(children_of(one->parent), (const char *)one->name)) {
            *element = one;
            return arena_print(check->arena, "<%s> has no place in <%s>",
                               check_show(check, (const char *)one->name),
                               check_show(check, (const char *)one->parent->name));
        }
    }
    return NULL;
}

/* Records in the manifest are held against IMS's schema with it. */
static void look_at_schema(const struct check *check, const struct check_rule *rule)
{
    const struct lom_records *records = check->prepared;
    const struct xml_schema *schema = NULL;
    struct error error = {0};
    for (const struct lom_record *one = records->first; one != NULL; one = one->next) {
        if (one->document == NULL || !check_is_in(one->lom, IMS)) {
            continue;
        }
        if (schema == NULL && xml_schema_read(scorm12_schemas, "imsmd_rootv1p2p1.xsd",
                                              check->scratch, &schema, &error) != STATUS_OK) {
            check_failed(check, &error);
            return;
        }
        struct xml_problems problems = {0};
        xml_schema_check(schema, one->document, check->scratch, &problems);
        for (const struct xml_problem *problem = problems.first; problem != NULL;
             problem = problem->next) {
            check_found(check, rule, (struct check_place){.file = one->file, .line = problem->line},
                        "%s", problem->message);
        }
    }
}

static const struct check_rule RULES[] = {
    {.id = "L1",
     .severity = CHECK_ERROR,
     .title = "A metadata file is well-formed XML, and a record",
     .why = "Strict LMSs refuse the package; others lose its metadata.",
     .remedy = "Mend the file, or take its <adlcp:location> out.",
     .source = LOM_ADL_PROFILE,
     .look = look_at_form},
    {.id = "L2",
     .severity = CHECK_WARNING,
     .title = "Metadata is in the namespace of its version of SCORM",
     .why = "LMSs do not find it, and strict ones refuse the package.",
     .remedy = "Use '" IMS "' in SCORM 1.2, '" IEEE "' in SCORM 2004, and their names of elements.",
     .source = LOM_ADL_PROFILE,
     LOM_RULE(namespace_fault)},
    {.id = "L2-mixed",
     .severity = CHECK_WARNING,
     .title = "A record is in one namespace throughout",
     .why = "LMSs overlook the part in the other one.",
     .remedy = "Declare the namespace at <lom>, and write all elements in it.",
     .source = "simple-scorm-packager 0.2.7, Xerte: records of one version in the namespace of the "
               "other",
     LOM_RULE(mixed_fault)},
    {.id = "L3",
     .severity = CHECK_WARNING,
     .title = "A metadata file of SCORM 1.2 is as its schema says",
     .why = "Strict LMSs refuse it, and others lose what they do not expect.",
     .remedy = "Change what the message names.",
     .source = "imsmd_rootv1p2p1.xsd",
     .look = look_at_schema},
    {.id = "L3-nesting",
     .severity = CHECK_WARNING,
     .title = "Elements of a record stand where LOM has them",
     .why = "LMSs do not look for them elsewhere; names of the other version differ in capitals.",
     .remedy = "Move or rename the element.",
     .source = "IEEE 1484.12.3",
     LOM_RULE(nesting_fault)},
    {0},
};

extern const struct check_family CHECK_LOM_FAMILY;
const struct check_family CHECK_LOM_FAMILY = {
    .name = "lom",
    .title = "Learning object metadata (LOM) as it is written",
    .formats = (const char *const[]){"scorm12", "scorm2004", NULL},
    .prepare = lom_prepare,
    .rules = RULES,
};
