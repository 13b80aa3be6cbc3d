/* SPDX-License-Identifier: Apache-2.0 */

/* Lines are filled one after another; where they may break, libunistring knows (UAX 14). */
#include "print/paragraph.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "print/document.h"
#include "print/fonts.h"
#include "print/structure.h"

#include <string.h>
#include <unilbrk.h>
#include <unistr.h>

enum { TEXT_MAX = 4 << 20, THOUSAND = 1000 };

/* Stands for room to write in: U+FFFC, which breaks before and behind. */
static const char BLANK_SIGN[] = "\xEF\xBF\xBC";

/* A paragraph on its way. */
struct work {
    const struct setting *setting;
    struct paragraph *out;
    struct buffer text;
    size_t capacity;
    size_t run_capacity;
    size_t line_capacity;
    struct element *link; /* of the run before */
    size_t link_number;
};

static struct element *element_of(struct work *work, const struct span *span)
{
    struct structure *structure = work->setting->structure;
    struct element *element = work->out->style.element;
    if (span->link != 0) {
        if (work->link_number != span->link) {
            work->link = element_create(structure, element, "Link", (struct element_options){0});
            work->link_number = span->link;
        }
        element = work->link;
    }
    return span->kind == SPAN_BLANK
               ? element_create(structure, element, "Span",
                                (struct element_options){.actual = "(space to write in)"})
               : element;
}

static void add_glyphs(struct work *work, const struct glyph *glyphs, size_t count)
{
    struct paragraph *out = work->out;
    for (size_t i = 0; i < count; i++) {
        out->glyphs = arena_grow(work->setting->arena, out->glyphs, out->glyph_count,
                                 &work->capacity, sizeof *out->glyphs);
        out->glyphs[out->glyph_count++] = glyphs[i];
    }
}

static void scale_glyphs(struct glyph *glyphs, size_t count, double size)
{
    for (size_t i = 0; i < count; i++) {
        glyphs[i].advance *= size / THOUSAND;
        glyphs[i].width *= size / THOUSAND;
        glyphs[i].x_offset *= size / THOUSAND;
        glyphs[i].y_offset *= size / THOUSAND;
    }
}

/* Room to write in has one glyph that nobody draws, and a break in the line one without width. */
static enum status shape_span(struct work *work, const struct span *span, size_t begin,
                              struct error *error)
{
    double size = work->out->style.size;
    size_t face = fonts_face(span->style | work->out->style.style);
    struct glyph *glyphs = NULL;
    size_t count = 0;
    if (span->kind == SPAN_BLANK) {
        double width = size * 0.6 * (double)strlen(span->text);
        add_glyphs(work, &(struct glyph){.at = (uint32_t)begin, .advance = width}, 1);
        return STATUS_OK;
    }
    /* A break is heard as a blank, or words on both sides would become one. */
    size_t length = work->text.length - begin;
    struct text text = span->kind == SPAN_BREAK ? text_of(" ") : buffer_text(&work->text);
    enum status status =
        fonts_shape(work->setting->fonts, face, text, span->kind == SPAN_BREAK ? 0 : begin, length,
                    &glyphs, &count, error);
    if (status == STATUS_OK) {
        scale_glyphs(glyphs, count, size);
        if (span->kind == SPAN_BREAK) {
            glyphs[0].at = (uint32_t)begin;
        }
        add_glyphs(work, glyphs, count);
    }
    return status;
}

/* Adds the text but for what is never seen of it, as soft hyphens: lines do not end there. */
static void add_letters(struct buffer *out, const char *text)
{
    while (*text != '\0') {
        ucs4_t character = 0;
        size_t length = (size_t)u8_mbtouc(&character, (const uint8_t *)text, strlen(text));
        if (!fonts_leave_out(character)) {
            buffer_add(out, text, length);
        }
        text += length;
    }
}

static enum status add_span(struct work *work, const struct span *span, struct error *error)
{
    struct paragraph *out = work->out;
    size_t begin = work->text.length;
    size_t first = out->glyph_count;
    add_letters(&work->text, span->kind == SPAN_BLANK ? BLANK_SIGN : span->text);
    struct error reason = {0};
    enum status status = shape_span(work, span, begin, &reason);
    if (status != STATUS_OK) {
        return FAIL(error, status, "%s:%zu: %s", work->setting->name, span->line, reason.message);
    }
    out->runs = arena_grow(work->setting->arena, out->runs, out->run_count, &work->run_capacity,
                           sizeof *out->runs);
    out->runs[out->run_count++] = (struct run){
        .face = fonts_face(span->style | out->style.style),
        .begin = first,
        .end = out->glyph_count,
        .span = span,
        .element = element_of(work, span),
    };
    return STATUS_OK;
}

static bool is_blank_at(const struct work *work, size_t glyph)
{
    char character = work->text.data[work->out->glyphs[glyph].at];
    return character == ' ' || character == '\n';
}

static void add_line(struct work *work, size_t begin, size_t end)
{
    struct paragraph *out = work->out;
    size_t last = end;
    while (last > begin && is_blank_at(work, last - 1)) {
        last--;
    }
    double width = 0;
    for (size_t i = begin; i < last; i++) {
        width += out->glyphs[i].advance;
    }
    out->lines = arena_grow(work->setting->arena, out->lines, out->line_count, &work->line_capacity,
                            sizeof *out->lines);
    out->lines[out->line_count++] =
        (struct line){.paragraph = out, .begin = begin, .end = end, .width = width};
}

/* A line ends at the last place before it is full; a word that is wider than a line, where it is.
 */
static void fill_lines(struct work *work, const char *breaks, double width)
{
    const struct glyph *glyphs = work->out->glyphs;
    size_t begin = 0;
    size_t place = 0; /* the last one in this line where it may end */
    double used = 0;
    for (size_t i = 0; i < work->out->glyph_count; i++) {
        char kind = breaks[glyphs[i].at];
        bool is_new = i > 0 && glyphs[i].at != glyphs[i - 1].at;
        bool must = i > begin && is_new && work->text.data[glyphs[i - 1].at] == '\n';
        place = i > begin && is_new && kind != UC_BREAK_PROHIBITED ? i : place;
        bool is_full = used + glyphs[i].advance > width && !is_blank_at(work, i) && i > begin;
        if (must || is_full) {
            size_t end = !must && place > begin ? place : i;
            add_line(work, begin, end);
            begin = end;
            used = 0;
            for (size_t j = begin; j < i; j++) {
                used += glyphs[j].advance;
            }
        }
        used += glyphs[i].advance;
    }
    add_line(work, begin, work->out->glyph_count);
}

static void find_longest(struct paragraph *out, const char *breaks)
{
    double word = 0;
    for (size_t i = 0; i < out->glyph_count; i++) {
        const struct glyph *glyph = &out->glyphs[i];
        bool is_new = i > 0 && glyph->at != out->glyphs[i - 1].at;
        word = is_new && breaks[glyph->at] != UC_BREAK_PROHIBITED ? 0 : word;
        word += glyph->advance;
        out->longest = word > out->longest ? word : out->longest;
    }
}

static void break_lines(struct work *work, double width)
{
    size_t length = work->text.length;
    char *breaks = arena_reserve(work->setting->arena, length + 1);
    u8_possible_linebreaks((const uint8_t *)work->text.data, length, "UTF-8", breaks);
    fill_lines(work, breaks, width);
    find_longest(work->out, breaks);
}

enum status paragraph_set(const struct setting *setting, const struct span *spans,
                          const struct paragraph_style *style, double width,
                          const struct paragraph **out, struct error *error)
{
    struct paragraph *paragraph = ARENA_NEW(setting->arena, struct paragraph);
    paragraph->style = *style;
    struct work work = {.setting = setting, .out = paragraph, .text = BUFFER_INIT(TEXT_MAX)};
    enum status status = STATUS_OK;
    for (; status == STATUS_OK && spans != NULL; spans = spans->next) {
        status = add_span(&work, spans, error);
    }
    if (status == STATUS_OK && paragraph->glyph_count > 0) {
        break_lines(&work, width);
    }
    buffer_finish(&work.text);
    *out = paragraph;
    return status;
}

double paragraph_width(const struct paragraph *paragraph)
{
    double width = 0;
    for (size_t i = 0; i < paragraph->glyph_count; i++) {
        width += paragraph->glyphs[i].advance;
    }
    return width;
}
