/* SPDX-License-Identifier: Apache-2.0 */

/* A rule as its file tells it: requests, and what must come back. The format is in
 * conformance-tests/xapi/README.md. */
#ifndef CONFORM_RULE_H
#define CONFORM_RULE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

/* Limits of a rule file; what goes beyond is an error with its line. */
enum {
    RULE_SIZE_MAX = 65536,
    RULE_REQUESTS_MAX = 64,
    RULE_ITEMS_MAX = 512,
    RULE_AT_ONCE_MAX = 32,
};

enum { VERSION_1_0_3 = 1, VERSION_2_0_0 = 2, VERSION_BOTH = 3 };

/* What a line below a request says. */
enum item_kind {
    ITEM_QUERY,       /* name, value */
    ITEM_HEADER,      /* name, value */
    ITEM_WITHOUT,     /* name */
    ITEM_BODY,        /* value */
    ITEM_BYTES,       /* value, with escapes */
    ITEM_FORM,        /* name, value */
    ITEM_PART,        /* value: the content of a part of a multipart body */
    ITEM_PART_HEADER, /* name, value: of the part before it */
    ITEM_SET,         /* name (a place), value (JSON) */
    ITEM_REMOVE,      /* name (a place) */
    ITEM_EACH,        /* name, value: one value a line */
    ITEM_AT_ONCE,     /* value: a number */
    ITEM_NAME,        /* name */
    ITEM_CAPTURE,     /* name, subject, place */
    ITEM_EXPECT,      /* subject, place, check, value */
};

enum subject { SUBJECT_STATUS, SUBJECT_HEADER, SUBJECT_JSON, SUBJECT_BODY, SUBJECT_TALLY };

struct check; /* checks.h */

/* One line, continuation lines included. All texts are the arena's; those that a kind has no use
 * for are NULL. */
struct item {
    unsigned line;
    enum item_kind kind;
    enum subject subject;
    const char *name;
    const char *place;
    const char *value;
    const struct check *check;
    struct item *next;
};

struct request {
    unsigned line;
    const char *method;
    const char *target; /* "/statements?...": as written, placeholders unexpanded */
    struct item *items;
    struct request *next;
};

/* A name with the text that stands for it; see values.h. */
struct define {
    const char *name;
    const char *value;
    struct define *next;
};

struct rule {
    const char *id;     /* "statements/put-without-id" */
    const char *clause; /* "Communication 2.1.1: ..." */
    const char *corner; /* a number of the list of hard corners; NULL for none */
    const char *level;  /* must, should or beyond */
    const char *faults; /* names, separated by spaces; "" for none */
    unsigned versions;  /* VERSION_... */
    struct define *defines;
    struct request *requests; /* NULL in a file of defines */
};

/* Reads a rule; `id` is copied. INVALID with "id:LINE: reason". All that is read lives in `arena`.
 */
MUST_CHECK enum status rule_read(struct text text, const char *id, struct arena *arena,
                                 struct rule **out, struct error *error);

/* Reads a file of `define` lines only, which all rules may use. */
MUST_CHECK enum status rule_read_defines(struct text text, const char *id, struct arena *arena,
                                         struct define **out, struct error *error);

/* The first item of a kind; NULL if there is none. */
const struct item *request_item(const struct request *request, enum item_kind kind);

#endif
