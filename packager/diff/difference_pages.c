/* SPDX-License-Identifier: Apache-2.0 */

/* Pages as learners see them, where both packages tell of theirs: whoever was in the middle of the
 * course goes on only if its structure is the same. */
#include "diff/difference_parts.h"

#include "base/arena.h"
#include "diff/course_pages.h"
#include "diff/pairs.h"

#include <string.h>

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
    {"kind", "kind"},           {"html", "text"},      {"video", "film, captions or transcript"},
    {"downloads", "downloads"}, {"quiz", "questions"},
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

static struct pairs_keys keys_of(struct arena *arena, const struct course_pages *pages)
{
    struct pairs_keys keys = pairs_keys_begin(arena, pages->count);
    for (size_t i = 0; i < pages->count; i++) {
        pairs_keys_add(&keys, pages->pages[i].key, i);
    }
    return keys;
}

static void compare(const struct pages *pages)
{
    struct arena *arena = pages->work->arena;
    struct pairs pairs = pairs_begin(arena, pages->before.count, pages->after.count);
    struct pairs_keys before = keys_of(arena, &pages->before);
    struct pairs_keys after = keys_of(arena, &pages->after);
    pairs_match(&pairs, &before, &after, PAIRS_TAKE_FIRST);
    const bool *stays = pairs_find_staying(&pairs, NULL);
    for (size_t i = 0; i < pairs.before_count; i++) {
        if (pairs.of_before[i] == PAIRS_NONE) {
            const struct course_page *page = &pages->before.pages[i];
            add(pages, DIFFERENCE_PAGE_REMOVED, page->title, page->module, NULL);
        }
    }
    for (size_t i = 0; i < pairs.after_count; i++) {
        const struct course_page *page = &pages->after.pages[i];
        if (pairs.of_after[i] == PAIRS_NONE) {
            add(pages, DIFFERENCE_PAGE_ADDED, page->title, NULL, page->module);
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
        compare_builds(&pages);
        compare(&pages);
    }
}
