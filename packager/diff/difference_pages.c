/* SPDX-License-Identifier: Apache-2.0 */

/* Pages as learners see them, where both packages tell of theirs: whoever was in the middle of the
 * course goes on only if its structure is the same. */
#include "diff/difference_parts.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "diff/course_pages.h"
#include "diff/pairs.h"
#include "opened/structure.h"

#include <string.h>

enum { MODULE_KEY_MAX = 1 << 20 };

/* Pages being compared. */
struct pages {
    struct difference_work *work;
    struct course_pages before;
    struct course_pages after;
};

/* Parts of a page, and the members that hold them. */
static const struct part {
    const char *member;
    const char *name;
} PARTS[] = {
    {"kind", "kind"},
    {"html", "text"},
    {"video", "film, captions or transcript"},
    {"downloads", "downloads"},
    {"quiz", "questions"},
    {"survey", "survey questions"},
    {"scenario", "steps of the scenario"},
};

/* "text, questions"; NULL if nothing changed. */
static const char *changed_parts(struct arena *arena, const json_t *before, const json_t *after)
{
    const char *list = NULL;
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        const json_t *old = json_object_get(before, PARTS[i].member);
        const json_t *new = json_object_get(after, PARTS[i].member);
        bool is_same = old == new || (old != NULL && new != NULL &&json_equal(old, new) == 1);
        if (!is_same) {
            list = list == NULL ? PARTS[i].name : arena_print(arena, "%s, %s", list, PARTS[i].name);
        }
    }
    return list;
}

static const char *pass_mark(struct arena *arena, const json_t *page)
{
    const json_t *mark = json_object_get(json_object_get(page, "quiz"), "pass_mark");
    return json_is_number(mark) ? arena_print(arena, "%g", json_number_value(mark)) : NULL;
}

static void add(const struct pages *pages, enum difference_kind kind, const char *subject,
                const char *before, const char *after)
{
    difference_add(pages->work,
                   &(const struct difference_change){
                       .kind = kind, .subject = subject, .before = before, .after = after});
}

static void compare_pass_marks(const struct pages *pages, const struct course_page *before,
                               const struct course_page *after)
{
    const char *old = pass_mark(pages->work->arena, before->json);
    const char *new = pass_mark(pages->work->arena, after->json);
    if (old != NULL && new != NULL && strcmp(old, new) != 0) {
        difference_add(pages->work, &(const struct difference_change){
                                        .kind = DIFFERENCE_PAGE_PASS_MARK,
                                        .weight = DIFFERENCE_WARNING,
                                        .subject = after->title,
                                        .before = old,
                                        .after = new,
                                        .effect = "Learners from now on pass by another mark than "
                                                  "those before them."});
    }
}

static void compare_pair(const struct pages *pages, const struct course_page *before,
                         const struct course_page *after, bool stays)
{
    if (strcmp(before->title, after->title) != 0) {
        add(pages, DIFFERENCE_PAGE_RENAMED, after->title, before->title, after->title);
    }
    if (!stays) {
        add(pages, DIFFERENCE_PAGE_MOVED, after->title, NULL, NULL);
    }
    const char *parts = changed_parts(pages->work->arena, before->json, after->json);
    if (parts != NULL) {
        add(pages, DIFFERENCE_PAGE_CHANGED, after->title, NULL, parts);
    }
    compare_pass_marks(pages, before, after);
}

static void compare_builds(const struct pages *pages)
{
    if (strcmp(pages->before.build, pages->after.build) != 0) {
        difference_add(pages->work, &(const struct difference_change){
                                        .kind = DIFFERENCE_COURSE_STRUCTURE,
                                        .weight = DIFFERENCE_WARNING,
                                        .before = pages->before.build,
                                        .after = pages->after.build,
                                        .effect = "Learners in the middle of the course begin it "
                                                  "anew; who has completed it keeps that."});
    }
}

/* What a module is known again by: its id, else what is in it, else its title. */
typedef const char *module_key(struct arena *arena, const struct course_pages *pages,
                               const struct course_module *module);

static const char *id_of(struct arena *arena, const struct course_pages *pages,
                         const struct course_module *module)
{
    (void)arena;
    (void)pages;
    return module->id;
}

static const char *pages_of(struct arena *arena, const struct course_pages *pages,
                            const struct course_module *module)
{
    AUTO(buffer_finish) struct buffer ids = BUFFER_INIT(MODULE_KEY_MAX);
    for (size_t i = 0; i < module->page_count; i++) {
        buffer_print(&ids, "%s/", pages->pages[module->first_page + i].id);
    }
    return ids.length > 0 && !ids.overflowed ? arena_copy(arena, buffer_text(&ids)) : NULL;
}

static const char *title_of(struct arena *arena, const struct course_pages *pages,
                            const struct course_module *module)
{
    (void)arena;
    (void)pages;
    return module->title;
}

/* Of the modules that have no pair yet. */
static struct pairs_keys keys_of_modules(struct arena *arena, const struct course_pages *pages,
                                         const size_t *partners, module_key *key_of)
{
    struct pairs_keys keys = pairs_keys_begin(arena, pages->module_count);
    for (size_t i = 0; i < pages->module_count; i++) {
        if (partners[i] == PAIRS_NONE) {
            pairs_keys_add(&keys, key_of(arena, pages, &pages->modules[i]), i);
        }
    }
    return keys;
}

static struct pairs match_modules(const struct pages *pages)
{
    static module_key *const KEYS[] = {id_of, pages_of, title_of};
    struct arena *arena = pages->work->arena;
    struct pairs pairs = pairs_begin(arena, pages->before.module_count, pages->after.module_count);
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        struct pairs_keys old = keys_of_modules(arena, &pages->before, pairs.of_before, KEYS[i]);
        struct pairs_keys new = keys_of_modules(arena, &pages->after, pairs.of_after, KEYS[i]);
        pairs_match(&pairs, &old, &new, i == 0 ? PAIRS_TAKE_FIRST : PAIRS_TAKE_NONE);
    }
    return pairs;
}

/* What is lost by it; NULL for formats that keep nothing, and where a unit's identifier changed
 * with it, which tells the same. */
static const char *loss_of_module(const struct difference_work *work)
{
    for (size_t i = 0; i < work->change_count; i++) {
        if (work->changes[i].kind == DIFFERENCE_UNIT_ID) {
            return NULL;
        }
    }
    const char *loss = NULL;
    const struct opened_structure *one = work->before.opened->structures;
    for (; loss == NULL && one != NULL; one = one->next) {
        const struct difference_identity *identity = difference_identity_of(one->format->name);
        loss = identity != NULL ? identity->module_changed : NULL;
    }
    return loss;
}

static void compare_modules(const struct pages *pages, const struct pairs *modules)
{
    const char *loss = loss_of_module(pages->work);
    for (size_t i = 0; i < modules->after_count; i++) {
        const struct course_module *after = &pages->after.modules[i];
        size_t old = modules->of_after[i];
        if (old == PAIRS_NONE || strcmp(pages->before.modules[old].id, after->id) == 0) {
            continue;
        }
        difference_add(pages->work, &(const struct difference_change){
                                        .kind = DIFFERENCE_MODULE_ID,
                                        .weight = loss != NULL ? DIFFERENCE_ERROR : DIFFERENCE_NOTE,
                                        .subject = after->title,
                                        .before = pages->before.modules[old].id,
                                        .after = after->id,
                                        .effect = loss});
    }
}

/* By page and module: `partners` has the old place of each module of a new package, NULL is for
 * the old one. */
static struct pairs_keys keys_of(struct arena *arena, const struct course_pages *pages,
                                 const size_t *partners)
{
    struct pairs_keys keys = pairs_keys_begin(arena, pages->count);
    for (size_t i = 0; i < pages->count; i++) {
        const struct course_page *page = &pages->pages[i];
        size_t module = partners != NULL ? partners[page->module] : page->module;
        if (module != PAIRS_NONE) {
            pairs_keys_add(&keys, arena_print(arena, "%zu/%s", module, page->id), i);
        }
    }
    return keys;
}

static const char *module_of(const struct course_pages *pages, const struct course_page *page)
{
    return pages->modules[page->module].title;
}

static void compare(const struct pages *pages, const struct pairs *modules)
{
    struct arena *arena = pages->work->arena;
    struct pairs pairs = pairs_begin(arena, pages->before.count, pages->after.count);
    struct pairs_keys before = keys_of(arena, &pages->before, NULL);
    struct pairs_keys after = keys_of(arena, &pages->after, modules->of_after);
    pairs_match(&pairs, &before, &after, PAIRS_TAKE_FIRST);
    const bool *stays = pairs_find_staying(&pairs, NULL);
    for (size_t i = 0; i < pairs.before_count; i++) {
        if (pairs.of_before[i] == PAIRS_NONE) {
            const struct course_page *page = &pages->before.pages[i];
            add(pages, DIFFERENCE_PAGE_REMOVED, page->title, module_of(&pages->before, page), NULL);
        }
    }
    for (size_t i = 0; i < pairs.after_count; i++) {
        const struct course_page *page = &pages->after.pages[i];
        if (pairs.of_after[i] == PAIRS_NONE) {
            add(pages, DIFFERENCE_PAGE_ADDED, page->title, NULL, module_of(&pages->after, page));
        } else {
            compare_pair(pages, &pages->before.pages[pairs.of_after[i]], page, stays[i]);
        }
    }
}

void difference_look_at_pages(struct difference_work *work)
{
    struct pages pages = {.work = work};
    if (course_pages_read(work, &work->before, &pages.before) &&
        course_pages_read(work, &work->after, &pages.after)) {
        struct pairs modules = match_modules(&pages);
        compare_builds(&pages);
        compare_modules(&pages, &modules);
        compare(&pages, &modules);
    }
}
