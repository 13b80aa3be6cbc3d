/* SPDX-License-Identifier: Apache-2.0 */

/* The kinds of files that NHS ODS gives out, and what a row of each tells. */
#ifndef PEOPLE_LAYOUTS_H
#define PEOPLE_LAYOUTS_H

#include "base/csv.h"
#include "people/problems.h"
#include "store/organisations.h"

/* What a layout is made of; each row of a file may tell some of it. */
enum ods_field {
    ODS_CODE,
    ODS_NAME,
    ODS_FROM, /* of the organisation, the link or the role */
    ODS_TO,
    ODS_LEGAL_FROM, /* where ODS_FROM is empty */
    ODS_LEGAL_TO,
    ODS_RELATION, /* RE6 ... */
    ODS_ROLE,     /* RO318 ... */
    ODS_TARGET,
    ODS_KIND, /* of a succession */
    ODS_REGION,
    ODS_ICB,
    ODS_PARENT,
    ODS_PARENT_FROM,
    ODS_PARENT_TO,
    ODS_FIELDS,
};

struct ods_row {
    size_t line;
    struct text fields[ODS_FIELDS]; /* trimmed; empty: not told */
    struct problems *problems;
};

/* Where a row's facts go. */
struct ods_sink {
    enum status (*add_organisation)(void *context, const struct stored_organisation *organisation,
                                    struct error *error);
    enum status (*add_link)(void *context, const struct organisation_link *link,
                            struct error *error);
    void *context;
};

struct ods_layout {
    const char *name; /* stored: the file that was imported last of it */
    const char *help;
    /* Names of the file's columns, for each field that it has: "A|B", any of them. A file without a
     * first line of names has NULL, and `positions`. */
    const char *names[ODS_FIELDS];
    size_t needed[ODS_FIELDS];    /* ended by ODS_FIELDS: without these it is another layout */
    size_t columns;               /* of a file without names; 0: it has names */
    size_t positions[ODS_FIELDS]; /* from 1; 0: it has not */
    /* How the relations begin that this layout tells: the next file replaces them. Ended by NULL.
     */
    const char *relations[4];
    bool is_partial; /* a file tells of its own organisations only, and replaces no others' */
    /* Tells what the row says, or puts what is wrong with it into its problems. */
    enum status (*tell)(const struct ods_row *row, const struct ods_sink *sink,
                        struct error *error);
};

/* Ended by a row without name; the first that fits is taken. */
extern const struct ods_layout ods_layouts[];

/* The layout of a file that begins with this row; NULL: none. */
const struct ods_layout *ods_layout_find(const struct csv_row *first);

/* Where the layout's fields are in a file that begins with `first`: positions from 1, 0 for none.
 */
void ods_layout_place(const struct ods_layout *layout, const struct csv_row *first,
                      size_t out[ODS_FIELDS]);

/* How stored links say what ODS's files say. */
#define LINK_ROLE "role"
#define LINK_SUCCESSOR "successor"
#define LINK_ICB "icb"       /* told directly */
#define LINK_REGION "region" /* told directly */
#define LINK_PARENT "parent" /* told without a relation's name */

#endif
