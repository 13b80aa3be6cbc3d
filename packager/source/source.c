/* SPDX-License-Identifier: Apache-2.0 */

/* Reads a whole course source: course.json, then each page as it is named there. */
#include "source/source.h"

#include "base/text.h"
#include "course/course.h"
#include "source/course_file.h"
#include "source/files.h"
#include "source/page_file.h"
#include "source/quiz_file.h"

/* A page kind, told by how its file is named. */
struct page_reader {
    const char *suffix;
    enum status (*read)(const struct source *source, struct page *page, struct error *error);
};

static const struct page_reader PAGE_READERS[] = {
    {".md", page_file_read},
    {".quiz.json", quiz_file_read},
};

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
    for (size_t i = 0; i < sizeof PAGE_READERS / sizeof *PAGE_READERS; i++) {
        if (text_ends_with(text_of(path), PAGE_READERS[i].suffix)) {
            return PAGE_READERS[i].read(source, page, error);
        }
    }
    return FAIL(error, STATUS_INTERNAL, "'%s' passed as a page but no reader takes it", path);
}

enum status source_read(const char *folder, struct cache *cache, struct arena *arena,
                        struct course **out, struct error *error)
{
    const struct source source = {.folder = folder, .arena = arena, .cache = cache};
    const struct page_visitor visitor = {.visit = read_page};
    struct text text;
    enum status status = source_read_text(&source, "course.json", &text, error);
    if (status == STATUS_NOT_FOUND) {
        return FAIL(error, status, "there is no '%s'; name the folder that holds course.json",
                    source_name(&source, "course.json"));
    }
    return status == STATUS_OK ? course_file_parse(&source, text, &visitor, out, error) : status;
}
