/* SPDX-License-Identifier: Apache-2.0 */

/* The contract of rules and of the families that they stand in; and THE table of families. A rule
 * is one row of its family's file; a family is one file and one row of families.c. */
#ifndef CHECK_RULE_H
#define CHECK_RULE_H

#include "base/attributes.h"
#include "base/error.h"
#include "base/text.h"

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;
struct check_run;
struct html_document;
struct opened;
struct opened_file;
struct opened_structure;
struct script_memory;
struct target;

enum check_severity {
    CHECK_NOTE,    /* worth knowing */
    CHECK_WARNING, /* some LMS, or some learner, will have trouble */
    CHECK_ERROR,   /* it will not import, not play or not track */
};
enum { CHECK_SEVERITIES = CHECK_ERROR + 1 };

/* What a rule looks at. All of it is borrowed. */
struct check {
    const struct opened *opened;              /* the package */
    const struct opened_structure *structure; /* of the family's format; NULL if it has none */
    struct opened_file *file;                 /* the one asked about; NULL unless `wants` is set */
    const struct target *lms;                 /* the LMS it is for; NULL: none in particular */
    const void *prepared;                     /* by the family; NULL unless `prepare` is set */
    struct arena *arena;                      /* for what is said; lives as long as the findings */
    struct arena *scratch;                    /* until the family is done with package or file */
    struct script_memory *scripts;            /* what scripts of this run were found to do */
    struct check_run *run;
};

struct check_rule {
    const char *id; /* never changed or used again for something else: people suppress by it */
    enum check_severity severity;
    const char *title;  /* what must be so, as a sentence without full stop */
    const char *why;    /* what goes wrong otherwise, as a sentence, like the next */
    const char *remedy; /* what to do */
    const char *source; /* clause or address where the rule comes from */

    /* Tells each breach by check_found(). NULL for what is told by check_source_fault(). */
    void (*look)(const struct check *check, const struct check_rule *rule);
    const void *about; /* what `look` is to look for, in a shape that the two agree on */
};

struct check_family {
    const char *name;  /* one word */
    const char *title; /* of its rules, for people */

    /* Only for packages of one of the formats of these names (opened/structure.h), of which a
     * package is of one at most; ends with NULL. NULL: for all. */
    const char *const *formats;

    /* If set, the family is about single files: its rules are asked about each file that this says
     * yes to, with check->file set. */
    bool (*wants)(const struct opened_file *file);

    /* If set, makes what all rules of the family need, in check->scratch, before they are asked;
     * NULL if there is nothing to ask them about. */
    const void *(*prepare)(const struct check *check);

    const struct check_rule *rules; /* ends with a row whose id is NULL */
};

/* All of them, in the order of being asked; the row behind the last is NULL. */
extern const struct check_family *const CHECK_FAMILIES[];

/* The rule of that id; NULL if there is none. */
const struct check_rule *check_rule_find(const char *id);

/* All rules of all families as one list: the rule at a place, NULL behind the last, and the place
 * of a rule. */
const struct check_rule *check_rule_at(size_t order);
size_t check_rule_order(const struct check_rule *rule);

/* "error", "warning", "note". */
const char *check_severity_name(enum check_severity severity);

/* Where a breach is. */
struct check_place {
    const char *file;    /* below the package's root; NULL: the package as a whole */
    size_t line;         /* 0: none */
    const char *element; /* NULL: none */
};

/* The place of an element of check->structure's manifest, and of a line of check->file. */
struct check_place check_place_of(const struct check *check, const xmlNode *element);
struct check_place check_line(const struct check *check, size_t line);

/* For rules: tells a breach, in a sentence without full stop that says what and which, beginning
 * small. Values must have gone through check_show(). All of it is copied, if it is kept at all:
 * what is only there to be told belongs into check->scratch. */
PRINTF_LIKE(4, 5)
void check_found(const struct check *check, const struct check_rule *rule, struct check_place place,
                 const char *format, ...);

/* A value from the package, fit for a message; lives in check->scratch. */
const char *check_show(const struct check *check, const char *value);

/* For rules: the whole text of check->file, with a NUL behind it, read once for all rules about the
 * file. False if it cannot be had, which is told by other rules. */
bool check_text(const struct check *check, struct text *out);

/* For rules: check->file as HTML, read once for all families, whatever it is. NULL if its text
 * cannot be had. */
const struct html_document *check_html(const struct check *check);

/* For rules: something else than the package kept them from looking, such as a disk. The check then
 * fails as a whole. Ignores all kinds of failure but UNAVAILABLE and INTERNAL. */
void check_failed(const struct check *check, const struct error *error);

#endif
