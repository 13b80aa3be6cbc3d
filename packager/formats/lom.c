/* SPDX-License-Identifier: Apache-2.0 */

/* Writes LOM records. The two bindings hold the same and differ in names and in how a text says its
 * language; so there is one way through a record, and a table for each binding. */
#include "formats/lom.h"

#include "base/arena.h"
#include "base/media_type.h"
#include "course/course.h"
#include "formats/manifest.h"
#include "formats/package.h"

#include <stddef.h>
#include <string.h>

enum { SCHEMES_MAX = 2 };

struct lom_binding {
    const char *iri;
    const char *prefix;
    const char *lifecycle;
    const char *metametadata;
    const char *scheme;
    const char *schemes[SCHEMES_MAX]; /* the second may be NULL */
    const char *catalogue;            /* the element of an entry in a catalogue */
    bool has_identifiers; /* entries identify: they stand first, and the record has its own */
    const char *learning_time;
    const char *duration;
    const char *restrictions;
    const char *final;
    const char *objective;
    const char *text;      /* the element of a text in a language */
    bool has_tagged_words; /* whether words that are in no language are such texts too */
};

const struct lom_binding LOM_IMS_1_2 = {
    .iri = LOM_IMS,
    .prefix = "imsmd",
    .lifecycle = "lifecycle",
    .metametadata = "metametadata",
    .scheme = "metadatascheme",
    .schemes = {"ADL SCORM 1.2"},
    .catalogue = "catalogentry",
    .learning_time = "typicallearningtime",
    .duration = "datetime",
    .restrictions = "copyrightandotherrestrictions",
    .final = "Final",
    .objective = "Educational Objective",
    .text = "langstring",
    .has_tagged_words = true,
};

const struct lom_binding LOM_IEEE_1_0 = {
    .iri = LOM_IEEE,
    .prefix = "lom",
    .lifecycle = "lifeCycle",
    .metametadata = "metaMetadata",
    .scheme = "metadataSchema",
    .schemes = {"LOMv1.0", "SCORM_CAM_v1.3"},
    .catalogue = "identifier",
    .has_identifiers = true,
    .learning_time = "typicalLearningTime",
    .duration = "duration",
    .restrictions = "copyrightAndOtherRestrictions",
    .final = "final",
    .objective = "educational objective",
    .text = "string",
};

/* The record being written. */
struct record {
    const struct package *package;
    const struct lom_binding *binding;
    xmlNode *lom;
};

bool lom_is_wanted(const struct package *package)
{
    return package->request->keeps_metadata && package->request->course->metadata != NULL;
}

/* A text in the course's language. */
static void add_text(const struct record *record, xmlNode *parent, const char *name,
                     const char *text)
{
    const char *language = record->package->request->course->language;
    xmlNode *element = manifest_add(manifest_add(parent, name, NULL), record->binding->text, text);
    if (record->binding->has_tagged_words) {
        (void)xmlNodeSetLang(element, (const xmlChar *)language);
    } else {
        manifest_set(element, "language", language);
    }
}

/* A word that is in no language. */
static void add_word(const struct record *record, xmlNode *parent, const char *name,
                     const char *word)
{
    if (!record->binding->has_tagged_words) {
        (void)manifest_add(parent, name, word);
        return;
    }
    xmlNode *element = manifest_add(manifest_add(parent, name, NULL), record->binding->text, word);
    (void)xmlNodeSetLang(element, (const xmlChar *)"x-none");
}

/* A word of LOM's own vocabulary. */
static void add_term(const struct record *record, xmlNode *parent, const char *name,
                     const char *word)
{
    xmlNode *element = manifest_add(parent, name, NULL);
    add_word(record, element, "source", "LOMv1.0");
    add_word(record, element, "value", word);
}

static void add_entry(const struct record *record, xmlNode *parent, const char *name,
                      const char *iri)
{
    xmlNode *element = manifest_add(parent, name, NULL);
    (void)manifest_add(element, "catalog", "URI");
    add_word(record, element, "entry", iri);
}

static void add_keywords(const struct record *record, xmlNode *parent)
{
    const struct course_metadata *metadata = record->package->request->course->metadata;
    for (size_t i = 0; i < metadata->keyword_count; i++) {
        add_text(record, parent, "keyword", metadata->keywords[i]);
    }
}

static void add_general(const struct record *record)
{
    const struct package *package = record->package;
    xmlNode *general = manifest_add(record->lom, "general", NULL);
    if (record->binding->has_identifiers) {
        add_entry(record, general, record->binding->catalogue, package->iri);
    }
    add_text(record, general, "title", package->title);
    if (!record->binding->has_identifiers) {
        add_entry(record, general, record->binding->catalogue, package->iri);
    }
    (void)manifest_add(general, "language", package->request->course->language);
    add_text(record, general, "description", package->description);
    add_keywords(record, general);
}

static void add_lifecycle(const struct record *record)
{
    xmlNode *lifecycle = manifest_add(record->lom, record->binding->lifecycle, NULL);
    add_text(record, lifecycle, "version", record->package->request->course->version);
    add_term(record, lifecycle, "status", record->binding->final);
}

static void add_about_record(const struct record *record)
{
    const struct lom_binding *binding = record->binding;
    xmlNode *about = manifest_add(record->lom, binding->metametadata, NULL);
    if (binding->has_identifiers) {
        const char *iri = arena_print(record->package->arena, "%s/metadata", record->package->iri);
        add_entry(record, about, binding->catalogue, iri);
    }
    for (size_t i = 0; i < SCHEMES_MAX && binding->schemes[i] != NULL; i++) {
        (void)manifest_add(about, binding->scheme, binding->schemes[i]);
    }
}

static bool has_ending(const struct package *package, const char *ending)
{
    for (size_t i = 0; i < package->entry_count; i++) {
        if (text_ends_with(text_of(package->entries[i].name), ending)) {
            return true;
        }
    }
    return false;
}

static void add_technical(const struct record *record)
{
    xmlNode *technical = manifest_add(record->lom, "technical", NULL);
    for (size_t i = 0; MEDIA_TYPES[i].ending != NULL; i++) {
        if (has_ending(record->package, MEDIA_TYPES[i].ending)) {
            (void)manifest_add(technical, "format", MEDIA_TYPES[i].name);
        }
    }
    (void)manifest_add(technical, "location", "index.html");
}

static void add_educational(const struct record *record)
{
    const struct course *course = record->package->request->course;
    int minutes = 0;
    for (size_t i = 0; i < course->module_count; i++) {
        if (package_has(record->package, &course->modules[i])) {
            minutes += course->modules[i].minutes;
        }
    }
    xmlNode *educational = manifest_add(record->lom, "educational", NULL);
    xmlNode *time = manifest_add(educational, record->binding->learning_time, NULL);
    (void)manifest_add(time, record->binding->duration,
                       arena_print(record->package->arena, "PT%dM", minutes));
}

static void add_rights(const struct record *record)
{
    const struct course_metadata *metadata = record->package->request->course->metadata;
    xmlNode *rights = manifest_add(record->lom, "rights", NULL);
    add_term(record, rights, "cost", metadata->has_cost ? "yes" : "no");
    add_term(record, rights, record->binding->restrictions, "yes");
    add_text(record, rights, "description", metadata->copyright);
}

static void add_classification(const struct record *record)
{
    xmlNode *classification = manifest_add(record->lom, "classification", NULL);
    add_term(record, classification, "purpose", record->binding->objective);
    add_text(record, classification, "description", record->package->description);
    add_keywords(record, classification);
}

void lom_add(const struct package *package, const struct lom_binding *binding, xmlNode *metadata)
{
    if (!lom_is_wanted(package)) {
        return;
    }
    xmlNode *root = xmlDocGetRootElement(metadata->doc);
    xmlNs *space = manifest_declare(root, binding->prefix, binding->iri);
    const struct record record = {
        .package = package,
        .binding = binding,
        .lom = manifest_add_of(metadata, space, "lom", NULL),
    };
    add_general(&record);
    add_lifecycle(&record);
    add_about_record(&record);
    add_technical(&record);
    add_educational(&record);
    add_rights(&record);
    add_classification(&record);
}
