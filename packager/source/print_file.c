/* SPDX-License-Identifier: Apache-2.0 */

/* Finds what print/ must know of a document in a course: its front matter, its pictures. */
#include "source/print_file.h"

#include "base/arena.h"
#include "base/file.h"
#include "course/course.h"
#include "print/print.h"
#include "source/files.h"
#include "source/front_matter.h"
#include "source/glossary_file.h"
#include "source/media_file.h"

#include <string.h>

static const char SUFFIX[] = ".md";

/* The document that asks for pictures and terms. */
struct asking {
    const struct source *source;
    const char *path;
};

bool print_file_is(const char *path)
{
    return text_ends_with(text_of(path), SUFFIX);
}

/* Pictures go into both files, not into the package: what media_take() adds to a page is dropped.
 */
static enum status find_picture(void *context, const char *address, size_t line, const char **out,
                                struct error *error)
{
    const struct asking *asking = context;
    struct page nowhere = {0};
    const struct reference reference = {.from = asking->path, .line = line, .to = address};
    const struct media *media = NULL;
    enum status status =
        media_take(asking->source, &reference, MEDIA_IMAGE, &nowhere, &media, error);
    if (status == STATUS_OK) {
        *out = media->file;
    }
    return status;
}

static enum status check_term(void *context, const char *id, size_t line, struct error *error)
{
    const struct asking *asking = context;
    const struct reference reference = {.from = asking->path, .line = line, .to = id};
    return term_check(asking->source, &reference, error);
}

static enum status print(const struct source *source, const char *path, struct printed *out,
                         struct error *error)
{
    struct text text;
    enum status status = source_read_text(source, path, &text, error);
    struct front_matter head;
    const char *name = source_name(source, path);
    if (status == STATUS_OK) {
        status = front_matter_read_printed(text, name, source->arena, &head, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct asking asking = {.source = source, .path = path};
    const struct print_source printed = {
        .name = name,
        .text = head.body,
        .line = head.body_line,
        .title = head.title.value,
        .subject = head.subject.value,
        .notice = head.notice.value,
        .language = source->language,
        .find_picture = find_picture,
        .check_term = check_term,
        .context = &asking,
        .cache = source->cache,
    };
    return print_document(&printed, source->arena, out, error);
}

/* Adds "NAME.md" with the other suffix; NULL with a failure if the course has such a file. */
static enum status add(const struct source *source, const struct reference *reference,
                       struct page *page, const char *path, struct text content,
                       const struct media **out, struct error *error)
{
    if (file_exists(source_name(source, path))) {
        return reference_fail(source, reference, error,
                              "'%s' becomes '%s', but the course has a file of that name; rename "
                              "one of them",
                              reference->to, path);
    }
    struct media **slot = &page->media;
    while (*slot != NULL && strcmp((*slot)->path, path) != 0) {
        slot = &(*slot)->next;
    }
    if (*slot == NULL) {
        *slot = ARENA_NEW(source->arena, struct media);
        **slot = (struct media){.path = path, .content = content, .size = content.length};
    }
    *out = *slot;
    return STATUS_OK;
}

enum status print_file_read(const struct source *source, const struct reference *reference,
                            struct page *page, struct download *download, struct error *error)
{
    const char *path = NULL;
    struct printed printed;
    enum status status = reference_resolve(source, reference, &path, error);
    if (status == STATUS_OK) {
        status = print(source, path, &printed, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    int stem = (int)(strlen(path) - strlen(SUFFIX));
    const char *pdf = arena_print(source->arena, "%.*s.pdf", stem, path);
    const char *html = arena_print(source->arena, "%.*s.html", stem, path);
    status = add(source, reference, page, pdf, printed.pdf, &download->media, error);
    return status == STATUS_OK
               ? add(source, reference, page, html, printed.html, &download->web_page, error)
               : status;
}
