/* SPDX-License-Identifier: Apache-2.0 */

/* Markup that all pages share, in NHS style, with neither script nor style inside, so that the
 * strictest content security policy lets them be. */
#include "pages/page.h"

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/markup.h"
#include "pages/kinds.h"
#include "pages/term_paths.h"

#include <stdlib.h>
#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"

static const char *up_from(const char *path, struct arena *arena)
{
    const char *up = "";
    for (const char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        up = arena_print(arena, "%s../", up);
    }
    return up;
}

void page_add(struct page *page, const char *markup)
{
    buffer_add_string(page->out, markup);
}

/* The length of a character at `text` that is not to be seen, and may change how others are: a
 * control character, or one that turns the direction of writing (U+202A to 202E, 2066 to 2069). */
static size_t unseen_length(const char *text)
{
    if (ascii_is_control(*text)) {
        return *text == '\n' || *text == '\t' || *text == '\r' ? 0 : 1;
    }
    bool turns = (strncmp(text, "\xE2\x80", 2) == 0 && text[2] >= '\xAA' && text[2] <= '\xAE') ||
                 (strncmp(text, "\xE2\x81", 2) == 0 && text[2] >= '\xA6' && text[2] <= '\xA9');
    return turns ? strlen(REPLACEMENT) : 0;
}

void page_add_text(struct page *page, const char *text)
{
    while (*text != '\0') {
        size_t unseen = unseen_length(text);
        const char one[] = {*text, '\0'};
        markup_add(page->out, unseen > 0 ? REPLACEMENT : one);
        text += unseen > 0 ? unseen : 1;
    }
}

/* Adds `text` escaped between `before` and `behind`, which are as they are. */
static void add(struct page *page, const char *before, const char *text, const char *behind)
{
    page_add(page, before);
    page_add_text(page, text);
    page_add(page, behind);
}

void page_add_phrase(struct page *page, struct phrase phrase)
{
    if (phrase.language == NULL) {
        add(page, "<bdi>", phrase.text, "</bdi>");
        return;
    }
    add(page, "<bdi lang=\"", phrase.language, "\">");
    add(page, "", phrase.text, "</bdi>");
}

struct page page_begin(const struct site *site, const char *path, struct phrase title,
                       const char *kind, struct buffer *out)
{
    struct page page = {.site = site, .out = out, .up = up_from(path, site->arena)};
    page_add(&page, "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    add(&page, "<title>", title.text, "");
    if (strcmp(path, PATH_INDEX) != 0) {
        add(&page, " – ", site->title.text, "");
    }
    add(&page, "</title>\n<link rel=\"stylesheet\" href=\"", page.up, PATH_STYLE "\">\n");
    add(&page, "<link rel=\"alternate\" type=\"application/ld+json\" href=\"", page.up,
        PATH_PROFILE "\">\n</head>\n<body>\n"
                     "<a class=\"nhsuk-skip-link\" href=\"#main\">Skip to main content</a>\n"
                     "<header class=\"page-header\"><div class=\"nhsuk-width-container\">"
                     "<p class=\"page-header__text\">");
    add(&page, "<a class=\"pages-home\" href=\"", page.up, PATH_INDEX "\">xAPI Profile ");
    page_add_phrase(&page, site->title);
    page_add(&page, "</a></p></div></header>\n<div class=\"nhsuk-width-container\">\n"
                    "<main class=\"nhsuk-main-wrapper\" id=\"main\" tabindex=\"-1\">\n<h1>");
    add(&page, "<span class=\"nhsuk-caption-xl\">", kind,
        "<span class=\"nhsuk-u-visually-hidden\">: </span></span> ");
    page_add_phrase(&page, title);
    page_add(&page, "</h1>\n");
    return page;
}

void page_end(struct page *page)
{
    add(page,
        "</main>\n</div>\n<footer class=\"page-footer\"><div class=\"nhsuk-width-container\">"
        "<p class=\"page-footer__text\">Made by ibest-lrs " IBEST_VERSION " from the profile's "
        "<a href=\"",
        page->up, PATH_PROFILE "\">JSON-LD</a>.</p></div></footer>\n</body>\n</html>\n");
}

void page_add_code(struct page *page, const char *code)
{
    add(page, "<code>", code, "</code>");
}

static bool is_on_the_web(const char *iri)
{
    return strncmp(iri, "https://", strlen("https://")) == 0 ||
           strncmp(iri, "http://", strlen("http://")) == 0;
}

void page_add_term(struct page *page, const struct term *term)
{
    add(page, "<a href=\"", page->up, "");
    add(page, "", term->path, "\">");
    page_add_phrase(page, term->label);
    page_add(page, "</a>");
}

void page_add_link(struct page *page, const char *iri)
{
    const struct term *term = site_find(page->site, iri);
    if (term != NULL) {
        page_add_term(page, term);
    } else if (is_on_the_web(iri)) {
        add(page, "<a href=\"", iri, "\">");
        add(page, "", iri, "</a>");
    } else {
        page_add_code(page, iri);
    }
}

void page_add_heading(struct page *page, const char *heading)
{
    add(page, "<h2>", heading, "</h2>\n");
}

void page_add_paragraphs(struct page *page, const json_t *map)
{
    const char *tag = NULL;
    json_t *value = NULL;
    json_object_foreach (json_iterable(map), tag, value) {
        if (json_is_string(value)) {
            page_add(page, "<p>");
            if (json_object_size(map) > 1) {
                add(page, "<span class=\"nhsuk-tag nhsuk-tag--grey\">", tag, "</span> ");
            }
            page_add_phrase(page, (struct phrase){.text = json_string_value(value),
                                                  .language = phrase_language(tag)});
            page_add(page, "</p>\n");
        }
    }
}

void page_add_value(struct page *page, const json_t *value)
{
    AUTO(free) char *text = json_dumps(value, JSON_ENCODE_ANY);
    page_add_code(page, text != NULL ? text : "");
}

void page_add_json(struct page *page, const json_t *value)
{
    AUTO(free) char *text = json_dumps(value, JSON_INDENT(2) | JSON_ENCODE_ANY);
    add(page, "<pre class=\"pages-code\"><code>", text != NULL ? text : "", "</code></pre>\n");
}

void page_begin_facts(struct page *page)
{
    page_add(page, "<dl class=\"nhsuk-summary-list\">\n");
}

void page_end_facts(struct page *page)
{
    page_add(page, "</dl>\n");
}

static void begin_fact(struct page *page, const char *name)
{
    add(page, "<div class=\"nhsuk-summary-list__row\"><dt class=\"nhsuk-summary-list__key\">", name,
        "</dt><dd class=\"nhsuk-summary-list__value\">");
}

static void end_fact(struct page *page)
{
    page_add(page, "</dd></div>\n");
}

void page_add_fact(struct page *page, const char *name, const char *text)
{
    if (text != NULL) {
        begin_fact(page, name);
        page_add_text(page, text);
        end_fact(page);
    }
}

void page_add_code_fact(struct page *page, const char *name, const char *code)
{
    if (code != NULL) {
        begin_fact(page, name);
        page_add_code(page, code);
        end_fact(page);
    }
}

void page_add_link_fact(struct page *page, const char *name, const char *iri)
{
    if (iri != NULL) {
        begin_fact(page, name);
        page_add_link(page, iri);
        end_fact(page);
    }
}

void page_add_links_fact(struct page *page, const char *name, const struct iri_list *iris)
{
    if (iris->count < 2) {
        page_add_link_fact(page, name, iris->count == 0 ? NULL : iris->items[0]);
        return;
    }
    begin_fact(page, name);
    page_add(page, "<ul class=\"nhsuk-list\">");
    for (size_t i = 0; i < iris->count; i++) {
        page_add(page, "<li>");
        page_add_link(page, iris->items[i]);
        page_add(page, "</li>");
    }
    page_add(page, "</ul>");
    end_fact(page);
}

void page_begin_term(struct page *page, const struct term *term)
{
    if (term->part->is_deprecated) {
        page_add(page, "<div class=\"nhsuk-warning-callout\"><h2 "
                       "class=\"nhsuk-warning-callout__label\">Deprecated</h2><p>It must not be "
                       "used in new statements; old ones keep it.</p></div>\n");
    }
    page_add_paragraphs(page, term->part->definitions);
    page_begin_facts(page);
    page_add_code_fact(page, "IRI", term->id);
    page_add_link_fact(page, "Described by version", term->part->in_scheme);
}

static void add_item(struct page *page, const struct term *term)
{
    page_add_term(page, term);
    add(page, " (", kind_title(page->site, term), ")</li>\n");
}

void page_add_users(struct page *page, const struct term *term, const char *heading)
{
    page_add_heading(page, heading);
    page_add(page, term->user_count == 0 ? "<p>Nothing in this profile.</p>\n" : "<ul>\n");
    for (size_t i = 0; i < term->user_count; i++) {
        page_add(page, "<li>");
        add_item(page, term->users[i]);
    }
    page_add(page, term->user_count == 0 ? "" : "</ul>\n");
    page_add_fragments(page, term->id);
}

/* What begins with "main" may be an id of the page itself. */
void page_add_anchor(struct page *page, const struct term *term, const char *iri)
{
    size_t length = strlen(iri);
    if (strncmp(term->id, iri, length) == 0 && term->id[length] == '#' &&
        strncmp(term->id + length + 1, "main", strlen("main")) != 0 &&
        term->id[length + 1] != '\0') {
        add(page, " id=\"", term->id + length + 1, "\"");
    }
}

void page_add_fragments(struct page *page, const char *iri)
{
    struct term *const *terms = NULL;
    size_t count = site_fragments(page->site, iri, &terms);
    if (count == 0) {
        return;
    }
    add(page, "<h2>What <code>", iri, "#</code> goes on to</h2>\n<ul>\n");
    for (size_t i = 0; i < count; i++) {
        page_add(page, "<li");
        page_add_anchor(page, terms[i], iri);
        page_add(page, ">");
        add_item(page, terms[i]);
    }
    page_add(page, "</ul>\n");
}
