/* SPDX-License-Identifier: Apache-2.0 */

/* Dictionaries are made of pieces of statements, so one may hold a piece that names the person.
 * Mostly none does, as only pieces that many statements share are worth a place in it; where one
 * does, all that it packed is packed anew, without it. */
#include "base/json.h"
#include "store/bodies.h"
#include "store/erasure_parts.h"
#include "store/packing.h"

#include <string.h>

enum { REPACKED_AT_ONCE = 256, WORD_MIN = 4, WORD_LIMIT = 1 << 16 };

/* ---- words ---- */

static void add_word(struct erasing *erasing, struct text word)
{
    if (word.length == 0) {
        return;
    }
    erasing->words = arena_grow(erasing->arena, erasing->words, erasing->word_count,
                                &erasing->word_capacity, sizeof *erasing->words);
    erasing->words[erasing->word_count++] =
        (struct text){arena_copy(erasing->arena, word), word.length};
}

/* As JSON has it; a short one between its quotes, as it would be found anywhere. */
static void add_string(struct erasing *erasing, struct text string)
{
    AUTO(buffer_finish) struct buffer json = BUFFER_INIT(WORD_LIMIT);
    json_add_string(&json, string);
    struct text quoted = buffer_text(&json);
    bool is_short = string.length < WORD_MIN;
    if (!json.overflowed && quoted.length > 2) {
        add_word(erasing, is_short ? quoted : (struct text){quoted.data + 1, quoted.length - 2});
    }
}

/* Behind "account:" the home page is everybody's, and the name behind '|' the person's. */
static struct text own_part(struct text key)
{
    char mark = text_starts_with(key, "account:") ? '|' : ':';
    const char *at = memchr(key.data, mark, key.length);
    if (at == NULL) {
        return key;
    }
    size_t before = (size_t)(at - key.data) + 1;
    return (struct text){key.data + before, key.length - before};
}

static enum status add_names(struct erasing *erasing, struct text key, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status =
        cursor_begin(erasing->transaction->connection,
                     "SELECT n.name FROM term t JOIN agent_name n ON "
                     "n.agent = t.id WHERE t.kind = $1 AND t.value = $2",
                     VALUES(value_integer(TERM_RELATED_AGENT), value_text(key)), &cursor, error);
    bool row = true;
    while (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        add_string(erasing, cursor_text(cursor, 0));
    }
    return status;
}

enum status erasing_add_words(struct erasing *erasing, struct error *error)
{
    const struct identifiers *who = &erasing->request->who;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < who->count && status == STATUS_OK; i++) {
        add_string(erasing, own_part(who->keys[i]));
        status = add_names(erasing, who->keys[i], error);
    }
    return status;
}

/* ---- dictionaries ---- */

/* Those that are to go, and the last that stays. */
struct sorting {
    uint64_t bad; /* a bit a number, which is small (store/training.c) */
    struct text best;
};

static bool has(struct text bytes, struct text word)
{
    for (size_t i = 0; i + word.length <= bytes.length; i++) {
        const char *at = memchr(bytes.data + i, word.data[0], bytes.length - i - word.length + 1);
        if (at == NULL) {
            return false;
        }
        i = (size_t)(at - bytes.data);
        if (memcmp(at, word.data, word.length) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_bad(const struct erasing *erasing, struct text dictionary)
{
    for (size_t i = 0; i < erasing->word_count; i++) {
        if (has(dictionary, erasing->words[i])) {
            return true;
        }
    }
    return false;
}

static enum status sort(struct erasing *erasing, struct sorting *out, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin(erasing->transaction->connection,
                                      "SELECT number, bytes FROM dictionary ORDER BY number",
                                      NO_VALUES, &cursor, error);
    bool row = true;
    while (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        struct text bytes = cursor_text(cursor, 1);
        if (is_bad(erasing, bytes)) {
            out->bad |= UINT64_C(1) << cursor_integer(cursor, 0);
            erasing->summary.dictionaries++;
        } else {
            out->best = (struct text){arena_copy(erasing->arena, bytes), bytes.length};
        }
    }
    return status;
}

/* ---- packing anew ---- */

struct repacked {
    int64_t seq;
    struct text packed; /* data is NULL: it stays as it is */
};

struct batch {
    struct erasing *erasing;
    const struct sorting *sorting;
    struct arena *arena;
    struct repacked items[REPACKED_AT_ONCE];
    size_t count;
};

static enum status repack(struct batch *batch, struct cursor *cursor, struct error *error)
{
    struct repacked item = {.seq = cursor_integer(cursor, 0)};
    enum status status = STATUS_OK;
    if ((batch->sorting->bad >> bodies_dictionary(cursor, 1) & 1) != 0) {
        struct text members;
        status = bodies_read(cursor, 1, &members, error);
        if (status == STATUS_OK) {
            item.packed =
                packing_pack(batch->erasing->transaction->store->packing, members, batch->arena);
        }
    }
    batch->items[batch->count++] = item;
    return status;
}

static enum status read_batch(struct batch *batch, int64_t after_seq, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin(
        batch->erasing->transaction->connection,
        "SELECT seq, members FROM statement WHERE seq > $1 ORDER BY seq LIMIT $2",
        VALUES(value_integer(after_seq), value_integer(REPACKED_AT_ONCE)), &cursor, error);
    bool row = true;
    while (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        status = repack(batch, cursor, error);
    }
    return status;
}

static enum status write_batch(const struct batch *batch, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < batch->count && status == STATUS_OK; i++) {
        const struct repacked *item = &batch->items[i];
        if (item->packed.data != NULL) {
            status = connection_run(batch->erasing->transaction->connection,
                                    "UPDATE statement SET members = $1 WHERE seq = $2",
                                    VALUES(value_blob(item->packed.data, item->packed.length),
                                           value_integer(item->seq)),
                                    error);
        }
    }
    return status;
}

/* Goes on behind *seq; *seq is left alone when there is nothing more. */
static enum status repack_some(struct erasing *erasing, const struct sorting *sorting, int64_t *seq,
                               struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct batch batch = {.erasing = erasing, .sorting = sorting, .arena = arena};
    enum status status = read_batch(&batch, *seq, error);
    status = status == STATUS_OK ? write_batch(&batch, error) : status;
    *seq = batch.count > 0 ? batch.items[batch.count - 1].seq : *seq;
    return status;
}

static enum status repack_all(struct erasing *erasing, const struct sorting *sorting,
                              struct error *error)
{
    int64_t before = -1;
    int64_t seq = 0;
    enum status status = STATUS_OK;
    while (seq != before && status == STATUS_OK) {
        before = seq;
        status = repack_some(erasing, sorting, &seq, error);
    }
    return status;
}

static enum status delete_bad(struct connection *connection, uint64_t bad, struct error *error)
{
    enum status status = STATUS_OK;
    for (int64_t number = 0; bad >> number != 0 && status == STATUS_OK; number++) {
        if ((bad >> number & 1) != 0) {
            status = connection_run(connection, "DELETE FROM dictionary WHERE number = $1",
                                    VALUES(value_integer(number)), error);
        }
    }
    return status;
}

/* If all is taken back, what was packed with is no longer the newest dictionary: that only costs
 * room. */
enum status erasing_drop_dictionaries(struct erasing *erasing, struct error *error)
{
    struct packing *packing = erasing->transaction->store->packing;
    struct sorting sorting = {.bad = 0};
    if (packing == NULL) {
        return STATUS_OK;
    }
    enum status status = sort(erasing, &sorting, error);
    if (status != STATUS_OK || sorting.bad == 0) {
        return status;
    }
    packing_use(packing, sorting.best);
    status = repack_all(erasing, &sorting, error);
    return status == STATUS_OK ? delete_bad(erasing->transaction->connection, sorting.bad, error)
                               : status;
}
