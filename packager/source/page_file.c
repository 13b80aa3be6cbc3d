/* SPDX-License-Identifier: Apache-2.0 */

/* Reads a Markdown page: front matter, text, and the files that both name. */
#include "source/page_file.h"

#include "base/arena.h"
#include "course/course.h"
#include "source/files.h"
#include "source/front_matter.h"
#include "source/markdown.h"
#include "source/media_file.h"
#include "source/print_file.h"

static struct reference reference_of(const struct page *page, const struct front_value *value)
{
    return (struct reference){.from = page->path, .line = value->line, .to = value->value};
}

static enum status read_transcript(const struct source *source, struct page *page,
                                   const struct front_value *value, const char **out,
                                   struct error *error)
{
    struct reference reference = reference_of(page, value);
    const char *path = NULL;
    enum status status = reference_resolve(source, &reference, &path, error);
    struct text text;
    if (status == STATUS_OK) {
        status = source_read_text(source, path, &text, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    const struct markdown markdown = {.text = text, .from = path, .line = 1};
    return markdown_render(source, &markdown, page, out, error);
}

static enum status read_video(const struct source *source, const struct front_matter *head,
                              struct page *page, struct error *error)
{
    struct video *video = ARENA_NEW(source->arena, struct video);
    struct reference reference = reference_of(page, &head->video);
    enum status status = media_take(source, &reference, MEDIA_VIDEO, page, &video->media, error);
    if (status == STATUS_OK) {
        reference = reference_of(page, &head->captions);
        status = media_take(source, &reference, MEDIA_CAPTIONS, page, &video->captions, error);
    }
    if (status == STATUS_OK && head->chapters.value != NULL) {
        reference = reference_of(page, &head->chapters);
        status = media_take(source, &reference, MEDIA_CHAPTERS, page, &video->chapters, error);
    }
    if (status == STATUS_OK && head->poster.value != NULL) {
        reference = reference_of(page, &head->poster);
        status = media_take(source, &reference, MEDIA_POSTER, page, &video->poster, error);
    }
    if (status == STATUS_OK) {
        status = read_transcript(source, page, &head->transcript, &video->transcript_html, error);
    }
    page->kind = PAGE_VIDEO;
    page->video = video;
    return status;
}

static enum status read_downloads(const struct source *source, const struct front_matter *head,
                                  struct page *page, struct error *error)
{
    page->downloads = ARENA_ARRAY(source->arena, struct download, head->download_count);
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < head->download_count; i++) {
        struct reference reference = reference_of(page, &head->downloads[i].file);
        struct download *download = &page->downloads[i];
        download->title = head->downloads[i].title.value;
        status =
            print_file_is(reference.to)
                ? print_file_read(source, &reference, page, download, error)
                : media_take(source, &reference, MEDIA_DOWNLOAD, page, &download->media, error);
        page->download_count = i + 1;
    }
    return status;
}

enum status page_file_parse(const struct source *source, struct page *page, struct text text,
                            struct error *error)
{
    struct front_matter head;
    enum status status =
        front_matter_read(text, source_name(source, page->path), source->arena, &head, error);
    if (status != STATUS_OK) {
        return status;
    }
    page->title = head.title.value;
    page->kind = PAGE_TEXT;
    if (head.video.value != NULL) {
        status = read_video(source, &head, page, error);
    }
    if (status == STATUS_OK && head.download_count > 0) {
        status = read_downloads(source, &head, page, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    const struct markdown body = {.text = head.body, .from = page->path, .line = head.body_line};
    return markdown_render(source, &body, page, &page->html, error);
}
