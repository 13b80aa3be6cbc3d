/* SPDX-License-Identifier: Apache-2.0 */

/* Headings in a list; who belongs to whom follows from their levels. */
#include "print/outline.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "print/document.h"
#include "print/fragment.h"
#include "print/pdf.h"

enum { SYNTAX_MAX = 1 << 20 };

struct entry {
    const struct heading *heading;
    int object;
    int page_object;
    double y;
    struct entry *next;
};

struct outline {
    struct arena *arena;
    struct pdf *pdf;
    int object;
    struct entry *first;
    struct entry **end;
};

struct outline *outline_create(struct arena *arena, struct pdf *pdf)
{
    struct outline *outline = ARENA_NEW(arena, struct outline);
    *outline = (struct outline){.arena = arena, .pdf = pdf, .object = pdf_reserve(pdf)};
    outline->end = &outline->first;
    return outline;
}

void outline_add(struct outline *outline, const struct heading *heading, int page_object, double y)
{
    struct entry *entry = ARENA_NEW(outline->arena, struct entry);
    *entry = (struct entry){heading, pdf_reserve(outline->pdf), page_object, y, NULL};
    *outline->end = entry;
    outline->end = &entry->next;
}

static int level_of(const struct entry *entry)
{
    return entry->heading->level;
}

/* The next heading of the same level under the same one; NULL if there is none. */
static const struct entry *follower(const struct entry *entry)
{
    const struct entry *next = entry->next;
    while (next != NULL && level_of(next) > level_of(entry)) {
        next = next->next;
    }
    return next != NULL && level_of(next) == level_of(entry) ? next : NULL;
}

static void add_reference(struct buffer *out, const char *key, const struct entry *entry)
{
    if (entry != NULL) {
        buffer_print(out, "%s %d 0 R ", key, entry->object);
    }
}

/* First, last and number of those right under a heading. */
static void add_children(struct buffer *out, const struct entry *first)
{
    const struct entry *last = first;
    int count = 0;
    for (const struct entry *child = first; child != NULL; child = follower(child)) {
        last = child;
        count++;
    }
    if (first != NULL) {
        add_reference(out, "/First", first);
        add_reference(out, "/Last", last);
        buffer_print(out, "/Count %d ", count);
    }
}

static void add_title(struct buffer *out, const struct entry *entry)
{
    AUTO(buffer_finish) struct buffer title = BUFFER_INIT(SYNTAX_MAX);
    for (const struct span *span = entry->heading->block->spans; span != NULL; span = span->next) {
        buffer_add_string(&title, span->kind == SPAN_BREAK ? " " : span->text);
    }
    buffer_add_string(out, "/Title ");
    pdf_add_string(out, title.length > 0 ? title.data : "");
    buffer_print(out, " /Dest [ %d 0 R /XYZ null ", entry->page_object);
    pdf_add_numbers(out, &entry->y, 1, "null ] ");
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as levels of headings
static void write_entries(const struct outline *outline, const struct entry *first, int parent)
{
    const struct entry *before = NULL;
    for (const struct entry *entry = first; entry != NULL; entry = follower(entry)) {
        AUTO(buffer_finish) struct buffer out = BUFFER_INIT(SYNTAX_MAX);
        const struct entry *child = entry->next;
        child = child != NULL && level_of(child) > level_of(entry) ? child : NULL;
        buffer_print(&out, "<< /Parent %d 0 R ", parent);
        add_title(&out, entry);
        add_reference(&out, "/Prev", before);
        add_reference(&out, "/Next", follower(entry));
        add_children(&out, child);
        buffer_add_string(&out, ">>");
        pdf_set(outline->pdf, entry->object, out.data);
        write_entries(outline, child, entry->object);
        before = entry;
    }
}

int outline_write(const struct outline *outline)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(SYNTAX_MAX);
    buffer_add_string(&out, "<< /Type /Outlines ");
    add_children(&out, outline->first);
    buffer_add_string(&out, ">>");
    pdf_set(outline->pdf, outline->object, out.data);
    write_entries(outline, outline->first, outline->object);
    return outline->object;
}
