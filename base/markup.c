/* SPDX-License-Identifier: Apache-2.0 */

/* Escapes what markup gives a meaning to. */
#include "base/markup.h"

#include "base/buffer.h"

void markup_add(struct buffer *buffer, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        switch (*c) {
        case '&':
            buffer_add_string(buffer, "&amp;");
            break;
        case '<':
            buffer_add_string(buffer, "&lt;");
            break;
        case '>':
            buffer_add_string(buffer, "&gt;");
            break;
        case '"':
            buffer_add_string(buffer, "&quot;");
            break;
        default:
            buffer_add_character(buffer, *c);
        }
    }
}
