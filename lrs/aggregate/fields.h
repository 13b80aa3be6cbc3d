/* SPDX-License-Identifier: Apache-2.0 */

/* What can be asked about: THE tables of sources and of their fields. */
#ifndef AGGREGATE_FIELDS_H
#define AGGREGATE_FIELDS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "xapi/statement.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum field_type { FIELD_TEXT, FIELD_NUMBER, FIELD_TIME, FIELD_FLAG };

/* What a row says of a field. */
struct aggregate_value {
    bool is_known;
    struct text text; /* FIELD_TEXT */
    double number;    /* FIELD_NUMBER, FIELD_FLAG (0 or 1) */
    int64_t us;       /* FIELD_TIME */
};

/* What the roster and the ODS data tell of a row's human at the row's time. */
enum person_attribute {
    PERSON_NOTHING,
    PERSON_HUMAN, /* one for all accounts of a human */
    PERSON_ORGANISATION,
    PERSON_SUCCESSOR,
    PERSON_ICB,
    PERSON_REGION,
    PERSON_PROFESSION,
    PERSON_STAFF_GROUP,
    PERSON_BAND,
    PERSON_SITE,
};

/* A statement that is read. */
struct statement_facts {
    const json_t *json;
    struct text authority;
    int64_t timestamp_us;
    int64_t stored_us;
    struct arena *arena;
};

struct stored_statement;

/* Reads a stored statement into *out, which borrows from it and from `arena`. */
MUST_CHECK enum status statement_facts_read(const struct stored_statement *statement,
                                            struct arena *arena, struct statement_facts *out,
                                            struct error *error);

struct aggregate_source {
    const char *name;
    const char *help;
    const char *view;         /* NULL: statements themselves */
    const char *said;         /* its column of the organisation that statements say; NULL: none */
    const char *default_time; /* the field whose time a row has; NULL: rows are of now */
    bool is_of_now;           /* rows are spans from_at to to_at, of which those of now count */
};

struct aggregate_field {
    const char *name;
    const char *help;
    const char *source; /* NULL: all sources */
    enum field_type type;
    const char *column; /* of the source's view */
    void (*read)(const struct statement_facts *facts, struct aggregate_value *out);
    enum person_attribute attribute;
    enum term_kind term;  /* by which statements are found; 0: none */
    bool is_of_one_human; /* names a human: only for those who may see whom */
};

/* Both end with a row whose name is NULL. */
extern const struct aggregate_source aggregate_sources[];
extern const struct aggregate_field aggregate_fields[];

/* NULL if there is none. */
const struct aggregate_source *aggregate_source_find(struct text name);
const struct aggregate_field *aggregate_field_find(const struct aggregate_source *source,
                                                   struct text name);

#endif
