/* SPDX-License-Identifier: Apache-2.0 */

/* Shapes text with HarfBuzz, and remembers what each glyph stands for, so that the PDF can say it.
 */
#include "print/fonts.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/embed.h"
#include "print/document.h"
#include "print/font_face.h"

#include <assert.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

/* Liberation, put in by CMake. */
extern const struct embedded_file font_files[];

enum { FACE_CODE = 4, THOUSAND = 1000 };

struct fonts {
    struct arena *arena;
    hb_buffer_t *buffer;
    struct font_face faces[FONT_FACES];
};

/* In the order of STYLE_BOLD | STYLE_ITALIC. */
static const struct font_face FACES[FONT_FACES] = {
    {.name = "LiberationSans", .file = "LiberationSans-Regular.ttf"},
    {.name = "LiberationSans-Bold", .file = "LiberationSans-Bold.ttf"},
    {.name = "LiberationSans-Italic", .file = "LiberationSans-Italic.ttf"},
    {.name = "LiberationSans-BoldItalic", .file = "LiberationSans-BoldItalic.ttf"},
    {.name = "LiberationMono", .file = "LiberationMono-Regular.ttf"},
};

static void release(void *object)
{
    struct fonts *fonts = object;
    hb_buffer_destroy(fonts->buffer);
    for (size_t i = 0; i < FONT_FACES; i++) {
        hb_set_destroy(fonts->faces[i].used);
        hb_font_destroy(fonts->faces[i].font);
        hb_face_destroy(fonts->faces[i].face);
    }
}

static void open_face(struct font_face *face, struct arena *arena)
{
    struct text file = embedded_file_find(font_files, face->file);
    assert(file.data != NULL);
    hb_blob_t *blob =
        hb_blob_create(file.data, (unsigned)file.length, HB_MEMORY_MODE_READONLY, NULL, NULL);
    face->face = hb_face_create(blob, 0);
    hb_blob_destroy(blob);
    face->font = hb_font_create(face->face);
    face->scale = (double)THOUSAND / hb_face_get_upem(face->face);
    face->count = hb_face_get_glyph_count(face->face);
    face->texts = ARENA_ARRAY(arena, const char *, face->count);
    face->used = hb_set_create();
}

struct fonts *fonts_create(struct arena *arena)
{
    struct fonts *fonts = ARENA_NEW(arena, struct fonts);
    fonts->arena = arena;
    fonts->buffer = hb_buffer_create();
    for (size_t i = 0; i < FONT_FACES; i++) {
        fonts->faces[i] = FACES[i];
        open_face(&fonts->faces[i], arena);
    }
    arena_defer(arena, release, fonts);
    return fonts;
}

size_t fonts_face(unsigned style)
{
    return (style & STYLE_CODE) != 0 ? FACE_CODE : style & (STYLE_BOLD | STYLE_ITALIC);
}

static enum status fail_character(struct text text, size_t at, const char *why, struct error *error)
{
    ucs4_t character = 0;
    int length = u8_mbtouc(&character, (const uint8_t *)text.data + at, text.length - at);
    return FAIL(error, STATUS_INVALID,
                "the character '%.*s' (U+%04X) cannot be printed: %s; write it otherwise, or make "
                "this document with another program",
                length, text.data + at, (unsigned)character, why);
}

/* Hebrew is in the fonts, but nothing here would set it in its order. */
static enum status check_direction(struct text text, size_t begin, size_t length,
                                   struct error *error)
{
    for (size_t at = begin; at < begin + length;) {
        ucs4_t character = 0;
        size_t size =
            (size_t)u8_mbtouc(&character, (const uint8_t *)text.data + at, text.length - at);
        int class = uc_bidi_class(character);
        if (class == UC_BIDI_R || class == UC_BIDI_AL) {
            return fail_character(text, at, "it is written from right to left", error);
        }
        at += size;
    }
    return STATUS_OK;
}

/* A glyph stands for the bytes up to the next glyph's; of several that begin at one byte the first
 * does. What it was first used for holds: a glyph that serves two characters looks the same. */
static void learn_texts(struct fonts *fonts, struct font_face *face, struct text text, size_t end,
                        const hb_glyph_info_t *glyphs, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        unsigned next = i + 1;
        while (next < count && glyphs[next].cluster == glyphs[i].cluster) {
            next++;
        }
        size_t behind = next < count ? glyphs[next].cluster : end;
        bool is_first = i == 0 || glyphs[i - 1].cluster != glyphs[i].cluster;
        unsigned id = glyphs[i].codepoint;
        hb_set_add(face->used, id);
        if (face->texts[id] == NULL) {
            size_t length = is_first ? behind - glyphs[i].cluster : 0;
            face->texts[id] =
                arena_copy(fonts->arena, (struct text){text.data + glyphs[i].cluster, length});
        }
    }
}

static void shape(struct fonts *fonts, struct font_face *face, struct text text, size_t begin,
                  size_t length)
{
    hb_buffer_reset(fonts->buffer);
    hb_buffer_set_cluster_level(fonts->buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_add_utf8(fonts->buffer, text.data, (int)text.length, (unsigned)begin, (int)length);
    hb_buffer_guess_segment_properties(fonts->buffer);
    hb_buffer_set_direction(fonts->buffer, HB_DIRECTION_LTR);
    /* Else HarfBuzz takes the machine's. */
    hb_buffer_set_language(fonts->buffer, hb_language_from_string("en", -1));
    hb_shape(face->font, fonts->buffer, NULL, 0);
}

enum status fonts_shape(struct fonts *fonts, size_t index, struct text text, size_t begin,
                        size_t length, struct glyph **out, size_t *out_count, struct error *error)
{
    enum status status = check_direction(text, begin, length, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct font_face *face = &fonts->faces[index];
    shape(fonts, face, text, begin, length);
    unsigned count = 0;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(fonts->buffer, &count);
    const hb_glyph_position_t *places = hb_buffer_get_glyph_positions(fonts->buffer, &count);
    struct glyph *glyphs = ARENA_ARRAY(fonts->arena, struct glyph, count);
    for (unsigned i = 0; i < count; i++) {
        if (infos[i].codepoint == 0) {
            return fail_character(text, infos[i].cluster, "the font has no sign for it", error);
        }
        glyphs[i] = (struct glyph){
            .id = infos[i].codepoint,
            .at = infos[i].cluster,
            .advance = face->scale * places[i].x_advance,
            .width = face->scale * hb_font_get_glyph_h_advance(face->font, infos[i].codepoint),
            .x_offset = face->scale * places[i].x_offset,
            .y_offset = face->scale * places[i].y_offset,
        };
    }
    learn_texts(fonts, face, text, begin + length, infos, count);
    *out = glyphs;
    *out_count = count;
    return STATUS_OK;
}

static hb_font_extents_t extents(const struct fonts *fonts)
{
    hb_font_extents_t found = {0};
    (void)hb_font_get_h_extents(fonts->faces[0].font, &found);
    return found;
}

double fonts_ascent(const struct fonts *fonts)
{
    return fonts->faces[0].scale * extents(fonts).ascender;
}

double fonts_descent(const struct fonts *fonts)
{
    return -fonts->faces[0].scale * extents(fonts).descender;
}

enum status fonts_write(struct fonts *fonts, struct pdf *pdf, struct buffer *resources,
                        struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < FONT_FACES; i++) {
        int object = 0;
        if (!hb_set_is_empty(fonts->faces[i].used)) {
            status = font_face_write(&fonts->faces[i], pdf, &object, error);
            buffer_print(resources, "/F%zu %d 0 R ", i, object);
        }
    }
    return status;
}
