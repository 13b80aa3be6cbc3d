/* SPDX-License-Identifier: Apache-2.0 */

/* Each template stands in one bucket, that of its most telling property: verb and type of the
 * object, else one of them, else the first type that it lists. A statement looks into the buckets
 * of what it has. */
#include "matching/template_index.h"

#include <stdint.h>
#include <string.h>

enum key_kind {
    KEY_VERB_AND_OBJECT,
    KEY_VERB,
    KEY_OBJECT,
    KEY_GROUPING,
    KEY_PARENT,
    KEY_OTHER,
    KEY_CATEGORY,
    KEY_ATTACHMENT,
    KEY_EVERY_STATEMENT, /* of templates without determining properties */
};

struct key {
    enum key_kind kind;
    const char *first;
    const char *second; /* of KEY_VERB_AND_OBJECT only, else "" */
};

struct entry {
    struct key key;
    const struct profile_template *template;
    struct entry *next; /* in its slot, in the profile's order */
};

struct template_index {
    struct entry **slots;
    size_t mask; /* their number is a power of two */
};

/* The lists of types, in the order of their kinds from KEY_GROUPING on. */
enum { LISTS = KEY_EVERY_STATEMENT - KEY_GROUPING };

static void template_lists(const struct profile_template *template,
                           const struct iri_list *out[LISTS])
{
    out[KEY_GROUPING - KEY_GROUPING] = &template->grouping_types;
    out[KEY_PARENT - KEY_GROUPING] = &template->parent_types;
    out[KEY_OTHER - KEY_GROUPING] = &template->other_types;
    out[KEY_CATEGORY - KEY_GROUPING] = &template->category_types;
    out[KEY_ATTACHMENT - KEY_GROUPING] = &template->attachment_usage_types;
}

static void statement_lists(const struct statement_facts *facts, const struct iri_set *out[LISTS])
{
    out[KEY_GROUPING - KEY_GROUPING] = &facts->grouping_types;
    out[KEY_PARENT - KEY_GROUPING] = &facts->parent_types;
    out[KEY_OTHER - KEY_GROUPING] = &facts->other_types;
    out[KEY_CATEGORY - KEY_GROUPING] = &facts->category_types;
    out[KEY_ATTACHMENT - KEY_GROUPING] = &facts->attachment_usage_types;
}

/* FNV-1a. Keys come from the profile alone, whose author may only slow down his own. */
static uint64_t hash_text(uint64_t hash, const char *text)
{
    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3U;
    }
    return hash * 0x100000001b3U; /* an end of its own */
}

static size_t slot_of(const struct template_index *index, const struct key *key)
{
    uint64_t hash = (0xcbf29ce484222325U ^ (uint64_t)key->kind) * 0x100000001b3U;
    hash = hash_text(hash_text(hash, key->first), key->second);
    return (size_t)(hash ^ (hash >> 32)) & index->mask;
}

static bool is_same_key(const struct key *left, const struct key *right)
{
    return left->kind == right->kind && strcmp(left->first, right->first) == 0 &&
           strcmp(left->second, right->second) == 0;
}

static struct key key_of(const struct profile_template *template)
{
    if (template->verb != NULL && template->object_activity_type != NULL) {
        return (struct key){KEY_VERB_AND_OBJECT, template->verb, template->object_activity_type};
    }
    if (template->verb != NULL) {
        return (struct key){KEY_VERB, template->verb, ""};
    }
    if (template->object_activity_type != NULL) {
        return (struct key){KEY_OBJECT, template->object_activity_type, ""};
    }
    const struct iri_list *lists[LISTS];
    template_lists(template, lists);
    for (size_t i = 0; i < LISTS; i++) {
        if (lists[i]->count > 0) {
            return (struct key){(enum key_kind)(KEY_GROUPING + i), lists[i]->items[0], ""};
        }
    }
    return (struct key){KEY_EVERY_STATEMENT, "", ""};
}

static void add(struct template_index *index, const struct profile_template *template,
                struct arena *arena)
{
    struct entry *entry = ARENA_NEW(arena, struct entry);
    *entry = (struct entry){.key = key_of(template), .template = template};
    size_t slot = slot_of(index, &entry->key);
    entry->next = index->slots[slot];
    index->slots[slot] = entry;
}

struct template_index *template_index_make(const struct profile *profile, struct arena *arena)
{
    size_t slots = 8;
    while (slots < 2 * profile->template_count) {
        slots *= 2;
    }
    struct template_index *index = ARENA_NEW(arena, struct template_index);
    *index = (struct template_index){.slots = ARENA_ARRAY(arena, struct entry *, slots),
                                     .mask = slots - 1};
    for (size_t i = profile->template_count; i > 0; i--) { /* each goes before the one added last */
        add(index, &profile->templates[i - 1], arena);
    }
    return index;
}

static bool has_all(const struct iri_set *set, const struct iri_list *wanted)
{
    for (size_t i = 0; i < wanted->count; i++) {
        if (!iri_set_has(set, wanted->items[i])) {
            return false;
        }
    }
    return true;
}

static bool is_wanted(const char *wanted, const char *value)
{
    return wanted == NULL || (value != NULL && strcmp(wanted, value) == 0);
}

/* 8.0, and matches_determining_properties() of part three, 2.1. */
static bool is_match(const struct profile_template *template, const struct statement_facts *facts)
{
    const struct iri_list *wanted[LISTS];
    const struct iri_set *has[LISTS];
    template_lists(template, wanted);
    statement_lists(facts, has);
    bool matches = is_wanted(template->verb, facts->verb) &&
                   is_wanted(template->object_activity_type, facts->object_type);
    for (size_t i = 0; matches && i < LISTS; i++) {
        matches = has_all(has[i], wanted[i]);
    }
    return matches;
}

/* What one look into the index needs. */
struct looking {
    const struct template_index *index;
    const struct statement_facts *facts;
    template_found *act;
    void *context;
};

static void look_up(const struct looking *looking, struct key key)
{
    const struct entry *entry = looking->index->slots[slot_of(looking->index, &key)];
    for (; entry != NULL; entry = entry->next) {
        if (is_same_key(&entry->key, &key) && is_match(entry->template, looking->facts)) {
            looking->act(looking->context, entry->template);
        }
    }
}

void template_index_find(const struct template_index *index, const struct statement_facts *facts,
                         template_found *act, void *context)
{
    const struct looking looking = {index, facts, act, context};
    const struct iri_set *lists[LISTS];
    statement_lists(facts, lists);
    if (facts->verb != NULL && facts->object_type != NULL) {
        look_up(&looking, (struct key){KEY_VERB_AND_OBJECT, facts->verb, facts->object_type});
    }
    if (facts->verb != NULL) {
        look_up(&looking, (struct key){KEY_VERB, facts->verb, ""});
    }
    if (facts->object_type != NULL) {
        look_up(&looking, (struct key){KEY_OBJECT, facts->object_type, ""});
    }
    for (size_t i = 0; i < LISTS; i++) {
        for (size_t k = 0; k < lists[i]->count; k++) {
            look_up(&looking,
                    (struct key){(enum key_kind)(KEY_GROUPING + i), lists[i]->items[k], ""});
        }
    }
    look_up(&looking, (struct key){KEY_EVERY_STATEMENT, "", ""});
}
