/* SPDX-License-Identifier: Apache-2.0 */

/* A schema as it is held in memory, and what the checks of keywords need: for the files of this
 * folder only. */
#ifndef SCHEMA_NODE_H
#define SCHEMA_NODE_H

#include "base/json.h"
#include "base/json_place.h"
#include "schema/pattern.h"
#include "schema/schema.h"

#include <stddef.h>

struct schema_use;
struct schema_run;

/* What a keyword's value must be (draft-07 validation, 6; core, 8 and 9). */
enum schema_shape {
    SHAPE_ANY,
    SHAPE_TEXT,
    SHAPE_BOOLEAN,
    SHAPE_NUMBER,
    SHAPE_POSITIVE, /* a number above 0 */
    SHAPE_COUNT,    /* a whole number from 0 */
    SHAPE_ARRAY,    /* of anything */
    SHAPE_TEXTS,    /* an array of different strings */
    SHAPE_TYPES,    /* the name of a type, or an array of different ones */
    SHAPE_PATTERN,  /* a regular expression */
    SHAPE_SCHEMA,
    SHAPE_SCHEMAS,      /* an array of at least one schema */
    SHAPE_ITEMS,        /* a schema, or an array of schemas */
    SHAPE_MAP,          /* an object of schemas */
    SHAPE_PATTERNS,     /* an object of schemas, whose names are regular expressions */
    SHAPE_DEPENDENCIES, /* an object of schemas and arrays of strings */
    SHAPE_REFERENCE,    /* a URI reference to a schema */
};

/* A set of JSON's types. */
enum { ON_OBJECT = 1, ON_ARRAY = 2, ON_STRING = 4, ON_NUMBER = 8, ON_ANY = 127 };

/* One row of THE table. */
struct schema_keyword {
    const char *name;
    enum schema_shape shape;
    unsigned applies; /* to which types of values; 0: to none, it is only a note */

    /* Whether `value`, which is of one of those types, keeps to it; if not, the run knows why. */
    bool (*holds)(struct schema_run *run, const struct schema_use *use, const json_t *value,
                  const struct json_place *place);
};

/* A keyword in a schema. */
struct schema_use {
    const struct schema_keyword *keyword;
    const struct schema_node *node; /* the schema it is in */
    const json_t *value;
    size_t count;                     /* of each of the three below that is not NULL */
    const struct schema_node **nodes; /* the schemas that it has, in its order; of `dependencies`
                                         NULL where there is none */
    const char **names;               /* of its members, if its value is an object */
    struct schema_pattern **patterns; /* of SHAPE_PATTERN and SHAPE_PATTERNS */
};

/* One schema. `true` and `false` have no uses. */
struct schema_node {
    const json_t *json;
    const char *base; /* the URI that references in it are relative to; "" if there is none */
    struct schema_use *uses;
    size_t use_count;
};

struct schema {
    const struct schema_node *root;
};

/* THE table, ended by a row without name. */
extern const struct schema_keyword schema_keywords[];

/* The row with that name; NULL: draft-07 has no such keyword. */
const struct schema_keyword *schema_keyword_find(const char *name);

/* The use of keyword `name` in the same schema; NULL: there is none. */
const struct schema_use *schema_use_beside(const struct schema_use *use, const char *name);

/* The state of one validation. */
struct schema_run {
    struct arena *arena;
    struct schema_breach *breach;
    struct pattern_run *patterns;
    size_t steps_left;
    size_t frames;
    unsigned quiet; /* above 0, what is broken is no breach yet: within 'not', 'anyOf' … */
    bool is_undecided;
};

/* Whether the value keeps to the schema. */
bool schema_node_holds(struct schema_run *run, const struct schema_node *node, const json_t *value,
                       const struct json_place *place);

/* The same where the value may as well not. */
bool schema_node_holds_quietly(struct schema_run *run, const struct schema_node *node,
                               const json_t *value, const struct json_place *place);

/* False when the steps are used up: the run is undecided then, and all checks may as well end. */
bool schema_run_step(struct schema_run *run, size_t steps, const struct schema_use *use,
                     const struct json_place *place);

/* Notes what is broken, if it is the first; always false. */
PRINTF_LIKE(4, 5)
bool schema_run_break(struct schema_run *run, const struct schema_use *use,
                      const struct json_place *place, const char *format, ...);

/* The same for what cannot be decided, which ends the validation. */
PRINTF_LIKE(4, 5)
bool schema_run_give_up(struct schema_run *run, const struct schema_use *use,
                        const struct json_place *place, const char *format, ...);

/* `value` as it may stand in a message. */
const char *schema_shown(struct schema_run *run, const json_t *value);

/* Whether two values are equal (draft-07 core, 4.2.3): 1 is 1.0, and the order of members does not
 * count. Takes steps of the run. */
bool schema_values_equal(struct schema_run *run, const struct schema_use *use, const json_t *left,
                         const json_t *right, const struct json_place *place);

/* An integer, or a real without fraction: draft-07 makes no difference. */
bool schema_number_is_whole(const json_t *number);

/* Negative, 0 or positive as with strcmp(). */
int schema_numbers_compare(const json_t *left, const json_t *right);

/* Whether `text` is of the format; true for formats that are not known. */
bool schema_format_fits(const char *format, struct text text);

/* The type of a value as a set of one, and its name. */
unsigned schema_type_of(const json_t *value);
const char *schema_type_name(const json_t *value);
bool schema_type_is(const json_t *value, const char *name);

#endif
