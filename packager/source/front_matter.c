/* SPDX-License-Identifier: Apache-2.0 */

/* Reads front matter with libyaml, whose nodes know their lines. */
#include "source/front_matter.h"

#include "base/arena.h"
#include "base/auto.h"
#include "course/course.h"

#include <stdbool.h>
#include <string.h>
#include <yaml.h>

enum { TITLE_MAX = 200, FENCE_LENGTH = 3 };

static void document_delete(yaml_document_t *document)
{
    yaml_document_delete(document);
}
DEFINE_AUTO_VALUE(yaml_document_t, document_delete);

/* What reading one page's head needs at hand. */
struct head {
    const char *name;
    struct arena *arena;
    yaml_document_t *document;
    struct front_matter *out;
    bool is_printed; /* it is that of a document for paper */
};

/* The keys of a mapping and where their values go. */
struct slot {
    const char *key;
    struct front_value *value;
};

/* YAML begins on line 2 of the page, and libyaml counts from 0. */
static size_t page_line(yaml_mark_t mark)
{
    return mark.line + 2;
}

static bool is_fence(struct text line)
{
    while (line.length > FENCE_LENGTH &&
           (line.data[line.length - 1] == '\r' || line.data[line.length - 1] == ' ')) {
        line.length--;
    }
    return text_is(line, "---");
}

/* Splits the page into its YAML and its body. */
static enum status split_page(struct text text, const char *name, struct text *yaml,
                              struct front_matter *out, struct error *error)
{
    struct text rest = text;
    struct text line;
    if (!text_split(&rest, '\n', &line) || !is_fence(line)) {
        return FAIL(error, STATUS_INVALID,
                    "%s:1: the page has no front matter; begin it with a line '---', 'title: ...' "
                    "and a line '---'",
                    name);
    }
    const char *begin = rest.data;
    for (size_t number = 2; text_split(&rest, '\n', &line); number++) {
        if (is_fence(line)) {
            *yaml = (struct text){begin, (size_t)(line.data - begin)};
            out->body = rest.data != NULL ? rest : (struct text){"", 0};
            out->body_line = number + 1;
            return STATUS_OK;
        }
    }
    return FAIL(error, STATUS_INVALID,
                "%s:1: the front matter is not closed; put a line '---' behind it", name);
}

static enum status fail_in_yaml(const char *name, const yaml_parser_t *parser, struct error *error)
{
    yaml_mark_t mark = parser->problem_mark;
    return FAIL(error, STATUS_INVALID, "%s:%zu: the front matter is not YAML: %s", name,
                page_line(mark), parser->problem != NULL ? parser->problem : "cannot be read");
}

static enum status load_yaml(struct text yaml, const char *name, yaml_document_t *out,
                             struct error *error)
{
    yaml_parser_t parser;
    if (yaml_parser_initialize(&parser) == 0) {
        return FAIL(error, STATUS_INTERNAL, "libyaml could not start");
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)yaml.data, yaml.length);
    enum status status = STATUS_OK;
    if (yaml_parser_load(&parser, out) == 0) {
        status = fail_in_yaml(name, &parser, error);
    }
    yaml_parser_delete(&parser);
    return status;
}

static const char *scalar_text(const yaml_node_t *node)
{
    return (const char *)node->data.scalar.value;
}

static enum status set_value(const struct head *head, const yaml_node_t *key,
                             const yaml_node_t *value, struct front_value *slot,
                             struct error *error)
{
    size_t line = page_line(key->start_mark);
    if (slot->value != NULL) {
        return FAIL(error, STATUS_INVALID, "%s:%zu: '%s' stands twice; keep one", head->name, line,
                    scalar_text(key));
    }
    bool has_nul =
        value->type == YAML_SCALAR_NODE && strlen(scalar_text(value)) != value->data.scalar.length;
    if (value->type != YAML_SCALAR_NODE || has_nul ||
        strpbrk(scalar_text(value), "\n\r\t") != NULL ||
        text_trim(text_of(scalar_text(value))).length == 0) {
        return FAIL(error, STATUS_INVALID, "%s:%zu: '%s' must be one line of text", head->name,
                    line, scalar_text(key));
    }
    *slot = (struct front_value){arena_copy_string(head->arena, scalar_text(value)), line};
    return STATUS_OK;
}

/* Finds the slot of a pair's key; *out stays NULL when it is none of `slots`. */
static struct front_value *find_slot(const struct slot *slots, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(slots[i].key, key) == 0) {
            return slots[i].value;
        }
    }
    return NULL;
}

static enum status check_key(const struct head *head, const yaml_node_t *key, struct error *error)
{
    if (key->type != YAML_SCALAR_NODE) {
        return FAIL(error, STATUS_INVALID, "%s:%zu: a key must be plain text", head->name,
                    page_line(key->start_mark));
    }
    return STATUS_OK;
}

static enum status fail_unknown(const struct head *head, const yaml_node_t *key,
                                struct error *error)
{
    return FAIL(error, STATUS_INVALID, "%s:%zu: unknown key '%.60s'; see content/README.md",
                head->name, page_line(key->start_mark), scalar_text(key));
}

static enum status read_download(const struct head *head, const yaml_node_t *node,
                                 struct front_download *out, struct error *error)
{
    if (node->type != YAML_MAPPING_NODE) {
        return FAIL(error, STATUS_INVALID, "%s:%zu: a download needs 'file' and 'title'",
                    head->name, page_line(node->start_mark));
    }
    const struct slot slots[] = {{"file", &out->file}, {"title", &out->title}};
    yaml_node_pair_t *end = node->data.mapping.pairs.top;
    for (yaml_node_pair_t *pair = node->data.mapping.pairs.start; pair < end; pair++) {
        const yaml_node_t *key = yaml_document_get_node(head->document, pair->key);
        enum status status = check_key(head, key, error);
        if (status != STATUS_OK) {
            return status;
        }
        struct front_value *slot = find_slot(slots, 2, scalar_text(key));
        status = slot == NULL
                     ? fail_unknown(head, key, error)
                     : set_value(head, key, yaml_document_get_node(head->document, pair->value),
                                 slot, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    if (out->file.value == NULL || out->title.value == NULL) {
        return FAIL(error, STATUS_INVALID, "%s:%zu: the download has no '%s'", head->name,
                    page_line(node->start_mark), out->file.value == NULL ? "file" : "title");
    }
    return STATUS_OK;
}

static enum status read_downloads(const struct head *head, const yaml_node_t *key,
                                  const yaml_node_t *list, struct error *error)
{
    struct front_matter *out = head->out;
    size_t line = page_line(key->start_mark);
    if (out->downloads != NULL) {
        return FAIL(error, STATUS_INVALID, "%s:%zu: 'downloads' stands twice; keep one", head->name,
                    line);
    }
    if (list->type != YAML_SEQUENCE_NODE) {
        return FAIL(error, STATUS_INVALID, "%s:%zu: 'downloads' must be a list", head->name, line);
    }
    size_t count = (size_t)(list->data.sequence.items.top - list->data.sequence.items.start);
    if (count > COURSE_DOWNLOADS_MAX) {
        return FAIL(error, STATUS_INVALID, "%s:%zu: 'downloads' has more than %d rows", head->name,
                    line, COURSE_DOWNLOADS_MAX);
    }
    out->downloads = ARENA_ARRAY(head->arena, struct front_download, count);
    out->download_count = count;
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        int item = list->data.sequence.items.start[i];
        status = read_download(head, yaml_document_get_node(head->document, item),
                               &out->downloads[i], error);
    }
    return status;
}

static enum status read_pair(const struct head *head, const yaml_node_pair_t *pair,
                             struct error *error)
{
    struct front_matter *out = head->out;
    const struct slot of_page[] = {
        {"title", &out->title},           {"video", &out->video},
        {"captions", &out->captions},     {"chapters", &out->chapters},
        {"transcript", &out->transcript}, {"poster", &out->poster},
    };
    const struct slot of_printed[] = {
        {"title", &out->title}, {"subject", &out->subject}, {"notice", &out->notice}};
    const struct slot *slots = head->is_printed ? of_printed : of_page;
    size_t slot_count = head->is_printed ? sizeof of_printed / sizeof *of_printed
                                         : sizeof of_page / sizeof *of_page;
    const yaml_node_t *key = yaml_document_get_node(head->document, pair->key);
    const yaml_node_t *value = yaml_document_get_node(head->document, pair->value);
    enum status status = check_key(head, key, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (strcmp(scalar_text(key), "downloads") == 0 && !head->is_printed) {
        return read_downloads(head, key, value, error);
    }
    struct front_value *slot = find_slot(slots, slot_count, scalar_text(key));
    return slot == NULL ? fail_unknown(head, key, error) : set_value(head, key, value, slot, error);
}

static enum status check_title(const struct head *head, struct error *error)
{
    const struct front_value *title = &head->out->title;
    if (title->value == NULL) {
        return FAIL(error, STATUS_INVALID, "%s:1: the page has no 'title' in its front matter",
                    head->name);
    }
    if (text_count_characters(text_of(title->value)) > TITLE_MAX) {
        return FAIL(error, STATUS_INVALID, "%s:%zu: the title has more than %d characters",
                    head->name, title->line, TITLE_MAX);
    }
    return STATUS_OK;
}

/* WCAG 2.2, 1.2.1 and 1.2.2: who cannot hear or see the video still gets what it says. */
static enum status check_video(const struct head *head, struct error *error)
{
    const struct front_matter *out = head->out;
    const struct slot companions[] = {{"captions", &head->out->captions},
                                      {"transcript", &head->out->transcript},
                                      {"chapters", &head->out->chapters},
                                      {"poster", &head->out->poster}};
    for (size_t i = 0; i < sizeof companions / sizeof *companions; i++) {
        bool is_needed = i < 2;
        const struct front_value *companion = companions[i].value;
        if (out->video.value != NULL && companion->value == NULL && is_needed) {
            return FAIL(error, STATUS_INVALID, "%s:%zu: the video '%s' has no '%s'; add the key",
                        head->name, out->video.line, out->video.value, companions[i].key);
        }
        if (out->video.value == NULL && companion->value != NULL) {
            return FAIL(error, STATUS_INVALID, "%s:%zu: '%s' stands here without a 'video'",
                        head->name, companion->line, companions[i].key);
        }
    }
    return STATUS_OK;
}

static enum status read_root(const struct head *head, struct error *error)
{
    const yaml_node_t *root = yaml_document_get_root_node(head->document);
    if (root != NULL && root->type != YAML_MAPPING_NODE) {
        return FAIL(error, STATUS_INVALID, "%s:%zu: the front matter must be lines of 'key: value'",
                    head->name, page_line(root->start_mark));
    }
    enum status status = STATUS_OK;
    if (root != NULL) {
        yaml_node_pair_t *end = root->data.mapping.pairs.top;
        for (yaml_node_pair_t *pair = root->data.mapping.pairs.start;
             status == STATUS_OK && pair < end; pair++) {
            status = read_pair(head, pair, error);
        }
    }
    return status;
}

static enum status read_head(struct text text, struct head head, struct front_matter *out,
                             struct error *error)
{
    struct front_matter found = {0};
    struct text yaml;
    enum status status = split_page(text, head.name, &yaml, &found, error);
    if (status != STATUS_OK) {
        return status;
    }
    AUTO(document_delete) yaml_document_t document = {0};
    status = load_yaml(yaml, head.name, &document, error);
    head.document = &document;
    head.out = &found;
    if (status == STATUS_OK) {
        status = read_root(&head, error);
    }
    if (status == STATUS_OK) {
        status = check_title(&head, error);
    }
    if (status == STATUS_OK) {
        status = check_video(&head, error);
    }
    if (status == STATUS_OK) {
        *out = found;
    }
    return status;
}

enum status front_matter_read(struct text text, const char *name, struct arena *arena,
                              struct front_matter *out, struct error *error)
{
    return read_head(text, (struct head){.name = name, .arena = arena}, out, error);
}

enum status front_matter_read_printed(struct text text, const char *name, struct arena *arena,
                                      struct front_matter *out, struct error *error)
{
    const struct head head = {.name = name, .arena = arena, .is_printed = true};
    return read_head(text, head, out, error);
}
