/* SPDX-License-Identifier: Apache-2.0 */

/* Reads course.json into the course model. */
#include "source/course_file.h"

#include "base/arena.h"
#include "base/iri.h"
#include "base/language.h"
#include "course/course.h"
#include "source/files.h"
#include "source/glossary_file.h"
#include "source/keys.h"
#include "source/markdown.h"
#include "source/page_kinds.h"

#include <string.h>

enum {
    ADDRESS_MAX = 255,
    CERTIFICATE_MAX = 2000,
    COPYRIGHT_MAX = 30, /* the NHS Learning Hub's; its keywords' 1000 together hold 20 of these */
    KEYWORD_MAX = 48,
    IRI_MAX = 200,
    LANGUAGE_MAX = 35,
    MINUTES_MAX = 600,
    PARAGRAPH_MAX = 1000,
    PATH_MAX_CHARACTERS = 200,
    TITLE_MAX = 200, /* the SCORM 1.2 schema's limit for titles */
    VERSION_MAX = 32,
};

static const struct key COURSE_KEYS[] = {
    {"$schema", KEY_LINE, false, 0, ADDRESS_MAX},
    {"id", KEY_ID, true, 0, 0},
    {"iri", KEY_LINE, true, 1, IRI_MAX},
    {"version", KEY_LINE, true, 1, VERSION_MAX},
    {"language", KEY_LINE, true, 1, LANGUAGE_MAX},
    {"title", KEY_LINE, true, 1, TITLE_MAX},
    {"description", KEY_TEXT, true, 1, PARAGRAPH_MAX},
    {"notice", KEY_TEXT, false, 1, PARAGRAPH_MAX},
    {"publisher", KEY_LINE, true, 1, TITLE_MAX},
    {"metadata", KEY_OBJECT, false, 0, 0},
    {"glossary", KEY_LINE, false, 1, PATH_MAX_CHARACTERS},
    {"certificate", KEY_OBJECT, false, 0, 0},
    {"modules", KEY_ARRAY, true, 1, COURSE_MODULES_MAX},
};
static const struct key METADATA_KEYS[] = {
    {"keywords", KEY_ARRAY, true, 1, COURSE_KEYWORDS_MAX},
    {"copyright", KEY_LINE, true, 1, COPYRIGHT_MAX},
    {"cost", KEY_BOOLEAN, true, 0, 0},
};
static const struct key CERTIFICATE_KEYS[] = {
    {"title", KEY_LINE, true, 1, TITLE_MAX},
    {"text", KEY_TEXT, true, 1, CERTIFICATE_MAX},
};
static const struct key COMPLETION_KEYS[] = {
    {"videos", KEY_INTEGER, false, 0, 100},
    {"quizzes", KEY_LINE, false, 0, 0},
};
static const struct key MODULE_KEYS[] = {
    {"id", KEY_ID, true, 0, 0},
    {"title", KEY_LINE, true, 1, TITLE_MAX},
    {"description", KEY_TEXT, true, 1, PARAGRAPH_MAX},
    {"minutes", KEY_INTEGER, true, 1, MINUTES_MAX},
    {"completion", KEY_OBJECT, false, 0, 0},
    {"pages", KEY_ARRAY, true, 1, COURSE_PAGES_MAX},
};

/* One course.json being read. */
struct course_reader {
    struct source source; /* with the language and the glossary, once those are read */
    const struct page_visitor *visitor;
    struct course *course;
};

static enum status check_page_id(const struct place *place, const struct module *module,
                                 const char *id, struct error *error)
{
    for (size_t i = 0; i < module->page_count; i++) {
        if (strcmp(module->pages[i].id, id) == 0) {
            return place_fail(place, error,
                              "page '%s' stands twice in module '%s'; ids must be unique", id,
                              module->id);
        }
    }
    return STATUS_OK;
}

static enum status check_page_path(const struct place *place, struct error *error)
{
    const char *path = json_string_value(place->json);
    if (path == NULL || path[0] == '\0' || strlen(path) != json_string_length(place->json) ||
        strlen(path) > PATH_MAX_CHARACTERS) {
        return place_fail(place, error, "a page must be the path of a file, of 1 to %d characters",
                          PATH_MAX_CHARACTERS);
    }
    if (page_kind_of(path) == NULL) {
        return place_fail(place, error,
                          "'%s' is no page; name it %s, the id of small letters, digits and "
                          "hyphens",
                          path, page_kind_list(place->file->arena));
    }
    return STATUS_OK;
}

static enum status read_page(const struct course_reader *reader, const struct place *place,
                             struct module *module, struct error *error)
{
    enum status status = check_page_path(place, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct page *page = &module->pages[module->page_count];
    struct arena *arena = reader->source.arena;
    page->path = arena_copy_string(arena, json_string_value(place->json));
    page->id = arena_copy(arena, page_kind_id(page->path));
    status = check_page_id(place, module, page->id, error);
    module->page_count++;
    if (status != STATUS_OK || reader->visitor == NULL) {
        return status;
    }
    return reader->visitor->visit(&reader->source, page, place, error);
}

/* "index" is left to the package's own page, because a cmi5 package names pages after modules. */
static enum status check_module_id(const struct place *place, const struct course *course,
                                   const char *id, struct error *error)
{
    struct place member = place_member(place, "id");
    if (strcmp(id, "index") == 0) {
        return place_fail(&member, error,
                          "'index' cannot be a module's id; packages name their first page so");
    }
    for (size_t i = 0; i < course->module_count; i++) {
        if (strcmp(course->modules[i].id, id) == 0) {
            return place_fail(&member, error, "module '%s' stands twice; ids must be unique", id);
        }
    }
    return STATUS_OK;
}

static enum status read_completion(const struct place *module, struct completion *out,
                                   struct error *error)
{
    struct place place = place_member(module, "completion");
    enum status status =
        place.json != NULL ? KEYS_CHECK(&place, COMPLETION_KEYS, error) : STATUS_OK;
    if (status != STATUS_OK) {
        return status;
    }
    out->video_percent = (int)json_integer_value(json_object_get(place.json, "videos"));
    const char *quizzes = place_text(&place, "quizzes");
    if (quizzes == NULL || strcmp(quizzes, "passed") == 0) {
        return STATUS_OK;
    }
    if (strcmp(quizzes, "attempted") == 0) {
        out->quizzes = QUIZZES_ATTEMPTED;
        return STATUS_OK;
    }
    struct place member = place_member(&place, "quizzes");
    return place_fail(&member, error,
                      "quizzes cannot be '%.60s' to complete a module; use 'passed' or 'attempted'",
                      quizzes);
}

static enum status read_module(const struct course_reader *reader, const struct place *place,
                               struct error *error)
{
    enum status status = KEYS_CHECK(place, MODULE_KEYS, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct course *course = reader->course;
    struct module *module = &course->modules[course->module_count];
    module->id = place_text(place, "id");
    module->title = place_text(place, "title");
    module->description = place_text(place, "description");
    module->minutes = (int)json_integer_value(json_object_get(place->json, "minutes"));
    status = check_module_id(place, course, module->id, error);
    if (status == STATUS_OK) {
        status = read_completion(place, &module->completion, error);
    }
    struct place list = place_member(place, "pages");
    module->pages = ARENA_ARRAY(reader->source.arena, struct page, place_count(&list));
    for (size_t i = 0; status == STATUS_OK && i < place_count(&list); i++) {
        struct place page = place_element(&list, i);
        status = read_page(reader, &page, module, error);
    }
    course->module_count++;
    return status;
}

static enum status check_iri(const struct place *root, const char *iri, struct error *error)
{
    struct place member = place_member(root, "iri");
    if (!iri_is_valid(text_of(iri)) || strpbrk(iri, "?#") != NULL) {
        return place_fail(&member, error,
                          "'%s' is not an absolute IRI without query or fragment; write it like "
                          "https://example.org/courses/name",
                          iri);
    }
    if (iri[strlen(iri) - 1] == '/') {
        return place_fail(&member, error,
                          "the IRI '%s' ends with '/'; drop it, as longer IRIs are derived from it",
                          iri);
    }
    return STATUS_OK;
}

static enum status check_language(const struct place *root, const char *language,
                                  struct error *error)
{
    if (language_is_valid(text_of(language))) {
        return STATUS_OK;
    }
    struct place member = place_member(root, "language");
    return place_fail(&member, error, "'%s' is not a language tag; write it like en-GB", language);
}

static void read_texts(const struct place *root, struct course *course)
{
    course->id = place_text(root, "id");
    course->iri = place_text(root, "iri");
    course->version = place_text(root, "version");
    course->language = place_text(root, "language");
    course->title = place_text(root, "title");
    course->description = place_text(root, "description");
    course->notice = place_text(root, "notice");
    course->publisher = place_text(root, "publisher");
}

static enum status check_keyword(const struct place *place, struct error *error)
{
    const char *keyword = json_string_value(place->json);
    if (keyword == NULL || text_trim(text_of(keyword)).length == 0 ||
        strlen(keyword) != json_string_length(place->json) || strpbrk(keyword, "\r\n\t") != NULL ||
        text_count_characters(text_of(keyword)) > KEYWORD_MAX) {
        return place_fail(place, error,
                          "a keyword must be text of one line with 1 to %d characters",
                          KEYWORD_MAX);
    }
    return STATUS_OK;
}

static enum status read_metadata(const struct place *root, struct course *course,
                                 struct error *error)
{
    struct place place = place_member(root, "metadata");
    if (place.json == NULL) {
        return STATUS_OK;
    }
    enum status status = KEYS_CHECK(&place, METADATA_KEYS, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct arena *arena = root->file->arena;
    struct course_metadata *metadata = ARENA_NEW(arena, struct course_metadata);
    struct place keywords = place_member(&place, "keywords");
    metadata->keywords = ARENA_ARRAY(arena, const char *, place_count(&keywords));
    for (size_t i = 0; status == STATUS_OK && i < place_count(&keywords); i++) {
        struct place keyword = place_element(&keywords, i);
        status = check_keyword(&keyword, error);
        if (status == STATUS_OK) {
            metadata->keywords[metadata->keyword_count++] =
                arena_copy_string(arena, json_string_value(keyword.json));
        }
    }
    metadata->copyright = place_text(&place, "copyright");
    metadata->has_cost = json_is_true(json_object_get(place.json, "cost"));
    course->metadata = metadata;
    return status;
}

/* Pages link to the glossary, so it is read before them. */
static enum status read_glossary(struct course_reader *reader, const struct place *root,
                                 struct error *error)
{
    struct place place = place_member(root, "glossary");
    if (place.json == NULL || reader->visitor == NULL) {
        return STATUS_OK;
    }
    const struct reference reference = {
        .from = "course.json", .place = &place, .to = json_string_value(place.json)};
    const char *path = NULL;
    struct glossary *glossary = NULL;
    enum status status = reference_resolve(&reader->source, &reference, &path, error);
    struct text text;
    if (status == STATUS_OK) {
        status = source_read_text(&reader->source, path, &text, error);
    }
    if (status == STATUS_OK) {
        status = glossary_file_parse(&reader->source, path, text, &glossary, error);
    }
    reader->source.glossary = glossary;
    reader->course->glossary = glossary;
    return status;
}

static enum status read_certificate(const struct course_reader *reader, const struct place *root,
                                    struct error *error)
{
    struct place place = place_member(root, "certificate");
    if (place.json == NULL) {
        return STATUS_OK;
    }
    enum status status = KEYS_CHECK(&place, CERTIFICATE_KEYS, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct certificate *certificate = ARENA_NEW(reader->source.arena, struct certificate);
    struct place text = place_member(&place, "text");
    const struct markdown markdown = {
        .text = text_of(place_text(&place, "text")), .from = "course.json", .place = &text};
    certificate->title = place_text(&place, "title");
    reader->course->certificate = certificate;
    return markdown_render(&reader->source, &markdown, NULL, &certificate->html, error);
}

static enum status read_course(struct course_reader *reader, const struct place *root,
                               struct error *error)
{
    enum status status = KEYS_CHECK(root, COURSE_KEYS, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct course *course = reader->course;
    read_texts(root, course);
    reader->source.language = course->language;
    status = check_iri(root, course->iri, error);
    if (status == STATUS_OK) {
        status = check_language(root, course->language, error);
    }
    if (status == STATUS_OK) {
        status = read_metadata(root, course, error);
    }
    if (status == STATUS_OK) {
        status = read_glossary(reader, root, error);
    }
    if (status == STATUS_OK) {
        status = read_certificate(reader, root, error);
    }
    struct place list = place_member(root, "modules");
    course->modules = ARENA_ARRAY(reader->source.arena, struct module, place_count(&list));
    for (size_t i = 0; status == STATUS_OK && i < place_count(&list); i++) {
        struct place module = place_element(&list, i);
        status = read_module(reader, &module, error);
    }
    return status;
}

enum status course_file_parse(const struct source *source, struct text text,
                              const struct page_visitor *visitor, struct course **out,
                              struct error *error)
{
    const struct json_file file = {
        .name = source_name(source, "course.json"), .text = text, .arena = source->arena};
    AUTO(json_release) json_t *json = NULL;
    enum status status = json_file_read(&file, &json, error);
    if (status != STATUS_OK) {
        return status;
    }
    const struct place root = {.file = &file, .json = json, .pointer = ""};
    struct course_reader reader = {
        .source = *source, .visitor = visitor, .course = ARENA_NEW(source->arena, struct course)};
    status = read_course(&reader, &root, error);
    if (status == STATUS_OK) {
        *out = reader.course;
    }
    return status;
}
