/* SPDX-License-Identifier: Apache-2.0 */

/* A message for a person to read, and as a curl command to repeat it. */
#include "conform/message.h"

#include "base/buffer.h"

#include <string.h>
#include <strings.h>

enum { SHOWN_MAX = 3000, REPEATED_MAX = 16384 };

static bool is_printable(struct text body)
{
    return text_is_utf8(body) && (body.length == 0 || memchr(body.data, '\0', body.length) == NULL);
}

/* Back to the beginning of the UTF-8 character that a cut at `length` would split. */
static size_t whole_characters(struct text text, size_t length)
{
    while (length > 0 && ((unsigned char)text.data[length] & 0xC0U) == 0x80U) {
        length--;
    }
    return length;
}

void message_show_body(struct text body, struct buffer *out)
{
    bool is_text = is_printable(body);
    size_t shown = body.length <= SHOWN_MAX ? body.length : whole_characters(body, SHOWN_MAX);
    for (size_t i = 0; i < shown; i++) {
        unsigned char byte = (unsigned char)body.data[i];
        bool is_plain = is_text || (byte >= 0x20 && byte < 0x7F) || byte == '\n' || byte == '\r';
        if (is_plain && byte != '\r') {
            buffer_add_character(out, (char)byte);
        } else if (!is_plain) {
            buffer_print(out, "\\x%02x", byte);
        }
    }
    if (shown < body.length) {
        buffer_print(out, "… (%zu bytes in all)", body.length);
    }
}

static bool is_own(const struct header *header, const struct endpoint *endpoint)
{
    return strcasecmp(header->name, "Authorization") == 0 &&
           strcmp(header->value, endpoint->authorization) == 0;
}

void message_show(const struct message *message, const struct endpoint *endpoint,
                  struct buffer *out)
{
    buffer_print(out, "%s %s\n", message->method, message->url);
    for (const struct header *header = message->headers; header != NULL; header = header->next) {
        bool hidden = is_own(header, endpoint);
        buffer_print(out, "%s: %s\n", header->name, hidden ? "Basic KEY:SECRET" : header->value);
    }
    if (message->body.length > 0) {
        buffer_add_character(out, '\n');
        message_show_body(message->body, out);
    }
}

/* Between single quotes, as a POSIX shell reads it. */
static void add_quoted(struct buffer *out, struct text text)
{
    buffer_add_character(out, '\'');
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\'') {
            buffer_add_string(out, "'\\''");
        } else {
            buffer_add_character(out, text.data[i]);
        }
    }
    buffer_add_character(out, '\'');
}

/* printf '...' |, for bytes that a command line cannot hold. */
static void add_printed(struct buffer *out, struct text body)
{
    buffer_add_string(out, "printf '");
    for (size_t i = 0; i < body.length; i++) {
        buffer_print(out, "\\%03o", (unsigned)(unsigned char)body.data[i]);
    }
    buffer_add_string(out, "' | ");
}

static void add_curl_header(struct buffer *out, const struct header *header)
{
    AUTO(buffer_finish) struct buffer line = BUFFER_INIT(VALUES_TEXT_MAX);
    buffer_print(&line, "%s: %s", header->name, header->value);
    buffer_add_string(out, " -H ");
    add_quoted(out, buffer_text(&line));
}

void message_curl(const struct message *message, const struct endpoint *endpoint,
                  struct buffer *out)
{
    bool is_plain = is_printable(message->body);
    if (message->body.length > REPEATED_MAX) {
        buffer_add_string(out, "(the body is too long for a command line)");
        return;
    }
    if (!is_plain) {
        add_printed(out, message->body);
    }
    bool is_head = strcmp(message->method, "HEAD") == 0;
    buffer_print(out, "curl -i %s%s", is_head ? "--head" : "-X ", is_head ? "" : message->method);
    for (const struct header *header = message->headers; header != NULL; header = header->next) {
        if (is_own(header, endpoint)) {
            buffer_add_string(out, " -u \"$KEY:$SECRET\"");
        } else {
            add_curl_header(out, header);
        }
    }
    if (message->has_body) {
        buffer_add_string(out, " --data-binary ");
        add_quoted(out, is_plain ? message->body : text_of("@-"));
    }
    buffer_add_character(out, ' ');
    add_quoted(out, text_of(message->url));
}
