/* SPDX-License-Identifier: Apache-2.0 */

/* A face in a PDF (ISO 32000-1, 9.7): the signs that are used, with the glyphs that draw them,
 * their widths and what they stand for. */
#include "base/arena.h"
#include "base/buffer.h"
#include "print/font_face.h"
#include "print/pdf.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

enum { SYNTAX_MAX = 4 << 20 };

/* Tables that lay text out are of no use once it is laid out. */
static void drop_tables(hb_subset_input_t *input)
{
    static const char *const DROPPED[] = {"GSUB", "GPOS", "GDEF", "kern", "name", "FFTM", "DSIG",
                                          "post", "OS/2", "gasp", "LTSH", "VDMX", "hdmx"};
    hb_set_t *tables = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < sizeof DROPPED / sizeof *DROPPED; i++) {
        hb_set_add(tables, hb_tag_from_string(DROPPED[i], -1));
    }
}

static enum status write_file(const struct font_face *face, struct pdf *pdf, int object,
                              struct error *error)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    hb_face_t *subset = NULL;
    if (input != NULL) {
        hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NO_HINTING);
        hb_set_union(hb_subset_input_glyph_set(input), face->used);
        drop_tables(input);
        subset = hb_subset_or_fail(face->face, input);
        hb_subset_input_destroy(input);
    }
    if (subset == NULL) {
        return FAIL(error, STATUS_INTERNAL, "HarfBuzz could not make a part of '%s'", face->file);
    }
    hb_blob_t *blob = hb_face_reference_blob(subset);
    unsigned length = 0;
    const char *bytes = hb_blob_get_data(blob, &length);
    char entries[32];
    (void)snprintf(entries, sizeof entries, "/Length1 %u", length);
    pdf_set_stream(pdf, object, entries, (struct text){bytes, length});
    hb_blob_destroy(blob);
    hb_face_destroy(subset);
    return STATUS_OK;
}

static void add_scaled(struct buffer *out, const struct font_face *face, double units)
{
    pdf_add_number(out, units * face->scale);
    buffer_add_character(out, ' ');
}

/* 9.8: what a program needs that has to do without the font's file. */
static void write_descriptor(const struct font_face *face, struct pdf *pdf, int object, int file)
{
    enum { SYMBOLIC = 4, STEM = 80 };
    hb_font_extents_t extents = {0};
    (void)hb_font_get_h_extents(face->font, &extents);
    hb_position_t capital = 0;
    hb_ot_metrics_get_position_with_fallback(face->font, HB_OT_METRICS_TAG_CAP_HEIGHT, &capital);
    bool is_italic = strstr(face->name, "Italic") != NULL;
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(SYNTAX_MAX);
    buffer_print(&out,
                 "<< /Type /FontDescriptor /FontName /IBESTA+%s /Flags %d /StemV %d /ItalicAngle "
                 "%d /FontFile2 %d 0 R /Ascent ",
                 face->name, SYMBOLIC, STEM, is_italic ? -12 : 0, file);
    add_scaled(&out, face, extents.ascender);
    buffer_add_string(&out, "/Descent ");
    add_scaled(&out, face, extents.descender);
    buffer_add_string(&out, "/CapHeight ");
    add_scaled(&out, face, capital);
    buffer_add_string(&out, "/FontBBox [ -600 -400 2100 1100 ] >>");
    pdf_set(pdf, object, out.data);
}

/* 9.7.4.2: which glyph draws each sign. */
static void write_glyphs(const struct font_face *face, struct pdf *pdf, int object)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(SYNTAX_MAX);
    for (size_t i = 0; i < face->sign_count; i++) {
        buffer_add_character(&out, (char)(face->signs[i].glyph >> 8));
        buffer_add_character(&out, (char)(face->signs[i].glyph & 0xFF));
    }
    pdf_set_stream(pdf, object, "", buffer_text(&out));
}

static void write_descendant(const struct font_face *face, struct pdf *pdf, int object,
                             int descriptor, int glyphs)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(SYNTAX_MAX);
    buffer_print(&out,
                 "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /IBESTA+%s /CIDToGIDMap %d 0 R "
                 "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 "
                 ">> /FontDescriptor %d 0 R /DW 0 /W [ 1 [ ",
                 face->name, glyphs, descriptor);
    for (size_t i = 1; i < face->sign_count; i++) {
        add_scaled(&out, face, hb_font_get_glyph_h_advance(face->font, face->signs[i].glyph));
    }
    buffer_add_string(&out, "] ] >>");
    pdf_set(pdf, object, out.data);
}

static void add_units(struct buffer *out, const char *utf8)
{
    size_t length = 0;
    uint16_t *units = u8_to_u16((const uint8_t *)utf8, strlen(utf8), NULL, &length);
    for (size_t i = 0; i < length; i++) {
        buffer_print(out, "%04X", units[i]);
    }
    free(units);
}

/* 9.10.3: from signs back to text, for searching, copying and reading aloud. */
static void write_texts(const struct font_face *face, struct pdf *pdf, int object)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(SYNTAX_MAX);
    buffer_add_string(&out,
                      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                      "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                      "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    for (size_t i = 1; i < face->sign_count; i++) {
        if (face->signs[i].text[0] != '\0') {
            buffer_print(&out, "1 beginbfchar\n<%04zX> <", i);
            add_units(&out, face->signs[i].text);
            buffer_add_string(&out, ">\nendbfchar\n");
        }
    }
    buffer_add_string(&out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    pdf_set_stream(pdf, object, "", buffer_text(&out));
}

enum status font_face_write(const struct font_face *face, struct pdf *pdf, int *out,
                            struct error *error)
{
    int object = pdf_reserve(pdf);
    int descendant = pdf_reserve(pdf);
    int descriptor = pdf_reserve(pdf);
    int file = pdf_reserve(pdf);
    int glyphs = pdf_reserve(pdf);
    int texts = pdf_reserve(pdf);
    enum status status = write_file(face, pdf, file, error);
    if (status != STATUS_OK) {
        return status;
    }
    write_descriptor(face, pdf, descriptor, file);
    write_glyphs(face, pdf, glyphs);
    write_descendant(face, pdf, descendant, descriptor, glyphs);
    write_texts(face, pdf, texts);
    AUTO(buffer_finish) struct buffer syntax = BUFFER_INIT(SYNTAX_MAX);
    buffer_print(&syntax,
                 "<< /Type /Font /Subtype /Type0 /BaseFont /IBESTA+%s /Encoding /Identity-H "
                 "/DescendantFonts [ %d 0 R ] /ToUnicode %d 0 R >>",
                 face->name, descendant, texts);
    pdf_set(pdf, object, syntax.data);
    *out = object;
    return STATUS_OK;
}
