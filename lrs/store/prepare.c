/* SPDX-License-Identifier: Apache-2.0 */

/* Pure: from a statement to what the writer has to write of it. */
#include "store/prepare.h"

#include "store/conformance.h"
#include "store/internal.h"
#include "store/loaded_profiles.h"
#include "store/packing.h"

static const struct term_hash *hash_terms(const struct statement *statement, struct arena *arena)
{
    struct term_hash *hashes = ARENA_ARRAY(arena, struct term_hash, statement->term_count);
    for (size_t i = 0; i < statement->term_count; i++) {
        hashes[i] = term_hash_of((int)statement->terms[i].kind, statement->terms[i].value);
    }
    return hashes;
}

const struct prepared *prepare_statement(struct packing *packing, struct conformance_judge *judge,
                                         const struct statement *statement, struct arena *arena)
{
    struct prepared *prepared = ARENA_NEW(arena, struct prepared);
    if (packing != NULL) {
        prepared->packed = packing_pack(packing, statement->members, arena);
    }
    if (statement->defines) {
        prepared->sayings = definitions_collect(statement->members, arena);
    }
    prepared->hashes = hash_terms(statement, arena);
    evidence_read(statement->json, arena, &prepared->reading);
    prepared->conformance = judge == NULL ? NULL : conformance_judge(judge, statement);
    return prepared;
}

void store_prepare_statements(struct store *store, const struct statement_list *list,
                              struct arena *arena)
{
    struct loaded_profiles *profiles = loaded_profiles_hold(store);
    struct conformance_judge judge = {.profiles = profiles, .arena = arena};
    for (size_t i = 0; i < list->count; i++) {
        list->items[i].prepared = prepare_statement(
            store->packing, profiles == NULL ? NULL : &judge, &list->items[i], arena);
    }
    loaded_profiles_release(store, profiles);
}
