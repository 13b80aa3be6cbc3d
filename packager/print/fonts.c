/* SPDX-License-Identifier: Apache-2.0 */

/* Shapes text with HarfBuzz. A glyph may stand for several texts, as the one for blanks that break
 * and blanks that do not: each gets a number of its own, so that the PDF can tell them apart. */
#include "print/fonts.h"

#include "base/arena.h"
#include "base/auto.h"
#include "base/buffer.h"
#include "base/embed.h"
#include "print/document.h"
#include "print/font_face.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

/* Liberation, put in by CMake. */
extern const struct embedded_file font_files[];

enum { FACE_CODE = 4, THOUSAND = 1000 };

/* More than any language has; of more it is no longer told which of them is meant. */
enum { TEXTS_OF_GLYPH_MAX = 16, SIGNS_MAX = 0xFFFF };

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
    unsigned glyph_count = hb_face_get_glyph_count(face->face);
    assert(glyph_count * TEXTS_OF_GLYPH_MAX < SIGNS_MAX);
    face->signs_of = ARENA_ARRAY(arena, uint32_t, glyph_count);
    face->signs = arena_grow(arena, NULL, 0, &face->sign_capacity, sizeof *face->signs);
    face->signs[face->sign_count++] = (struct sign){.text = ""};
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

static bool turns_direction(ucs4_t character)
{
    int class = uc_bidi_class(character);
    return class == UC_BIDI_R || class == UC_BIDI_AL || class == UC_BIDI_RLE ||
           class == UC_BIDI_RLO || class == UC_BIDI_RLI;
}

bool fonts_leave_out(uint32_t character)
{
    enum { BREAK_HERE = 0x200B, NO_BREAK_HERE = 0x2060 };
    return character != BREAK_HERE && character != NO_BREAK_HERE && !turns_direction(character) &&
           uc_is_property_default_ignorable_code_point(character);
}

static enum status fail_character(struct text text, size_t at, const char *why, struct error *error)
{
    ucs4_t character = 0;
    int length = u8_mbtouc(&character, (const uint8_t *)text.data + at, text.length - at);
    bool is_seen =
        uc_is_print(character) && !uc_is_property_default_ignorable_code_point(character);
    return FAIL(error, STATUS_INVALID,
                "the character '%.*s' (U+%04X) cannot be printed: %s; write it otherwise, or make "
                "this document with another program",
                is_seen ? length : 0, text.data + at, (unsigned)character, why);
}

/* Hebrew is in the fonts, but nothing here would set it in its order. */
static enum status check_direction(struct text text, size_t begin, size_t length,
                                   struct error *error)
{
    for (size_t at = begin; at < begin + length;) {
        ucs4_t character = 0;
        size_t size =
            (size_t)u8_mbtouc(&character, (const uint8_t *)text.data + at, text.length - at);
        if (turns_direction(character)) {
            return fail_character(text, at, "it is written from right to left", error);
        }
        at += size;
    }
    return STATUS_OK;
}

/* The number of what is drawn with `glyph` and stands for `text`. */
static uint32_t find_sign(struct font_face *face, struct arena *arena, uint32_t glyph,
                          const char *text)
{
    uint32_t first = face->signs_of[glyph];
    size_t count = 0;
    for (uint32_t id = first; id != 0; id = face->signs[id].next) {
        if (strcmp(face->signs[id].text, text) == 0) {
            return id;
        }
        count++;
    }
    if (count == TEXTS_OF_GLYPH_MAX) {
        return first;
    }
    face->signs =
        arena_grow(arena, face->signs, face->sign_count, &face->sign_capacity, sizeof *face->signs);
    face->signs[face->sign_count] = (struct sign){.glyph = glyph, .text = text, .next = first};
    face->signs_of[glyph] = (uint32_t)face->sign_count;
    return (uint32_t)face->sign_count++;
}

/* The text that a glyph stands for. One piece of text may become several glyphs, as a letter with
 * an accent that the font lacks: each then stands for its part, the last for the rest. */
static const char *part_of(struct arena *arena, struct text piece, unsigned index, unsigned count)
{
    if (count == 1) {
        return arena_copy(arena, piece);
    }
    size_t length = 0;
    AUTO(free)
    uint8_t *parts =
        u8_normalize(UNINORM_NFD, (const uint8_t *)piece.data, piece.length, NULL, &length);
    const uint8_t *begin = parts;
    const uint8_t *end = parts + length;
    for (unsigned i = 0; i < index && begin < end; i++) {
        begin += u8_mblen(begin, (size_t)(end - begin));
    }
    if (index + 1 < count && begin < end) {
        end = begin + u8_mblen(begin, (size_t)(end - begin));
    }
    return arena_copy(arena, (struct text){(const char *)begin, (size_t)(end - begin)});
}

/* The same for the glyph at `index`; the last one's text ends at `end`. */
static const char *text_of_glyph(struct arena *arena, struct text text, size_t end,
                                 const hb_glyph_info_t *glyphs, unsigned count, unsigned index)
{
    unsigned first = index;
    unsigned next = index + 1;
    while (first > 0 && glyphs[first - 1].cluster == glyphs[index].cluster) {
        first--;
    }
    while (next < count && glyphs[next].cluster == glyphs[index].cluster) {
        next++;
    }
    size_t begin = glyphs[index].cluster;
    size_t behind = next < count ? glyphs[next].cluster : end;
    return part_of(arena, (struct text){text.data + begin, behind - begin}, index - first,
                   next - first);
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
        uint32_t id = infos[i].codepoint;
        const char *part = text_of_glyph(fonts->arena, text, begin + length, infos, count, i);
        hb_set_add(face->used, id);
        glyphs[i] = (struct glyph){
            .id = find_sign(face, fonts->arena, id, part),
            .at = infos[i].cluster,
            .advance = face->scale * places[i].x_advance,
            .width = face->scale * hb_font_get_glyph_h_advance(face->font, id),
            .x_offset = face->scale * places[i].x_offset,
            .y_offset = face->scale * places[i].y_offset,
        };
    }
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
