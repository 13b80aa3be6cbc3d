/* SPDX-License-Identifier: Apache-2.0 */

/* Files from NHS ODS into the store.
 *
 * All that is known is read, changed in memory and compared: so only what differs is written, what
 * a newer file no longer tells is found, and places are computed from all of it. */
#include "people/people.h"

#include "base/csv.h"
#include "people/layouts.h"
#include "people/places.h"

#include <stdlib.h>

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

struct import {
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

/* ---- reading files ---- */

struct telling {
    struct arena *arena;
    struct told_file *told;
};

static enum status add_organisation(void *context, const struct stored_organisation *organisation,
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

static enum status add_link(void *context, const struct organisation_link *link,
                            struct error *error)
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
                            struct import *import, struct told_file *told, struct error *error)
{
    struct telling telling = {import->arena, told};
    const struct ods_sink sink = {add_organisation, add_link, &telling};
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

static enum status read_file(struct import *import, size_t number, struct error *error)
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

/* ---- what is stored ---- */

static struct text keep(struct arena *arena, struct text text)
{
    return (struct text){arena_copy(arena, text), text.length};
}

static enum status keep_organisation(void *context, const struct stored_organisation *organisation,
                                     struct error *error)
{
    struct telling *telling = context;
    struct stored_organisation copy = *organisation;
    copy.code = keep(telling->arena, organisation->code);
    copy.name = keep(telling->arena, organisation->name);
    return add_organisation(telling, &copy, error);
}

static enum status keep_link(void *context, const struct organisation_link *link,
                             struct error *error)
{
    struct telling *telling = context;
    struct organisation_link copy = *link;
    copy.code = keep(telling->arena, link->code);
    copy.relation = keep(telling->arena, link->relation);
    copy.target = keep(telling->arena, link->target);
    return add_link(telling, &copy, error);
}

static enum status keep_source(void *context, const struct organisation_source *source,
                               struct error *error)
{
    (void)error;
    struct source_list *list = context;
    for (const struct ods_layout *layout = ods_layouts; layout->name != NULL; layout++) {
        if (text_is(source->layout, layout->name) && list->count < ODS_FILES_MAX) {
            list->items[list->count] = *source;
            list->items[list->count++].layout = text_of(layout->name);
        }
    }
    return STATUS_OK;
}

static enum status check_age(const struct import *import, const struct source_list *sources,
                             struct error *error)
{
    for (size_t i = 0; i < import->count && !import->options->is_forced; i++) {
        for (size_t j = 0; j < sources->count; j++) {
            if (text_is(sources->items[j].layout, import->told[i].layout->name) &&
                import->files[i].dated_us < sources->items[j].dated_us) {
                return FAIL(error, STATUS_CONFLICT,
                            "%s: it is older than the file of %s that was imported last; give "
                            "--dated DAY if it is not, or --force to go back",
                            import->files[i].name, import->told[i].layout->name);
            }
        }
    }
    return STATUS_OK;
}

/* ---- one world of all ---- */

static int compare_organisations(const void *left, const void *right)
{
    return text_compare(((const struct stored_organisation *)left)->code,
                        ((const struct stored_organisation *)right)->code);
}

static int compare_links(const void *left_link, const void *right_link)
{
    const struct organisation_link *left = left_link;
    const struct organisation_link *right = right_link;
    int order = text_compare(left->code, right->code);
    order = order != 0 ? order : text_compare(left->relation, right->relation);
    order = order != 0 ? order : text_compare(left->target, right->target);
    return order != 0 ? order : (left->from_us > right->from_us) - (left->from_us < right->from_us);
}

/* Of rows with one key the one with the smallest rank counts: the latest file's, its first. */
struct ranked_link {
    struct organisation_link link;
    size_t rank;
};
struct ranked_organisation {
    struct stored_organisation organisation;
    size_t rank;
};

static int compare_ranked_links(const void *left_link, const void *right_link)
{
    const struct ranked_link *left = left_link;
    const struct ranked_link *right = right_link;
    int order = compare_links(&left->link, &right->link);
    return order != 0 ? order : (left->rank > right->rank) - (left->rank < right->rank);
}

static int compare_ranked_organisations(const void *left_row, const void *right_row)
{
    const struct ranked_organisation *left = left_row;
    const struct ranked_organisation *right = right_row;
    int order = compare_organisations(&left->organisation, &right->organisation);
    return order != 0 ? order : (left->rank > right->rank) - (left->rank < right->rank);
}

/* Everything, as it was and as it is to be; both by key, each once. */
struct worlds {
    struct arena *arena;
    struct told_file stored;
    struct told_file now;
};

static bool tells_of(const struct told_file *told, const struct organisation_link *link)
{
    const struct stored_organisation wanted = {.code = link->code};
    return bsearch(&wanted, told->organisations.items, told->organisations.count, sizeof wanted,
                   compare_organisations) != NULL;
}

/* Whether a file that was read replaces the stored link. */
static bool is_replaced(const struct import *import, const struct organisation_link *link)
{
    for (size_t i = 0; i < import->count; i++) {
        const struct told_file *told = &import->told[i];
        for (const char *const *at = told->layout->relations; *at != NULL; at++) {
            if (text_starts_with(link->relation, *at) &&
                (!told->layout->is_partial || tells_of(told, link))) {
                return true;
            }
        }
    }
    return false;
}

static void merge_links(const struct import *import, struct worlds *worlds)
{
    const struct link_list *stored = &worlds->stored.links;
    size_t count = stored->count;
    for (size_t i = 0; i < import->count; i++) {
        count += import->told[i].links.count;
    }
    struct ranked_link *ranked = ARENA_ARRAY(worlds->arena, struct ranked_link, count + 1);
    struct organisation_link *now = ARENA_ARRAY(worlds->arena, struct organisation_link, count + 1);
    size_t at = 0;
    for (size_t i = import->count; i-- > 0;) {
        for (size_t j = 0; j < import->told[i].links.count; j++, at++) {
            ranked[at] = (struct ranked_link){import->told[i].links.items[j], at};
        }
    }
    for (size_t i = 0; i < stored->count; i++) {
        if (!is_replaced(import, &stored->items[i])) {
            ranked[at] = (struct ranked_link){stored->items[i], at};
            at++;
        }
    }
    qsort(ranked, at, sizeof *ranked, compare_ranked_links);
    worlds->now.links.items = now;
    for (size_t i = 0; i < at; i++) {
        if (i == 0 || compare_links(&ranked[i - 1].link, &ranked[i].link) != 0) {
            now[worlds->now.links.count++] = ranked[i].link;
        }
    }
}

static void merge_organisations(const struct import *import, struct worlds *worlds)
{
    const struct organisation_list *stored = &worlds->stored.organisations;
    size_t count = stored->count;
    for (size_t i = 0; i < import->count; i++) {
        count += import->told[i].organisations.count;
    }
    struct ranked_organisation *ranked =
        ARENA_ARRAY(worlds->arena, struct ranked_organisation, count + 1);
    struct stored_organisation *now =
        ARENA_ARRAY(worlds->arena, struct stored_organisation, count + 1);
    size_t at = 0;
    for (size_t i = import->count; i-- > 0;) {
        for (size_t j = 0; j < import->told[i].organisations.count; j++, at++) {
            ranked[at] = (struct ranked_organisation){import->told[i].organisations.items[j], at};
        }
    }
    for (size_t i = 0; i < stored->count; i++, at++) {
        ranked[at] = (struct ranked_organisation){stored->items[i], at};
    }
    qsort(ranked, at, sizeof *ranked, compare_ranked_organisations);
    worlds->now.organisations.items = now;
    for (size_t i = 0; i < at; i++) {
        if (i == 0 || !text_equals(ranked[i - 1].organisation.code, ranked[i].organisation.code)) {
            now[worlds->now.organisations.count++] = ranked[i].organisation;
        }
    }
}

/* ---- writing what differs ---- */

static enum status write_organisations(struct transaction *transaction, struct import *import,
                                       const struct worlds *worlds, struct error *error)
{
    const struct organisation_list *stored = &worlds->stored.organisations;
    const struct organisation_list *now = &worlds->now.organisations;
    enum status status = STATUS_OK;
    for (size_t i = 0, at = 0; i < now->count && status == STATUS_OK; i++) {
        const struct stored_organisation *row = &now->items[i];
        bool was_stored = at < stored->count && compare_organisations(&stored->items[at], row) == 0;
        const struct stored_organisation *old = was_stored ? &stored->items[at++] : NULL;
        if (old != NULL && text_equals(old->name, row->name) && old->from_us == row->from_us &&
            old->to_us == row->to_us) {
            continue;
        }
        import->summary.organisations_added += old == NULL;
        import->summary.organisations_changed += old != NULL;
        status = transaction_put_organisation(transaction, row, error);
    }
    return status;
}

static enum status write_links(struct transaction *transaction, struct import *import,
                               const struct worlds *worlds, struct error *error)
{
    const struct link_list *stored = &worlds->stored.links;
    const struct link_list *now = &worlds->now.links;
    size_t at = 0;
    enum status status = STATUS_OK;
    for (size_t i = 0; (i < now->count || at < stored->count) && status == STATUS_OK;) {
        int order = i == now->count       ? -1
                    : at == stored->count ? 1
                                          : compare_links(&stored->items[at], &now->items[i]);
        if (order < 0) {
            import->summary.links_removed++;
            status = transaction_delete_organisation_link(transaction, &stored->items[at], error);
        } else if (order > 0 || stored->items[at].to_us != now->items[i].to_us) {
            import->summary.links_added++;
            status = transaction_put_organisation_link(transaction, &now->items[i], error);
        }
        at += order <= 0;
        i += order >= 0;
    }
    return status;
}

static enum status write_place(void *context, const struct organisation_place *place,
                               struct error *error)
{
    return transaction_put_organisation_place(context, place, error);
}

static enum status write_places(struct transaction *transaction, struct import *import,
                                const struct worlds *worlds, struct error *error)
{
    const struct places_world world = {worlds->now.organisations.items,
                                       worlds->now.organisations.count, worlds->now.links.items,
                                       worlds->now.links.count};
    struct places_summary summary = {0};
    enum status status = transaction_delete_organisation_places(transaction, error);
    if (status == STATUS_OK) {
        status = places_find(&world, write_place, transaction, &summary, error);
    }
    import->summary.places = summary.places;
    import->summary.cycles = summary.cycles;
    import->summary.forks = summary.forks;
    return status;
}

static enum status write_sources(struct transaction *transaction, const struct import *import,
                                 struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < import->count && status == STATUS_OK; i++) {
        const struct organisation_source source = {.layout = text_of(import->told[i].layout->name),
                                                   .dated_us = import->files[i].dated_us,
                                                   .rows = (int64_t)import->told[i].rows};
        status = transaction_put_organisation_source(transaction, &source, error);
    }
    return status;
}

static enum status read_stored(struct transaction *transaction, const struct import *import,
                               struct worlds *worlds, struct error *error)
{
    struct telling telling = {worlds->arena, &worlds->stored};
    struct source_list sources = {.count = 0};
    enum status status =
        transaction_list_organisation_sources(transaction, keep_source, &sources, error);
    status = status == STATUS_OK ? check_age(import, &sources, error) : status;
    if (status == STATUS_OK) {
        status = transaction_list_organisations(transaction, keep_organisation, &telling, error);
    }
    return status == STATUS_OK
               ? transaction_list_organisation_links(transaction, keep_link, &telling, error)
               : status;
}

static enum status apply(struct transaction *transaction, struct store_write *write,
                         struct error *error)
{
    struct import *import = (struct import *)write;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct worlds worlds = {.arena = arena};
    import->summary = (struct ods_summary){0};
    for (size_t i = 0; i < import->count; i++) {
        import->summary.rows += import->told[i].rows;
    }
    enum status status = read_stored(transaction, import, &worlds, error);
    if (status != STATUS_OK) {
        return status;
    }
    merge_links(import, &worlds);
    merge_organisations(import, &worlds);
    status = write_organisations(transaction, import, &worlds, error);
    status = status == STATUS_OK ? write_links(transaction, import, &worlds, error) : status;
    status = status == STATUS_OK ? write_places(transaction, import, &worlds, error) : status;
    status = status == STATUS_OK ? write_sources(transaction, import, error) : status;
    if (status == STATUS_OK && import->options->is_dry_run) {
        import->is_whole = true;
        return FAIL(error, STATUS_PRECONDITION, "a dry run stores nothing");
    }
    return status;
}

static enum status read_files(struct import *import, struct error *error)
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
            qsort(list->items, list->count, sizeof *list->items, compare_organisations);
        }
    }
    size_t errors = import->problems->errors.total;
    return errors == 0 ? STATUS_OK
                       : FAIL(error, STATUS_PRECONDITION,
                              "%zu values are refused; nothing was stored", errors);
}

enum status ods_import(struct store *store, const struct ods_file *files, size_t count,
                       const struct ods_options *options, struct problems *problems,
                       struct ods_summary *out, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct import import = {.write.apply = apply,
                            .arena = arena,
                            .files = files,
                            .count = count,
                            .options = options,
                            .problems = problems};
    enum status status = read_files(&import, error);
    status = status == STATUS_OK ? store_write_and_wait(store, &import.write, error) : status;
    if (status == STATUS_OK || import.is_whole) {
        *out = import.summary;
        return STATUS_OK;
    }
    return status;
}
