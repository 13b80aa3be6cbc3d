/* SPDX-License-Identifier: Apache-2.0 */

/* cmi5.xml out of a zip or as it is. Nothing else of a zip is unpacked: its pages are served by
 * whoever holds them. */
#include "launch/course_file.h"

#include "base/file.h"
#include "base/iri.h"
#include "cmi5/structure.h"
#include "xapi/rule.h"

#include <string.h>
#include <strings.h>
#include <zip.h>

enum { PATH_MAX_BYTES = 4096 };

static inline void zip_release(zip_t *archive)
{
    if (archive != NULL) {
        zip_discard(archive);
    }
}
DEFINE_AUTO(zip_t, zip_release);

static inline void entry_release(zip_file_t *entry)
{
    if (entry != NULL) {
        (void)zip_fclose(entry);
    }
}
DEFINE_AUTO(zip_file_t, entry_release);

/* The size that a zip tells may be a lie, so it is the bytes that are counted. */
static enum status read_entry(zip_t *archive, struct buffer *out, struct error *error)
{
    AUTO(entry_release) zip_file_t *entry = zip_fopen(archive, "cmi5.xml", 0);
    if (entry == NULL) {
        return FAIL(error, STATUS_INVALID, "the zip has no cmi5.xml at its root (cmi5 14.1.0.0-2)");
    }
    char piece[4096];
    zip_int64_t length = 1;
    while (length > 0 && !out->overflowed) {
        length = zip_fread(entry, piece, sizeof piece);
        buffer_add(out, piece, length > 0 ? (size_t)length : 0);
    }
    if (length < 0) {
        return FAIL(error, STATUS_INVALID, "cmi5.xml: the zip is damaged (cmi5 14.1.0.0-1)");
    }
    return buffer_check(out, "cmi5.xml", error);
}

/* The value of a hexadecimal digit, or -1. */
static int digit_of(char character)
{
    const char *digits = "0123456789abcdef0123456789ABCDEF";
    const char *found = character == '\0' ? NULL : strchr(digits, character);
    return found == NULL ? -1 : (int)((found - digits) % 16);
}

/* The file that a relative address names: without query and fragment, percent signs decoded. */
static char *file_name(struct text url, struct arena *arena)
{
    struct text path = {NULL, 0};
    (void)text_split(&url, '#', &path);
    url = path;
    (void)text_split(&url, '?', &path);
    char *name = arena_copy(arena, path);
    char *out = name;
    for (const char *at = name; *at != '\0'; at++) {
        int high = at[0] == '%' ? digit_of(at[1]) : -1;
        int low = high >= 0 ? digit_of(at[2]) : -1;
        *out = *at;
        if (low >= 0 && (high | low) != 0) {
            *out = (char)(high * 16 + low);
            at += 2;
        }
        out++;
    }
    *out = '\0';
    return name;
}

/* cmi5 14.1, 14.2: what is relative is in the zip, and has a place where it is served. */
static enum status check_urls(zip_t *archive, const struct cmi5_course *course,
                              const char *content_url, struct arena *arena, struct error *error)
{
    for (size_t i = 0; i < course->count; i++) {
        const struct cmi5_node *node = &course->nodes[i];
        if (node->kind != CMI5_UNIT || cmi5_url_is_absolute(node->url)) {
            continue;
        }
        if (archive != NULL && zip_name_locate(archive, file_name(node->url, arena), 0) < 0) {
            return FAIL(error, STATUS_INVALID, "cmi5.xml: '%s' is not in the zip (cmi5 14.1.0.0-4)",
                        show(node->url).text);
        }
        if (content_url[0] == '\0') {
            return FAIL(error, STATUS_INVALID,
                        "--content-url: say where the course's pages are served, as '%s' is "
                        "relative%s",
                        show(node->url).text, archive == NULL ? " (cmi5 14.2.0.0-1)" : "");
        }
    }
    return STATUS_OK;
}

static enum status check_content_url(const char *url, struct error *error)
{
    bool is_web = strncasecmp(url, "https://", 8) == 0 || strncasecmp(url, "http://", 7) == 0;
    if (url[0] != '\0' && (!is_web || !iri_is_valid(text_of(url)) || strpbrk(url, "?#") != NULL)) {
        return FAIL(error, STATUS_INVALID,
                    "--content-url: must begin with http:// or https://, without query");
    }
    return STATUS_OK;
}

enum status course_file_read(const char *path, const char *content_url, struct arena *arena,
                             struct stored_course *out, struct error *error)
{
    AUTO(buffer_finish) struct buffer xml = BUFFER_INIT(CMI5_STRUCTURE_MAX);
    enum status status = check_content_url(content_url, error);
    if (status != STATUS_OK) {
        return status;
    }
    int reason = 0;
    AUTO(zip_release) zip_t *archive = zip_open(path, ZIP_RDONLY, &reason);
    status = archive != NULL ? read_entry(archive, &xml, error)
                             : file_read(path, CMI5_STRUCTURE_MAX, &xml, error);
    struct cmi5_course course;
    status =
        status != STATUS_OK ? status : cmi5_course_read(buffer_text(&xml), arena, &course, error);
    status = status != STATUS_OK ? status : check_urls(archive, &course, content_url, arena, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct text text = buffer_text(&xml);
    *out = (struct stored_course){
        .id = course.nodes[0].id,
        .structure = {arena_copy(arena, text), text.length},
        .content_url = text_of(arena_copy_string(arena, content_url)),
    };
    return STATUS_OK;
}
