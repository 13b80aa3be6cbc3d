/* SPDX-License-Identifier: Apache-2.0 */

/* Files from NHS ODS into the store.
 *
 * All that is known is read, changed in memory and compared: so only what differs is written, what
 * a newer file no longer tells is found, and places are computed from all of it. */
#include "people/people.h"

#include "people/ods_parts.h"
#include "people/places.h"

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
    return ods_add_organisation(telling, &copy, error);
}

static enum status keep_link(void *context, const struct organisation_link *link,
                             struct error *error)
{
    struct telling *telling = context;
    struct organisation_link copy = *link;
    copy.code = keep(telling->arena, link->code);
    copy.relation = keep(telling->arena, link->relation);
    copy.target = keep(telling->arena, link->target);
    return ods_add_link(telling, &copy, error);
}

static enum status keep_place(void *context, const struct organisation_place *place,
                              struct error *error)
{
    (void)error;
    struct worlds *worlds = context;
    struct place_list *list = &worlds->places;
    list->items =
        arena_grow(worlds->arena, list->items, list->count, &list->capacity, sizeof *list->items);
    struct organisation_place *copy = &list->items[list->count++];
    *copy = *place;
    copy->code = keep(worlds->arena, place->code);
    copy->icb = keep(worlds->arena, place->icb);
    copy->region = keep(worlds->arena, place->region);
    copy->successor = keep(worlds->arena, place->successor);
    return STATUS_OK;
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

static enum status check_age(const struct ods_write *import, const struct source_list *sources,
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

/* ---- writing what differs ---- */

static enum status write_organisations(struct transaction *transaction, struct ods_write *import,
                                       const struct worlds *worlds, struct error *error)
{
    const struct organisation_list *stored = &worlds->stored.organisations;
    const struct organisation_list *now = &worlds->now.organisations;
    enum status status = STATUS_OK;
    for (size_t i = 0, at = 0; i < now->count && status == STATUS_OK; i++) {
        const struct stored_organisation *row = &now->items[i];
        bool was_stored =
            at < stored->count && ods_compare_organisations(&stored->items[at], row) == 0;
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

static enum status write_links(struct transaction *transaction, struct ods_write *import,
                               const struct worlds *worlds, struct error *error)
{
    const struct link_list *stored = &worlds->stored.links;
    const struct link_list *now = &worlds->now.links;
    size_t at = 0;
    enum status status = STATUS_OK;
    for (size_t i = 0; (i < now->count || at < stored->count) && status == STATUS_OK;) {
        int order = i == now->count       ? -1
                    : at == stored->count ? 1
                                          : ods_compare_links(&stored->items[at], &now->items[i]);
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

/* Places come in the order in which they are stored. */
struct placing {
    struct transaction *transaction;
    struct ods_write *import;
    const struct place_list *stored;
    size_t at; /* of those before which all was compared */
};

static int compare_places(const struct organisation_place *left,
                          const struct organisation_place *right)
{
    int order = text_compare(left->code, right->code);
    return order != 0 ? order : (left->from_us > right->from_us) - (left->from_us < right->from_us);
}

/* Of stored places up to `place` (NULL: all), those that come before it are gone. */
static enum status drop_places(struct placing *placing, const struct organisation_place *place,
                               struct error *error)
{
    enum status status = STATUS_OK;
    while (status == STATUS_OK && placing->at < placing->stored->count &&
           (place == NULL || compare_places(&placing->stored->items[placing->at], place) < 0)) {
        placing->import->summary.places_changed++;
        status = transaction_delete_organisation_place(
            placing->transaction, &placing->stored->items[placing->at++], error);
    }
    return status;
}

static enum status write_place(void *context, const struct organisation_place *place,
                               struct error *error)
{
    struct placing *placing = context;
    enum status status = drop_places(placing, place, error);
    const struct organisation_place *old =
        placing->at < placing->stored->count ? &placing->stored->items[placing->at] : NULL;
    bool was_stored = old != NULL && compare_places(old, place) == 0;
    placing->at += was_stored;
    if (status != STATUS_OK ||
        (was_stored && old->to_us == place->to_us && text_equals(old->icb, place->icb) &&
         text_equals(old->region, place->region) &&
         text_equals(old->successor, place->successor))) {
        return status;
    }
    placing->import->summary.places_changed++;
    return transaction_put_organisation_place(placing->transaction, place, error);
}

static enum status write_places(struct transaction *transaction, struct ods_write *import,
                                const struct worlds *worlds, struct error *error)
{
    const struct places_world world = {worlds->now.organisations.items,
                                       worlds->now.organisations.count, worlds->now.links.items,
                                       worlds->now.links.count};
    struct placing placing = {transaction, import, &worlds->places, 0};
    struct places_summary summary = {0};
    enum status status = places_find(&world, write_place, &placing, &summary, error);
    import->summary.places = summary.places;
    import->summary.cycles = summary.cycles;
    import->summary.forks = summary.forks;
    return status == STATUS_OK ? drop_places(&placing, NULL, error) : status;
}

static enum status write_sources(struct transaction *transaction, const struct ods_write *import,
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

static enum status read_stored(struct transaction *transaction, const struct ods_write *import,
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
    if (status == STATUS_OK) {
        status = transaction_list_organisation_links(transaction, keep_link, &telling, error);
    }
    return status == STATUS_OK
               ? transaction_list_organisation_places(transaction, keep_place, worlds, error)
               : status;
}

static enum status apply(struct transaction *transaction, struct store_write *write,
                         struct error *error)
{
    struct ods_write *import = (struct ods_write *)write;
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
    ods_merge(import, &worlds);
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

enum status ods_import(struct store *store, const struct ods_file *files, size_t count,
                       const struct ods_options *options, struct problems *problems,
                       struct ods_summary *out, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct ods_write import = {.write.apply = apply,
                               .arena = arena,
                               .files = files,
                               .count = count,
                               .options = options,
                               .problems = problems};
    enum status status = ods_read(&import, error);
    status = status == STATUS_OK ? store_write_and_wait(store, &import.write, error) : status;
    if (status == STATUS_OK || import.is_whole) {
        *out = import.summary;
        return STATUS_OK;
    }
    return status;
}
