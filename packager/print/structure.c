/* SPDX-License-Identifier: Apache-2.0 */

/* Elements, their marks, and the tree from marks back to elements. */
#include "print/structure.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "print/pdf.h"
#include "print/print.h"

enum { SYNTAX_MAX = 64 << 20 };

struct kid {
    enum { KID_ELEMENT, KID_MARK, KID_ANNOTATION } kind;
    int object; /* an element's or annotation's number, or the mark's */
    int page_object;
    struct kid *next;
};

struct element {
    const char *type;
    struct element *parent;
    struct element_options options;
    int object;
    bool is_attached;
    struct kid *kids;
    struct kid **end;
    struct element *next; /* of all, in the order in which they were made */
};

/* The elements that the marks of one page belong to. */
struct owners {
    int *elements;
    size_t count;
    size_t capacity;
};

struct structure {
    struct arena *arena;
    struct pdf *pdf;
    struct element *root;
    struct element *first;
    struct element **end;
    int object;
    struct owners pages[PRINT_PAGES_MAX];
    struct owners annotations; /* one each, by key less PRINT_PAGES_MAX */
};

struct structure *structure_create(struct arena *arena, struct pdf *pdf)
{
    struct structure *structure = ARENA_NEW(arena, struct structure);
    structure->arena = arena;
    structure->pdf = pdf;
    structure->end = &structure->first;
    structure->object = pdf_reserve(pdf);
    structure->root = element_create(structure, NULL, "Document", (struct element_options){0});
    structure->root->is_attached = true;
    return structure;
}

struct element *structure_root(struct structure *structure)
{
    return structure->root;
}

struct element *element_create(struct structure *structure, struct element *parent,
                               const char *type, struct element_options options)
{
    struct element *element = ARENA_NEW(structure->arena, struct element);
    *element = (struct element){.type = type, .parent = parent, .options = options};
    element->object = pdf_reserve(structure->pdf);
    element->end = &element->kids;
    *structure->end = element;
    structure->end = &element->next;
    return element;
}

static void add_kid(struct structure *structure, struct element *element, struct kid kid)
{
    struct kid *added = ARENA_NEW(structure->arena, struct kid);
    *added = kid;
    *element->end = added;
    element->end = &added->next;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the document
void element_attach(struct structure *structure, struct element *element)
{
    if (element->is_attached) {
        return;
    }
    element->is_attached = true;
    element_attach(structure, element->parent);
    add_kid(structure, element->parent,
            (struct kid){.kind = KID_ELEMENT, .object = element->object});
}

static int add_owner(struct arena *arena, struct owners *owners, const struct element *element)
{
    owners->elements = arena_grow(arena, owners->elements, owners->count, &owners->capacity,
                                  sizeof *owners->elements);
    owners->elements[owners->count] = element->object;
    return (int)owners->count++;
}

int element_mark(struct structure *structure, struct element *element, size_t page, int page_object)
{
    element_attach(structure, element);
    int mark = add_owner(structure->arena, &structure->pages[page], element);
    add_kid(structure, element,
            (struct kid){.kind = KID_MARK, .object = mark, .page_object = page_object});
    return mark;
}

size_t element_add_annotation(struct structure *structure, struct element *element, int object,
                              int page_object)
{
    element_attach(structure, element);
    add_kid(structure, element,
            (struct kid){.kind = KID_ANNOTATION, .object = object, .page_object = page_object});
    return PRINT_PAGES_MAX + (size_t)add_owner(structure->arena, &structure->annotations, element);
}

const char *element_type(const struct element *element)
{
    return element->type;
}

static void add_kids(struct buffer *out, const struct element *element)
{
    for (const struct kid *kid = element->kids; kid != NULL; kid = kid->next) {
        switch (kid->kind) {
        case KID_ELEMENT:
            buffer_print(out, "%d 0 R ", kid->object);
            break;
        case KID_MARK:
            buffer_print(out, "<< /Type /MCR /Pg %d 0 R /MCID %d >> ", kid->page_object,
                         kid->object);
            break;
        case KID_ANNOTATION:
            buffer_print(out, "<< /Type /OBJR /Pg %d 0 R /Obj %d 0 R >> ", kid->page_object,
                         kid->object);
            break;
        }
    }
}

static void add_text(struct buffer *out, const char *key, const char *text)
{
    if (text != NULL) {
        buffer_add_string(out, key);
        pdf_add_string(out, text);
    }
}

static void write_element(const struct structure *structure, const struct element *element,
                          struct buffer *out)
{
    buffer_clear(out);
    buffer_print(out, "<< /Type /StructElem /S /%s /P %d 0 R ", element->type,
                 element->parent != NULL ? element->parent->object : structure->object);
    add_text(out, "/Alt ", element->options.alternative);
    add_text(out, "/ActualText ", element->options.actual);
    if (element->options.attributes != NULL) {
        buffer_print(out, "/A << %s >> ", element->options.attributes);
    }
    buffer_add_string(out, "/K [ ");
    add_kids(out, element);
    buffer_add_string(out, "] >>");
    pdf_set(structure->pdf, element->object, out->data);
}

static void add_parents(struct buffer *out, const struct structure *structure, size_t page_count)
{
    for (size_t i = 0; i < page_count; i++) {
        const struct owners *owners = &structure->pages[i];
        buffer_print(out, "%zu [ ", i);
        for (size_t j = 0; j < owners->count; j++) {
            buffer_print(out, "%d 0 R ", owners->elements[j]);
        }
        buffer_add_string(out, "] ");
    }
    for (size_t i = 0; i < structure->annotations.count; i++) {
        buffer_print(out, "%zu %d 0 R ", PRINT_PAGES_MAX + i, structure->annotations.elements[i]);
    }
}

int structure_write(struct structure *structure, size_t page_count)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(SYNTAX_MAX);
    for (const struct element *element = structure->first; element != NULL;
         element = element->next) {
        if (element->is_attached) {
            write_element(structure, element, &out);
        }
    }
    buffer_clear(&out);
    buffer_print(&out,
                 "<< /Type /StructTreeRoot /K [ %d 0 R ] /ParentTreeNextKey %zu /ParentTree << "
                 "/Nums [ ",
                 structure->root->object, PRINT_PAGES_MAX + structure->annotations.count);
    add_parents(&out, structure, page_count);
    buffer_add_string(&out, "] >> >>");
    pdf_set(structure->pdf, structure->object, out.data);
    return structure->object;
}
