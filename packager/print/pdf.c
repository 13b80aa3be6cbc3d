/* SPDX-License-Identifier: Apache-2.0 */

/* The only file that knows libqpdf. The objects are put one behind the other as a plain PDF, which
 * libqpdf reads, and so proves, and writes packed. */
#include "print/pdf.h"

#include "base/mem.h"

#include <math.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

enum { FILE_MAX = 256 << 20 };

struct object {
    char *bytes;
    size_t length;
};

struct pdf {
    struct object *objects; /* the one of number 1 first */
    size_t count;
    size_t capacity;
};

struct pdf *pdf_create(void)
{
    return MEM_NEW(struct pdf);
}

void pdf_destroy(struct pdf *pdf)
{
    if (pdf == NULL) {
        return;
    }
    for (size_t i = 0; i < pdf->count; i++) {
        free(pdf->objects[i].bytes);
    }
    free(pdf->objects);
    free(pdf);
}

int pdf_reserve(struct pdf *pdf)
{
    enum { FIRST_CAPACITY = 256 };
    if (pdf->count == pdf->capacity) {
        pdf->capacity = pdf->capacity == 0 ? FIRST_CAPACITY : 2 * pdf->capacity;
        pdf->objects = mem_resize(pdf->objects, pdf->capacity, sizeof *pdf->objects);
    }
    pdf->objects[pdf->count++] = (struct object){0};
    return (int)pdf->count;
}

/* Takes what the buffer holds. */
static void set(struct pdf *pdf, int number, struct buffer *buffer)
{
    struct object *object = &pdf->objects[number - 1];
    free(object->bytes);
    *object = (struct object){buffer->data, buffer->length};
}

void pdf_set(struct pdf *pdf, int number, const char *syntax)
{
    struct buffer buffer = BUFFER_INIT(FILE_MAX);
    buffer_add_string(&buffer, syntax);
    set(pdf, number, &buffer);
}

void pdf_set_stream(struct pdf *pdf, int number, const char *entries, struct text bytes)
{
    struct buffer buffer = BUFFER_INIT(FILE_MAX);
    buffer_print(&buffer, "<< /Length %zu %s >>\nstream\n", bytes.length, entries);
    buffer_add_text(&buffer, bytes);
    buffer_add_string(&buffer, "\nendstream");
    set(pdf, number, &buffer);
}

/* ISO 32000-1, 7.5: the objects, where each begins, and which one is the first. */
static void add_file(const struct pdf *pdf, int catalogue, int information, struct buffer *out)
{
    enum { OFFSET_DIGITS = 10 };
    AUTO(buffer_finish) struct buffer table = BUFFER_INIT(FILE_MAX);
    buffer_print(&table, "xref\n0 %zu\n0000000000 65535 f \n", pdf->count + 1);
    buffer_add_string(out, "%PDF-1.7\n");
    for (size_t i = 0; i < pdf->count; i++) {
        const struct object *object = &pdf->objects[i];
        buffer_add_number(&table, out->length, OFFSET_DIGITS);
        buffer_add_string(&table, " 00000 n \n");
        buffer_print(out, "%zu 0 obj\n", i + 1);
        buffer_add(out, object->length > 0 ? object->bytes : "null",
                   object->length > 0 ? object->length : 4);
        buffer_add_string(out, "\nendobj\n");
    }
    size_t offset = out->length;
    buffer_add_text(out, buffer_text(&table));
    buffer_print(out,
                 "trailer\n<< /Size %zu /Root %d 0 R /Info %d 0 R >>\nstartxref\n%zu\n%%%%EOF\n",
                 pdf->count + 1, catalogue, information, offset);
}

static bool pack(qpdf_data qpdf, const struct buffer *file, struct buffer *out)
{
    qpdf_silence_errors(qpdf);
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    if (qpdf_read_memory(qpdf, "document", file->data, file->length, NULL) != QPDF_SUCCESS ||
        qpdf_init_write_memory(qpdf) != QPDF_SUCCESS) {
        return false;
    }
    qpdf_set_object_stream_mode(qpdf, qpdf_o_generate);
    qpdf_set_deterministic_ID(qpdf, QPDF_TRUE);
    if (qpdf_write(qpdf) != QPDF_SUCCESS) {
        return false;
    }
    buffer_add(out, qpdf_get_buffer(qpdf), qpdf_get_buffer_length(qpdf));
    return true;
}

enum status pdf_write(const struct pdf *pdf, int catalogue, int information, struct buffer *out,
                      struct error *error)
{
    AUTO(buffer_finish) struct buffer file = BUFFER_INIT(FILE_MAX);
    add_file(pdf, catalogue, information, &file);
    enum status status = buffer_check(&file, "the PDF", error);
    if (status != STATUS_OK) {
        return status;
    }
    qpdf_data qpdf = qpdf_init();
    if (!pack(qpdf, &file, out)) {
        qpdf_error reason = qpdf_has_error(qpdf) ? qpdf_get_error(qpdf) : qpdf_next_warning(qpdf);
        status = FAIL(error, STATUS_INTERNAL, "libqpdf refused the PDF: %s",
                      qpdf_get_error_full_text(qpdf, reason));
    }
    qpdf_cleanup(&qpdf);
    return status;
}

/* printf() would ask the machine's language how to write a point. */
void pdf_add_number(struct buffer *buffer, double number)
{
    enum { HUNDRED = 100 };
    long hundredths = lround(number * HUNDRED);
    if (hundredths < 0) {
        buffer_add_character(buffer, '-');
        hundredths = -hundredths;
    }
    buffer_add_number(buffer, (uint64_t)(hundredths / HUNDRED), 1);
    if (hundredths % HUNDRED != 0) {
        buffer_add_character(buffer, '.');
        buffer_add_number(buffer, (uint64_t)(hundredths % HUNDRED), 2);
    }
}

void pdf_add_numbers(struct buffer *buffer, const double *numbers, size_t count, const char *behind)
{
    for (size_t i = 0; i < count; i++) {
        pdf_add_number(buffer, numbers[i]);
        buffer_add_character(buffer, ' ');
    }
    buffer_add_string(buffer, behind);
}

/* ISO 32000-1, 7.9.2.2: UTF-16 with its mark, in hexadecimal digits. */
void pdf_add_string(struct buffer *buffer, const char *utf8)
{
    size_t length = 0;
    uint16_t *units = u8_to_u16((const uint8_t *)utf8, strlen(utf8), NULL, &length);
    buffer_add_string(buffer, "<FEFF");
    for (size_t i = 0; i < length; i++) {
        buffer_print(buffer, "%04X", units[i]);
    }
    buffer_add_string(buffer, ">");
    free(units);
}
