/* SPDX-License-Identifier: Apache-2.0 */

/* Questions in which order things come. */
#include "source/question_kind.h"

#include "base/arena.h"
#include "source/files.h"

static const struct key KEYS[] = {
    QUESTION_KEYS,
    {"items", KEY_ARRAY, true, 2, COURSE_ITEMS_MAX},
};
static const struct key ITEM_KEYS[] = {
    {"id", KEY_LINE, true, 0, 0},
    {"text", KEY_TEXT, true, 1, JSON_PAGE_MARKDOWN_MAX},
};

static enum status read_items(const struct json_page *page, const struct place *place,
                              struct question *question, struct error *error)
{
    struct place list = place_member(place, "items");
    struct ordering *ordering = &question->ordering;
    struct json_page_letters letters = {.what = "item", .owner = question->id};
    ordering->items = ARENA_ARRAY(page->source->arena, struct item, place_count(&list));
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < place_count(&list); i++) {
        struct place element = place_element(&list, i);
        struct item *item = &ordering->items[ordering->count++];
        status = KEYS_CHECK(&element, ITEM_KEYS, error);
        if (status == STATUS_OK) {
            status = json_page_letter(&element, &letters, &item->id, error);
        }
        if (status == STATUS_OK) {
            status = json_page_render(page, &element, "text", SHAPE_PHRASE, &item->html, error);
        }
    }
    return status;
}

const struct question_kind QUESTION_KIND_ORDERING = {
    .type = QUESTION_ORDERING,
    .keys = KEYS,
    .key_count = sizeof KEYS / sizeof *KEYS,
    .read = read_items,
};
