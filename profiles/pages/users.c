/* SPDX-License-Identifier: Apache-2.0 */

/* All references as pairs, sorted by what they lead to. */
#include "pages/users.h"

#include "pages/site.h"

#include <stdlib.h>

struct use {
    size_t used; /* both are places in the site's terms */
    size_t user;
};

struct use_list {
    const struct site *site;
    struct use *items;
    size_t count;
    size_t capacity;
};

static void add_use(struct use_list *list, const struct term *user, const char *iri)
{
    const struct term *used = iri != NULL ? site_find(list->site, iri) : NULL;
    if (used == NULL || used == user) {
        return;
    }
    list->items = arena_grow(list->site->arena, list->items, list->count, &list->capacity,
                             sizeof *list->items);
    list->items[list->count++] = (struct use){.used = (size_t)(used - list->site->terms),
                                              .user = (size_t)(user - list->site->terms)};
}

static void add_uses(struct use_list *list, const struct term *user, const struct iri_list *iris)
{
    for (size_t i = 0; i < iris->count; i++) {
        add_use(list, user, iris->items[i]);
    }
}

static void add_concept(struct use_list *list, const struct term *term,
                        const struct profile_concept *concept)
{
    add_uses(list, term, &concept->broader);
    add_uses(list, term, &concept->narrower);
    add_uses(list, term, &concept->related);
    add_uses(list, term, &concept->recommended_activity_types);
    add_uses(list, term, &concept->recommended_verbs);
}

static void add_step(struct use_list *list, const struct term *term,
                     const struct json_path_step *step)
{
    for (size_t i = 0; i < step->choice_count; i++) {
        if (step->choices[i].kind == JSON_PATH_NAME) {
            add_use(list, term, arena_copy(list->site->arena, step->choices[i].name));
        }
    }
}

static void add_path(struct use_list *list, const struct term *term, const struct json_path *path)
{
    for (size_t i = 0; i < path->branch_count; i++) {
        for (size_t j = 0; j < path->branches[i].step_count; j++) {
            add_step(list, term, &path->branches[i].steps[j]);
        }
    }
}

static void add_values(struct use_list *list, const struct term *term, const json_t *values)
{
    for (size_t i = 0; i < json_array_size(values); i++) {
        add_use(list, term, json_string_value(json_array_get(values, i)));
    }
}

static void add_rules(struct use_list *list, const struct term *term,
                      const struct profile_template *template)
{
    for (size_t i = 0; i < template->rule_count; i++) {
        const struct template_rule *rule = &template->rules[i];
        add_path(list, term, &rule->location);
        add_path(list, term, &rule->selector);
        add_values(list, term, rule->any);
        add_values(list, term, rule->all);
        add_values(list, term, rule->none);
    }
}

static void add_template(struct use_list *list, const struct term *term,
                         const struct profile_template *template)
{
    const struct iri_list *const LISTS[] = {
        &template->grouping_types,
        &template->parent_types,
        &template->other_types,
        &template->category_types,
        &template->attachment_usage_types,
        &template->object_references,
        &template->context_references,
        &template->definition_extensions,
        &template->result_extensions,
        &template->context_extensions,
        &template->agent_types,
        &template->group_types,
        NULL,
    };
    add_use(list, term, template->verb);
    add_use(list, term, template->object_activity_type);
    for (size_t i = 0; LISTS[i] != NULL; i++) {
        add_uses(list, term, LISTS[i]);
    }
    add_rules(list, term, template);
}

static void add_term(struct use_list *list, const struct term *term)
{
    const struct profile *profile = list->site->profile;
    add_use(list, term, term->part != NULL ? term->part->in_scheme : NULL);
    switch (term->kind) {
    case TERM_CONCEPT:
        add_concept(list, term, &profile->concepts[term->at]);
        break;
    case TERM_TEMPLATE:
        add_template(list, term, &profile->templates[term->at]);
        break;
    case TERM_PATTERN:
        for (size_t i = 0; i < profile->patterns[term->at].member_count; i++) {
            add_use(list, term, profile->patterns[term->at].members[i].iri);
        }
        break;
    case TERM_VERSION:
    case TERM_DOCUMENT:
        break;
    }
}

static int compare_uses(const void *left, const void *right)
{
    const struct use *a = left;
    const struct use *b = right;
    return a->used != b->used ? (a->used > b->used) - (a->used < b->used)
                              : (a->user > b->user) - (a->user < b->user);
}

static void give(struct site *site, const struct use *uses, size_t count)
{
    const struct term **users = ARENA_ARRAY(site->arena, const struct term *, count + 1);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && compare_uses(&uses[i - 1], &uses[i]) == 0) {
            continue;
        }
        struct term *used = &site->terms[uses[i].used];
        if (used->user_count == 0) {
            used->users = &users[kept];
        }
        users[kept++] = &site->terms[uses[i].user];
        used->user_count++;
    }
}

void users_find(struct site *site)
{
    struct use_list list = {.site = site};
    for (size_t i = 0; i < site->count; i++) {
        add_term(&list, &site->terms[i]);
    }
    if (list.count > 0) {
        qsort(list.items, list.count, sizeof *list.items, compare_uses);
    }
    give(site, list.items, list.count);
}
