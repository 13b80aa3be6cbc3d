/* SPDX-License-Identifier: Apache-2.0 */

/* Names of activities, counted by language and day; the view report_activity chooses among them. */
#include "store/names.h"

#include "store/internal.h"

#include <string.h>
#include <strings.h>

static enum name_language language_of(const char *tag)
{
    /* RFC 5646 2.1.1: case tells nothing. */
    if (strcasecmp(tag, "en-GB") == 0) {
        return NAME_BRITISH;
    }
    if (strcasecmp(tag, "en") == 0) {
        return NAME_ENGLISH;
    }
    return strncasecmp(tag, "en-", 3) == 0 ? NAME_ENGLISH_REGION : NAME_OTHER;
}

static struct text shorten(struct text name, struct arena *arena)
{
    if (name.length <= NAME_LENGTH_MAX) {
        return name;
    }
    int length = NAME_LENGTH_MAX;
    while (length > 0 && ((unsigned char)name.data[length] & 0xC0U) == 0x80U) {
        length--; /* not inside a character */
    }
    return text_of(arena_print(arena, "%.*s\xE2\x80\xA6", length, name.data));
}

struct activity_name name_read(const json_t *activity, struct arena *arena)
{
    json_t *names = json_object_get(json_object_get(activity, "definition"), "name");
    struct activity_name best = {0};
    const char *best_tag = NULL;
    const char *tag;
    json_t *value;
    json_object_foreach (names, tag, value) {
        enum name_language language = language_of(tag);
        struct text text =
            text_trim((struct text){json_string_value(value), json_string_length(value)});
        bool is_better = best_tag == NULL || language > best.language ||
                         (language == best.language && strcmp(tag, best_tag) < 0);
        if (text.length > 0 && is_better) {
            best = (struct activity_name){.text = text, .language = language};
            best_tag = tag;
        }
    }
    best.text = shorten(best.text, arena);
    return best;
}

enum status names_count(struct transaction *transaction, int64_t activity,
                        const struct activity_name *name, int64_t us, int change,
                        struct error *error)
{
    static const int64_t day_us = INT64_C(86400) * 1000000;
    if (name->text.data == NULL) {
        return STATUS_OK;
    }
    return connection_run(
        transaction->connection,
        "INSERT INTO activity_name (activity, language, day, name, statements) "
        "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (activity, language, day, name) "
        "DO UPDATE SET statements = activity_name.statements + excluded.statements",
        VALUES(value_integer(activity), value_integer(name->language), value_integer(us / day_us),
               value_text(name->text), value_integer(change)),
        error);
}
