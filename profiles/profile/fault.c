/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of faults. */
#include "profile/fault.h"

#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>

enum { POINTER_MAX = 8192, MESSAGE_MAX = 1024 };

static const struct fault FAULTS[FAULT_KINDS] = {
    [FAULT_CONTEXT] = {"context", FAULT_ERROR,
                       "'@context' is, or contains, the address of the "
                       "context that the specification gives",
                       "Set it to that address.", "6.0, 7.4"},
    [FAULT_CONFORMS_TO] = {"conforms-to", FAULT_ERROR,
                           "'conformsTo' is the IRI of a version of the specification",
                           "Set it to 'https://w3id.org/xapi/profiles#1.0'.", "6.0"},
    [FAULT_MEMBER_MISSING] = {"member-missing", FAULT_ERROR, "Each required property is there",
                              "Add the property.", "6.0 to 9.0, tables of properties"},
    [FAULT_MEMBER_UNKNOWN] = {"member-unknown", FAULT_WARNING,
                              "A property that the specification does not describe there has an "
                              "absolute or compact IRI as its name",
                              "Take it out, or correct its name.", "4.0"},
    [FAULT_MEMBER_MISPLACED] = {"member-misplaced", FAULT_ERROR,
                                "A recommendation stands only on the kind of extension it is for",
                                "Activity extensions take 'recommendedActivityTypes', context and "
                                "result extensions 'recommendedVerbs'.",
                                "7.2"},
    [FAULT_MEMBERS_EXCLUSIVE] = {"members-exclusive", FAULT_ERROR,
                                 "Of two properties that exclude each other, one is there at most",
                                 "Take one of them out.", "7.2, 7.3, 8.0"},
    [FAULT_VALUE_KIND] = {"value-kind", FAULT_ERROR,
                          "Each value is of the kind that its property asks for",
                          "Write it as that kind.", "6.0 to 9.0, tables of properties"},
    [FAULT_VALUE_EMPTY] = {"value-empty", FAULT_ERROR,
                           "No value is an empty object, array or string, or null",
                           "Give it a value, or take the property out.", "4.0"},
    [FAULT_VALUE_UNKNOWN] = {"value-unknown", FAULT_ERROR,
                             "A word is one of those that its property takes",
                             "Take one of the words that the message names.",
                             "6.0 to 9.0, tables of properties"},
    [FAULT_IRI_RELATIVE] = {"iri-relative", FAULT_ERROR, "Each identifier is an absolute IRI",
                            "Write it with its scheme and host, without white space.", "4.0"},
    [FAULT_LANGUAGE_TAG] = {"language-tag", FAULT_ERROR,
                            "The keys of a language map are language tags (RFC 5646)",
                            "Take a tag such as 'en' or 'en-GB'.", "6.0 to 9.0, language maps"},
    [FAULT_TIME] = {"time", FAULT_WARNING, "'generatedAtTime' is a timestamp (RFC 3339)",
                    "Write it as '2026-01-31T12:00:00Z'.", "6.1"},
    [FAULT_MEDIA_TYPE] = {"media-type", FAULT_ERROR, "'contentType' is a media type (RFC 2046)",
                          "Write it as 'application/json'.", "7.3"},
    [FAULT_LIMIT] = {"limit", FAULT_ERROR, "Nothing is larger than what can be read",
                     "Divide it, or take out what is repeated.", "limits of this program"},
    [FAULT_ID_REPEATED] = {"id-repeated", FAULT_ERROR, "An id identifies one thing",
                           "Give one of them another id.", "6.1, 7.0 to 9.0"},
    [FAULT_VERSION_ID] = {"version-id", FAULT_WARNING,
                          "A version has another id than the profile as a whole",
                          "Give the version an id of its own.", "6.1"},
    [FAULT_VERSION_REVISION] = {"version-revision", FAULT_ERROR,
                                "Each version but the first says which one it revised",
                                "Add 'wasRevisionOf' with the id of the version before.", "6.1"},
    [FAULT_IN_SCHEME] = {"in-scheme", FAULT_WARNING,
                         "'inScheme' is the id of a version of this profile",
                         "Set it to the id of the version that is described.", "7.1 to 9.0"},
    [FAULT_RELATED_CURRENT] = {"related-current", FAULT_ERROR,
                               "Only a deprecated concept has 'related'",
                               "Deprecate the concept, or use 'broader' or 'narrower'.", "7.1"},
    [FAULT_RELATION_OUTSIDE] = {"relation-outside", FAULT_WARNING,
                                "'broader', 'narrower' and 'related' name concepts of this profile",
                                "For other profiles' concepts use 'broadMatch', 'narrowMatch' or "
                                "'relatedMatch'.",
                                "7.1"},
    [FAULT_RELATION_KIND] = {"relation-kind", FAULT_ERROR,
                             "Related concepts are of the same type, and recommended ones of the "
                             "type recommended",
                             "Name a concept of that type.", "7.1, 7.2"},
    [FAULT_MATCH_INSIDE] = {"match-inside", FAULT_WARNING,
                            "'broadMatch', 'narrowMatch', 'relatedMatch' and 'exactMatch' name "
                            "concepts of other profiles or versions",
                            "For concepts of the same profile use 'broader' or 'narrower'.", "7.1"},
    [FAULT_SCHEMA_FORM] = {"schema-form", FAULT_ERROR,
                           "'inlineSchema' is a JSON Schema, written as a string",
                           "Correct the schema.", "7.2, 7.3"},
    [FAULT_RULE_IDLE] = {"rule-idle", FAULT_ERROR, "A rule has 'presence', 'any', 'all' or 'none'",
                         "Say what is asked of the values at its location, or take it out.", "8.1"},
    [FAULT_PATH_FORM] = {"path-form", FAULT_ERROR,
                         "A location or selector is a JSONPath without filters, scripts and slices",
                         "Correct the path.", "8.1"},
    [FAULT_PATH_ROOT] = {"path-root", FAULT_WARNING, "A JSONPath begins with '$'",
                         "Put '$.' before it; it is read as if it stood there.", "8.1"},
    [FAULT_REFERENCE_UNRESOLVED] =
        {"reference-unresolved", FAULT_WARNING,
         "What is referred to within this profile's own IRIs is in the profile",
         "Add what is meant, or correct the IRI.", "7.2, 8.0, 9.0"},
    [FAULT_REFERENCE_KIND] = {"reference-kind", FAULT_ERROR,
                              "A reference leads to a thing of the kind that is asked for",
                              "Name a thing of that kind.", "8.0, 9.0"},
    [FAULT_PATTERN_OPERATOR] = {"pattern-operator", FAULT_ERROR,
                                "A pattern has exactly one of 'alternates', 'optional', "
                                "'oneOrMore', 'sequence' and 'zeroOrMore'",
                                "Divide it into a pattern for each.", "9.0"},
    [FAULT_PATTERN_SINGLE] = {"pattern-single", FAULT_ERROR,
                              "'alternates' has two members at least; 'sequence' too, unless in a "
                              "primary pattern that is used nowhere else and has one template",
                              "Refer to the one member itself.", "9.0"},
    [FAULT_PATTERN_OPTIONAL] = {"pattern-optional", FAULT_ERROR,
                                "Nothing 'optional' or 'zeroOrMore' is directly in 'alternates'",
                                "Make the pattern of alternates itself optional, where it is used.",
                                "9.0"},
    [FAULT_PATTERN_CYCLE] = {"pattern-cycle", FAULT_ERROR, "No pattern contains itself",
                             "Use 'oneOrMore' or 'zeroOrMore' for what comes again.", "9.0"},
    [FAULT_PATTERN_DEPTH] = {"pattern-depth", FAULT_ERROR,
                             "Patterns are nested no deeper than they can be followed",
                             "Nest them less deeply.", "limits of this program"},
};

const struct fault *fault_of(enum fault_kind kind)
{
    return &FAULTS[kind];
}

const char *fault_severity_name(enum fault_severity severity)
{
    return severity == FAULT_ERROR ? "error" : "warning";
}

struct place place_member(const struct place *above, const char *key)
{
    return (struct place){.above = above, .key = key};
}

struct place place_element(const struct place *above, size_t index)
{
    return (struct place){.above = above, .index = index};
}

/* RFC 6901, 3: '~' and '/' within a key are written '~0' and '~1'. */
static void add_key(struct buffer *out, const char *key)
{
    for (; *key != '\0'; key++) {
        if (*key == '~' || *key == '/') {
            buffer_add_string(out, *key == '~' ? "~0" : "~1");
        } else {
            buffer_add_character(out, *key);
        }
    }
}

/* The chain leads upwards, so it is first laid down from the top. */
const char *place_pointer(const struct place *place, struct arena *arena)
{
    size_t depth = 0;
    for (const struct place *at = place; at != NULL; at = at->above) {
        depth++;
    }
    const struct place **chain = ARENA_ARRAY(arena, const struct place *, depth + 1);
    for (size_t i = depth; i-- > 0; place = place->above) {
        chain[i] = place;
    }
    AUTO(buffer_finish) struct buffer pointer = BUFFER_INIT(POINTER_MAX);
    for (size_t i = 0; i < depth; i++) {
        buffer_add_character(&pointer, '/');
        if (chain[i]->key != NULL) {
            add_key(&pointer, chain[i]->key);
        } else {
            buffer_add_number(&pointer, chain[i]->index, 1);
        }
    }
    return arena_copy(arena, buffer_text(&pointer));
}

void findings_add(struct findings *findings, struct arena *arena, enum fault_kind kind,
                  const struct place *place, const char *format, ...)
{
    const struct fault *fault = fault_of(kind);
    findings->errors += fault->severity == FAULT_ERROR ? 1 : 0;
    findings->warnings += fault->severity == FAULT_WARNING ? 1 : 0;
    if (findings->count == FINDINGS_KEPT_MAX) {
        return;
    }
    char message[MESSAGE_MAX];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    findings->items[findings->count++] =
        (struct finding){.fault = fault,
                         .place = place_pointer(place, arena),
                         .message = arena_copy_string(arena, message)};
}
