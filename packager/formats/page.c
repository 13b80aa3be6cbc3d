/* SPDX-License-Identifier: Apache-2.0 */

/* Replaces {{name}} by escaped values. */
#include "formats/page.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/markup.h"

#include <string.h>

enum { PAGE_MAX = 1 << 20, FENCE = 2, SHOWN_MAX = 30 };

static const char *find_value(const struct page_value *values, struct text name)
{
    for (; values->name != NULL; values++) {
        if (text_is(name, values->name)) {
            return values->value;
        }
    }
    return NULL;
}

/* The offset of `fence` in `text`, or its length. */
static size_t find_fence(struct text text, const char *fence)
{
    for (size_t i = 0; i + FENCE <= text.length; i++) {
        if (memcmp(text.data + i, fence, FENCE) == 0) {
            return i;
        }
    }
    return text.length;
}

static struct text skip(struct text text, size_t length)
{
    return (struct text){text.data + length, text.length - length};
}

static enum status fill_rest(struct text rest, const struct page_value *values,
                             struct buffer *buffer, struct error *error)
{
    while (rest.length > 0) {
        size_t begin = find_fence(rest, "{{");
        buffer_add(buffer, rest.data, begin);
        if (begin == rest.length) {
            return STATUS_OK;
        }
        rest = skip(rest, begin + FENCE);
        size_t length = find_fence(rest, "}}");
        const char *value = find_value(values, (struct text){rest.data, length});
        if (length == rest.length || value == NULL) {
            return FAIL(error, STATUS_INTERNAL, "the page template has '{{%.*s', which is unknown",
                        length < SHOWN_MAX ? (int)length : SHOWN_MAX, rest.data);
        }
        markup_add(buffer, value);
        rest = skip(rest, length + FENCE);
    }
    return STATUS_OK;
}

enum status page_fill(struct text template, const struct page_value *values, struct arena *arena,
                      struct text *out, struct error *error)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(PAGE_MAX);
    enum status status = fill_rest(template, values, &buffer, error);
    if (status == STATUS_OK) {
        status = buffer_check(&buffer, "the page", error);
    }
    if (status == STATUS_OK) {
        *out = (struct text){arena_copy(arena, buffer_text(&buffer)), buffer.length};
    }
    return status;
}
