/* SPDX-License-Identifier: Apache-2.0 */

/* Reads JSON pages as far as all kinds are alike. */
#include "source/json_page.h"

#include "base/arena.h"
#include "course/course.h"
#include "source/files.h"
#include "source/markdown.h"

#include <string.h>

enum status json_page_parse(const struct json_page *page, struct text text, json_page_reader *read,
                            struct error *error)
{
    const struct json_file file = {
        .name = source_name(page->source, page->path), .text = text, .arena = page->source->arena};
    AUTO(json_release) json_t *json = NULL;
    enum status status = json_file_read(&file, &json, error);
    if (status != STATUS_OK) {
        return status;
    }
    const struct place root = {.file = &file, .json = json, .pointer = ""};
    return read(page, &root, error);
}

enum status json_page_begin(const struct json_page *page, const struct place *root,
                            struct error *error)
{
    page->page->title = place_text(root, "title");
    page->page->html = "";
    return json_page_render(page, root, "introduction", SHAPE_BLOCKS, &page->page->html, error);
}

enum status json_page_render_text(const struct json_page *page, const struct place *text,
                                  enum json_page_shape shape, const char **out, struct error *error)
{
    const struct markdown markdown = {
        .text = {json_string_value(text->json), json_string_length(text->json)},
        .from = page->path,
        .place = text,
        .is_phrase = shape == SHAPE_PHRASE,
    };
    return markdown_render(page->source, &markdown, page->page, out, error);
}

enum status json_page_render(const struct json_page *page, const struct place *object,
                             const char *key, enum json_page_shape shape, const char **out,
                             struct error *error)
{
    struct place member = place_member(object, key);
    return member.json != NULL ? json_page_render_text(page, &member, shape, out, error)
                               : STATUS_OK;
}

enum status json_page_letter(const struct place *object, struct json_page_letters *letters,
                             const char **out, struct error *error)
{
    struct place member = place_member(object, "id");
    const char *id = place_text(object, "id");
    if (id[0] < 'a' || id[0] > 'z' || id[1] != '\0') {
        return place_fail(&member, error, "the %s id '%.60s' must be one letter from a to z",
                          letters->what, id);
    }
    bool *is_taken = &letters->is_taken[id[0] - 'a'];
    if (*is_taken) {
        return place_fail(&member, error, "%s '%s' of '%s' stands twice; ids must be unique",
                          letters->what, id, letters->owner);
    }
    *is_taken = true;
    *out = id;
    return STATUS_OK;
}

enum status json_page_check_line(const struct place *text, const char *what, size_t max,
                                 struct error *error)
{
    const char *line = json_string_value(text->json);
    if (line == NULL || strlen(line) != json_string_length(text->json) ||
        text_trim(text_of(line)).length == 0 || strpbrk(line, "\r\n\t") != NULL ||
        text_count_characters(text_of(line)) > max) {
        return place_fail(text, error, "%s must be text of one line with 1 to %zu characters", what,
                          max);
    }
    return STATUS_OK;
}
