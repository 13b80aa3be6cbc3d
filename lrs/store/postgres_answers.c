/* SPDX-License-Identifier: Apache-2.0 */

/* A hash table with chains over the last value of each query: a command's values are looked up in
 * it as well. */
#include "store/postgres_answers.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 1024 };

struct answer {
    struct answer *next; /* of its bucket */
    size_t number;       /* of the statement, among the prepared ones */
    size_t count;
    struct text values[ANSWER_VALUES_MAX]; /* as they are sent; borrowed from `bytes` */
    PGresult *result;                      /* owned; NULL: not there yet */
    bool is_linked;                        /* in its bucket: not taken, and not changed since */
    char bytes[ANSWER_LENGTH_MAX];
};

struct answers {
    struct answer *items[ANSWERS_MAX];
    size_t count;
    struct answer *buckets[BUCKETS];
};

struct answers *answers_create(void)
{
    return MEM_NEW(struct answers);
}

void answers_destroy(struct answers *answers)
{
    if (answers != NULL) {
        answers_clear(answers);
        free(answers);
    }
}

static void destroy(struct answer *answer)
{
    PQclear(answer->result);
    free(answer);
}

void answers_clear(struct answers *answers)
{
    if (answers->count == 0) {
        return;
    }
    for (size_t i = 0; i < answers->count; i++) {
        destroy(answers->items[i]);
    }
    answers->count = 0;
    memset(answers->buckets, 0, sizeof answers->buckets);
}

void answers_tidy(struct answers *answers)
{
    size_t kept = 0;
    for (size_t i = 0; i < answers->count; i++) {
        if (answers->items[i]->is_linked) {
            answers->items[kept++] = answers->items[i];
        } else {
            destroy(answers->items[i]);
        }
    }
    answers->count = kept;
}

bool answers_are_full(const struct answers *answers)
{
    return answers->count == ANSWERS_MAX;
}

/* FNV-1a. */
static struct answer **bucket_of(struct answers *answers, struct text value)
{
    uint64_t hash = 14695981039346656037U;
    for (size_t i = 0; i < value.length; i++) {
        hash = (hash ^ (unsigned char)value.data[i]) * 1099511628211U;
    }
    return &answers->buckets[(hash ^ (hash >> 32)) % BUCKETS];
}

static struct text bound(const struct postgres_binding *binding, size_t index)
{
    return (struct text){binding->data[index], (size_t)binding->lengths[index]};
}

static bool can_be_kept(const struct postgres_query *query)
{
    size_t count = (size_t)query->binding.count;
    size_t length = 0;
    for (size_t i = 0; i < count && i < ANSWER_VALUES_MAX; i++) {
        if (query->binding.data[i] == NULL) {
            return false;
        }
        length += bound(&query->binding, i).length;
    }
    return query->name[0] != '\0' && count >= 1 && count <= ANSWER_VALUES_MAX &&
           length <= ANSWER_LENGTH_MAX;
}

static bool is_of(const struct answer *answer, const struct postgres_query *query)
{
    if (answer->number != query->number || answer->count != (size_t)query->binding.count) {
        return false;
    }
    for (size_t i = 0; i < answer->count; i++) {
        if (!text_equals(answer->values[i], bound(&query->binding, i))) {
            return false;
        }
    }
    return true;
}

struct answer *answers_find(struct answers *answers, const struct postgres_query *query)
{
    if (answers->count == 0 || !can_be_kept(query)) {
        return NULL;
    }
    size_t last = (size_t)query->binding.count - 1;
    struct answer *answer = *bucket_of(answers, bound(&query->binding, last));
    while (answer != NULL && !is_of(answer, query)) {
        answer = answer->next;
    }
    return answer;
}

static struct text last_value(const struct answer *answer)
{
    return answer->values[answer->count - 1];
}

static void link_answer(struct answers *answers, struct answer *answer)
{
    struct answer **bucket = bucket_of(answers, last_value(answer));
    answer->next = *bucket;
    answer->is_linked = true;
    *bucket = answer;
}

struct answer *answers_add(struct answers *answers, const struct postgres_query *query)
{
    if (answers_are_full(answers) || !can_be_kept(query) || answers_find(answers, query) != NULL) {
        return NULL;
    }
    struct answer *answer = MEM_NEW(struct answer);
    char *copy = answer->bytes;
    answer->number = query->number;
    answer->count = (size_t)query->binding.count;
    for (size_t i = 0; i < answer->count; i++) {
        struct text value = bound(&query->binding, i);
        memcpy(copy, value.data, value.length);
        answer->values[i] = (struct text){copy, value.length};
        copy += value.length;
    }
    link_answer(answers, answer);
    answers->items[answers->count++] = answer;
    return answer;
}

void answer_arrive(struct answer *answer, PGresult *result)
{
    if (answer->is_linked) {
        answer->result = result;
    } else {
        PQclear(result);
    }
}

bool answer_has_arrived(const struct answer *answer)
{
    return answer->result != NULL;
}

static void unlink_at(struct answer **link)
{
    struct answer *answer = *link;
    *link = answer->next;
    answer->is_linked = false;
}

PGresult *answers_take(struct answers *answers, struct answer *answer)
{
    struct answer **link = bucket_of(answers, last_value(answer));
    while (*link != answer) {
        link = &(*link)->next;
    }
    unlink_at(link);
    PGresult *result = answer->result;
    answer->result = NULL;
    return result;
}

static bool binds(const struct postgres_binding *binding, struct text value)
{
    for (size_t i = 0; i < (size_t)binding->count; i++) {
        if (binding->data[i] != NULL && text_equals(bound(binding, i), value)) {
            return true;
        }
    }
    return false;
}

static bool binds_all_of(const struct postgres_binding *binding, const struct answer *answer)
{
    for (size_t i = 0; i < answer->count; i++) {
        if (!binds(binding, answer->values[i])) {
            return false;
        }
    }
    return true;
}

static void drop_by(struct answers *answers, struct text last,
                    const struct postgres_binding *binding)
{
    struct answer **link = bucket_of(answers, last);
    while (*link != NULL) {
        if (binds_all_of(binding, *link)) {
            unlink_at(link);
        } else {
            link = &(*link)->next;
        }
    }
}

void answers_drop_changed(struct answers *answers, const struct postgres_binding *binding)
{
    for (size_t i = 0; i < (size_t)binding->count && answers->count > 0; i++) {
        if (binding->data[i] != NULL && bound(binding, i).length <= ANSWER_LENGTH_MAX) {
            drop_by(answers, bound(binding, i), binding);
        }
    }
}
