/* SPDX-License-Identifier: Apache-2.0 */

/* Files from NHS ODS, read into lists. */
#include "people/ods_parts.h"

#include "base/csv.h"

#include <stdlib.h>

enum status ods_add_organisation(void *context, const struct stored_organisation *organisation,
                                 struct error *error)
{
    (void)error;
    struct telling *telling = context;
    struct organisation_list *list = &telling->told->organisations;
    list->items =
        arena_grow(telling->arena, list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count++] = *organisation;
    return STATUS_OK;
}

enum status ods_add_link(void *context, const struct organisation_link *link, struct error *error)
{
    struct telling *telling = context;
    struct link_list *list = &telling->told->links;
    if (list->count == ODS_LINKS_MAX) {
        return FAIL(error, STATUS_TOO_LARGE, "more than %d relations", ODS_LINKS_MAX);
    }
    list->items =
        arena_grow(telling->arena, list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count++] = *link;
    return STATUS_OK;
}

static enum status tell_row(const struct csv_row *row, const size_t places[ODS_FIELDS],
                            struct ods_write *import, struct told_file *told, struct error *error)
{
    struct telling telling = {import->arena, told};
    const struct ods_sink sink = {ods_add_organisation, ods_add_link, &telling};
    struct ods_row ods_row = {.line = row->line, .problems = import->problems};
    for (size_t i = 0; i < ODS_FIELDS; i++) {
        bool is_there = places[i] > 0 && places[i] <= row->count;
        ods_row.fields[i] = is_there ? text_trim(row->values[places[i] - 1]) : text_of("");
    }
    told->rows++;
    return told->layout->tell(&ods_row, &sink, error);
}

static enum status find_layout(const struct csv_row *first, struct told_file *told,
                               struct error *error)
{
    told->layout = ods_layout_find(first);
    if (told->layout != NULL) {
        return STATUS_OK;
    }
    return FAIL(error, STATUS_INVALID,
                "this is no file of NHS ODS that is known: neither Organisation_Details.csv, "
                "Role_Details.csv, Relationship_Details.csv or Successor_Details.csv with their "
                "line of names, nor a report such as etr.csv with 27 columns");
}

static enum status read_file(struct ods_write *import, size_t number, struct error *error)
{
    struct csv_reader reader;
    struct csv_row row = {.count = 0};
    struct told_file *told = &import->told[number];
    size_t places[ODS_FIELDS];
    bool has_row = false;
    enum status status = csv_begin(import->files[number].content, &reader, error);
    status = status == STATUS_OK ? csv_next(&reader, &row, &has_row, error) : status;
    status = status == STATUS_OK ? find_layout(&row, told, error) : status;
    if (status != STATUS_OK) {
        return status;
    }
    ods_layout_place(told->layout, &row, places);
    bool is_names = told->layout->columns == 0;
    while (status == STATUS_OK && has_row) {
        status = is_names ? STATUS_OK : tell_row(&row, places, import, told, error);
        is_names = false;
        status = status == STATUS_OK ? csv_next(&reader, &row, &has_row, error) : status;
    }
    return status;
}

enum status ods_read(struct ods_write *import, struct error *error)
{
    for (size_t i = 0; i < import->count; i++) {
        import->problems->file = import->files[i].name;
        enum status status = read_file(import, i, error);
        if (status != STATUS_OK) {
            error_locate(error, "%s", import->files[i].name);
            return status;
        }
        struct organisation_list *list = &import->told[i].organisations;
        if (list->count > 0) {
            qsort(list->items, list->count, sizeof *list->items, ods_compare_organisations);
        }
    }
    size_t errors = import->problems->errors.total;
    return errors == 0 ? STATUS_OK
                       : FAIL(error, STATUS_PRECONDITION,
                              "%zu values are refused; nothing was stored", errors);
}
