/* SPDX-License-Identifier: Apache-2.0 */

/* An xAPI Profile as a model, read from its JSON-LD: concepts, statement templates and patterns,
 * with what refers to what resolved. By xAPI Profiles 1.0, part two (github.com/adlnet/
 * xapi-profiles); the numbers in comments are its clauses. */
#ifndef PROFILE_PROFILE_H
#define PROFILE_PROFILE_H

#include "base/json.h"
#include "profile/fault.h"
#include "profile/json_path.h"
#include "schema/schema.h"

#include <stdbool.h>
#include <stddef.h>

/* Over one of these nothing is read further than there; all of it is told. */
enum {
    PROFILE_BYTES_MAX = 4 << 20, /* twenty times the largest published one */
    PROFILE_VALUES_MAX = 500000, /* of JSON, those of inline schemas too: each takes memory */
    PROFILE_JSON_DEPTH_MAX = 64, /* brackets within brackets */
    PROFILE_PARTS_MAX = 50000,   /* of concepts; of templates; of patterns */
    PROFILE_MEMBERS_MAX = 10000, /* of one list of IRIs, such as alternates; rules of a template */
    PROFILE_NESTING_MAX = 64,    /* patterns within patterns */

    /* Bytes that the regular expressions of all inline schemas may take when compiled. */
    PROFILE_EXPRESSIONS_MAX = 8 << 20,
};

struct iri_list {
    const char **items;
    size_t count;
};

/* What concepts, templates and patterns have in common. NULL: it is not given. */
struct profile_part {
    const char *id;        /* never NULL: parts without a usable id are left out */
    const char *in_scheme; /* the version that describes it */
    const json_t *labels;  /* prefLabel and definition: language maps */
    const json_t *definitions;
    bool is_deprecated;
    size_t index; /* its place in the profile's array */
};

enum concept_kind {
    CONCEPT_VERB,
    CONCEPT_ACTIVITY_TYPE,
    CONCEPT_ATTACHMENT_USAGE_TYPE,
    CONCEPT_CONTEXT_EXTENSION,
    CONCEPT_RESULT_EXTENSION,
    CONCEPT_ACTIVITY_EXTENSION,
    CONCEPT_STATE_RESOURCE,
    CONCEPT_AGENT_PROFILE_RESOURCE,
    CONCEPT_ACTIVITY_PROFILE_RESOURCE,
    CONCEPT_ACTIVITY,
    CONCEPT_KINDS
};

/* 7.0. Only members that its kind has are set. */
struct profile_concept {
    struct profile_part part;
    enum concept_kind kind;
    struct iri_list broader, narrower, related; /* of this profile (7.1) */
    struct iri_list broad_match, narrow_match, related_match, exact_match; /* of others */
    struct iri_list recommended_activity_types, recommended_verbs;         /* of extensions (7.2) */
    const char *context;                                                   /* of JSON-LD */
    const char *schema_address;   /* 'schema': where a JSON Schema can be had */
    const json_t *inline_schema;  /* 'inlineSchema', a string or an object */
    const char *schema_text;      /* the string */
    const json_t *schema;         /* the same, read; NULL if it is no schema */
    const struct schema *checker; /* what values are held against; NULL if it cannot be used */
    const char *content_type;     /* of document resources (7.3) */
    const json_t *activity;       /* 'activityDefinition' of canonical activities (7.4) */
};

enum rule_presence { PRESENCE_ANY, PRESENCE_INCLUDED, PRESENCE_EXCLUDED, PRESENCE_RECOMMENDED };

/* 8.1. */
struct template_rule {
    struct json_path location;
    struct json_path selector; /* without branches if there is none */
    const char *location_text; /* as they are written */
    const char *selector_text; /* NULL if there is none */
    enum rule_presence presence;
    const json_t *any, *all, *none; /* arrays, or NULL */
    size_t index;                   /* its place in the template's array */
    const json_t *scope_notes;      /* a language map, or NULL */
};

/* 8.0. The determining properties come first. */
struct profile_template {
    struct profile_part part;
    const char *verb;
    const char *object_activity_type;
    struct iri_list grouping_types, parent_types, other_types, category_types;
    struct iri_list attachment_usage_types;
    struct iri_list object_references, context_references; /* templates */

    /* What drafts of 2.0 add to the determining properties. */
    struct iri_list home_pages; /* of accounts */
    struct iri_list definition_extensions, result_extensions, context_extensions;
    struct iri_list agent_types, group_types; /* of contextAgents and contextGroups */
    struct template_rule *rules;              /* those that could be read; in the profile's order */
    size_t rule_count;
};

enum pattern_kind {
    PATTERN_ALTERNATES,
    PATTERN_OPTIONAL,
    PATTERN_ONE_OR_MORE,
    PATTERN_SEQUENCE,
    PATTERN_ZERO_OR_MORE,
    PATTERN_KINDS
};

/* Both NULL: it is another profile's, or not to be had. */
struct pattern_member {
    const char *iri;
    const struct profile_template *template;
    const struct profile_pattern *pattern;
};

/* 9.0. */
struct profile_pattern {
    struct profile_part part;
    bool is_primary;
    enum pattern_kind kind;
    struct pattern_member *members; /* in their order; one unless alternates or sequence */
    size_t member_count;
    size_t depth; /* patterns below it, one within the other; 0: templates alone */
};

/* 6.1. */
struct profile_version {
    const char *id;
    const char *generated_at;
    struct iri_list was_revision_of;
};

struct profile {
    const char *id; /* NULL only with an error found */
    const char *conforms_to;
    const char *xapi_version; /* which xAPI its statements are of; drafts of 2.0 */
    const json_t *labels;
    const json_t *definitions;
    struct profile_version *versions;
    size_t version_count;
    struct profile_concept *concepts;
    size_t concept_count;
    struct profile_template *templates;
    size_t template_count;
    struct profile_pattern *patterns;
    size_t pattern_count;
};

/* Reads the profile in `text`, which is called `name` in messages. INVALID: it is not JSON, or no
 * object, or brackets are too deep; TOO_LARGE: over PROFILE_BYTES_MAX or PROFILE_VALUES_MAX. All
 * else that is wrong goes into *findings, by line, and is no failure: *out then holds what could be
 * understood. A pattern's member that would close a cycle, or lead more than PROFILE_NESTING_MAX
 * deep, has no `pattern`, so whoever follows members comes to an end. Takes time and memory in
 * proportion to the text, sorting of ids aside. *out, and what findings say, is borrowed from the
 * arena; `text` may go. */
MUST_CHECK enum status profile_read(struct text text, const char *name, struct arena *arena,
                                    struct profile *out, struct findings *findings,
                                    struct error *error);

/* The version that was made last, by the time that it tells (generatedAtTime); the first of those
 * that tell none, or the same. NULL: there is none. */
const struct profile_version *profile_latest(const struct profile *profile);

/* "Verb", "ContextExtension", … as profiles write it. */
const char *concept_kind_name(enum concept_kind kind);

#endif
