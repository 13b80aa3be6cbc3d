/* SPDX-License-Identifier: Apache-2.0 */

/* What every rule is made of: the place of a value, tables of an object's properties, and the
 * sentence that tells a broken rule. */
#ifndef XAPI_RULE_H
#define XAPI_RULE_H

#include "base/error.h"
#include "xapi/version.h"

#include <jansson.h>
#include <stdbool.h>

/* Where a value stands. A chain on the stack, written out only when a rule is broken. */
struct place {
    const struct place *above; /* NULL: the outermost value */
    const char *key;           /* its name in the object above; NULL: an element of an array */
    size_t index;
    const char *clause; /* what prescribes it: "Data 2.4.6" */
};

struct place place_member(const struct place *above, const char *key, const char *clause);
struct place place_element(const struct place *above, size_t index);

/* Tells a broken rule: return BROKEN(place, error, "'%s' is not a UUID", value) says
 * "context.registration: 'abc' is not a UUID (xAPI Data 2.4.6)". A macro for FAIL()'s reason. */
#define BROKEN(place, error, ...) (rule_broken((place), (error), __VA_ARGS__), STATUS_INVALID)
PRINTF_LIKE(3, 4)
void rule_broken(const struct place *place, struct error *error, const char *format, ...);

/* A value for '%s': cut at a whole character to what a message has room for, with '?' for control
 * characters and for what is not UTF-8. */
struct shown {
    char text[100];
};
struct shown show(struct text text);

/* "a string", "an object", "null" ... */
const char *type_name(const json_t *value);

/* A rule about one value. Jansson iterates only over non-const objects; nothing is changed. */
typedef enum status (*value_check)(json_t *value, const struct place *place,
                                   enum xapi_version version, struct error *error);

enum need { OPTIONAL, REQUIRED };

/* One property an object may have. */
struct property {
    const char *name;
    const char *clause;
    value_check check;
    enum need need;
    enum xapi_version since; /* unknown in versions before this one */
};

/* All the properties an object may have: any other is refused (Data 2.2). */
struct shape {
    const char *name; /* "an Activity", for messages */
    const struct property *properties;
    size_t count; /* at most SHAPE_PROPERTIES_MAX */
};
enum { SHAPE_PROPERTIES_MAX = 32 };
#define SHAPE(name_, properties_)                            \
    {                                                        \
        .name = (name_), .properties = (properties_),        \
        .count = sizeof(properties_) / sizeof *(properties_) \
    }

/* INVALID unless `value` is an object with the required properties of `shape` and no unknown one,
 * each keeping its rule. */
MUST_CHECK enum status shape_check(json_t *value, const struct shape *shape,
                                   const struct place *place, enum xapi_version version,
                                   struct error *error);

/* INVALID unless `value` is an array whose elements all keep `check`. */
MUST_CHECK enum status array_check(json_t *value, value_check check, const struct place *place,
                                   enum xapi_version version, struct error *error);

/* INVALID unless `value` is the string `expected`: how objectType is checked. */
MUST_CHECK enum status constant_check(const json_t *value, const char *expected,
                                      const struct place *place, struct error *error);

/* The string's text; data is NULL if `value` is NULL or no string. */
struct text json_text(const json_t *value);

/* True if the member `key` of `object` is the string `expected`. */
bool member_is(const json_t *object, const char *key, const char *expected);

#endif
