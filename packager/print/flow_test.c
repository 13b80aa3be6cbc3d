/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of what stays together when pages end. */
#include "print/flow.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "print/document.h"
#include "print/fonts.h"
#include "print/pdf.h"
#include "print/print.h"
#include "print/structure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { SHAPE_MAX = 1 << 16 };

static const char SIGNS[] = {
    [FRAGMENT_LINE] = 'l', [FRAGMENT_ROW] = 'r',   [FRAGMENT_PICTURE] = 'p',
    [FRAGMENT_RULE] = '_', [FRAGMENT_SPACE] = 's', [FRAGMENT_PAGE_BREAK] = '/',
};

/* Fragments from the top, those that stay with the next one followed by '+'; behind the title. */
static const char *shape_of(struct arena *arena, const char *markdown)
{
    AUTO(pdf_destroy) struct pdf *pdf = pdf_create();
    const struct print_source source = {
        .name = "p.md", .text = text_of(markdown), .line = 1, .title = "T", .language = "en"};
    const struct setting setting = {.name = source.name,
                                    .arena = arena,
                                    .fonts = fonts_create(arena),
                                    .structure = structure_create(arena, pdf)};
    struct block *blocks = NULL;
    struct fragment *fragment = NULL;
    assert_int_equal(document_read(&source, arena, &blocks, NULL), STATUS_OK);
    assert_int_equal(flow_set(&setting, &source, blocks, &fragment, NULL), STATUS_OK);
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(SHAPE_MAX);
    for (fragment = fragment->next; fragment != NULL; fragment = fragment->next) {
        buffer_add_character(&out, SIGNS[fragment->kind]);
        buffer_add_string(&out, fragment->keeps_next ? "+" : "");
    }
    return arena_copy(arena, buffer_text(&out));
}

static const struct {
    const char *markdown;
    const char *shape;
} SHAPES[] = {
    {"a\n\nb", "ll"},
    {"a\\\nb", "l+l"},
    {"a\\\nb\\\nc\\\nd", "l+ll+l"},
    {"## A\n\na\n\nb", "l+ll"},
    {"a\n\n- b\n- c", "l+ll"},
    {"a\n\n____\n\n____", "l+__"},
    {"a\n\n## B\n\nb", "ll+l"},
    {"a\n\n***\n\nb", "l/l"},
    {"## A\n\na\n\n| A |\n|---|\n| x |\n| y |\n\nb", "l+l+r+r+rl"},
    {"> [!NOTE]\n> a\n>\n> b\n\nc", "s+l+l+sl"},
    {"> [!DO] A\n> - a\n> - b\n\nc", "s+l+l+l+sl"},
    {"> a\n\nb", "s+l+sl"},
};

static void what_belongs_together_is_kept_together(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof SHAPES / sizeof *SHAPES; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        assert_string_equal(shape_of(arena, SHAPES[i].markdown), SHAPES[i].shape);
    }
}

/* Of what is higher than half a page only the ends hold. */
static void long_tables_and_callouts_may_be_parted_but_for_their_ends(void **state)
{
    (void)state;
    enum { ROWS = 30 };
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer table = BUFFER_INIT(SHAPE_MAX);
    AUTO(buffer_finish) struct buffer callout = BUFFER_INIT(SHAPE_MAX);
    AUTO(buffer_finish) struct buffer rows = BUFFER_INIT(SHAPE_MAX);
    AUTO(buffer_finish) struct buffer lines = BUFFER_INIT(SHAPE_MAX);
    buffer_add_string(&table, "| A |\n|---|\n");
    buffer_add_string(&callout, "> [!NOTE]\n");
    buffer_add_string(&rows, "r+");
    buffer_add_string(&lines, "s+");
    for (int i = 1; i <= ROWS; i++) {
        buffer_add_string(&table, "| x |\n");
        buffer_add_string(&callout, "> x\n>\n");
        buffer_add_string(&rows, i == ROWS - 1 ? "r+" : "r");
        buffer_add_string(&lines, i == ROWS ? "l+" : "l");
    }
    buffer_add_string(&lines, "s");
    assert_string_equal(shape_of(arena, table.data), rows.data);
    assert_string_equal(shape_of(arena, callout.data), lines.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_belongs_together_is_kept_together),
        cmocka_unit_test(long_tables_and_callouts_may_be_parted_but_for_their_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
