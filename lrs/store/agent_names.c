/* SPDX-License-Identifier: Apache-2.0 */

/* Names of agents, a row a name with the number of statements that give it. */
#include "store/agent_names.h"

#include "base/mem.h"
#include "store/internal.h"
#include "store/pending.h"
#include "store/terms.h"

#include <stdlib.h>
#include <string.h>

/* So many statements more that name the agent so. */
struct pending_agent_name {
    int64_t agent;
    struct text name;
    char *owned; /* name.data, once the item stays */
    int64_t change;
};

static uint64_t key_of(const void *item)
{
    return (uint64_t)((const struct pending_agent_name *)item)->agent;
}

static int compare(const void *left, const void *right)
{
    const struct pending_agent_name *a = *(const struct pending_agent_name *const *)left;
    const struct pending_agent_name *b = *(const struct pending_agent_name *const *)right;
    if (a->agent != b->agent) {
        return a->agent < b->agent ? -1 : 1;
    }
    return text_compare(a->name, b->name);
}

static enum status write_row(struct connection *connection, const struct pending_agent_name *name,
                             int64_t change, struct error *error)
{
    enum status status = connection_run(
        connection,
        "INSERT INTO agent_name (agent, name, statements) VALUES ($1, $2, $3) "
        "ON CONFLICT (agent, name) DO UPDATE SET "
        "statements = agent_name.statements + excluded.statements",
        VALUES(value_integer(name->agent), value_text(name->name), value_integer(change)), error);
    if (status != STATUS_OK || change > 0) {
        return status;
    }
    return connection_run(
        connection, "DELETE FROM agent_name WHERE agent = $1 AND name = $2 AND statements = 0",
        VALUES(value_integer(name->agent), value_text(name->name)), error);
}

static enum status write_rows(struct connection *connection, const void *const *items, size_t count,
                              struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0, run; i < count && status == STATUS_OK; i += run) {
        run = pending_run(&pending_agent_names, items + i, count - i);
        int64_t change = 0;
        for (size_t j = i; j < i + run; j++) {
            change += ((const struct pending_agent_name *)items[j])->change;
        }
        status = change == 0 ? STATUS_OK : write_row(connection, items[i], change, error);
    }
    return status;
}

static void own(void *item)
{
    struct pending_agent_name *name = item;
    name->owned = mem_copy(name->name.data, name->name.length);
    name->name.data = name->owned;
}

static void release(void *item)
{
    free(((struct pending_agent_name *)item)->owned);
}

static bool is_alike(const void *left, const void *right)
{
    return compare(&left, &right) == 0;
}

static uint64_t hash(const void *item)
{
    const struct pending_agent_name *name = item;
    return pending_mix(0, name->agent);
}

static void add_up(void *sum, const void *item)
{
    ((struct pending_agent_name *)sum)->change += ((const struct pending_agent_name *)item)->change;
}

const struct pending_rules pending_agent_names = {.size = sizeof(struct pending_agent_name),
                                                  .key = key_of,
                                                  .compare = compare,
                                                  .write = write_rows,
                                                  .release = release,
                                                  .own = own,
                                                  .is_alike = is_alike,
                                                  .hash = hash,
                                                  .add_up = add_up};

static enum status count_one(struct transaction *transaction, const struct named_agent *named,
                             int change, struct error *error)
{
    /* The term under which related_agents finds it, so no new one is made. */
    int64_t agent = 0;
    enum status status = terms_intern(transaction->terms, transaction->connection,
                                      (int)TERM_RELATED_AGENT, named->key, &agent, error);
    if (status == STATUS_OK) {
        const struct pending_agent_name item = {
            .agent = agent, .name = named->name, .change = change};
        pending_add(transaction->pending, PENDING_AGENT_NAME, &item);
    }
    return status;
}

enum status agent_names_count(struct transaction *transaction, const struct named_agent *names,
                              size_t count, int change, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = count_one(transaction, &names[i], change, error);
    }
    return status;
}

static enum status list(struct connection *reader, struct text agent, agent_name_visitor visit,
                        void *context, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status =
        cursor_begin(reader,
                     "SELECT n.name FROM term t JOIN agent_name n ON n.agent = t.id "
                     "WHERE t.kind = $1 AND t.value = $2 AND n.statements > 0 "
                     "ORDER BY n.statements DESC, n.name LIMIT $3",
                     VALUES(value_integer(TERM_RELATED_AGENT), value_text(agent),
                            value_integer(STORE_AGENT_NAMES_MAX)),
                     &cursor, error);
    bool row = true;
    while (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        status = visit(context, cursor_text(cursor, 0), error);
    }
    return status;
}

enum status store_list_agent_names(struct store *store, struct text agent, agent_name_visitor visit,
                                   void *context, struct error *error)
{
    struct connection *reader = store_borrow_reader(store);
    enum status status = list(reader, agent, visit, context, error);
    store_return_reader(store, reader);
    return status;
}
