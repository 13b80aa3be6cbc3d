/* SPDX-License-Identifier: Apache-2.0 */

/* From what the administrator writes to identifiers as the store keeps them. */
#include "commands/erase_who.h"

#include "base/file.h"
#include "resources/etag.h"
#include "xapi/agent.h"

#include <ctype.h>

void erase_who_add(void *context, const char *learner)
{
    struct erase_who *who = context;
    if (who->count < ERASE_LEARNERS_MAX) {
        who->learners[who->count] = learner;
    }
    who->count++;
}

struct collecting {
    struct arena *arena;
    struct text *keys;
    size_t count;
    size_t capacity;
};

static void add(struct collecting *collecting, struct text key)
{
    const struct identifiers known = {collecting->keys, collecting->count};
    if (!identifiers_have(&known, key)) {
        collecting->keys = arena_grow(collecting->arena, collecting->keys, collecting->count,
                                      &collecting->capacity, sizeof *collecting->keys);
        collecting->keys[collecting->count++] = key;
    }
}

/* As agent_key() writes it: hosts and hexadecimal digits in lower case. */
static struct text normalise(struct text account, struct arena *arena)
{
    const char *string = arena_copy(arena, account);
    if (text_starts_with(account, "mailto:")) {
        return agent_key_of_mbox(string, arena);
    }
    char *lower = arena_copy(arena, account);
    for (size_t i = 0; text_starts_with(account, "sha1:") && i < account.length; i++) {
        lower[i] = (char)tolower((unsigned char)lower[i]);
    }
    return (struct text){lower, account.length};
}

/* Data 2.4.2.3: mbox_sha1sum is the same identifier, hidden. It may have been made of the address
 * as its owner writes it. */
static void add_hidden(struct collecting *collecting, struct text account)
{
    char sha1[ETAG_SIZE];
    if (text_starts_with(account, "mailto:")) {
        etag_of(account, sha1);
        add(collecting, text_of(arena_print(collecting->arena, "sha1:%s", sha1)));
    }
}

static enum status add_learner(struct collecting *collecting, struct store *store,
                               const char *learner, bool whole_person, struct error *error)
{
    struct text account = text_of(learner);
    enum status status = people_check_account(account, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct text key = normalise(account, collecting->arena);
    struct identifiers found = {&key, 1};
    if (whole_person) {
        status = people_identify(store, key, collecting->arena, &found, error);
    }
    add_hidden(collecting, account);
    for (size_t i = 0; i < found.count && status == STATUS_OK; i++) {
        add(collecting, found.keys[i]);
        add_hidden(collecting, found.keys[i]);
    }
    return status;
}

/* ---- a list ---- */

static enum status read_list(const char *path, struct arena *arena, struct erasure_record **out,
                             size_t *out_count, struct error *error)
{
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(ERASE_LIST_MAX);
    struct erasure_record *records = NULL;
    size_t count = 0;
    size_t capacity = 0;
    struct text line;
    enum status status = file_read(path, ERASE_LIST_MAX, &content, error);
    struct text rest = buffer_text(&content);
    for (long number = 1; status == STATUS_OK && text_split(&rest, '\n', &line); number++) {
        line = text_trim(line);
        if (line.length == 0) {
            continue;
        }
        records = arena_grow(arena, records, count, &capacity, sizeof *records);
        status = erasure_read(line, &records[count++], error);
        if (status != STATUS_OK) {
            error_locate(error, "%s:%ld", path, number);
        }
    }
    *out = records;
    *out_count = count;
    return status;
}

enum status erase_who_find(const struct erase_who *who, struct store *store, struct arena *arena,
                           struct identifiers *out, struct error *error)
{
    struct collecting collecting = {.arena = arena};
    struct erasure_record *records = NULL;
    size_t record_count = 0;
    enum status status = STATUS_OK;
    if (who->again != NULL) {
        status = read_list(who->again, arena, &records, &record_count, error);
        return status == STATUS_OK
                   ? store_find_erased(store, records, record_count, arena, out, error)
                   : status;
    }
    if (who->count > ERASE_LEARNERS_MAX) {
        return FAIL(error, STATUS_INVALID, "at most %d learners can be named at once",
                    ERASE_LEARNERS_MAX);
    }
    for (size_t i = 0; i < who->count && status == STATUS_OK; i++) {
        status =
            add_learner(&collecting, store, who->learners[i], who->whole_person != NULL, error);
    }
    *out = (struct identifiers){collecting.keys, collecting.count};
    return status;
}
