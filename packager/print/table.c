/* SPDX-License-Identifier: Apache-2.0 */

/* Tables: columns get room by what stands in them, and those to be filled in get more. */
#include "base/arena.h"
#include "print/canvas.h"
#include "print/document.h"
#include "print/flow.h"
#include "print/structure.h"

enum { COLUMNS_MAX = 12 };

static const double CELL_RIM = 5;
static const double WRITING_HEIGHT = 44;
static const double WRITING_SHARE = 0.5; /* of the table's width, that an empty cell wishes */
static const double WORDS_SHARE = 0.45;  /* that words wish at most */
static const double COLUMN_MIN = 40;

/* How wide a column must be for its longest word, and how wide it would like to be. */
struct room {
    double least;
    double wish;
};

/* A table being set. */
struct table {
    struct flow *flow;
    size_t columns;
    struct room rooms[COLUMNS_MAX];
    double widths[COLUMNS_MAX];
    struct element *head;
    struct element *body;
    const struct row *header;
    double header_height;
};

static struct element *new_element(const struct table *table, struct element *parent,
                                   const char *type, const char *attributes)
{
    return element_create(table->flow->setting->structure, parent, type,
                          (struct element_options){.attributes = attributes});
}

static struct paragraph_style style_of(const struct block *cell, struct element *element)
{
    struct paragraph_style style = flow_body(element);
    style.style = cell->is_header ? STYLE_BOLD : 0;
    return style;
}

static double at_least(double number, double least)
{
    return number < least ? least : number;
}

static enum status room_of(const struct table *table, const struct block *cell, struct room *out,
                           struct error *error)
{
    const double all = table->flow->width;
    *out = (struct room){COLUMN_MIN, all * WRITING_SHARE};
    if (cell->spans == NULL) {
        return STATUS_OK;
    }
    const struct paragraph_style style =
        style_of(cell, structure_root(table->flow->setting->structure));
    const struct paragraph *paragraph = NULL;
    enum status status =
        paragraph_set(table->flow->setting, cell->spans, &style, all, &paragraph, error);
    if (status != STATUS_OK) {
        return status;
    }
    double wish = paragraph_width(paragraph) + 2 * CELL_RIM + 1;
    out->least = at_least(paragraph->longest + 2 * CELL_RIM + 1, COLUMN_MIN);
    out->wish = at_least(wish > all * WORDS_SHARE ? all * WORDS_SHARE : wish, out->least);
    return STATUS_OK;
}

static enum status find_rooms(struct table *table, const struct block *block, struct error *error)
{
    for (const struct block *row = block->first; row != NULL; row = row->next) {
        size_t column = 0;
        for (const struct block *cell = row->first; cell != NULL; cell = cell->next) {
            struct room found;
            enum status status = room_of(table, cell, &found, error);
            if (status != STATUS_OK) {
                return status;
            }
            struct room *room = &table->rooms[column++];
            room->least = at_least(room->least, found.least);
            room->wish = at_least(room->wish, found.wish);
        }
        table->columns = column > table->columns ? column : table->columns;
    }
    return STATUS_OK;
}

/* Each column gets the least that it needs, and of what is left by what it wishes beyond. */
static void share_width(struct table *table)
{
    double least = 0;
    double wishes = 0;
    for (size_t i = 0; i < table->columns; i++) {
        least += table->rooms[i].least;
        wishes += table->rooms[i].wish - table->rooms[i].least;
    }
    double left = table->flow->width - least;
    for (size_t i = 0; i < table->columns; i++) {
        const struct room *room = &table->rooms[i];
        double share =
            wishes > 0 ? (room->wish - room->least) / wishes : 1 / (double)table->columns;
        table->widths[i] =
            left > 0 ? room->least + left * share : room->least * table->flow->width / least;
    }
}

static struct element *cell_element(const struct table *table, struct element *row,
                                    const struct block *row_block, const struct block *cell)
{
    if (!cell->is_header) {
        return new_element(table, row, "TD", NULL);
    }
    return new_element(table, row, "TH",
                       row_block->is_header ? "/O /Table /Scope /Column" : "/O /Table /Scope /Row");
}

static double indent_of(enum alignment alignment)
{
    switch (alignment) {
    case ALIGN_LEFT:
        return 0;
    case ALIGN_CENTER:
        return 0.5;
    case ALIGN_RIGHT:
        return 1;
    }
    return 0;
}

/* Sets one cell and yields how high it is. */
static enum status set_cell(const struct table *table, const struct block *block, struct cell *cell,
                            double *out_height, struct error *error)
{
    const struct paragraph_style style = style_of(block, cell->element);
    enum status status = paragraph_set(table->flow->setting, block->spans, &style,
                                       cell->width - 2 * CELL_RIM, &cell->paragraph, error);
    if (status != STATUS_OK) {
        return status;
    }
    cell->indent = indent_of(block->alignment);
    *out_height = block->spans != NULL
                      ? (double)cell->paragraph->line_count * style.leading + 2 * CELL_RIM
                      : WRITING_HEIGHT;
    return STATUS_OK;
}

static enum status set_cells(const struct table *table, const struct block *block, struct row *row,
                             double *out_height, struct error *error)
{
    bool is_header = block->is_header;
    struct element *element = new_element(table, is_header ? table->head : table->body, "TR", NULL);
    double x = table->flow->x;
    enum status status = STATUS_OK;
    for (const struct block *cell = block->first; status == STATUS_OK && cell != NULL;
         cell = cell->next) {
        struct cell *set = &row->cells[row->cell_count];
        *set = (struct cell){.element = cell_element(table, element, block, cell),
                             .x = x,
                             .width = table->widths[row->cell_count]};
        double height = 0;
        status = set_cell(table, cell, set, &height, error);
        height = is_header && cell->spans == NULL ? 0 : height;
        *out_height = height > *out_height ? height : *out_height;
        x += set->width;
        row->cell_count++;
    }
    return status;
}

static enum status set_row(struct table *table, const struct block *block, struct error *error)
{
    struct arena *arena = table->flow->setting->arena;
    struct row *row = ARENA_NEW(arena, struct row);
    row->cells = ARENA_ARRAY(arena, struct cell, table->columns);
    row->is_header = block->is_header;
    double height = 0;
    enum status status = set_cells(table, block, row, &height, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (height + table->header_height > PAGE_BOTTOM - PAGE_TOP) {
        return flow_fail(table->flow, block,
                         "this row is higher than a page; make several of it, or paragraphs",
                         error);
    }
    struct fragment *fragment = flow_add(table->flow, FRAGMENT_ROW, height);
    fragment->row = row;
    fragment->header = table->header;
    fragment->header_height = table->header_height;
    bool is_last_but_one = block->next != NULL && block->next->next == NULL;
    fragment->keeps_next = (row->is_header && block->next != NULL) || is_last_but_one;
    if (row->is_header) {
        table->header = row;
        table->header_height = height;
    }
    return STATUS_OK;
}

enum status table_set(struct flow *flow, const struct block *block, struct error *error)
{
    const double gap = 12;
    struct table table = {.flow = flow};
    struct element *element = element_create(flow->setting->structure, flow->element, "Table",
                                             (struct element_options){0});
    table.head = new_element(&table, element, "THead", NULL);
    table.body = new_element(&table, element, "TBody", NULL);
    struct fragment **first = flow->end;
    enum status status = find_rooms(&table, block, error);
    share_width(&table);
    for (const struct block *row = block->first; status == STATUS_OK && row != NULL;
         row = row->next) {
        status = set_row(&table, row, error);
    }
    flow_keep_short(*first);
    flow->gap = gap;
    return status;
}
