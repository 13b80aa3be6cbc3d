/* SPDX-License-Identifier: Apache-2.0 */

/* Names of activities, counted by language and day; the view report_activity chooses among them. */
#include "store/names.h"

#include "base/mem.h"
#include "store/insertion.h"
#include "store/internal.h"
#include "store/pending.h"

#include <stdlib.h>
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

struct text name_shorten(struct text name, struct arena *arena)
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
    best.text = name_shorten(best.text, arena);
    return best;
}

/* So many statements more of a day that call an activity so. */
struct pending_name {
    int64_t activity;
    int64_t language;
    int64_t day;
    struct text name;
    char *owned; /* name.data, once the item stays */
    int64_t change;
};

static uint64_t key_of(const void *item)
{
    return (uint64_t)((const struct pending_name *)item)->activity;
}

static int compare(const void *left, const void *right)
{
    const struct pending_name *a = *(const struct pending_name *const *)left;
    const struct pending_name *b = *(const struct pending_name *const *)right;
    if (a->activity != b->activity) {
        return a->activity < b->activity ? -1 : 1;
    }
    if (a->language != b->language) {
        return a->language < b->language ? -1 : 1;
    }
    if (a->day != b->day) {
        return a->day < b->day ? -1 : 1;
    }
    return text_compare(a->name, b->name);
}

static struct insertion insertion = {
    .into = "INSERT INTO activity_name (activity, language, day, name, statements)",
    .otherwise = "ON CONFLICT (activity, language, day, name) DO UPDATE SET "
                 "statements = activity_name.statements + excluded.statements",
    .columns = 5};

/* Nothing is added where as many take it back. */
static enum status add_row(struct inserting *inserting, const void *const *items, size_t count,
                           struct error *error)
{
    const struct pending_name *name = items[0];
    int64_t change = 0;
    for (size_t i = 0; i < count; i++) {
        change += ((const struct pending_name *)items[i])->change;
    }
    const struct value row[] = {value_integer(name->activity), value_integer(name->language),
                                value_integer(name->day), value_text(name->name),
                                value_integer(change)};
    return change == 0 ? STATUS_OK : inserting_add(inserting, row, error);
}

static enum status write_rows(struct connection *connection, const void *const *items, size_t count,
                              struct error *error)
{
    return pending_write_rows(&pending_names, &insertion, connection, items, count, add_row, error);
}

static void own(void *item)
{
    struct pending_name *name = item;
    name->owned = mem_copy(name->name.data, name->name.length);
    name->name.data = name->owned;
}

static void release(void *item)
{
    free(((struct pending_name *)item)->owned);
}

static bool is_alike(const void *left, const void *right)
{
    return compare(&left, &right) == 0;
}

static uint64_t hash(const void *item)
{
    const struct pending_name *name = item;
    return pending_mix(pending_mix(pending_mix(0, name->activity), name->day), name->language);
}

static void add_up(void *sum, const void *item)
{
    ((struct pending_name *)sum)->change += ((const struct pending_name *)item)->change;
}

const struct pending_rules pending_names = {.size = sizeof(struct pending_name),
                                            .key = key_of,
                                            .compare = compare,
                                            .write = write_rows,
                                            .release = release,
                                            .own = own,
                                            .is_alike = is_alike,
                                            .hash = hash,
                                            .add_up = add_up};

void names_count(struct transaction *transaction, int64_t activity,
                 const struct activity_name *name, int64_t us, int change)
{
    static const int64_t day_us = INT64_C(86400) * 1000000;
    if (name->text.data != NULL) {
        const struct pending_name item = {.activity = activity,
                                          .language = name->language,
                                          .day = us / day_us,
                                          .name = name->text,
                                          .change = change};
        pending_add(transaction->pending, PENDING_NAME, &item);
    }
}
