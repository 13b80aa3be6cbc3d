/* SPDX-License-Identifier: Apache-2.0 */

/* One page after another into a folder in the making. */
#include "pages/pages.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/embed.h"
#include "base/folder_draft.h"
#include "pages/kinds.h"
#include "pages/term_paths.h"
#include "pages/write.h"

/* The style, put in by CMake. */
extern const struct embedded_file pages_files[];

/* The folder, and what has gone into it. */
struct writing {
    const struct site *site;
    struct folder_draft *folder;
    size_t bytes;
    size_t count;
};

static void (*const WRITERS[])(struct page *page, const struct term *term) = {
    [TERM_CONCEPT] = concept_write,   [TERM_TEMPLATE] = template_write,
    [TERM_PATTERN] = pattern_write,   [TERM_VERSION] = version_write,
    [TERM_DOCUMENT] = document_write,
};

void term_write(struct page *page, const struct term *term)
{
    WRITERS[term->kind](page, term);
}

static enum status write_file(struct writing *writing, const char *path,
                              const struct buffer *content, struct error *error)
{
    enum status status = buffer_check(content, path, error);
    if (status != STATUS_OK) {
        return status;
    }
    writing->bytes += content->length;
    writing->count++;
    if (writing->bytes > PAGES_BYTES_MAX) {
        return FAIL(error, STATUS_TOO_LARGE,
                    "all pages together take more than %d bytes; split the profile",
                    PAGES_BYTES_MAX);
    }
    return folder_draft_write(writing->folder, path, buffer_text(content), error);
}

static enum status write_term(struct writing *writing, const struct term *term, struct error *error)
{
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(PAGES_PAGE_MAX);
    struct page page = page_begin(writing->site, term->path, term->label,
                                  kind_title(writing->site, term), &content);
    term_write(&page, term);
    page_end(&page);
    return write_file(writing, term->path, &content, error);
}

static enum status write_index(struct writing *writing, struct error *error)
{
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(PAGES_PAGE_MAX);
    struct page page =
        page_begin(writing->site, PATH_INDEX, writing->site->title, "xAPI Profile", &content);
    index_write(&page);
    page_end(&page);
    return write_file(writing, PATH_INDEX, &content, error);
}

static enum status write_terms(struct writing *writing, struct error *error)
{
    enum status status = write_index(writing, error);
    for (size_t i = 0; status == STATUS_OK && i < writing->site->count; i++) {
        status = write_term(writing, &writing->site->terms[i], error);
    }
    return status;
}

static enum status write_all(struct writing *writing, struct text source, struct error *error)
{
    enum status status = folder_draft_write(writing->folder, PATH_PROFILE, source, error);
    if (status == STATUS_OK) {
        status = folder_draft_write(writing->folder, PATH_STYLE,
                                    embedded_file_find(pages_files, PATH_STYLE), error);
    }
    return status == STATUS_OK ? write_terms(writing, error) : status;
}

enum status pages_write(const struct pages_request *request, struct arena *arena, size_t *out_count,
                        struct error *error)
{
    if (request->profile->id == NULL) {
        return FAIL(error, STATUS_INVALID,
                    "the profile has no id, so it is not known where its terms are served; see "
                    "'ibest-lrs profile check'");
    }
    AUTO(folder_draft_discard) struct folder_draft *folder = NULL;
    enum status status = folder_draft_open(request->folder, &folder, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct writing writing = {.site = site_make(request->profile, arena), .folder = folder};
    status = write_all(&writing, request->source, error);
    if (status == STATUS_OK) {
        status = folder_draft_publish(TAKE(folder), error);
    }
    if (status == STATUS_OK) {
        *out_count = writing.count;
    }
    return status;
}
