/* SPDX-License-Identifier: Apache-2.0 */

/* Checks media files by their first bytes, and captions by reading them. */
#include "source/media_file.h"

#include "base/arena.h"
#include "base/auto.h"
#include "course/course.h"
#include "media/webvtt.h"
#include "source/files.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { HEAD_SIZE = 16 };
static const uint64_t MEDIA_SIZE_MAX = (uint64_t)2 << 30; /* the NHS Learning Hub's limit */

#define USE(use) (1U << (use))

/* One kind of file: how its name ends, what it begins with, what it may be used for. */
struct media_type {
    const char *suffix;
    unsigned uses;
    size_t offset; /* of the signature */
    const char *signature;
    const char *what;
};

/* Only kinds that every LMS seen serves with the right type, and that cannot run scripts when they
 * are opened (an SVG could, but not inside <img>). */
static const struct media_type TYPES[] = {
    {".gif", USE(MEDIA_IMAGE), 0, "GIF8", "a GIF image"},
    {".jpeg", USE(MEDIA_IMAGE) | USE(MEDIA_POSTER), 0, "\xFF\xD8\xFF", "a JPEG image"},
    {".jpg", USE(MEDIA_IMAGE) | USE(MEDIA_POSTER), 0, "\xFF\xD8\xFF", "a JPEG image"},
    {".mp4", USE(MEDIA_VIDEO) | USE(MEDIA_DOWNLOAD), 4, "ftyp", "an MP4 video"},
    {".pdf", USE(MEDIA_DOWNLOAD), 0, "%PDF-", "a PDF document"},
    {".png", USE(MEDIA_IMAGE) | USE(MEDIA_POSTER), 0, "\x89PNG\r\n", "a PNG image"},
    {".svg", USE(MEDIA_IMAGE), 0, "<", "an SVG image"},
    {".txt", USE(MEDIA_DOWNLOAD), 0, "", "plain text"},
    {".vtt", USE(MEDIA_CAPTIONS) | USE(MEDIA_CHAPTERS), 0, "", "WebVTT"},
};

static const char *const USE_NAMES[] = {
    [MEDIA_VIDEO] = "a video",   [MEDIA_CAPTIONS] = "captions",    [MEDIA_CHAPTERS] = "chapters",
    [MEDIA_POSTER] = "a poster", [MEDIA_IMAGE] = "a page's image", [MEDIA_DOWNLOAD] = "a download",
};

static const struct media_type *find_type(const char *path)
{
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
        if (text_ends_with(text_of(path), TYPES[i].suffix)) {
            return &TYPES[i];
        }
    }
    return NULL;
}

static const char *list_suffixes(struct arena *arena, enum media_use use)
{
    const char *list = "";
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
        if ((TYPES[i].uses & USE(use)) != 0) {
            list = arena_print(arena, "%s %s", list, TYPES[i].suffix);
        }
    }
    return list;
}

/* The first bytes of a file. */
struct head {
    char bytes[HEAD_SIZE];
    size_t length;
};

static bool read_head(const char *file, struct head *out)
{
    FILE *stream = fopen(file, "rb");
    if (stream == NULL) {
        return false;
    }
    out->length = fread(out->bytes, 1, sizeof out->bytes, stream);
    bool is_read = ferror(stream) == 0;
    (void)fclose(stream);
    return is_read;
}

static bool begins_as(const struct head *head, const struct media_type *type)
{
    size_t expected = strlen(type->signature);
    return head->length >= type->offset + expected &&
           memcmp(head->bytes + type->offset, type->signature, expected) == 0;
}

static enum status check_size(const struct source *source, const struct reference *reference,
                              const char *file, uint64_t *size, struct error *error)
{
    struct stat state;
    if (stat(file, &state) != 0 || !S_ISREG(state.st_mode)) {
        return reference_fail(source, reference, error, "'%s' is not a file that can be read",
                              reference->to);
    }
    if (state.st_size == 0) {
        return reference_fail(source, reference, error, "'%s' is empty", reference->to);
    }
    if ((uint64_t)state.st_size > MEDIA_SIZE_MAX) {
        return reference_fail(source, reference, error, "'%s' is larger than 2 GiB", reference->to);
    }
    *size = (uint64_t)state.st_size;
    return STATUS_OK;
}

static enum status check_type(const struct source *source, const struct reference *reference,
                              enum media_use use, const char *file, struct error *error)
{
    const struct media_type *type = find_type(file);
    if (type == NULL || (type->uses & USE(use)) == 0) {
        return reference_fail(source, reference, error, "'%s' cannot be %s; use one of:%s",
                              reference->to, USE_NAMES[use], list_suffixes(source->arena, use));
    }
    struct head head = {0};
    if (!read_head(file, &head)) {
        return reference_fail(source, reference, error,
                              "'%s' cannot be read; let this user read it", reference->to);
    }
    if (!begins_as(&head, type)) {
        return reference_fail(source, reference, error,
                              "'%s' is not %s, though its name says so; export it again",
                              reference->to, type->what);
    }
    return STATUS_OK;
}

static enum status check_captions(const struct source *source, const char *path,
                                  struct error *error)
{
    struct text text;
    enum status status = source_read_text(source, path, &text, error);
    if (status != STATUS_OK) {
        return status;
    }
    return webvtt_check(text, source_name(source, path), error);
}

/* The page's entry for `path`: the one it has, or a new one at the end of the list. */
static struct media *add_media(struct arena *arena, struct page *page, const char *path)
{
    struct media **slot = &page->media;
    while (*slot != NULL && strcmp((*slot)->path, path) != 0) {
        slot = &(*slot)->next;
    }
    if (*slot == NULL) {
        *slot = ARENA_NEW(arena, struct media);
        (*slot)->path = path;
    }
    return *slot;
}

enum status media_take(const struct source *source, const struct reference *reference,
                       enum media_use use, struct page *page, const struct media **out,
                       struct error *error)
{
    const char *path = NULL;
    enum status status = reference_resolve(source, reference, &path, error);
    if (status != STATUS_OK) {
        return status;
    }
    const char *file = source_name(source, path);
    uint64_t size = 0;
    status = check_size(source, reference, file, &size, error);
    if (status == STATUS_OK) {
        status = check_type(source, reference, use, file, error);
    }
    if (status == STATUS_OK && (use == MEDIA_CAPTIONS || use == MEDIA_CHAPTERS)) {
        status = check_captions(source, path, error);
    }
    if (status == STATUS_OK) {
        struct media *media = add_media(source->arena, page, path);
        media->file = file;
        media->size = size;
        *out = media;
    }
    return status;
}
