/* SPDX-License-Identifier: Apache-2.0 */

/* Callouts and quotations: blocks before a bar, callouts on a ground of their colour. */
#include "base/arena.h"
#include "print/document.h"
#include "print/flow.h"

static const double RIM = 12;

struct look {
    struct colour background;
    struct colour bar;
};

/* nhsuk-frontend's colours; all text on them is the ink of the document. */
static const struct look LOOKS[] = {
    [CALLOUT_NOTE] = {{0.94, 0.96, 0.97}, {0, 0.37, 0.72}},
    [CALLOUT_IMPORTANT] = {{1, 0.98, 0.89}, {1, 0.72, 0.11}},
    [CALLOUT_WARNING] = {{1, 0.98, 0.89}, {0.83, 0.16, 0.11}},
    [CALLOUT_DO] = {{0.92, 0.96, 0.93}, {0, 0.5, 0.23}},
    [CALLOUT_DONT] = {{0.98, 0.93, 0.92}, {0.83, 0.16, 0.11}},
    [CALLOUT_DETAILS] = {{0.94, 0.96, 0.97}, {0.46, 0.53, 0.57}},
};

static const struct frame *frame_of(const struct flow *flow, const struct block *block)
{
    static const struct colour GREY = {0.46, 0.53, 0.57};
    struct frame *frame = ARENA_NEW(flow->setting->arena, struct frame);
    *frame = (struct frame){.parent = flow->frame, .x = flow->x, .width = flow->width, .bar = GREY};
    if (block->kind == BLOCK_CALLOUT) {
        frame->has_background = true;
        frame->background = LOOKS[block->callout].background;
        frame->bar = LOOKS[block->callout].bar;
    }
    return frame;
}

static enum status set_title(struct flow *flow, const struct block *block, struct error *error)
{
    if (block->title == NULL) {
        return STATUS_OK;
    }
    struct fragment **first = flow->end;
    struct paragraph_style style = flow_body(flow_element(flow, "P"));
    style.style = STYLE_BOLD;
    enum status status = flow_set_spans(flow, block->title, &style, error);
    flow_keep_all(*first);
    flow->gap = FLOW_ITEM_GAP;
    return status;
}

enum status frame_set(struct flow *flow, const struct block *block, struct error *error)
{
    struct flow inner = *flow;
    double rim = block->kind == BLOCK_CALLOUT ? RIM : RIM / 4;
    inner.frame = frame_of(flow, block);
    inner.element = flow_element(flow, block->kind == BLOCK_CALLOUT ? "Div" : "BlockQuote");
    inner.marker = NULL;
    struct fragment *top = flow_add(&inner, FRAGMENT_SPACE, rim);
    top->keeps_next = true;
    inner.marker = flow->marker;
    inner.x += FLOW_INDENT - 4;
    inner.width -= FLOW_INDENT + RIM - 4;
    enum status status = set_title(&inner, block, error);
    if (status == STATUS_OK) {
        status = flow_set_blocks(&inner, block->first, error);
    }
    flow_keep_last(top->next);
    inner.gap = 0;
    (void)flow_add(&inner, FRAGMENT_SPACE, rim);
    flow_keep_short(top);
    flow->end = inner.end;
    flow->marker = NULL;
    flow->gap = FLOW_GAP + 3;
    return status;
}
