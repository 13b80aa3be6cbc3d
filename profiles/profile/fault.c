/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of faults. */
#include "profile/fault.h"

#include <stdarg.h>
#include <stdio.h>

enum { MESSAGE_MAX = 1024 };

static const struct fault FAULTS[FAULT_KINDS] = {
    [FAULT_CONTEXT] = {"context", FAULT_ERROR,
                       "'@context' is, or contains, the address of the "
                       "context that the specification gives",
                       "Without it, JSON-LD tools find no meaning in any of its properties.",
                       "Set it to that address.", "6.0, 7.4"},
    [FAULT_CONFORMS_TO] = {"conforms-to", FAULT_ERROR,
                           "'conformsTo' is the IRI of a version of the specification",
                           "It tells readers which rules the profile was written by.",
                           "Set it to 'https://w3id.org/xapi/profiles#1.0'.", "6.0"},
    [FAULT_MEMBER_MISSING] = {"member-missing", FAULT_ERROR, "Each required property is there",
                              "Programs and people that use the profile rely on it.",
                              "Add the property.", "6.0 to 9.0, tables of properties"},
    [FAULT_MEMBER_UNKNOWN] = {"member-unknown", FAULT_WARNING,
                              "A property that the specification does not describe there has an "
                              "absolute or compact IRI as its name",
                              "Nobody reads it, and what its author meant by it is lost.",
                              "Take it out, or correct its name.", "4.0"},
    [FAULT_MEMBER_MISPLACED] =
        {"member-misplaced", FAULT_ERROR,
         "A recommendation stands only on the kind of extension it is for",
         "There it recommends nothing, as nothing of that kind is in the statement's part.",
         "Activity extensions take 'recommendedActivityTypes', context and "
         "result extensions 'recommendedVerbs'.",
         "7.2"},
    [FAULT_MEMBER_DRAFT] =
        {"member-draft", FAULT_WARNING,
         "A property that only drafts of version 2.0 describe stands in a profile that conforms to "
         "them",
         "Readers of version 1.0 take it for unknown, and ask less than is meant.",
         "Take it out, or set 'conformsTo' to 'https://w3id.org/xapi/profiles#2.0'.",
         "drafts of 2.0"},
    [FAULT_MEMBERS_EXCLUSIVE] = {"members-exclusive", FAULT_ERROR,
                                 "Of two properties that exclude each other, one is there at most",
                                 "Readers could not tell which of them holds.",
                                 "Take one of them out.", "7.2, 7.3, 8.0"},
    [FAULT_VALUE_KIND] = {"value-kind", FAULT_ERROR,
                          "Each value is of the kind that its property asks for",
                          "It cannot be read, and what it should have said does not hold.",
                          "Write it as that kind.", "6.0 to 9.0, tables of properties"},
    [FAULT_VALUE_EMPTY] = {"value-empty", FAULT_ERROR,
                           "No value is an empty object, array or string, or null",
                           "It says nothing, and may have been forgotten.",
                           "Give it a value, or take the property out.", "4.0"},
    [FAULT_VALUE_UNKNOWN] = {"value-unknown", FAULT_ERROR,
                             "A word is one of those that its property takes",
                             "What else it could mean is not told anywhere.",
                             "Take one of the words that the message names.",
                             "6.0 to 9.0, tables of properties"},
    [FAULT_IRI_RELATIVE] =
        {"iri-relative", FAULT_ERROR, "Each identifier is an absolute IRI",
         "What has no absolute IRI cannot be named in statements or by other profiles.",
         "Write it with its scheme and host, without white space.", "4.0"},
    [FAULT_LANGUAGE_TAG] = {"language-tag", FAULT_ERROR,
                            "The keys of a language map are language tags (RFC 5646)",
                            "Nobody who asks for a language finds the text.",
                            "Take a tag such as 'en' or 'en-GB'.", "6.0 to 9.0, language maps"},
    [FAULT_TIME] = {"time", FAULT_WARNING, "'generatedAtTime' is a timestamp (RFC 3339)",
                    "Which version was current on a given day cannot be told.",
                    "Write it as '2026-01-31T12:00:00Z'.", "6.1"},
    [FAULT_MEDIA_TYPE] = {"media-type", FAULT_ERROR, "'contentType' is a media type (RFC 2046)",
                          "An LRS stores and answers documents under this type.",
                          "Write it as 'application/json'.", "7.3"},
    [FAULT_LIMIT] =
        {"limit", FAULT_ERROR, "Nothing is larger than what can be read",
         "Checking it against statements would take more time or memory than a server has.",
         "Divide it, or take out what is repeated.", "limits of this program"},
    [FAULT_ID_REPEATED] = {"id-repeated", FAULT_ERROR, "An id identifies one thing",
                           "Whoever refers to it cannot say which of them is meant.",
                           "Give one of them another id.", "6.1, 7.0 to 9.0"},
    [FAULT_VERSION_ID] = {"version-id", FAULT_WARNING,
                          "A version has another id than the profile as a whole",
                          "Statements that name it do not say which version they follow.",
                          "Give the version an id of its own.", "6.1"},
    [FAULT_VERSION_REVISION] = {"version-revision", FAULT_ERROR,
                                "Each version but the first says which one it revised",
                                "The history of the profile cannot be followed.",
                                "Add 'wasRevisionOf' with the id of the version before.", "6.1"},
    [FAULT_IN_SCHEME] = {"in-scheme", FAULT_WARNING,
                         "'inScheme' is the id of a version of this profile",
                         "Which version of the profile it belongs to cannot be told.",
                         "Set it to the id of the version that is described.", "7.1 to 9.0"},
    [FAULT_RELATED_CURRENT] = {"related-current", FAULT_ERROR,
                               "Only a deprecated concept has 'related'",
                               "'related' tells what to use in place of a deprecated concept.",
                               "Deprecate the concept, or use 'broader' or 'narrower'.", "7.1"},
    [FAULT_RELATION_OUTSIDE] = {"relation-outside", FAULT_WARNING,
                                "'broader', 'narrower' and 'related' name concepts of this profile",
                                "Its meaning could change without this profile's author knowing.",
                                "For other profiles' concepts use 'broadMatch', 'narrowMatch' or "
                                "'relatedMatch'.",
                                "7.1"},
    [FAULT_RELATION_KIND] =
        {"relation-kind", FAULT_ERROR,
         "Related concepts are of the same type, and recommended ones of the "
         "type recommended",
         "A verb cannot be used where an activity type is asked for, and so on.",
         "Name a concept of that type.", "7.1, 7.2"},
    [FAULT_MATCH_INSIDE] = {"match-inside", FAULT_WARNING,
                            "'broadMatch', 'narrowMatch', 'relatedMatch' and 'exactMatch' name "
                            "concepts of other profiles or versions",
                            "These relations promise less than those within one profile.",
                            "For concepts of the same profile use 'broader' or 'narrower'.", "7.1"},
    [FAULT_ACTIVITY] =
        {"activity", FAULT_ERROR,
         "'activityDefinition' is one that statements may have, but for its '@context'",
         "Statements with it would be refused by an LRS.", "Correct it.", "7.4"},
    [FAULT_SCHEMA_FORM] = {"schema-form", FAULT_ERROR,
                           "'inlineSchema' is a JSON Schema of draft-07",
                           "No value can be held against it.", "Correct the schema.", "7.2, 7.3"},
    [FAULT_SCHEMA_IGNORED] =
        {"schema-ignored", FAULT_WARNING,
         "All of a schema is of draft-07, within its own document, and can be checked",
         "What it asks there is not asked of any value; a keyword may be misspelt.",
         "Correct the keyword, or write what it asks with those of draft-07.", "7.2, 7.3"},
    [FAULT_SCHEMA_OBJECT] =
        {"schema-object", FAULT_WARNING, "'inlineSchema' is a string",
         "JSON-LD would take a schema's own keywords for properties of the profile.",
         "Write the schema as a string.", "7.2, 7.3"},
    [FAULT_RULE_IDLE] = {"rule-idle", FAULT_ERROR, "A rule has 'presence', 'any', 'all' or 'none'",
                         "Each statement follows it, so it may have lost what it should ask.",
                         "Say what is asked of the values at its location, or take it out.", "8.1"},
    [FAULT_PATH_FORM] = {"path-form", FAULT_ERROR,
                         "A location or selector is a JSONPath without filters, scripts and slices",
                         "The rule cannot be applied, and is left out.", "Correct the path.",
                         "8.1"},
    [FAULT_PATH_ROOT] = {"path-root", FAULT_WARNING, "A JSONPath begins with '$'",
                         "Strict readers of JSONPath refuse it.",
                         "Put '$.' before it; it is read as if it stood there.", "8.1"},
    [FAULT_PATH_EXTENSIONS] =
        {"path-extensions", FAULT_WARNING, "In a JSONPath, an IRI stands below 'extensions'",
         "Statements have IRIs as keys nowhere else, so nothing would be found.",
         "Put '.extensions' before it; it is read as if it stood there.", "8.1"},
    [FAULT_PATH_KIND] = {"path-kind", FAULT_WARNING,
                         "A JSONPath leads to an extension where extensions of its type stand",
                         "Who follows the concept puts it elsewhere in the statement, where the "
                         "rule does not look.",
                         "Correct the path, or the concept's type.", "7.2, 8.1"},
    [FAULT_REFERENCE_UNRESOLVED] =
        {"reference-unresolved", FAULT_WARNING,
         "What is referred to within this profile's own IRIs is in the profile",
         "No statement can be recognised by it; often one of the two is misspelt.",
         "Add what is meant, or correct the IRI.", "7.2, 8.0, 9.0"},
    [FAULT_REFERENCE_NEAR] = {"reference-near", FAULT_WARNING,
                              "A concept is named by the IRI that the profile gives it",
                              "Statements with the concept's IRI do not match, and those with the "
                              "other one have a meaning that nobody defines.",
                              "Take the concept's IRI, or give the concept this one.",
                              "7.1, 8.0, 8.1"},
    [FAULT_REFERENCE_KIND] =
        {"reference-kind", FAULT_ERROR,
         "A reference leads to a thing of the kind that is asked for",
         "It is left out, so the pattern or template asks less than it was meant to.",
         "Name a thing of that kind.", "8.0, 9.0"},
    [FAULT_PATTERN_OPERATOR] =
        {"pattern-operator", FAULT_ERROR,
         "A pattern has exactly one of 'alternates', 'optional', "
         "'oneOrMore', 'sequence' and 'zeroOrMore'",
         "How its members follow each other is not told; the pattern is left out.",
         "Divide it into a pattern for each.", "9.0"},
    [FAULT_PATTERN_SINGLE] = {"pattern-single", FAULT_ERROR,
                              "'alternates' has two members at least; 'sequence' too, unless in a "
                              "primary pattern that is used nowhere else and has one template",
                              "It asks nothing more than its one member does.",
                              "Refer to the one member itself.", "9.0"},
    [FAULT_PATTERN_OPTIONAL] = {"pattern-optional", FAULT_ERROR,
                                "Nothing 'optional' or 'zeroOrMore' is directly in 'alternates'",
                                "It always matches, so the alternates behind it are never tried.",
                                "Make the pattern of alternates itself optional, where it is used.",
                                "9.0"},
    [FAULT_PATTERN_CYCLE] = {"pattern-cycle", FAULT_ERROR, "No pattern contains itself",
                             "No sequence of statements that ends could match it.",
                             "Use 'oneOrMore' or 'zeroOrMore' for what comes again.", "9.0"},
    [FAULT_PATTERN_DEPTH] = {"pattern-depth", FAULT_ERROR,
                             "Patterns are nested no deeper than they can be followed",
                             "Following it would take more time or memory than a server has.",
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

void findings_add(struct findings *findings, struct arena *arena, enum fault_kind kind,
                  const struct json_place *place, const char *format, ...)
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
                         .place = json_place_pointer(place, arena),
                         .message = arena_copy_string(arena, message)};
}

/* Few enough to be put in place one by one. */
void findings_sort(struct findings *findings)
{
    for (size_t i = 1; i < findings->count; i++) {
        const struct finding finding = findings->items[i];
        size_t at = i;
        for (; at > 0 && findings->items[at - 1].line > finding.line; at--) {
            findings->items[at] = findings->items[at - 1];
        }
        findings->items[at] = finding;
    }
}
