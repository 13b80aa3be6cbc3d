/* SPDX-License-Identifier: Apache-2.0 */

/* Lists: each item beside its number, dot or box to tick. */
#include "base/arena.h"
#include "print/canvas.h"
#include "print/document.h"
#include "print/flow.h"
#include "print/structure.h"

static enum status set_marker(struct flow *flow, const struct block *list, const struct block *item,
                              int number, struct error *error)
{
    struct arena *arena = flow->setting->arena;
    bool has_box = item->task != TASK_NONE;
    struct marker *marker = ARENA_NEW(arena, struct marker);
    *marker = (struct marker){.x = flow->x, .is_ticked = item->task == TASK_DONE};
    marker->element = element_create(
        flow->setting->structure, flow->element, "Lbl",
        (struct element_options){
            .actual = has_box ? (marker->is_ticked ? "\xE2\x98\x92" : "\xE2\x98\x90") : NULL});
    flow->marker = marker;
    if (has_box) {
        return STATUS_OK;
    }
    const char *text =
        list->start != LIST_OF_DOTS ? arena_print(arena, "%d. ", number) : "\xE2\x80\xA2 ";
    struct span *span = ARENA_NEW(arena, struct span);
    span->text = text;
    span->line = item->line;
    const struct paragraph_style style = flow_body(marker->element);
    const struct paragraph *paragraph = NULL;
    enum status status = paragraph_set(flow->setting, span, &style, PAGE_WIDTH, &paragraph, error);
    if (status == STATUS_OK) {
        marker->line = &paragraph->lines[0];
    }
    return status;
}

static enum status set_item(struct flow *flow, const struct block *list, const struct block *item,
                            int number, struct error *error)
{
    struct flow inner = *flow;
    inner.element = flow_element(flow, "LI");
    enum status status = set_marker(&inner, list, item, number, error);
    if (status != STATUS_OK) {
        return status;
    }
    double indent = FLOW_INDENT + (number > 99 ? FLOW_INDENT / 2 : 0);
    inner.x += indent;
    inner.width -= indent;
    inner.element = flow_element(&inner, "LBody");
    struct fragment **first = inner.end;
    status = flow_set_blocks(&inner, item->first, error);
    if (status == STATUS_OK && (*first == NULL || inner.marker != NULL)) {
        (void)flow_add(&inner, FRAGMENT_SPACE, FLOW_LEADING);
    }
    flow->end = inner.end;
    return status;
}

enum status list_set(struct flow *flow, const struct block *list, struct error *error)
{
    const char *attributes = list->start != LIST_OF_DOTS ? "/O /List /ListNumbering /Decimal"
                                                         : "/O /List /ListNumbering /Disc";
    struct flow inner = *flow;
    inner.element = element_create(flow->setting->structure, flow->element, "L",
                                   (struct element_options){.attributes = attributes});
    enum status status = STATUS_OK;
    int number = list->start;
    for (const struct block *item = list->first; status == STATUS_OK && item != NULL;
         item = item->next) {
        status = set_item(&inner, list, item, number++, error);
        inner.gap = FLOW_ITEM_GAP;
        inner.marker = NULL;
    }
    flow->end = inner.end;
    flow->gap = FLOW_GAP;
    return status;
}
