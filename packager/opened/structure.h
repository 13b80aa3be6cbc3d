/* SPDX-License-Identifier: Apache-2.0 */

/* What a package is in one format, told in terms that all formats share; and THE table of formats
 * that packages are known by. A package may be of several at once. */
#ifndef OPENED_STRUCTURE_H
#define OPENED_STRUCTURE_H

#include "opened/reference.h"

enum opened_unit_kind {
    OPENED_GROUP,     /* has units below it, and nothing to launch itself */
    OPENED_TRACKED,   /* launched, and tells its LMS how it went: a SCO, an assignable unit */
    OPENED_UNTRACKED, /* launched, and tells nothing: an asset, a page */
    OPENED_MENTIONED, /* only named, as most activities of a tincan.xml are */
};

/* Texts are NULL where the manifest has none, and else as it has them, without white space around.
 */
struct opened_unit {
    enum opened_unit_kind kind;
    size_t depth; /* 0 at the top; those below follow theirs */
    const char *id;
    const char *title;
    const char *resource; /* SCORM: the identifier that it refers to */
    struct opened_reference launch;
    const char *parameters;
    const char *mastery_score;
    const char *move_on; /* cmi5 */
    const xmlNode *element;
    size_t line;
};

struct opened_structure {
    const struct opened_format *format;
    struct opened_file *manifest;        /* the first file that told the format */
    const struct xml_document *document; /* NULL if that is no XML */
    const char *version;                 /* as the manifest has it */
    const char *id;
    const char *title;
    const char *description;
    struct opened_unit *units; /* in the manifest's order */
    size_t unit_count;
    size_t unit_capacity;
    bool lists_files;                /* whether the format has its files listed */
    struct opened_reference *listed; /* those files */
    size_t listed_count;
    size_t listed_capacity;
    struct opened_structure *next;
};

/* A format that packages are known by. */
struct opened_format {
    const char *name;  /* as `build --format` has it */
    const char *title; /* as people call it */

    /* Says whether the package is of this format, and then fills in `structure`, all of which is
     * zero but for the format; as much of it as can be read, however broken the manifest is. Those
     * that stand before it in the table have been asked already. */
    bool (*read)(struct opened *opened, struct opened_structure *structure);
};

/* All of them; the row behind the last is NULL. */
extern const struct opened_format *const OPENED_FORMATS[];

/* The package's structure in the format of that name; NULL if it is not of it. */
const struct opened_structure *opened_structure_of(const struct opened *opened, const char *format);

struct opened_list {
    const struct opened_file **files;
    size_t count;
};

/* The files that the structure does not list, in the package's order: LMSs may leave them behind.
 * Without those that belong to the package itself: its manifest, and schemas at the root. Empty for
 * a format that lists no files. In `arena`. */
struct opened_list opened_unlisted(const struct opened *opened,
                                   const struct opened_structure *structure, struct arena *arena);

/* For formats: adds one, zeroed, borrowed until the next is added. */
struct opened_unit *opened_add_unit(const struct opened *opened,
                                    struct opened_structure *structure);
void opened_add_listed(const struct opened *opened, struct opened_structure *structure,
                       const struct opened_reference *reference);

/* For opened.c: asks all formats. */
void opened_read_structures(struct opened *opened);

#endif
