/* SPDX-License-Identifier: Apache-2.0 */

/* JSON Schema draft-07 (json-schema.org/draft-07), which xAPI Profiles 1.0 asks for: schemas are
 * read, and values held against them. All of draft-07 is there but two things: other documents are
 * never fetched, so a '$ref' leads within its own document, and of the formats only those that
 * schema_format_is_known() names are checked. Schemas and values come from strangers: what either
 * costs is bounded by counts. */
#ifndef SCHEMA_SCHEMA_H
#define SCHEMA_SCHEMA_H

#include "base/arena.h"
#include "base/attributes.h"
#include "base/text.h"

#include <jansson.h>
#include <stdbool.h>

struct schema;

enum {
    SCHEMA_NODES_MAX = 10000,        /* schemas within a schema */
    SCHEMA_DEPTH_MAX = 64,           /* schemas one within the other, as they are written */
    SCHEMA_PATTERN_BYTES_MAX = 2000, /* of a regular expression */

    /* Of one validation: keywords tried, values compared, and steps of regular expressions. */
    SCHEMA_STEPS_MAX = 1000000,
    SCHEMA_FRAMES_MAX = 256,         /* schemas one within the other, as '$ref' leads to them */
    SCHEMA_SUBJECT_BYTES_MAX = 16384 /* of a string that is held against a regular expression */
};

enum schema_problem {
    SCHEMA_PROBLEM_FORM,    /* it breaks draft-07; the schema cannot be used */
    SCHEMA_PROBLEM_LIMIT,   /* it is over a limit; the schema cannot be used */
    SCHEMA_PROBLEM_IGNORED, /* it is not checked: unknown keywords and formats, other drafts */
};

/* Who is told of problems. `place` is a JSON pointer into the schema; both strings are borrowed
 * from the arena of schema_read(). */
struct schema_watch {
    void (*tell)(void *context, enum schema_problem problem, const char *place,
                 const char *message);
    void *context;

    /* How many bytes compiled regular expressions may still take, which one pattern of a few bytes
     * can fill with thousands; lowered by what is read. Over it: SCHEMA_PROBLEM_LIMIT. */
    size_t *pattern_room;
};

/* The schema in `json`, which is borrowed, as is the result from the arena; `json` must stay as it
 * is. NULL if it cannot be used: the watch has been told why, each time there is something to tell.
 */
const struct schema *schema_read(const json_t *json, struct arena *arena,
                                 const struct schema_watch *watch);

enum schema_outcome {
    SCHEMA_VALID,
    SCHEMA_INVALID,
    SCHEMA_UNDECIDED, /* it would take more steps or depth than there may be */
};

/* The first thing that is wrong with a value, or could not be decided. */
struct schema_breach {
    const char *place;   /* JSON pointer into the value */
    const char *keyword; /* "minLength"; "false" for the schema that nothing fits */
    const char *message; /* a sentence without full stop, with values from outside printable */
};

/* Holds `value` against the schema. *out is set unless SCHEMA_VALID, and is borrowed from the arena
 * and the schema. Threads may share a schema, each with an arena of its own. */
enum schema_outcome schema_validate(const struct schema *schema, const json_t *value,
                                    struct arena *arena, struct schema_breach *out);

/* Whether 'format' has an effect with this name: date-time, date, time, uri, iri, ipv4, ipv6,
 * json-pointer and regex. */
bool schema_format_is_known(const char *format);

#endif
