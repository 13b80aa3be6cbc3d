/* SPDX-License-Identifier: Apache-2.0 */

/* The objects of a PDF file (ISO 32000-1), packed by libqpdf. Objects are given in PDF's
 * own syntax and have numbers, by which others refer to them: "12 0 R". */
#ifndef PRINT_PDF_H
#define PRINT_PDF_H

#include "base/auto.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"

struct pdf;

/* An empty file, owned by the caller. */
struct pdf *pdf_create(void);
void pdf_destroy(struct pdf *pdf);
DEFINE_AUTO(struct pdf, pdf_destroy);

/* A number for an object that is set later, or never: then it is null. */
int pdf_reserve(struct pdf *pdf);

/* Sets an object. */
void pdf_set(struct pdf *pdf, int number, const char *syntax);

/* Sets a stream with the further entries of its dictionary ("/Type /XObject ..."). libqpdf
 * compresses it, unless they name a filter. */
void pdf_set_stream(struct pdf *pdf, int number, const char *entries, struct text bytes);

/* The whole file: the same objects give the same bytes. INTERNAL if libqpdf
 * finds fault with it, which is a bug of ours. */
MUST_CHECK enum status pdf_write(const struct pdf *pdf, int catalogue, int information,
                                 struct buffer *out, struct error *error);

/* Parts of the syntax. A length is written with two digits behind the point, whatever the
 * machine's language. */
void pdf_add_number(struct buffer *buffer, double number);
void pdf_add_numbers(struct buffer *buffer, const double *numbers, size_t count,
                     const char *behind);
void pdf_add_string(struct buffer *buffer, const char *utf8);

#endif
