/* SPDX-License-Identifier: Apache-2.0 */

/* The structure that a screen reader follows (ISO 32000-1, 14.7 and 14.8): a tree of elements whose
 * leaves are marks in the contents of pages. Elements stand in the order in which they are first
 * marked, which is the order of reading. */
#ifndef PRINT_STRUCTURE_H
#define PRINT_STRUCTURE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct element;
struct pdf;
struct structure;

/* An empty one in `arena`, in which all elements live too; its root is a "Document". */
struct structure *structure_create(struct arena *arena, struct pdf *pdf);
struct element *structure_root(struct structure *structure);

/* What an element says beside its type; all may be NULL. */
struct element_options {
    const char *alternative; /* stands for what cannot be read, as of a figure */
    const char *actual;      /* the text that is meant by what is drawn */
    const char *attributes;  /* in PDF syntax: "/O /Table /Scope /Row" */
};

/* An element of a standard type ("P") that will stand in `parent`; what is given is borrowed. */
struct element *element_create(struct structure *structure, struct element *parent,
                               const char *type, struct element_options options);

/* Puts it where it belongs, if nothing in it will ever be marked: the empty cell of a table. */
void element_attach(struct structure *structure, struct element *element);

/* A new mark of it on page `page`, whose object is `page_object`: its number there. */
int element_mark(struct structure *structure, struct element *element, size_t page,
                 int page_object);

/* Says that the annotation, an object, belongs to the element: the key for its /StructParent. */
size_t element_add_annotation(struct structure *structure, struct element *element, int object,
                              int page_object);

/* Its type, and whether it is a heading, which outlines name. */
const char *element_type(const struct element *element);

/* Writes the tree of a document of that many pages; yields the number of its root's object. */
int structure_write(struct structure *structure, size_t page_count);

#endif
