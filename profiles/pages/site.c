/* SPDX-License-Identifier: Apache-2.0 */

/* Gathers the terms, and the documents that IRIs with '#' stand in. */
#include "pages/site.h"

#include "base/language.h"
#include "base/printable.h"
#include "pages/term_paths.h"
#include "pages/users.h"

#include <stdlib.h>
#include <string.h>

static bool is_english(const char *tag)
{
    return strcmp(tag, "en") == 0 || strncmp(tag, "en-", strlen("en-")) == 0;
}

const char *phrase_language(const char *tag)
{
    return is_english(tag) || !language_is_valid(text_of(tag)) ? NULL : tag;
}

struct phrase phrase_of(const json_t *map)
{
    struct phrase phrase = {.text = ""};
    const char *tag = NULL;
    json_t *value = NULL;
    json_object_foreach (json_iterable(map), tag, value) {
        if (!json_is_string(value)) {
            continue;
        }
        if (is_english(tag)) {
            return (struct phrase){.text = json_string_value(value)};
        }
        if (phrase.text[0] == '\0') {
            phrase.text = json_string_value(value);
            phrase.language = phrase_language(tag);
        }
    }
    return phrase;
}

/* What stands behind the last '/' or '#', for what has no label. */
static const char *last_part(const char *iri)
{
    const char *last = iri;
    for (const char *c = iri; *c != '\0'; c++) {
        if ((*c == '/' || *c == '#') && c[1] != '\0') {
            last = c + 1;
        }
    }
    return last;
}

static struct phrase label_of(const json_t *labels, const char *id, struct arena *arena)
{
    struct phrase label = phrase_of(labels);
    if (text_trim(text_of(label.text)).length == 0) {
        label = (struct phrase){.text = last_part(id)};
    }
    label.text = printable(arena, text_of(label.text));
    return label;
}

static void add(struct site *site, enum term_kind kind, size_t at, const char *id,
                const struct profile_part *part)
{
    site->terms[site->count++] = (struct term){
        .kind = kind,
        .at = at,
        .id = id,
        .part = part,
        .label = label_of(part != NULL ? part->labels : NULL, id, site->arena),
    };
}

static int compare_ids(const void *left, const void *right)
{
    const struct term *a = *(struct term *const *)left;
    const struct term *b = *(struct term *const *)right;
    int order = strcmp(a->id, b->id);
    return order != 0 ? order : (a > b) - (a < b);
}

static void sort_by_id(struct site *site)
{
    site->by_id = ARENA_ARRAY(site->arena, struct term *, site->count + 1);
    site->id_count = 0;
    for (size_t i = 0; i < site->count; i++) {
        site->by_id[i] = &site->terms[i];
    }
    qsort(site->by_id, site->count, sizeof(struct term *), compare_ids);
    for (size_t i = 0; i < site->count; i++) {
        if (i == 0 || strcmp(site->by_id[site->id_count - 1]->id, site->by_id[i]->id) != 0) {
            site->by_id[site->id_count++] = site->by_id[i];
        }
    }
}

/* The first whose id is not before `iri`. */
static size_t find_place(const struct site *site, const char *iri)
{
    size_t low = 0;
    size_t high = site->id_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(site->by_id[middle]->id, iri) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const struct term *site_find(const struct site *site, const char *iri)
{
    size_t place = find_place(site, iri);
    return place < site->id_count && strcmp(site->by_id[place]->id, iri) == 0 ? site->by_id[place]
                                                                              : NULL;
}

size_t site_fragments(const struct site *site, const char *iri, struct term *const **out)
{
    const char *prefix = arena_print(site->arena, "%s#", iri);
    size_t first = find_place(site, prefix);
    size_t end = first;
    while (end < site->id_count && text_starts_with(text_of(site->by_id[end]->id), prefix)) {
        end++;
    }
    *out = &site->by_id[first];
    return end - first;
}

static void add_parts(struct site *site)
{
    const struct profile *profile = site->profile;
    for (size_t i = 0; i < profile->concept_count; i++) {
        add(site, TERM_CONCEPT, i, profile->concepts[i].part.id, &profile->concepts[i].part);
    }
    for (size_t i = 0; i < profile->template_count; i++) {
        add(site, TERM_TEMPLATE, i, profile->templates[i].part.id, &profile->templates[i].part);
    }
    for (size_t i = 0; i < profile->pattern_count; i++) {
        add(site, TERM_PATTERN, i, profile->patterns[i].part.id, &profile->patterns[i].part);
    }
    for (size_t i = 0; i < profile->version_count; i++) {
        const char *id = profile->versions[i].id;
        if (id != NULL && strcmp(id, profile->id) != 0) {
            add(site, TERM_VERSION, i, id, NULL);
        }
    }
}

/* A server is not told what stands behind '#': it is asked for what is before it, which must be a
 * page too. By id, the terms of one document stand together. */
static void add_documents(struct site *site)
{
    size_t count = site->id_count;
    const char *last = site->profile->id;
    for (size_t i = 0; i < count; i++) {
        const char *id = site->by_id[i]->id;
        size_t length = strcspn(id, "#");
        if (id[length] == '\0' || (strncmp(last, id, length) == 0 && last[length] == '\0')) {
            continue;
        }
        last = arena_copy(site->arena, (struct text){id, length});
        if (strcmp(last, site->profile->id) != 0 && site_find(site, last) == NULL) {
            add(site, TERM_DOCUMENT, i, last, NULL);
        }
    }
}

const struct site *site_make(const struct profile *profile, struct arena *arena)
{
    struct site *site = ARENA_NEW(arena, struct site);
    size_t most = profile->concept_count + profile->template_count + profile->pattern_count +
                  profile->version_count;
    *site = (struct site){.profile = profile, .arena = arena};
    site->title = label_of(profile->labels, profile->id, arena);
    site->terms = ARENA_ARRAY(arena, struct term, 2 * most + 1);
    add_parts(site);
    sort_by_id(site);
    add_documents(site);
    sort_by_id(site);
    term_paths_give(site->terms, site->count, profile->id, arena);
    users_find(site);
    return site;
}

const struct term *site_concept(const struct site *site, size_t at)
{
    return &site->terms[at];
}

const struct term *site_template(const struct site *site, size_t at)
{
    return &site->terms[site->profile->concept_count + at];
}

const struct term *site_pattern(const struct site *site, size_t at)
{
    return &site->terms[site->profile->concept_count + site->profile->template_count + at];
}
