/* SPDX-License-Identifier: Apache-2.0 */

/* Addresses in CSS (CSS Syntax 4.3): url(...), quoted or not, and @import "...". Comments and other
 * strings are passed over. */
#include "check/addresses.h"

#include "base/arena.h"
#include "base/ascii.h"

#include <string.h>
#include <strings.h>

struct style {
    const char *at;
    const char *end;
    size_t line;
    bool is_import; /* "@import" stands before */
};

/* `word`, in small letters, is here, before the end. */
static bool stands_here(const struct style *style, const char *word)
{
    if (ascii_to_lower(*style->at) != word[0]) { /* most characters begin no word */
        return false;
    }
    size_t length = strlen(word);
    return (size_t)(style->end - style->at) >= length && strncasecmp(style->at, word, length) == 0;
}

static void step(struct style *style)
{
    style->line += *style->at == '\n';
    style->at++;
}

static void skip_comment(struct style *style)
{
    style->at += 2;
    while (style->at < style->end && !stands_here(style, "*/")) {
        step(style);
    }
    style->at += style->at < style->end ? 2 : 0;
}

static void skip_blanks(struct style *style)
{
    while (style->at < style->end && strchr(" \t\r\n\f", *style->at) != NULL) {
        step(style);
    }
}

/* Up to one of `marks`, or the end. A backslash takes the next character with it. */
static struct text take_until(struct style *style, const char *marks)
{
    const char *begin = style->at;
    while (style->at < style->end && (*style->at == '\0' || strchr(marks, *style->at) == NULL)) {
        if (*style->at == '\\' && style->end - style->at > 1) {
            step(style);
        }
        step(style);
    }
    return (struct text){begin, (size_t)(style->at - begin)};
}

static struct text take_string(struct style *style)
{
    const char marks[] = {*style->at, '\n', '\0'};
    style->at++;
    struct text text = take_until(style, marks);
    style->at += style->at < style->end;
    return text;
}

static struct text take_address(struct style *style)
{
    style->at += strlen("url(");
    skip_blanks(style);
    bool is_quoted = style->at < style->end && (*style->at == '"' || *style->at == '\'');
    return text_trim(is_quoted ? take_string(style) : take_until(style, ")"));
}

/* Whether what is here is the beginning of a word, and not the end of a longer one. */
static bool begins_word(const struct style *style, const char *begin)
{
    return style->at == begin || !(ascii_is_letter_or_digit(style->at[-1]) ||
                                   style->at[-1] == '-' || style->at[-1] == '_');
}

/* Goes on by one word, string or character; true if that was an address. */
static bool read_part(struct style *style, const char *begin, struct text *address)
{
    if (stands_here(style, "/*")) {
        skip_comment(style);
        return false;
    }
    if (*style->at == '"' || *style->at == '\'') {
        *address = take_string(style);
        bool was_import = style->is_import;
        style->is_import = false;
        return was_import;
    }
    if (stands_here(style, "url(") && begins_word(style, begin)) {
        style->is_import = false;
        *address = take_address(style);
        return true;
    }
    style->is_import |= stands_here(style, "@import");
    style->is_import &= *style->at != ';';
    step(style);
    return false;
}

void check_style_addresses(const struct check *check, struct check_addresses *addresses,
                           struct text style, size_t line)
{
    struct style reading = {.at = style.data, .end = style.data + style.length, .line = line};
    while (reading.at < reading.end) {
        size_t here = reading.line;
        struct text address;
        if (read_part(&reading, style.data, &address) && address.length <= CHECK_ADDRESS_LONG) {
            const char *written = arena_copy(check->scratch, address);
            check_address_add(check, addresses, written, "url", false, here);
        }
    }
}
