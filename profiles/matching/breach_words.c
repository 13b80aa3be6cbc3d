/* SPDX-License-Identifier: Apache-2.0 */

#include "matching/breach_words.h"

#include "base/printable.h"

#include <string.h>

/* What the rule asks for, and what there is instead. */
static const char *constraint_words(enum constraint constraint, const char *value,
                                    struct arena *arena)
{
    value = value != NULL ? value : "no value";
    switch (constraint) {
    case CONSTRAINT_INCLUDED:
        return "has to be there, and is not";
    case CONSTRAINT_EXCLUDED:
        return arena_print(arena, "must not be there, and is %s", value);
    case CONSTRAINT_ANY:
        return arena_print(arena, "has %s, but one of the rule's 'any' has to be there", value);
    case CONSTRAINT_ALL:
        return arena_print(arena, "has %s, but only those of the rule's 'all' may be there", value);
    case CONSTRAINT_NONE:
        return arena_print(arena, "has %s, which the rule's 'none' forbids", value);
    case CONSTRAINT_UNDECIDED:
        return "takes more looking than one statement may cost, so it counts as broken";
    case CONSTRAINT_REFERENCE:
    case CONSTRAINT_NONE_BROKEN:
    default:
        return "the statement that it refers to is missing, or matches another template";
    }
}

const char *breach_words(const struct template_rule *rule, enum constraint constraint,
                         const char *value, struct arena *arena)
{
    const char *words = constraint_words(constraint, value, arena);
    if (rule == NULL) {
        return words;
    }
    const char *selector = rule->selector_text == NULL ? "" : rule->selector_text;
    return arena_print(arena, "%s%s%s %s", printable(arena, text_of(rule->location_text)),
                       rule->selector_text == NULL ? "" : ", in it ",
                       printable(arena, text_of(selector)), words);
}

/* ---- values ---- */

/* One byte more than is shown, so that what is cut can be told. */
struct shown {
    char *text;
    size_t length;
    size_t room;
};

static int add_piece(const char *piece, size_t size, void *context)
{
    struct shown *shown = context;
    size_t room = shown->room - shown->length;
    memcpy(shown->text + shown->length, piece, size < room ? size : room);
    shown->length += size < room ? size : room;
    return size < room ? 0 : -1; /* the rest, however long, is not written */
}

const char *breach_value(const json_t *value, size_t length_max, struct arena *arena)
{
    if (value == NULL) {
        return NULL;
    }
    struct shown shown = {.text = ARENA_ARRAY(arena, char, length_max + sizeof "\xE2\x80\xA6" + 1),
                          .room = length_max + 1};
    (void)json_dump_callback(value, add_piece, &shown, JSON_COMPACT | JSON_ENCODE_ANY);
    if (shown.length > length_max) {
        size_t length = length_max;
        while (length > 0 && ((unsigned char)shown.text[length] & 0xC0U) == 0x80U) {
            length--; /* not inside a character */
        }
        memcpy(shown.text + length, "\xE2\x80\xA6", sizeof "\xE2\x80\xA6");
    }
    return shown.text;
}
