/* SPDX-License-Identifier: Apache-2.0 */

/* Learning object metadata of SCORM packages, in the manifest or in files that it names: in IMS's
 * binding, which is SCORM 1.2's, or IEEE's, which is SCORM 2004's. */
#include "check/rule.h"

#include "base/arena.h"
#include "base/embed.h"
#include "check/elements.h"
#include "opened/structure.h"
#include "xml/xml_document.h"
#include "xml/xml_schema.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#define IMS "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
#define IEEE "http://ltsc.ieee.org/xsd/LOM"
#define ADL_PROFILE "SCORM 1.2 Content Aggregation Model, 2.2"
#define LOM "IEEE 1484.12.1 Learning Object Metadata"
#define LEARNING_HUB "Learning Hub ScormResourceVersionManifestMap.cs"

extern const struct embedded_file scorm12_schemas[];

/* One record of metadata. */
struct record {
    const xmlNode *lom;
    const xmlNode *owner;                /* what of the manifest it is about */
    const char *file;                    /* that it stands in */
    const struct xml_document *document; /* NULL unless it is a file of its own */
    struct record *next;
};

/* All of a package, and files that are none. */
struct records {
    struct record *first;
    struct record *last;
    struct record *broken; /* whose lom is NULL */
    bool *is_known;        /* one a file of the package: many may name the same one */
};

static bool is_1_2(const struct check *check)
{
    return strcmp(check->structure->format->name, "scorm12") == 0;
}

static void add(struct records *records, const struct check *check, struct record record)
{
    struct record *kept = ARENA_NEW(check->scratch, struct record);
    *kept = record;
    if (record.lom == NULL) {
        kept->next = records->broken;
        records->broken = kept;
        return;
    }
    if (records->last == NULL) {
        records->first = kept;
    } else {
        records->last->next = kept;
    }
    records->last = kept;
}

/* A file that is not there is told with the others that are listed. */
static void add_file(struct records *records, const struct check *check, const xmlNode *location)
{
    const struct opened_reference reference =
        opened_refer(check->opened, NULL, xml_text(location, check->opened->arena), location);
    struct opened_file *file =
        reference.path != NULL ? opened_find(check->opened, reference.path) : NULL;
    size_t place = file != NULL ? (size_t)(file - check->opened->files) : 0;
    if (file == NULL || records->is_known[place]) {
        return;
    }
    records->is_known[place] = true;
    const struct xml_document *document = opened_document(check->opened, file);
    const xmlNode *root = xml_root(document);
    add(records, check,
        (struct record){.lom = xml_is(root, "lom") ? root : NULL,
                        .owner = location->parent->parent,
                        .file = file->path,
                        .document = document});
}

static const void *prepare(const struct check *check)
{
    struct records *records = ARENA_NEW(check->scratch, struct records);
    records->is_known = ARENA_ARRAY(check->scratch, bool, check->opened->file_count);
    const xmlNode *root = xml_root(check->structure->document);
    for (const xmlNode *one = root; one != NULL; one = xml_walk(one, root)) {
        bool is_in_metadata = one != root && xml_is(one->parent, "metadata");
        if (is_in_metadata && xml_is(one, "lom")) {
            add(records, check,
                (struct record){.lom = one,
                                .owner = one->parent->parent,
                                .file = check->structure->manifest->path});
        } else if (is_in_metadata && xml_is(one, "location")) {
            add_file(records, check, one);
        }
    }
    return records;
}

static struct check_place place_of(const struct check *check, const struct record *record,
                                   const xmlNode *element)
{
    return (struct check_place){
        .file = record->file,
        .line = xml_line(element),
        .element = element != NULL ? check_show(check, (const char *)element->name) : NULL,
    };
}

static void look_at_form(const struct check *check, const struct check_rule *rule)
{
    const struct records *records = check->prepared;
    for (const struct record *one = records->broken; one != NULL; one = one->next) {
        const struct xml_problem *problem = one->document->problems.first;
        struct check_place place = {.file = one->file, .line = problem != NULL ? problem->line : 0};
        check_found(check, rule, place, "%s",
                    problem != NULL ? problem->message : "it is no record: its root is not <lom>");
    }
}

/* Calls `fault` for each record; what it gives is told at the element that it sets. */
struct record_rule {
    const char *(*fault)(const struct check *check, const struct record *record,
                         const xmlNode **element);
};

static void look_at_records(const struct check *check, const struct check_rule *rule)
{
    const struct record_rule *about = rule->about;
    const struct records *records = check->prepared;
    for (const struct record *one = records->first; one != NULL; one = one->next) {
        const xmlNode *element = one->lom;
        const char *found = about->fault(check, one, &element);
        if (found != NULL) {
            check_found(check, rule, place_of(check, one, element), "%s", found);
        }
    }
}

static const char *namespace_of(const xmlNode *node)
{
    return node->ns != NULL && node->ns->href != NULL ? (const char *)node->ns->href : "";
}

static const char *namespace_fault(const struct check *check, const struct record *record,
                                   const xmlNode **element)
{
    const char *wanted = is_1_2(check) ? IMS : IEEE;
    (void)element;
    return check_is_in(record->lom, wanted)
               ? NULL
               : arena_print(check->arena, "it is in the namespace '%s', and not in '%s'",
                             check_show(check, namespace_of(record->lom)), wanted);
}

/* The first element in a namespace of metadata that is not the record's own. */
static const char *mixed_fault(const struct check *check, const struct record *record,
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
static const char *nesting_fault(const struct check *check, const struct record *record,
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
    const struct records *records = check->prepared;
    const struct xml_schema *schema = NULL;
    struct error error = {0};
    for (const struct record *one = records->first; one != NULL; one = one->next) {
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

/* The first element at a path of names below `from`, parted by '/'. */
static const xmlNode *at_path(const struct check *check, const xmlNode *from, const char *path)
{
    struct text rest = text_of(path);
    struct text name;
    while (from != NULL && text_split(&rest, '/', &name)) {
        from = xml_child(from, arena_copy(check->scratch, name));
    }
    return from;
}

/* ADL's profile is about what is launched or aggregated; files and assets need less. */
static bool needs_all(const struct check *check, const struct record *record)
{
    const char *type = check_attribute(check, record->owner, "scormtype");
    bool is_sco = type != NULL && strcmp(type, "sco") == 0;
    return xml_is(record->owner, "manifest") || xml_is(record->owner, "organization") ||
           xml_is(record->owner, "item") || is_sco;
}

static const char *whole_fault(const struct check *check, const struct record *record,
                               const xmlNode **element)
{
    static const char *const NEEDED[] = {"general/title",
                                         "general/catalogentry",
                                         "general/description",
                                         "general/keyword",
                                         "lifecycle/version",
                                         "lifecycle/status",
                                         "technical/format",
                                         "metametadata/metadatascheme",
                                         "technical/location",
                                         "rights/cost",
                                         "classification/purpose",
                                         "rights/copyrightandotherrestrictions",
                                         "classification/description",
                                         "classification/keyword"};
    (void)element;
    if (!is_1_2(check) || !needs_all(check, record)) {
        return NULL;
    }
    const char *missing = NULL;
    for (size_t i = 0; i < sizeof NEEDED / sizeof *NEEDED; i++) {
        if (at_path(check, record->lom, NEEDED[i]) == NULL) {
            missing = missing == NULL ? NEEDED[i]
                                      : arena_print(check->arena, "%s, %s", missing, NEEDED[i]);
        }
    }
    return missing != NULL ? arena_print(check->arena, "it has no %s", missing) : NULL;
}

/* Texts of SCORM 1.2's metadata that LMSs keep in columns. */
static const struct length {
    const char *path;
    size_t max;
    const char *who;
} LENGTHS[] = {
    {"general/title", 255, "the NHS Learning Hub"},
    {"general/catalogentry/entry", 128, "the NHS Learning Hub"},
    {"general/description", 1000, "SCORM Cloud"},
    {"rights/description", 30, "the NHS Learning Hub"},
    {"educational/typicallearningtime", 128, "the NHS Learning Hub"},
};

static const char *length_fault(const struct check *check, const struct record *record,
                                const xmlNode **element)
{
    for (size_t i = 0; is_1_2(check) && i < sizeof LENGTHS / sizeof *LENGTHS; i++) {
        const xmlNode *found = at_path(check, record->lom, LENGTHS[i].path);
        const char *text = found != NULL ? xml_text(found, check->scratch) : "";
        size_t length = text_count_characters(text_of(text));
        if (length > LENGTHS[i].max) {
            *element = found;
            return arena_print(check->arena, "%s has %zu characters, and %s keeps %zu",
                               LENGTHS[i].path, length, LENGTHS[i].who, LENGTHS[i].max);
        }
    }
    return NULL;
}

/* LOM's own words, in either binding, which differ in capitals only. */
static const struct vocabulary {
    const char *names;
    const char *words; /* parted by '|' */
} VOCABULARIES[] = {
    {"status", "draft|final|revised|unavailable"},
    {"cost copyrightandotherrestrictions", "yes|no"},
    {"purpose", "discipline|idea|prerequisite|educational objective|accessibility|"
                "accessibility restrictions|restrictions|educational level|skill level|"
                "security level|competency"},
    {"difficulty", "very easy|easy|medium|difficult|very difficult"},
    {"interactivitylevel semanticdensity", "very low|low|medium|high|very high"},
};

static bool is_word_of(const char *words, const char *word)
{
    struct text rest = text_of(words);
    struct text one;
    while (text_split(&rest, '|', &one)) {
        if (one.length == strlen(word) && strncasecmp(one.data, word, one.length) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_named_loosely(const char *list, const xmlNode *element)
{
    struct text rest = text_of(list);
    struct text name;
    while (text_split(&rest, ' ', &name)) {
        if (strlen((const char *)element->name) == name.length &&
            strncasecmp((const char *)element->name, name.data, name.length) == 0) {
            return true;
        }
    }
    return false;
}

/* Only words that say that they are LOM's are looked up. */
static const char *word_fault(const struct check *check, const struct vocabulary *vocabulary,
                              const xmlNode *element)
{
    const char *source = xml_child_text(element, "source", check->scratch);
    const char *value = xml_child_text(element, "value", check->scratch);
    return source == NULL || value == NULL || strcmp(source, "LOMv1.0") != 0 ||
                   is_word_of(vocabulary->words, value)
               ? NULL
               : arena_print(check->arena, "'%s' is no word of LOMv1.0 for it",
                             check_show(check, value));
}

static const char *vocabulary_fault(const struct check *check, const struct record *record,
                                    const xmlNode **element)
{
    for (const xmlNode *one = record->lom; one != NULL; one = xml_walk(one, record->lom)) {
        for (size_t i = 0; i < sizeof VOCABULARIES / sizeof *VOCABULARIES; i++) {
            const char *fault = is_named_loosely(VOCABULARIES[i].names, one)
                                    ? word_fault(check, &VOCABULARIES[i], one)
                                    : NULL;
            if (fault != NULL) {
                *element = one;
                return fault;
            }
        }
    }
    return NULL;
}

static const char *identifier_fault(const struct check *check, const struct record *record,
                                    const xmlNode **element)
{
    *element = at_path(check, record->lom, "general/identifier");
    return is_1_2(check) && *element != NULL ? "it is used" : NULL;
}

static const char *scheme_fault(const struct check *check, const struct record *record,
                                const xmlNode **element)
{
    const xmlNode *scheme = at_path(check, record->lom, "metametadata/metadatascheme");
    const char *text = scheme != NULL ? xml_text(scheme, check->scratch) : "ADL SCORM 1.2";
    *element = scheme;
    return !is_1_2(check) || strcmp(text, "ADL SCORM 1.2") == 0
               ? NULL
               : arena_print(check->arena, "it says '%s', not 'ADL SCORM 1.2'",
                             check_show(check, text));
}

#define RECORDS(fault_)                                           \
    .look = look_at_records, .about = &(const struct record_rule) \
    {                                                             \
        fault_                                                    \
    }

static const struct check_rule RULES[] = {
    {.id = "L1",
     .severity = CHECK_ERROR,
     .title = "A metadata file is well-formed XML, and a record",
     .why = "Strict LMSs refuse the package; others lose its metadata.",
     .remedy = "Mend the file, or take its <adlcp:location> out.",
     .source = ADL_PROFILE,
     .look = look_at_form},
    {.id = "L2",
     .severity = CHECK_WARNING,
     .title = "Metadata is in the namespace of its version of SCORM",
     .why = "LMSs do not find it, and strict ones refuse the package.",
     .remedy = "Use '" IMS "' in SCORM 1.2, '" IEEE "' in SCORM 2004, and their names of elements.",
     .source = ADL_PROFILE,
     RECORDS(namespace_fault)},
    {.id = "L2-mixed",
     .severity = CHECK_WARNING,
     .title = "A record is in one namespace throughout",
     .why = "LMSs overlook the part in the other one.",
     .remedy = "Declare the namespace at <lom>, and write all elements in it.",
     .source = "simple-scorm-packager 0.2.7, Xerte: records of one version in the namespace of the "
               "other",
     RECORDS(mixed_fault)},
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
     RECORDS(nesting_fault)},
    {.id = "L4",
     .severity = CHECK_WARNING,
     .title = "A record of SCORM 1.2 is whole, or not there at all",
     .why = "ADL's profile wants all of these elements, and strict LMSs refuse a package without.",
     .remedy = "Add what is named, or leave the record out.",
     .source = ADL_PROFILE,
     RECORDS(whole_fault)},
    {.id = "L4-scheme",
     .severity = CHECK_WARNING,
     .title = "A record of SCORM 1.2 says that it is one",
     .why = "Strict LMSs refuse another scheme.",
     .remedy = "Write <metadatascheme>ADL SCORM 1.2</metadatascheme>.",
     .source = ADL_PROFILE,
     RECORDS(scheme_fault)},
    {.id = "L5",
     .severity = CHECK_WARNING,
     .title = "Texts of metadata are as short as LMSs keep them",
     .why = "The import fails, or the text is cut.",
     .remedy = "Shorten the text.",
     .source = LEARNING_HUB "; iteexe #96",
     RECORDS(length_fault)},
    {.id = "L6",
     .severity = CHECK_WARNING,
     .title = "Words that are said to be LOM's are in its vocabulary",
     .why = "LMSs do not understand others, and strict ones refuse them.",
     .remedy = "Use a word of LOMv1.0, or name another source.",
     .source = LOM,
     RECORDS(vocabulary_fault)},
    {.id = "L7",
     .severity = CHECK_NOTE,
     .title = "general.identifier is not used in SCORM 1.2",
     .why = "It is reserved, and what LMSs make of it is not said.",
     .remedy = "Use <catalogentry>.",
     .source = ADL_PROFILE,
     RECORDS(identifier_fault)},
    {0},
};

extern const struct check_family CHECK_LOM_FAMILY;
const struct check_family CHECK_LOM_FAMILY = {
    .name = "lom",
    .title = "Learning object metadata (LOM)",
    .formats = (const char *const[]){"scorm12", "scorm2004", NULL},
    .prepare = prepare,
    .rules = RULES,
};
