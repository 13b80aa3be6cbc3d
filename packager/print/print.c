/* SPDX-License-Identifier: Apache-2.0 */

/* From the Markdown to both files, step by step. */
#include "print/print.h"

#include "base/arena.h"
#include "base/auto.h"
#include "base/buffer.h"
#include "base/digest.h"
#include "base/markup.h"
#include "cache/cache.h"
#include "print/canvas.h"
#include "print/document.h"
#include "print/flow.h"
#include "print/fonts.h"
#include "print/outline.h"
#include "print/pages.h"
#include "print/pdf.h"
#include "print/structure.h"
#include "print/web_page.h"

#include <hb.h>
#include <qpdf/qpdf-c.h>

enum { SYNTAX_MAX = 1 << 20 };

/* To be raised with whatever changes how PDFs look: caches have those of older programs. */
enum { LOOK = 2 };

/* A PDF in the making. */
struct work {
    const struct print_source *source;
    struct pdf *pdf;
    struct setting setting;
    struct canvas *canvas;
    struct outline *outline;
};

/* XMP: the title again, where newer programs look for it. */
static int write_metadata(const struct work *work)
{
    int object = pdf_reserve(work->pdf);
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(SYNTAX_MAX);
    buffer_add_string(
        &out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
              "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
              "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
              "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
              "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">");
    markup_add(&out, work->source->title);
    buffer_add_string(&out, "</rdf:li></rdf:Alt></dc:title>\n<dc:language><rdf:Bag><rdf:li>");
    markup_add(&out, work->source->language);
    buffer_add_string(&out, "</rdf:li></rdf:Bag></dc:language>\n</rdf:Description>\n</rdf:RDF>\n"
                            "</x:xmpmeta>\n<?xpacket end=\"w\"?>");
    pdf_set_stream(work->pdf, object, "/Type /Metadata /Subtype /XML", buffer_text(&out));
    return object;
}

/* Without dates, which would make each file another one. */
static int write_information(const struct work *work)
{
    int object = pdf_reserve(work->pdf);
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(SYNTAX_MAX);
    buffer_add_string(&out, "<< /Title ");
    pdf_add_string(&out, work->source->title);
    if (work->source->subject != NULL) {
        buffer_add_string(&out, " /Subject ");
        pdf_add_string(&out, work->source->subject);
    }
    buffer_add_string(&out, " /Creator (ibest-pack) /Producer (ibest-pack) >>");
    pdf_set(work->pdf, object, out.data);
    return object;
}

static int write_catalogue(const struct work *work, int pages)
{
    int object = pdf_reserve(work->pdf);
    int structure = structure_write(work->setting.structure, canvas_page_count(work->canvas));
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(SYNTAX_MAX);
    buffer_print(&out,
                 "<< /Type /Catalog /Pages %d 0 R /StructTreeRoot %d 0 R /Outlines %d 0 R "
                 "/Metadata %d 0 R /MarkInfo << /Marked true >> /ViewerPreferences << "
                 "/DisplayDocTitle true >> /Lang ",
                 pages, structure, outline_write(work->outline), write_metadata(work));
    pdf_add_string(&out, work->source->language);
    buffer_add_string(&out, " >>");
    pdf_set(work->pdf, object, out.data);
    return object;
}

static enum status write(const struct work *work, struct buffer *out, struct error *error)
{
    AUTO(buffer_finish) struct buffer fonts = BUFFER_INIT(SYNTAX_MAX);
    enum status status = fonts_write(work->setting.fonts, work->pdf, &fonts, error);
    if (status != STATUS_OK) {
        return status;
    }
    int catalogue = write_catalogue(work, canvas_write(work->canvas, fonts.data));
    return pdf_write(work->pdf, catalogue, write_information(work), out, error);
}

static enum status make_pdf(const struct print_source *source, const struct block *blocks,
                            struct buffer *out, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(pdf_destroy) struct pdf *pdf = pdf_create();
    struct work work = {.source = source, .pdf = pdf};
    work.setting = (struct setting){.name = source->name,
                                    .arena = arena,
                                    .fonts = fonts_create(arena),
                                    .structure = structure_create(arena, pdf)};
    work.canvas = canvas_create(arena, pdf, work.setting.structure);
    work.outline = outline_create(arena, pdf);
    struct fragment *first = NULL;
    enum status status = flow_set(&work.setting, source, blocks, &first, error);
    if (status == STATUS_OK) {
        status = pages_fill(&work.setting, source, first, work.canvas, work.outline, error);
    }
    return status == STATUS_OK ? write(&work, out, error) : status;
}

/* The Markdown and the web page tell all that the PDF is made of; the latter has the pictures. */
static struct digest key_of(const struct print_source *source, const struct buffer *html)
{
    AUTO(buffer_finish) struct buffer kind = BUFFER_INIT(SYNTAX_MAX);
    buffer_print(&kind, "pdf %d %s qpdf %s harfbuzz %s fonts %s of %zu", LOOK, IBEST_VERSION,
                 qpdf_get_qpdf_version(), hb_version_string(), PRINT_FONTS, source->text.length);
    struct digest_stream *stream = digest_begin();
    digest_add(stream, source->text);
    digest_add(stream, buffer_text(html));
    struct digest content = digest_end(stream);
    return cache_key(kind.data, (struct text){(const char *)content.bytes, DIGEST_SIZE});
}

static enum status find_pdf(const struct print_source *source, const struct block *blocks,
                            const struct buffer *html, struct buffer *out, struct error *error)
{
    if (source->cache == NULL) {
        return make_pdf(source, blocks, out, error);
    }
    struct digest key = key_of(source, html);
    if (cache_get(source->cache, &key, out)) {
        return STATUS_OK;
    }
    enum status status = make_pdf(source, blocks, out, error);
    if (status == STATUS_OK) {
        cache_put(source->cache, &key, buffer_text(out));
    }
    return status;
}

static struct text keep(struct arena *arena, const struct buffer *buffer)
{
    return (struct text){arena_copy(arena, buffer_text(buffer)), buffer->length};
}

enum status print_document(const struct print_source *source, struct arena *arena,
                           struct printed *out, struct error *error)
{
    AUTO(arena_destroy) struct arena *scratch = arena_create();
    AUTO(buffer_finish) struct buffer pdf = BUFFER_INIT(PRINT_SIZE_MAX);
    AUTO(buffer_finish) struct buffer html = BUFFER_INIT(PRINT_SIZE_MAX);
    struct block *blocks = NULL;
    enum status status = document_read(source, scratch, &blocks, error);
    if (status == STATUS_OK) {
        web_page_write(source, blocks, &html);
        status = buffer_check(&html, "the web page", error);
    }
    if (status == STATUS_OK) {
        status = find_pdf(source, blocks, &html, &pdf, error);
    }
    if (status == STATUS_OK) {
        status = buffer_check(&pdf, "the PDF", error);
    }
    if (status == STATUS_OK) {
        *out = (struct printed){.pdf = keep(arena, &pdf), .html = keep(arena, &html)};
    }
    return status;
}
