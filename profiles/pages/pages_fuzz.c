/* SPDX-License-Identifier: Apache-2.0 */

/* Any text that is a profile: no text of it becomes a tag of a page, and each page has a path of
 * its own that leads nowhere else. */
#include "pages/pages.h"

#include "base/buffer.h"
#include "base/fuzz.h"
#include "pages/kinds.h"
#include "pages/write.h"

#include <stdlib.h>
#include <string.h>

/* Every tag that pages are made of; what a profile says has none. */
static bool is_tag_of_ours(const char *tag)
{
    static const char *const TAGS[] = {
        "!doctype html>", "html", "head", "meta",   "title", "link", "body", "a ",
        "header",         "div",  "p>",   "p ",     "main",  "h1",   "h2",   "h3",
        "span",           "bdi",  "dl",   "dt",     "dd",    "ul",   "ol",   "li",
        "code",           "pre",  "nav",  "strong", "footer"};
    for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS; i++) {
        if (strncmp(tag, TAGS[i], strlen(TAGS[i])) == 0) {
            return true;
        }
    }
    return tag[0] == '/';
}

static void check_page(const struct buffer *page)
{
    for (const char *tag = strchr(page->data, '<'); tag != NULL; tag = strchr(tag + 1, '<')) {
        fuzz_require(page->overflowed || is_tag_of_ours(tag + 1));
    }
    fuzz_require(strstr(page->data, "href=\"javascript:") == NULL);
}

static void check_term(const struct site *site, const struct term *term)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(PAGES_PAGE_MAX);
    struct page page = page_begin(site, term->path, term->label, kind_title(site, term), &out);
    term_write(&page, term);
    page_end(&page);
    check_page(&out);
    fuzz_require(term->path[0] != '/' && strstr(term->path, "..") == NULL);
}

static int compare_paths(const void *left, const void *right)
{
    return strcmp(((const struct term *)left)->path, ((const struct term *)right)->path);
}

static void check_site(const struct site *site)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(PAGES_PAGE_MAX);
    struct page page = page_begin(site, "index.html", site->title, "xAPI Profile", &out);
    index_write(&page);
    page_end(&page);
    check_page(&out);
    for (size_t i = 0; i < site->count; i++) {
        check_term(site, &site->terms[i]);
    }
    struct term *sorted = ARENA_ARRAY(site->arena, struct term, site->count + 1);
    memcpy(sorted, site->terms, site->count * sizeof *sorted);
    qsort(sorted, site->count, sizeof *sorted, compare_paths);
    for (size_t i = 1; i < site->count; i++) {
        fuzz_require(compare_paths(&sorted[i - 1], &sorted[i]) != 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct profile profile = {.id = NULL};
    struct findings findings = {.count = 0};
    const struct text text = {(const char *)data, size};
    if (profile_read(text, "p", arena, &profile, &findings, NULL) == STATUS_OK &&
        profile.id != NULL) {
        check_site(site_make(&profile, arena));
    }
    return 0;
}
