/* SPDX-License-Identifier: Apache-2.0 */

/* The table of kinds, and the one parser of them. */
#include "markdown/callout.h"

#include "base/auto.h"
#include "base/mem.h"
#include "base/text.h"
#include "markdown/tree.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct callout_kind KINDS[] = {
    [CALLOUT_NOTE] = {.name = "NOTE"},
    [CALLOUT_IMPORTANT] = {.name = "IMPORTANT", .title = "Important", .spoken = "Important: "},
    [CALLOUT_WARNING] = {.name = "WARNING", .title = "Warning", .spoken = "Warning: "},
    [CALLOUT_DO] = {.name = "DO", .title = "Do", .needs_list = true},
    [CALLOUT_DONT] = {.name = "DONT", .title = "Don't", .needs_list = true},
    [CALLOUT_DETAILS] = {.name = "DETAILS", .needs_title = true},
};

const struct callout_kind *callout_kind(enum callout callout)
{
    return &KINDS[callout];
}

bool callout_title_tells(enum callout callout, const char *title)
{
    const struct callout_kind *kind = &KINDS[callout];
    return kind->spoken == NULL || strncasecmp(title, kind->title, strlen(kind->title)) == 0;
}

/* The first text of the quotation, if it begins as a callout does; else NULL. */
static cmark_node *find_mark(cmark_node *quotation)
{
    cmark_node *paragraph = cmark_node_first_child(quotation);
    if (cmark_node_get_type(quotation) != CMARK_NODE_BLOCK_QUOTE || paragraph == NULL ||
        cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH) {
        return NULL;
    }
    cmark_node *text = cmark_node_first_child(paragraph);
    bool is_mark = text != NULL && cmark_node_get_type(text) == CMARK_NODE_TEXT &&
                   strncmp(cmark_node_get_literal(text), "[!", 2) == 0 &&
                   strchr(cmark_node_get_literal(text), ']') != NULL;
    return is_mark ? text : NULL;
}

bool callout_is(cmark_node *quotation)
{
    return find_mark(quotation) != NULL;
}

static enum status find_kind(cmark_node *mark, enum callout *out, struct error *error)
{
    enum { SHOWN_MAX = 40 };
    const char *name = cmark_node_get_literal(mark) + 2;
    size_t length = strcspn(name, "]");
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (text_is((struct text){name, length}, KINDS[i].name)) {
            *out = (enum callout)i;
            return STATUS_OK;
        }
    }
    return FAIL(error, STATUS_INVALID,
                "there is no callout '[!%.*s]'; use NOTE, IMPORTANT, WARNING, DO, DONT or "
                "DETAILS, in capitals",
                length < SHOWN_MAX ? (int)length : SHOWN_MAX, name);
}

/* Takes "[!KIND]" off the text; nothing is left of it if no title follows. */
static void drop_mark(cmark_node *mark)
{
    const char *title = strchr(cmark_node_get_literal(mark), ']') + 1;
    AUTO(free) char *rest = mem_copy_string(title + strspn(title, " \t"));
    int is_set = cmark_node_set_literal(mark, rest);
    assert(is_set);
    if (rest[0] == '\0') {
        cmark_node_free(mark);
    }
}

static void add_own_title(const struct callout_kind *kind, cmark_node *title)
{
    cmark_node *text = cmark_node_new(CMARK_NODE_TEXT);
    int is_set =
        cmark_node_set_literal(text, kind->title) != 0 && cmark_node_append_child(title, text) != 0;
    assert(is_set);
}

static enum status check(const struct callout_kind *kind, cmark_node *quotation, bool has_title,
                         struct error *error)
{
    cmark_node *first = cmark_node_first_child(quotation);
    if (first == NULL) {
        return FAIL(error, STATUS_INVALID,
                    "the callout '[!%s]' holds nothing; write its text on the lines below it, each "
                    "behind '> '",
                    kind->name);
    }
    if (kind->needs_title && !has_title) {
        return FAIL(error, STATUS_INVALID,
                    "'[!%s]' has no title, which is all that is seen of it at first; write it "
                    "behind the bracket",
                    kind->name);
    }
    bool is_list = cmark_node_get_type(first) == CMARK_NODE_LIST && cmark_node_next(first) == NULL;
    if (kind->needs_list && !is_list) {
        return FAIL(error, STATUS_INVALID,
                    "'[!%s]' must hold one list and nothing else; begin each line below it with "
                    "'> - '",
                    kind->name);
    }
    return STATUS_OK;
}

enum status callout_take(cmark_node *quotation, cmark_node *title, cmark_node *retired,
                         enum callout *out, struct error *error)
{
    cmark_node *mark = find_mark(quotation);
    enum callout callout = CALLOUT_NOTE;
    enum status status = find_kind(mark, &callout, error);
    if (status != STATUS_OK) {
        return status;
    }
    const struct callout_kind *kind = &KINDS[callout];
    drop_mark(mark);
    node_take_first_line(cmark_node_first_child(quotation), title, retired);
    bool has_title = cmark_node_first_child(title) != NULL;
    status = check(kind, quotation, has_title, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (!has_title && kind->title != NULL) {
        add_own_title(kind, title);
    }
    *out = callout;
    return STATUS_OK;
}
