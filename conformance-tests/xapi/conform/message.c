/* SPDX-License-Identifier: Apache-2.0 */

/* Makes a message from a request: URL, headers, body. */
#include "conform/message.h"

#include "base/buffer.h"
#include "base/json.h"
#include "conform/place.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define BOUNDARY "conform-9f2c1b7a"

enum { BODY_MAX = 8 << 20 };

struct maker {
    const struct request *request;
    struct values *values;
    const struct endpoint *endpoint;
    struct arena *arena;
    struct error *error;
    struct message message;
    struct header **header_slot;
};

static enum status expand(struct maker *maker, const char *text, struct text *out)
{
    return values_expand(maker->values, text, out, maker->error);
}

/* Letters, digits and "-._~" (RFC 3986, unreserved) stay; all else becomes %XX. */
static void add_encoded(struct buffer *out, struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        if (is_letter || (byte >= '0' && byte <= '9') ||
            (byte != 0 && strchr("-._~", byte) != NULL)) {
            buffer_add_character(out, (char)byte);
        } else {
            buffer_print(out, "%%%02X", byte);
        }
    }
}

/* Adds "name=value" pairs of all items of `kind`. */
static enum status add_pairs(struct maker *maker, enum item_kind kind, const char *separator,
                             struct buffer *out)
{
    for (const struct item *item = maker->request->items; item != NULL; item = item->next) {
        struct text name = {NULL, 0};
        struct text value = {NULL, 0};
        if (item->kind != kind) {
            continue;
        }
        enum status status = expand(maker, item->name, &name);
        status = status != STATUS_OK ? status : expand(maker, item->value, &value);
        if (status != STATUS_OK) {
            return status;
        }
        buffer_add_string(out, separator);
        add_encoded(out, name);
        buffer_add_character(out, '=');
        add_encoded(out, value);
        separator = "&";
    }
    return STATUS_OK;
}

/* "scheme://host:port" of the endpoint. */
static struct text origin_of(const char *url)
{
    const char *host = strstr(url, "://");
    host = host == NULL ? url : host + 3;
    return (struct text){url, (size_t)(host - url) + strcspn(host, "/")};
}

static enum status make_url(struct maker *maker)
{
    AUTO(buffer_finish) struct buffer url = BUFFER_INIT(VALUES_TEXT_MAX);
    struct text target = {NULL, 0};
    enum status status = expand(maker, maker->request->target, &target);
    if (status != STATUS_OK) {
        return status;
    }
    bool from_origin = text_starts_with(target, "origin:");
    size_t skipped = from_origin ? strlen("origin:") : 0;
    buffer_add_text(&url,
                    from_origin ? origin_of(maker->endpoint->url) : text_of(maker->endpoint->url));
    buffer_add(&url, target.data + skipped, target.length - skipped);
    bool has_query = memchr(target.data, '?', target.length) != NULL;
    status = add_pairs(maker, ITEM_QUERY, has_query ? "&" : "?", &url);
    status = status != STATUS_OK ? status : buffer_check(&url, "a URL", maker->error);
    if (status == STATUS_OK) {
        maker->message.url = arena_copy(maker->arena, buffer_text(&url));
    }
    return status;
}

static void add_header(struct maker *maker, const char *name, const char *value)
{
    struct header *header = ARENA_NEW(maker->arena, struct header);
    *header = (struct header){name, value, NULL};
    *maker->header_slot = header;
    maker->header_slot = &header->next;
}

static bool rule_names_header(const struct maker *maker, const char *name)
{
    for (const struct item *item = maker->request->items; item != NULL; item = item->next) {
        bool is_header = item->kind == ITEM_HEADER || item->kind == ITEM_WITHOUT;
        if (is_header && strcasecmp(item->name, name) == 0) {
            return true;
        }
    }
    return false;
}

static void add_default(struct maker *maker, const char *name, const char *value)
{
    if (!rule_names_header(maker, name)) {
        add_header(maker, name, value);
    }
}

static const char *default_type(const struct maker *maker)
{
    if (request_item(maker->request, ITEM_PART) != NULL) {
        return "multipart/mixed; boundary=" BOUNDARY;
    }
    bool is_form = request_item(maker->request, ITEM_FORM) != NULL;
    return is_form ? "application/x-www-form-urlencoded" : "application/json";
}

static enum status make_headers(struct maker *maker)
{
    add_default(maker, "Authorization", maker->endpoint->authorization);
    add_default(maker, "X-Experience-API-Version", maker->endpoint->version);
    if (maker->message.has_body) {
        add_default(maker, "Content-Type", default_type(maker));
    }
    for (const struct item *item = maker->request->items; item != NULL; item = item->next) {
        struct text value = {NULL, 0};
        if (item->kind != ITEM_HEADER) {
            continue;
        }
        enum status status = expand(maker, item->value, &value);
        if (status != STATUS_OK) {
            return status;
        }
        add_header(maker, item->name, value.data);
    }
    return STATUS_OK;
}

static int hexadecimal(char character)
{
    const char *digits = "0123456789abcdef0123456789ABCDEF";
    const char *at = character == '\0' ? NULL : strchr(digits, character);
    return at == NULL ? -1 : (int)((at - digits) % 16);
}

/* The byte that the escape at the front of *rest stands for, which is cut off; -1 if it is none. */
static int next_escape(struct text *rest)
{
    static const struct {
        char letter;
        unsigned char byte;
    } escapes[] = {{'r', '\r'}, {'n', '\n'}, {'t', '\t'}, {'0', '\0'}, {'\\', '\\'}};
    char kind = '\0';
    if (rest->length > 1) {
        kind = rest->data[1];
    }
    size_t length = kind == 'x' ? 4 : 2;
    int byte = -1;
    if (kind == 'x' && rest->length >= length && hexadecimal(rest->data[2]) >= 0 &&
        hexadecimal(rest->data[3]) >= 0) {
        byte = hexadecimal(rest->data[2]) * 16 + hexadecimal(rest->data[3]);
    }
    for (size_t i = 0; i < sizeof escapes / sizeof escapes[0]; i++) {
        byte = escapes[i].letter == kind ? escapes[i].byte : byte;
    }
    if (byte >= 0) {
        *rest = (struct text){rest->data + length, rest->length - length};
    }
    return byte;
}

static bool is_indentation(char character)
{
    return character == ' ' || character == '\t';
}

/* \r \n \t \0 \\ \xHH; line ends and the indentation behind them do not count. */
static enum status add_escaped(struct maker *maker, struct text rest, struct buffer *out)
{
    bool at_line_begin = false;
    while (rest.length > 0) {
        char character = rest.data[0];
        if (character == '\\') {
            int byte = next_escape(&rest);
            if (byte < 0) {
                return FAIL(maker->error, STATUS_INVALID, "'%.2s' is no escape", rest.data);
            }
            unsigned char added = (unsigned char)byte;
            buffer_add(out, &added, 1);
            at_line_begin = false;
            continue;
        }
        at_line_begin = character == '\n' || (at_line_begin && is_indentation(character));
        if (!at_line_begin) {
            buffer_add_character(out, character);
        }
        rest = (struct text){rest.data + 1, rest.length - 1};
    }
    return STATUS_OK;
}

/* Each part with its headers; the first is JSON unless it says otherwise. */
static enum status add_parts(struct maker *maker, struct buffer *out)
{
    bool is_first = true;
    for (const struct item *item = maker->request->items; item != NULL; item = item->next) {
        struct text content = {NULL, 0};
        const struct item *header = item->next;
        if (item->kind != ITEM_PART) {
            continue;
        }
        bool has_header = header != NULL && header->kind == ITEM_PART_HEADER;
        buffer_add_string(out, "--" BOUNDARY "\r\n");
        buffer_add_string(out, is_first && !has_header ? "Content-Type: application/json\r\n" : "");
        for (; header != NULL && header->kind == ITEM_PART_HEADER; header = header->next) {
            struct text value = {NULL, 0};
            enum status status = expand(maker, header->value, &value);
            if (status != STATUS_OK) {
                return status;
            }
            buffer_print(out, "%s: %s\r\n", header->name, value.data);
        }
        enum status status = expand(maker, item->value, &content);
        if (status != STATUS_OK) {
            return status;
        }
        buffer_add_string(out, "\r\n");
        buffer_add_text(out, content);
        buffer_add_string(out, "\r\n");
        is_first = false;
    }
    buffer_add_string(out, "--" BOUNDARY "--\r\n");
    return STATUS_OK;
}

static enum status edit(struct maker *maker, const struct item *item, json_t *json)
{
    struct text text = {NULL, 0};
    struct text place = {NULL, 0};
    enum status status = expand(maker, item->name, &place);
    if (status != STATUS_OK || item->kind == ITEM_REMOVE) {
        return status != STATUS_OK ? status : place_remove(json, place.data, maker->error);
    }
    status = expand(maker, item->value, &text);
    if (status != STATUS_OK) {
        return status;
    }
    AUTO(json_release) json_t *value = json_loadb(text.data, text.length, JSON_DECODE_ANY, NULL);
    if (value == NULL) {
        return FAIL(maker->error, STATUS_INVALID, "line %u: '%s' is no JSON", item->line,
                    text.data);
    }
    return place_set(json, place.data, value, maker->error);
}

static bool is_edit(const struct item *item)
{
    return item->kind == ITEM_SET || item->kind == ITEM_REMOVE;
}

/* Carries out `set` and `remove`; without any the body stays as written. */
static enum status edit_body(struct maker *maker, struct buffer *body)
{
    const struct item *item = maker->request->items;
    while (item != NULL && !is_edit(item)) {
        item = item->next;
    }
    if (item == NULL) {
        return STATUS_OK;
    }
    AUTO(json_release) json_t *json = json_loadb(body->data, body->length, 0, NULL);
    if (json == NULL) {
        return FAIL(maker->error, STATUS_INVALID, "line %u: the body to change is no JSON",
                    item->line);
    }
    for (; item != NULL; item = item->next) {
        enum status status = is_edit(item) ? edit(maker, item, json) : STATUS_OK;
        if (status != STATUS_OK) {
            return status;
        }
    }
    AUTO(free) char *dumped = json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(15));
    assert(dumped != NULL);
    buffer_clear(body);
    buffer_add_string(body, dumped);
    return STATUS_OK;
}

static enum status write_body(struct maker *maker, const struct item *item, struct buffer *body)
{
    struct text text = {NULL, 0};
    enum status status = expand(maker, item->value, &text);
    if (status != STATUS_OK) {
        return status;
    }
    if (item->kind == ITEM_BYTES) {
        return add_escaped(maker, text, body);
    }
    buffer_add_text(body, text);
    return edit_body(maker, body);
}

static enum status make_body(struct maker *maker)
{
    AUTO(buffer_finish) struct buffer body = BUFFER_INIT(BODY_MAX);
    const struct request *request = maker->request;
    const struct item *plain = request_item(request, ITEM_BODY);
    const struct item *content = plain != NULL ? plain : request_item(request, ITEM_BYTES);
    enum status status = STATUS_OK;
    maker->message.has_body = true;
    if (content != NULL) {
        status = write_body(maker, content, &body);
    } else if (request_item(request, ITEM_FORM) != NULL) {
        status = add_pairs(maker, ITEM_FORM, "", &body);
    } else if (request_item(request, ITEM_PART) != NULL) {
        status = add_parts(maker, &body);
    } else {
        maker->message.has_body = false;
    }
    status = status != STATUS_OK ? status : buffer_check(&body, "a body", maker->error);
    if (status == STATUS_OK) {
        struct text text = buffer_text(&body);
        maker->message.body = (struct text){arena_copy(maker->arena, text), text.length};
    }
    return status;
}

enum status message_make(const struct request *request, struct values *values,
                         const struct endpoint *endpoint, struct arena *arena, struct message *out,
                         struct error *error)
{
    struct maker maker = {.request = request,
                          .values = values,
                          .endpoint = endpoint,
                          .arena = arena,
                          .error = error,
                          .message = {.method = request->method}};
    maker.header_slot = &maker.message.headers;
    enum status status = make_url(&maker);
    status = status != STATUS_OK ? status : make_body(&maker);
    status = status != STATUS_OK ? status : make_headers(&maker);
    if (status == STATUS_OK) {
        *out = maker.message;
    }
    return status;
}
