/* SPDX-License-Identifier: Apache-2.0 */

/* Content streams (ISO 32000-1, 8 and 9). A page has three, one over the other: boxes behind the
 * text, other artifacts, and what is read. */
#include "print/canvas.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "print/document.h"
#include "print/fonts.h"
#include "print/pdf.h"
#include "print/picture.h"
#include "print/print.h"
#include "print/structure.h"

#include <math.h>

const double PAGE_WIDTH = 595.28;
const double PAGE_HEIGHT = 841.89;
const double PAGE_LEFT = 56.69;
const double PAGE_TOP = 56.69;
const double PAGE_BOTTOM = 770;
const double PAGE_TEXT_WIDTH = 481.9;

enum { CONTENT_MAX = 16 << 20, THOUSAND = 1000 };

static const struct colour INK = {0.13, 0.17, 0.2};

struct sheet {
    int object;
    struct buffer behind;
    struct buffer under;
    struct buffer over;
    struct buffer annotations; /* "12 0 R ..." */
};

/* A picture that was drawn, which may be drawn again. */
struct drawn {
    const struct picture *picture;
    int object;
    struct drawn *next;
};

struct canvas {
    struct arena *arena;
    struct pdf *pdf;
    struct structure *structure;
    struct sheet *sheets;
    size_t count;
    size_t page;
    const struct element *open; /* what is marked at the end of the page's content */
    bool is_open;
    struct drawn *drawn;
};

static void release(void *object)
{
    struct canvas *canvas = object;
    for (size_t i = 0; i < canvas->count; i++) {
        buffer_finish(&canvas->sheets[i].behind);
        buffer_finish(&canvas->sheets[i].under);
        buffer_finish(&canvas->sheets[i].over);
        buffer_finish(&canvas->sheets[i].annotations);
    }
}

struct canvas *canvas_create(struct arena *arena, struct pdf *pdf, struct structure *structure)
{
    struct canvas *canvas = ARENA_NEW(arena, struct canvas);
    *canvas = (struct canvas){.arena = arena, .pdf = pdf, .structure = structure};
    canvas->sheets = ARENA_ARRAY(arena, struct sheet, PRINT_PAGES_MAX);
    arena_defer(arena, release, canvas);
    return canvas;
}

static struct sheet *sheet_of(const struct canvas *canvas)
{
    return &canvas->sheets[canvas->page];
}

static void close_mark(struct canvas *canvas)
{
    if (canvas->is_open) {
        buffer_add_string(&sheet_of(canvas)->over, "EMC\n");
        canvas->is_open = false;
    }
}

void canvas_begin_page(struct canvas *canvas)
{
    if (canvas->count > 0) {
        close_mark(canvas);
    }
    canvas->page = canvas->count++;
    *sheet_of(canvas) = (struct sheet){.object = pdf_reserve(canvas->pdf),
                                       .behind = BUFFER_INIT(CONTENT_MAX),
                                       .under = BUFFER_INIT(CONTENT_MAX),
                                       .over = BUFFER_INIT(CONTENT_MAX),
                                       .annotations = BUFFER_INIT(CONTENT_MAX)};
}

size_t canvas_page_count(const struct canvas *canvas)
{
    return canvas->count;
}

void canvas_turn_to(struct canvas *canvas, size_t page)
{
    close_mark(canvas);
    canvas->page = page;
}

int canvas_page_object(const struct canvas *canvas)
{
    return sheet_of(canvas)->object;
}

/* What follows belongs to `element`. */
static struct buffer *mark(struct canvas *canvas, struct element *element)
{
    struct buffer *over = &sheet_of(canvas)->over;
    if (canvas->is_open && canvas->open == element) {
        return over;
    }
    close_mark(canvas);
    int number = element_mark(canvas->structure, element, canvas->page, sheet_of(canvas)->object);
    buffer_print(over, "/%s << /MCID %d >> BDC\n", element_type(element), number);
    canvas->open = element;
    canvas->is_open = true;
    return over;
}

static void add_colour(struct buffer *out, struct colour colour, const char *operator)
{
    pdf_add_numbers(out, (double[]){colour.red, colour.green, colour.blue}, 3, operator);
}

static void add_shift(struct buffer *out, double points, double size)
{
    double thousandths = -points * THOUSAND / size;
    if (fabs(thousandths) >= 0.5) {
        buffer_add_string(out, "> ");
        pdf_add_number(out, thousandths);
        buffer_add_string(out, " <");
    }
}

static void add_glyph(struct buffer *out, const struct glyph *glyph, double size)
{
    add_shift(out, glyph->x_offset, size);
    if (glyph->y_offset != 0) {
        buffer_add_string(out, "> ] TJ ");
        pdf_add_numbers(out, &glyph->y_offset, 1, "Ts [ <");
    }
    buffer_print(out, "%04X", (unsigned)glyph->id);
    if (glyph->y_offset != 0) {
        buffer_add_string(out, "> ] TJ 0 Ts [ <");
    }
    add_shift(out, glyph->advance - glyph->width - glyph->x_offset, size);
}

/* A part of a run that stands in one line, and where. */
struct part {
    const struct paragraph *paragraph;
    const struct run *run;
    size_t begin;
    size_t end;
    double x;
    double y; /* from below, as in PDF */
    double width;
};

static void add_text(struct buffer *out, const struct part *part, struct colour colour)
{
    double size = part->paragraph->style.size;
    buffer_print(out, "BT /F%zu ", part->run->face);
    pdf_add_numbers(out, &size, 1, "Tf ");
    add_colour(out, colour, "rg ");
    pdf_add_numbers(out, (double[]){1, 0, 0, 1, part->x, part->y}, 6, "Tm [ <");
    for (size_t i = part->begin; i < part->end; i++) {
        add_glyph(out, &part->paragraph->glyphs[i], size);
    }
    buffer_add_string(out, "> ] TJ ET\n");
}

static void add_stroke(struct buffer *out, double x, double y, double width)
{
    add_colour(out, INK, "RG 0.75 w ");
    pdf_add_numbers(out, (double[]){x, y}, 2, "m ");
    pdf_add_numbers(out, (double[]){x + width, y}, 2, "l S\n");
}

/* ISO 32000-1, 12.5.6.5, and 14.8.4.4.2: the link's element holds its text and this. */
static void add_annotation(struct canvas *canvas, const struct part *part)
{
    enum { ADDRESS_MAX = 1 << 20 };
    double size = part->paragraph->style.size;
    int object = pdf_reserve(canvas->pdf);
    size_t key = element_add_annotation(canvas->structure, part->run->element, object,
                                        sheet_of(canvas)->object);
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(ADDRESS_MAX);
    buffer_print(&out, "<< /Type /Annot /Subtype /Link /F 4 /Border [ 0 0 0 ] /StructParent %zu ",
                 key);
    buffer_add_string(&out, "/Rect [ ");
    pdf_add_numbers(
        &out,
        (double[]){part->x, part->y - size * 0.25, part->x + part->width, part->y + size * 0.85}, 4,
        "] /Contents ");
    pdf_add_string(&out, part->run->span->address);
    buffer_add_string(&out, " /A << /S /URI /URI <");
    for (const char *next = part->run->span->address; *next != '\0'; next++) {
        buffer_print(&out, "%02X", (unsigned char)*next);
    }
    buffer_add_string(&out, "> >> >>");
    pdf_set(canvas->pdf, object, out.data);
    buffer_print(&sheet_of(canvas)->annotations, "%d 0 R ", object);
}

static void draw_part(struct canvas *canvas, const struct part *part)
{
    static const struct colour LINK = {0, 0.37, 0.72};
    const struct span *span = part->run->span;
    struct buffer *out = mark(canvas, part->run->element);
    if (span->kind == SPAN_BLANK) {
        add_stroke(out, part->x, part->y - 2, part->width);
        return;
    }
    bool is_link = span->address != NULL;
    add_text(out, part, is_link ? LINK : part->paragraph->style.colour);
    if (is_link) {
        double y = PAGE_HEIGHT - part->y + 1.5;
        canvas_fill(canvas, (struct box){part->x, y, part->width, 0.75}, LINK);
        add_annotation(canvas, part);
    }
}

static double width_of(const struct paragraph *paragraph, size_t begin, size_t end)
{
    double width = 0;
    for (size_t i = begin; i < end; i++) {
        width += paragraph->glyphs[i].advance;
    }
    return width;
}

/* The first run that may have a part in the line, by halving: there may be thousands. */
static size_t first_run(const struct line *line)
{
    const struct run *runs = line->paragraph->runs;
    size_t low = 0;
    size_t high = line->paragraph->run_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (runs[middle].end <= line->begin) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The part of a run that stands in the line. */
static struct part part_in(const struct line *line, const struct run *run)
{
    size_t begin = run->begin > line->begin ? run->begin : line->begin;
    size_t end = run->end < line->end ? run->end : line->end;
    return (struct part){.paragraph = line->paragraph,
                         .run = run,
                         .begin = begin,
                         .end = end,
                         .width = width_of(line->paragraph, begin, end)};
}

/* Draws the parts of a line, each by `draw`. */
static void draw_parts(struct canvas *canvas, const struct line *line, double x, double baseline,
                       void (*draw)(struct canvas *canvas, const struct part *part))
{
    const struct paragraph *paragraph = line->paragraph;
    for (size_t i = first_run(line);
         i < paragraph->run_count && paragraph->runs[i].begin < line->end; i++) {
        struct part part = part_in(line, &paragraph->runs[i]);
        if (part.begin < part.end) {
            part.x = x;
            part.y = PAGE_HEIGHT - baseline;
            draw(canvas, &part);
            x += part.width;
        }
    }
}

void canvas_draw_line(struct canvas *canvas, const struct line *line, double x, double baseline)
{
    draw_parts(canvas, line, x, baseline, draw_part);
}

static void draw_artifact_part(struct canvas *canvas, const struct part *part)
{
    if (part->run->span->kind != SPAN_BLANK) {
        add_text(&sheet_of(canvas)->over, part, part->paragraph->style.colour);
    }
}

/* ISO 32000-1, 14.8.2.2.2; PDF/UA-1, 7.8 demands the subtype of feet. */
void canvas_draw_artifact(struct canvas *canvas, const struct line *line, double x, double baseline,
                          enum artifact artifact)
{
    static const char *const TYPES[] = {
        [ARTIFACT_REPEATED] = "/Pagination",
        [ARTIFACT_FOOTER] = "/Pagination /Subtype /Footer /Attached [ /Bottom ]",
    };
    close_mark(canvas);
    buffer_print(&sheet_of(canvas)->over, "/Artifact << /Type %s >> BDC\n", TYPES[artifact]);
    draw_parts(canvas, line, x, baseline, draw_artifact_part);
    buffer_add_string(&sheet_of(canvas)->over, "EMC\n");
}

static void add_box(struct buffer *out, struct box box, const char *operator)
{
    pdf_add_numbers(out, (double[]){box.x, PAGE_HEIGHT - box.y - box.height, box.width, box.height},
                    4, operator);
}

static void add_artifact(struct buffer *out, struct box box, struct colour colour,
                         const char *colour_operator, const char *operator)
{
    buffer_add_string(out, "/Artifact << /Type /Layout >> BDC ");
    add_colour(out, colour, colour_operator);
    add_box(out, box, operator);
    buffer_add_string(out, "EMC\n");
}

void canvas_fill_behind(struct canvas *canvas, struct box box, struct colour colour)
{
    add_artifact(&sheet_of(canvas)->behind, box, colour, "rg ", "re f ");
}

void canvas_fill(struct canvas *canvas, struct box box, struct colour colour)
{
    add_artifact(&sheet_of(canvas)->under, box, colour, "rg ", "re f ");
}

void canvas_frame(struct canvas *canvas, struct box box, struct colour colour)
{
    add_artifact(&sheet_of(canvas)->under, box, colour, "RG 0.75 w ", "re S ");
}

static int write_picture(struct canvas *canvas, const struct picture *picture)
{
    for (const struct drawn *drawn = canvas->drawn; drawn != NULL; drawn = drawn->next) {
        if (drawn->picture == picture) {
            return drawn->object;
        }
    }
    struct drawn *drawn = ARENA_NEW(canvas->arena, struct drawn);
    *drawn = (struct drawn){picture, pdf_reserve(canvas->pdf), canvas->drawn};
    canvas->drawn = drawn;
    const char *entries = arena_print(
        canvas->arena,
        "/Type /XObject /Subtype /Image /Width %u /Height %u /BitsPerComponent 8 /ColorSpace "
        "/Device%s%s",
        (unsigned)picture->width, (unsigned)picture->height, picture->is_grey ? "Gray" : "RGB",
        picture->is_jpeg ? " /Filter /DCTDecode" : "");
    pdf_set_stream(canvas->pdf, drawn->object, entries, picture->data);
    return drawn->object;
}

void canvas_draw_picture(struct canvas *canvas, const struct picture *picture, struct box box,
                         struct element *element)
{
    int object = write_picture(canvas, picture);
    struct buffer *out = mark(canvas, element);
    buffer_add_string(out, "q ");
    pdf_add_numbers(
        out, (double[]){box.width, 0, 0, box.height, box.x, PAGE_HEIGHT - box.y - box.height}, 6,
        "cm ");
    buffer_print(out, "/P%d Do Q\n", object);
}

void canvas_draw_tick_box(struct canvas *canvas, struct box box, bool is_ticked,
                          struct element *element)
{
    struct buffer *out = mark(canvas, element);
    add_colour(out, INK, "RG 1 w ");
    add_box(out, box, "re S\n");
    if (is_ticked) {
        double left = box.x + box.width * 0.2;
        double top = PAGE_HEIGHT - box.y - box.height * 0.2;
        double side = box.width * 0.6;
        pdf_add_numbers(out, (double[]){left, top}, 2, "m ");
        pdf_add_numbers(out, (double[]){left + side, top - side}, 2, "l ");
        pdf_add_numbers(out, (double[]){left + side, top}, 2, "m ");
        pdf_add_numbers(out, (double[]){left, top - side}, 2, "l S\n");
    }
}

void canvas_draw_rule(struct canvas *canvas, double x, double y, double width,
                      struct element *element)
{
    add_stroke(mark(canvas, element), x, PAGE_HEIGHT - y, width);
}

static void write_page(struct canvas *canvas, size_t page, int tree, int resources)
{
    struct sheet *sheet = &canvas->sheets[page];
    int content = pdf_reserve(canvas->pdf);
    buffer_add_text(&sheet->behind, buffer_text(&sheet->under));
    buffer_add_text(&sheet->behind, buffer_text(&sheet->over));
    pdf_set_stream(canvas->pdf, content, "", buffer_text(&sheet->behind));
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(CONTENT_MAX);
    buffer_print(&out,
                 "<< /Type /Page /Parent %d 0 R /Resources %d 0 R /Contents %d 0 R /Tabs /S "
                 "/StructParents %zu /MediaBox [ 0 0 ",
                 tree, resources, content, page);
    pdf_add_numbers(&out, (double[]){PAGE_WIDTH, PAGE_HEIGHT}, 2, "] /Annots [ ");
    buffer_add_text(&out, buffer_text(&sheet->annotations));
    buffer_add_string(&out, "] >>");
    pdf_set(canvas->pdf, sheet->object, out.data);
}

static int write_resources(struct canvas *canvas, const char *fonts)
{
    int object = pdf_reserve(canvas->pdf);
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(CONTENT_MAX);
    buffer_print(&out, "<< /Font << %s >> /XObject << ", fonts);
    for (const struct drawn *drawn = canvas->drawn; drawn != NULL; drawn = drawn->next) {
        buffer_print(&out, "/P%d %d 0 R ", drawn->object, drawn->object);
    }
    buffer_add_string(&out, ">> >>");
    pdf_set(canvas->pdf, object, out.data);
    return object;
}

int canvas_write(struct canvas *canvas, const char *fonts)
{
    close_mark(canvas);
    int resources = write_resources(canvas, fonts);
    int tree = pdf_reserve(canvas->pdf);
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(CONTENT_MAX);
    buffer_print(&out, "<< /Type /Pages /Count %zu /Kids [ ", canvas->count);
    for (size_t i = 0; i < canvas->count; i++) {
        write_page(canvas, i, tree, resources);
        buffer_print(&out, "%d 0 R ", canvas->sheets[i].object);
    }
    buffer_add_string(&out, "] >>");
    pdf_set(canvas->pdf, tree, out.data);
    return tree;
}
