/* SPDX-License-Identifier: Apache-2.0 */

/* Following StatementRefs from statement to statement. */
#include "store/chain.h"

#include "store/parts.h"

#include <string.h>

struct chain *chain_create(struct arena *arena)
{
    struct chain *chain = ARENA_NEW(arena, struct chain);
    chain->arena = arena;
    return chain;
}

void chain_add(struct chain *chain, const struct statement *statement)
{
    chain->links[chain->count++] = (struct link){
        .id = statement->id, .terms = statement->terms, .term_count = statement->term_count};
    chain->continues = statement->refers;
    chain->next = statement->reference;
}

static const struct term *copy_terms(struct arena *arena, const struct statement *statement)
{
    struct term *terms = ARENA_ARRAY(arena, struct term, statement->term_count);
    for (size_t i = 0; i < statement->term_count; i++) {
        struct text value = statement->terms[i].value;
        terms[i].kind = statement->terms[i].kind;
        terms[i].value = (struct text){arena_copy(arena, value), value.length};
    }
    return terms;
}

static bool chain_has(const struct chain *chain, const struct uuid *id)
{
    for (size_t i = 0; i < chain->count; i++) {
        if (memcmp(chain->links[i].id.bytes, id->bytes, sizeof id->bytes) == 0) {
            return true;
        }
    }
    return false;
}

void chain_add_copy(struct chain *chain, const struct statement *statement)
{
    struct statement link = *statement;
    link.terms = copy_terms(chain->arena, statement);
    chain_add(chain, &link);
}

bool chain_has_term(const struct chain *chain, const struct term *term)
{
    for (size_t i = 0; i < chain->count; i++) {
        const struct link *link = &chain->links[i];
        for (size_t j = 0; j < link->term_count; j++) {
            if (link->terms[j].kind == term->kind &&
                text_equals(link->terms[j].value, term->value)) {
                return true;
            }
        }
    }
    return false;
}

static enum status add_link(void *context, int64_t seq, struct statement *statement,
                            struct error *error)
{
    (void)seq;
    (void)error;
    chain_add_copy(context, statement);
    return STATUS_OK;
}

/* Adds the link that the last one refers to, or sets chain->continues to false. */
static enum status extend(struct connection *connection, struct chain *chain, struct error *error)
{
    struct uuid target = chain->next;
    chain->continues = false; /* unless the target is there and refers itself */
    return chain->count == CHAIN_MAX || chain_has(chain, &target)
               ? STATUS_OK
               : statements_visit(connection, &target, add_link, chain, error);
}

enum status chain_follow(struct connection *connection, struct chain *chain, struct error *error)
{
    enum status status = STATUS_OK;
    while (status == STATUS_OK && chain->continues) {
        status = extend(connection, chain, error);
    }
    return status;
}
