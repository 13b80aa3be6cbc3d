/* SPDX-License-Identifier: Apache-2.0 */

/* What learning object metadata says: whole, in words that LOM has, and as short as LMSs keep it.
 */
#include "check/lom.h"

#include "base/arena.h"
#include "check/elements.h"
#include "targets/target.h"
#include "xml/xml_document.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

#define LOM "IEEE 1484.12.1 Learning Object Metadata"
#define LEARNING_HUB "Learning Hub ScormResourceVersionManifestMap.cs"

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
static bool needs_all(const struct check *check, const struct lom_record *record)
{
    const char *type = check_attribute(check, record->owner, "scormtype");
    bool is_sco = type != NULL && strcmp(type, "sco") == 0;
    return xml_is(record->owner, "manifest") || xml_is(record->owner, "organization") ||
           xml_is(record->owner, "item") || is_sco;
}

static const char *whole_fault(const struct check *check, const struct lom_record *record,
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
    if (!lom_is_1_2(check) || !needs_all(check, record)) {
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

/* Texts of SCORM 1.2's metadata that LMSs keep in columns: how much of them the LMS takes that the
 * package is for, and if it is for none, the one that is known to take least. */
static const struct length {
    const char *path;
    enum target_limit_id limit;
    size_t max;
    const char *who;
} LENGTHS[] = {
    {"general/title", TARGET_TITLE, 255, "the NHS Learning Hub"},
    {"general/catalogentry/entry", TARGET_METADATA_ENTRY, 128, "the NHS Learning Hub"},
    {"general/description", TARGET_METADATA_DESCRIPTION, 1000, "SCORM Cloud"},
    {"general/keyword", TARGET_METADATA_KEYWORDS, 1000, "the NHS Learning Hub"},
    {"rights/description", TARGET_METADATA_COPYRIGHT, 30, "the NHS Learning Hub"},
    {"educational/typicallearningtime", TARGET_METADATA_DURATION, 128, "the NHS Learning Hub"},
};

/* Of keywords, which are many, all of them together. */
static size_t count_letters(const struct check *check, const struct length *row,
                            const xmlNode *first)
{
    size_t count = 0;
    for (const xmlNode *one = first; one != NULL; one = xml_next(one)) {
        if (one == first ||
            (row->limit == TARGET_METADATA_KEYWORDS && xml_is(one, (const char *)first->name))) {
            count += text_count_characters(text_trim(text_of(xml_text(one, check->scratch))));
        }
    }
    return count;
}

static const char *fault_of_length(const struct check *check, const struct length *row,
                                   size_t length)
{
    if (check->lms == NULL) {
        return length <= row->max
                   ? NULL
                   : arena_print(check->arena, "%s has %zu characters, and %s keeps %zu", row->path,
                                 length, row->who, row->max);
    }
    const struct target_limit *limit = &check->lms->limits[row->limit];
    return limit->fact.mark == TARGET_UNKNOWN || length <= limit->max
               ? NULL
               : arena_print(check->arena,
                             "%s has %zu characters, and %s keeps %" PRIu64 " (%s: %s)", row->path,
                             length, check->lms->name, limit->max,
                             target_mark_name(limit->fact.mark), limit->fact.source);
}

static const char *length_fault(const struct check *check, const struct lom_record *record,
                                const xmlNode **element)
{
    for (size_t i = 0; lom_is_1_2(check) && i < sizeof LENGTHS / sizeof *LENGTHS; i++) {
        const xmlNode *found = at_path(check, record->lom, LENGTHS[i].path);
        const char *fault =
            fault_of_length(check, &LENGTHS[i], count_letters(check, &LENGTHS[i], found));
        if (fault != NULL) {
            *element = found;
            return fault;
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

static const char *vocabulary_fault(const struct check *check, const struct lom_record *record,
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

static const char *identifier_fault(const struct check *check, const struct lom_record *record,
                                    const xmlNode **element)
{
    *element = at_path(check, record->lom, "general/identifier");
    return lom_is_1_2(check) && *element != NULL ? "it is used" : NULL;
}

static const char *scheme_fault(const struct check *check, const struct lom_record *record,
                                const xmlNode **element)
{
    const xmlNode *scheme = at_path(check, record->lom, "metametadata/metadatascheme");
    const char *text = scheme != NULL ? xml_text(scheme, check->scratch) : "ADL SCORM 1.2";
    *element = scheme;
    return !lom_is_1_2(check) || strcmp(text, "ADL SCORM 1.2") == 0
               ? NULL
               : arena_print(check->arena, "it says '%s', not 'ADL SCORM 1.2'",
                             check_show(check, text));
}

static const struct check_rule RULES[] = {
    {.id = "L4",
     .severity = CHECK_WARNING,
     .title = "A record of SCORM 1.2 is whole, or not there at all",
     .why = "ADL's profile wants all of these elements, and strict LMSs refuse a package without.",
     .remedy = "Add what is named, or leave the record out.",
     .source = LOM_ADL_PROFILE,
     LOM_RULE(whole_fault)},
    {.id = "L4-scheme",
     .severity = CHECK_WARNING,
     .title = "A record of SCORM 1.2 says that it is one",
     .why = "Strict LMSs refuse another scheme.",
     .remedy = "Write <metadatascheme>ADL SCORM 1.2</metadatascheme>.",
     .source = LOM_ADL_PROFILE,
     LOM_RULE(scheme_fault)},
    {.id = "L5",
     .severity = CHECK_WARNING,
     .title = "Texts of metadata are as short as LMSs keep them",
     .why = "The import fails, or the text is cut.",
     .remedy = "Shorten the text.",
     .source = LEARNING_HUB "; iteexe #96",
     LOM_RULE(length_fault)},
    {.id = "L6",
     .severity = CHECK_WARNING,
     .title = "Words that are said to be LOM's are in its vocabulary",
     .why = "LMSs do not understand others, and strict ones refuse them.",
     .remedy = "Use a word of LOMv1.0, or name another source.",
     .source = LOM,
     LOM_RULE(vocabulary_fault)},
    {.id = "L7",
     .severity = CHECK_NOTE,
     .title = "general.identifier is not used in SCORM 1.2",
     .why = "It is reserved, and what LMSs make of it is not said.",
     .remedy = "Use <catalogentry>.",
     .source = LOM_ADL_PROFILE,
     LOM_RULE(identifier_fault)},
    {0},
};

extern const struct check_family CHECK_LOM_TEXT_FAMILY;
const struct check_family CHECK_LOM_TEXT_FAMILY = {
    .name = "lom_text",
    .title = "What learning object metadata (LOM) says",
    .formats = (const char *const[]){"scorm12", "scorm2004", NULL},
    .prepare = lom_prepare,
    .rules = RULES,
};
