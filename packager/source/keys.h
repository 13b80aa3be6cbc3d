/* SPDX-License-Identifier: Apache-2.0 */

/* JSON files of a course source, or of the same make: each object is checked against a table of its
 * keys, and each message says on which line the value stands. */
#ifndef SOURCE_KEYS_H
#define SOURCE_KEYS_H

#include "base/error.h"
#include "base/json.h"
#include "base/text.h"

#include <stdbool.h>

struct arena;

/* The file that a value stands in. */
struct json_file {
    const char *name; /* as messages begin with it */
    struct text text; /* borrowed; what places stand in is well-formed JSON */
    struct arena *arena;
    const char *manual;  /* where its keys are explained; NULL for content/README.md */
    bool tells_pointers; /* messages name the place behind the line: objects stand on one line */
};

/* One value of it. */
struct place {
    const struct json_file *file;
    json_t *json;        /* borrowed */
    const char *pointer; /* RFC 6901 */
};

enum key_type {
    KEY_LINE,          /* text of one line, not blank; min and max count characters */
    KEY_TEXT,          /* text, not blank; likewise */
    KEY_ID,            /* ^[a-z][a-z0-9-]{0,63}$ */
    KEY_NUMBER,        /* between min and max */
    KEY_INTEGER,       /* likewise, whole */
    KEY_SIGNED_NUMBER, /* between -max and max */
    KEY_BOOLEAN,
    KEY_ARRAY, /* min and max count elements */
    KEY_OBJECT,
};

/* One key of an object. */
struct key {
    const char *name;
    enum key_type type;
    bool is_required;
    size_t min;
    size_t max;
};

/* Reads the file's text. *out is owned by the caller. INVALID with "name:line: ...". */
MUST_CHECK enum status json_file_read(const struct json_file *file, json_t **out,
                                      struct error *error);

/* Checks that `object` is an object with exactly the keys of `keys` (and those required), each of
 * its type and within its bounds. After that the readers below cannot fail. */
MUST_CHECK enum status keys_check(const struct place *object, const struct key *keys, size_t count,
                                  struct error *error);
#define KEYS_CHECK(object, keys, error) \
    keys_check((object), (keys), sizeof(keys) / sizeof *(keys), (error))

/* The value of a key (`json` is NULL if absent), and the element of an array. */
struct place place_member(const struct place *object, const char *key);
struct place place_element(const struct place *array, size_t index);
size_t place_count(const struct place *array);

/* The text of a key, copied into the arena; NULL if absent. */
const char *place_text(const struct place *object, const char *key);

/* "name:line: message", or "name:line: /pointer: message", for faults that a table cannot tell. */
PRINTF_LIKE(3, 4)
MUST_CHECK enum status place_fail(const struct place *place, struct error *error,
                                  const char *format, ...);

bool id_is_valid(struct text id);

#endif
