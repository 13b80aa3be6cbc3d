/* SPDX-License-Identifier: Apache-2.0 */

/* What is stored and what files tell, made one. */
#include "people/ods_parts.h"

#include <stdlib.h>

int ods_compare_organisations(const void *left, const void *right)
{
    return text_compare(((const struct stored_organisation *)left)->code,
                        ((const struct stored_organisation *)right)->code);
}

int ods_compare_links(const void *left_link, const void *right_link)
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
    int order = ods_compare_links(&left->link, &right->link);
    return order != 0 ? order : (left->rank > right->rank) - (left->rank < right->rank);
}

static int compare_ranked_organisations(const void *left_row, const void *right_row)
{
    const struct ranked_organisation *left = left_row;
    const struct ranked_organisation *right = right_row;
    int order = ods_compare_organisations(&left->organisation, &right->organisation);
    return order != 0 ? order : (left->rank > right->rank) - (left->rank < right->rank);
}

static bool tells_of(const struct told_file *told, const struct organisation_link *link)
{
    const struct stored_organisation wanted = {.code = link->code};
    return bsearch(&wanted, told->organisations.items, told->organisations.count, sizeof wanted,
                   ods_compare_organisations) != NULL;
}

/* Whether a file that was read replaces the stored link. */
static bool is_replaced(const struct ods_write *import, const struct organisation_link *link)
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

static void merge_links(const struct ods_write *import, struct worlds *worlds)
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
        if (i == 0 || ods_compare_links(&ranked[i - 1].link, &ranked[i].link) != 0) {
            now[worlds->now.links.count++] = ranked[i].link;
        }
    }
}

static void merge_organisations(const struct ods_write *import, struct worlds *worlds)
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

void ods_merge(const struct ods_write *import, struct worlds *worlds)
{
    merge_links(import, worlds);
    merge_organisations(import, worlds);
}
