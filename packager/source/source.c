/* SPDX-License-Identifier: Apache-2.0 */

/* Reads a whole course source: course.json, then each page as it is named there. */
#include "source/source.h"

#include "base/text.h"
#include "course/course.h"
#include "source/claims.h"
#include "source/course_file.h"
#include "source/files.h"
#include "source/page_kinds.h"

static enum status read_page(const struct source *source, struct page *page,
                             const struct place *place, struct error *error)
{
    const struct reference reference = {.from = "course.json", .place = place, .to = page->path};
    const char *path = NULL;
    enum status status = reference_resolve(source, &reference, &path, error);
    if (status != STATUS_OK) {
        return status;
    }
    page->path = path;
    struct text text;
    status = source_read_text(source, path, &text, error);
    return status == STATUS_OK ? page_kind_of(path)->parse(source, page, text, error) : status;
}

enum status source_read(const char *folder, struct cache *cache, struct arena *arena,
                        struct course **out, struct error *error)
{
    AUTO(claims_finish) struct claims claims = {0};
    const struct source source = {
        .folder = folder, .arena = arena, .claims = &claims, .cache = cache};
    const struct page_visitor visitor = {.visit = read_page};
    struct text text;
    enum status status = source_read_text(&source, "course.json", &text, error);
    if (status == STATUS_NOT_FOUND) {
        return FAIL(error, status, "there is no '%s'; name the folder that holds course.json",
                    source_name(&source, "course.json"));
    }
    return status == STATUS_OK ? course_file_parse(&source, text, &visitor, out, error) : status;
}
