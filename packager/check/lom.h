/* SPDX-License-Identifier: Apache-2.0 */

/* What the families about learning object metadata share: the records of a package, in the manifest
 * or in files that it names. */
#ifndef CHECK_LOM_H
#define CHECK_LOM_H

#include "check/rule.h"

#include <stdbool.h>

struct xml_document;

#define LOM_ADL_PROFILE "SCORM 1.2 Content Aggregation Model, 2.2"

/* One record of metadata. */
struct lom_record {
    const xmlNode *lom;
    const xmlNode *owner;                /* what of the manifest it is about */
    const char *file;                    /* that it stands in */
    const struct xml_document *document; /* NULL unless it is a file of its own */
    struct lom_record *next;
};

/* All of a package, and files that are none. */
struct lom_records {
    struct lom_record *first;
    struct lom_record *last;
    struct lom_record *broken; /* whose lom is NULL */
    bool *is_known;            /* one a file of the package: many may name the same one */
};

/* For families: a struct lom_records in check->scratch. */
const void *lom_prepare(const struct check *check);

/* SCORM 1.2, whose binding is IMS's; else 2004, whose binding is IEEE's. */
bool lom_is_1_2(const struct check *check);

/* For the table of a family: `fault` is called for each record, and what it gives is told at the
 * element that it sets. NULL: nothing. */
struct lom_rule {
    const char *(*fault)(const struct check *check, const struct lom_record *record,
                         const xmlNode **element);
};
#define LOM_RULE(fault_)                                           \
    .look = lom_look_at_records, .about = &(const struct lom_rule) \
    {                                                              \
        fault_                                                     \
    }
void lom_look_at_records(const struct check *check, const struct check_rule *rule);

#endif
