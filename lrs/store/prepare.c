/* SPDX-License-Identifier: Apache-2.0 */

/* Pure: from a statement to what the writer has to write of it. */
#include "store/prepare.h"

#include "store/internal.h"
#include "store/packing.h"

const struct prepared *prepare_statement(struct packing *packing, const struct statement *statement,
                                         struct arena *arena)
{
    struct prepared *prepared = ARENA_NEW(arena, struct prepared);
    if (packing != NULL) {
        prepared->packed = packing_pack(packing, statement->members, arena);
    }
    if (statement->defines) {
        prepared->sayings = definitions_collect(statement->members, arena);
    }
    evidence_read(statement->json, arena, &prepared->reading);
    return prepared;
}

void store_prepare_statements(struct store *store, const struct statement_list *list,
                              struct arena *arena)
{
    for (size_t i = 0; i < list->count; i++) {
        list->items[i].prepared = prepare_statement(store->packing, &list->items[i], arena);
    }
}
