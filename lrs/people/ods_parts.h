/* SPDX-License-Identifier: Apache-2.0 */

/* What the parts of an import from NHS ODS share: nobody else includes this. */
#ifndef PEOPLE_ODS_PARTS_H
#define PEOPLE_ODS_PARTS_H

#include "base/arena.h"
#include "people/layouts.h"
#include "people/people.h"

struct organisation_list {
    struct stored_organisation *items;
    size_t count;
    size_t capacity;
};
struct link_list {
    struct organisation_link *items;
    size_t count;
    size_t capacity;
};

struct place_list {
    struct organisation_place *items;
    size_t count;
    size_t capacity;
};

struct source_list {
    struct organisation_source items[ODS_FILES_MAX];
    size_t count;
};

/* A file that was read. */
struct told_file {
    const struct ods_layout *layout;
    size_t rows;
    struct organisation_list organisations;
    struct link_list links;
};

/* Everything, as it was and as it is to be; both by key, each once. */
struct worlds {
    struct arena *arena;
    struct told_file stored;
    struct told_file now;
    struct place_list places; /* stored ones */
};

/* An import on its way. */
struct ods_write {
    struct store_write write; /* first: apply() gets back from it */
    struct arena *arena;      /* of what the files tell */
    const struct ods_file *files;
    size_t count;
    const struct ods_options *options;
    struct problems *problems;
    struct told_file told[ODS_FILES_MAX];
    struct ods_summary summary;
    bool is_whole; /* it was rolled back as a dry run is */
};

/* Where organisations and links are added. */
struct telling {
    struct arena *arena;
    struct told_file *told;
};
enum status ods_add_organisation(void *context, const struct stored_organisation *organisation,
                                 struct error *error);
enum status ods_add_link(void *context, const struct organisation_link *link, struct error *error);

/* Reads all files into import->told; their organisations by code. As ods_import(). */
MUST_CHECK enum status ods_read(struct ods_write *import, struct error *error);

/* Orders of keys. */
int ods_compare_organisations(const void *left, const void *right);
int ods_compare_links(const void *left, const void *right);

/* Makes worlds->now of worlds->stored and what the files tell. */
void ods_merge(const struct ods_write *import, struct worlds *worlds);

#endif
