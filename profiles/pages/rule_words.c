/* SPDX-License-Identifier: Apache-2.0 */

/* Paths become chains of names, in which a term of the profile is a link; presence, any, all and
 * none become sentences (xAPI Profiles 1.0, 8.1). */
#include "pages/rule_words.h"

#include "base/ascii.h"
#include "base/buffer.h"

#include <string.h>

static void add_choice_code(struct page *page, const struct json_path_choice *choice)
{
    switch (choice->kind) {
    case JSON_PATH_NAME:
        page_add(page, "'");
        page_add_text(page, arena_copy(page->site->arena, choice->name));
        page_add(page, "'");
        break;
    case JSON_PATH_INDEX:
        buffer_print(page->out, "%zu", choice->index);
        break;
    case JSON_PATH_ALL:
        page_add(page, "*");
        break;
    }
}

static bool is_plain_name(const struct json_path_step *step)
{
    const struct json_path_choice *choice = &step->choices[0];
    bool is_plain = step->choice_count == 1 && choice->kind == JSON_PATH_NAME &&
                    choice->name.length > 0 && ascii_is_letter(choice->name.data[0]);
    for (size_t i = 0; is_plain && i < choice->name.length; i++) {
        is_plain = ascii_is_letter_or_digit(choice->name.data[i]);
    }
    return is_plain;
}

static void add_step_code(struct page *page, const struct json_path_step *step)
{
    page_add(page, step->is_deep ? ".." : "");
    if (is_plain_name(step)) {
        page_add(page, step->is_deep ? "" : ".");
        page_add_text(page, arena_copy(page->site->arena, step->choices[0].name));
        return;
    }
    page_add(page, "[");
    for (size_t i = 0; i < step->choice_count; i++) {
        page_add(page, i > 0 ? ", " : "");
        add_choice_code(page, &step->choices[i]);
    }
    page_add(page, "]");
}

/* As JSONPath, in one form whatever way it was written. */
static void add_code(struct page *page, const struct json_path *path)
{
    page_add(page, "<code>");
    for (size_t i = 0; i < path->branch_count; i++) {
        page_add(page, i > 0 ? " | $" : "$");
        for (size_t j = 0; j < path->branches[i].step_count; j++) {
            add_step_code(page, &path->branches[i].steps[j]);
        }
    }
    page_add(page, "</code>");
}

static void add_choice_words(struct page *page, const struct json_path_choice *choice)
{
    switch (choice->kind) {
    case JSON_PATH_NAME: {
        const char *name = arena_copy(page->site->arena, choice->name);
        const struct term *term = site_find(page->site, name);
        if (term != NULL) {
            page_add_term(page, term);
        } else {
            page_add_text(page, name);
        }
        break;
    }
    case JSON_PATH_INDEX:
        buffer_print(page->out, "number %zu", choice->index + 1);
        break;
    case JSON_PATH_ALL:
        page_add(page, "each");
        break;
    }
}

static void add_branch_words(struct page *page, const struct json_path_branch *branch)
{
    if (branch->step_count == 0) {
        page_add(page, "the whole of it");
    }
    for (size_t i = 0; i < branch->step_count; i++) {
        const struct json_path_step *step = &branch->steps[i];
        page_add(page, i > 0 ? " › " : "");
        page_add(page, step->is_deep ? "anywhere below › " : "");
        for (size_t j = 0; j < step->choice_count; j++) {
            page_add(page, j > 0 ? " or " : "");
            add_choice_words(page, &step->choices[j]);
        }
    }
}

static void add_path_words(struct page *page, const struct json_path *path)
{
    for (size_t i = 0; i < path->branch_count; i++) {
        page_add(page, i > 0 ? ", and " : "");
        add_branch_words(page, &path->branches[i]);
    }
}

static void add_value(struct page *page, const json_t *value)
{
    const char *text = json_string_value(value);
    if (text != NULL && strstr(text, "://") != NULL) {
        page_add_link(page, text);
        return;
    }
    page_add_value(page, value);
}

static void add_values(struct page *page, const char *sentence, const char *of_several,
                       const json_t *values)
{
    size_t count = json_array_size(values);
    if (count == 0) {
        return;
    }
    buffer_print(page->out, "<p>%s%s", sentence, count == 1 ? " " : of_several);
    page_add(page, count == 1 ? "" : "</p>\n<ul>");
    for (size_t i = 0; i < count; i++) {
        page_add(page, count == 1 ? "" : "<li>");
        add_value(page, json_array_get(values, i));
        page_add(page, count == 1 ? "" : "</li>\n");
    }
    page_add(page, count == 1 ? ".</p>\n" : "</ul>\n");
}

static const char *presence_words(const struct template_rule *rule)
{
    switch (rule->presence) {
    case PRESENCE_INCLUDED:
        return "<p><strong>It must be there.</strong></p>\n";
    case PRESENCE_EXCLUDED:
        return "<p><strong>It must not be there.</strong></p>\n";
    case PRESENCE_RECOMMENDED:
        return "<p><strong>It should be there</strong>, and may be left out.</p>\n";
    case PRESENCE_ANY:
        break;
    }
    return "";
}

static void add_note(struct page *page, const json_t *notes)
{
    if (notes != NULL) {
        page_add(page, "<div class=\"nhsuk-inset-text pages-note\">"
                       "<span class=\"nhsuk-u-visually-hidden\">Note: </span>\n");
        page_add_paragraphs(page, notes);
        page_add(page, "</div>\n");
    }
}

static void add_paths(struct page *page, const struct template_rule *rule)
{
    page_add(page, "<p class=\"nhsuk-body-s\">Path: ");
    add_code(page, &rule->location);
    if (rule->selector.branch_count > 0) {
        page_add(page, ", then ");
        add_code(page, &rule->selector);
    }
    page_add(page, "</p>\n");
}

void rule_add_words(struct page *page, const struct template_rule *rule)
{
    page_add(page, "<h3>");
    add_path_words(page, &rule->location);
    page_add(page, "</h3>\n");
    if (rule->selector.branch_count > 0) {
        page_add(page, "<p>In each of these: ");
        add_path_words(page, &rule->selector);
        page_add(page, "</p>\n");
    }
    page_add(page, presence_words(rule));
    add_values(page, "At least one of its values must be", " one of:", rule->any);
    add_values(page, "Each of its values must be", " one of:", rule->all);
    add_values(page, "None of its values may be", " one of:", rule->none);
    add_note(page, rule->scope_notes);
    add_paths(page, rule);
}
