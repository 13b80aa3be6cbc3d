/* SPDX-License-Identifier: Apache-2.0 */

/* Reading the properties of one object into a struct, by a table: what every part of a profile is
 * read with. */
#ifndef PROFILE_VALUES_H
#define PROFILE_VALUES_H

#include "profile/profile.h"

/* What there is left, for inline schemas above all, of what a profile may take. */
struct profile_room {
    size_t values;      /* of PROFILE_VALUES_MAX */
    size_t expressions; /* of PROFILE_EXPRESSIONS_MAX */
};

/* What all functions that read need. */
struct profile_reader {
    struct arena *arena;
    struct findings *findings;
    bool is_draft; /* the profile says that it conforms to 2.0 */
    struct profile_room *room;
};

/* How a value is checked, and what the struct has at the row's offset for it. */
enum value_kind {
    VALUE_TEXT,    /* const char * */
    VALUE_IRI,     /* const char *, absolute */
    VALUE_IRIS,    /* struct iri_list: those that are absolute */
    VALUE_MAP,     /* const json_t *, a language map */
    VALUE_BOOLEAN, /* bool */
    VALUE_OBJECT,  /* const json_t * */
    VALUE_ARRAY,   /* const json_t *, not longer than PROFILE_MEMBERS_MAX */
    VALUE_PARTS,   /* const json_t *, an array not longer than PROFILE_PARTS_MAX */
    VALUE_ANY,     /* const json_t * */
};

enum need {
    OPTIONAL,
    REQUIRED,
    DRAFT, /* optional, and described by drafts of 2.0 alone */
};

struct member {
    const char *name;
    enum value_kind kind;
    enum need need;
    size_t offset; /* in the struct that is filled */
};

/* Ends a table of members. */
#define MEMBERS_END  \
    {                \
        .name = NULL \
    }

/* Sets the members of *out that `object` has, and leaves alone those it has not or whose value is
 * not of their kind, which is told. Values that are empty are taken for missing, and told once, by
 * values_check(). */
void members_read(const struct profile_reader *reader, const json_t *object,
                  const struct json_place *place, const struct member *members, void *out);

/* `value` if it is an object; NULL, which is told, if not. */
const json_t *object_expect(const struct profile_reader *reader, const json_t *value,
                            const struct json_place *place);

/* Which of `words`, ended by NULL, `word` is; their number if it is none, which is told as a fault
 * of the member `key`. */
size_t word_read(const struct profile_reader *reader, const char *word, const char *const *words,
                 const struct json_place *place, const char *key);

/* How many values well-formed JSON has, told by brackets and commas; of other text, something no
 * larger than its length. */
size_t values_count(struct text text);

/* Tells each empty value (4.0) at and below `value`. INVALID: more brackets within each other than
 * PROFILE_JSON_DEPTH_MAX. */
MUST_CHECK enum status values_check(const struct profile_reader *reader, const json_t *value,
                                    const struct json_place *place, size_t depth,
                                    struct error *error);

/* FAULT_CONTEXT unless `value` is the string `address` or an array that holds it. */
void context_expect(const struct profile_reader *reader, const json_t *value, const char *address,
                    const struct json_place *place);

/* Adds a finding at the member `key` of `place`, or with NULL at `place` itself. */
PRINTF_LIKE(5, 6)
void tell(const struct profile_reader *reader, enum fault_kind kind, const struct json_place *place,
          const char *key, const char *format, ...);

/* A value from the profile, fit for a message; empty when no more messages are kept, so that a
 * profile of nothing but faults costs little. */
const char *shown(const struct profile_reader *reader, const char *value);

#endif
