/* SPDX-License-Identifier: Apache-2.0 */

/* Schemas of schemas (draft-07 validation, 6.6 and 6.7; core, 8.3). */
#include "schema/keyword.h"

/* NULL: it leads into another document. */
bool keyword_reference(struct schema_run *run, const struct schema_use *use, const json_t *value,
                       const struct json_place *place)
{
    return use->nodes[0] == NULL || schema_node_holds(run, use->nodes[0], value, place);
}

bool keyword_all_of(struct schema_run *run, const struct schema_use *use, const json_t *value,
                    const struct json_place *place)
{
    for (size_t i = 0; i < use->count; i++) {
        if (!schema_node_holds(run, use->nodes[i], value, place)) {
            return false;
        }
    }
    return true;
}

/* How many hold, of which no more than `enough` are looked for. */
static size_t count_holding(struct schema_run *run, const struct schema_use *use,
                            const json_t *value, const struct json_place *place, size_t enough)
{
    size_t count = 0;
    for (size_t i = 0; i < use->count && count < enough; i++) {
        count += schema_node_holds_quietly(run, use->nodes[i], value, place) ? 1 : 0;
    }
    return count;
}

bool keyword_any_of(struct schema_run *run, const struct schema_use *use, const json_t *value,
                    const struct json_place *place)
{
    return count_holding(run, use, value, place, 1) == 1 ||
           schema_run_break(run, use, place, "it fits none of %zu schemas", use->count);
}

bool keyword_one_of(struct schema_run *run, const struct schema_use *use, const json_t *value,
                    const struct json_place *place)
{
    size_t count = count_holding(run, use, value, place, 2);
    return count == 1 ||
           schema_run_break(run, use, place, "it fits %s of %zu schemas, and must fit one",
                            count == 0 ? "none" : "several", use->count);
}

bool keyword_not(struct schema_run *run, const struct schema_use *use, const json_t *value,
                 const struct json_place *place)
{
    return !schema_node_holds_quietly(run, use->nodes[0], value, place) ||
           schema_run_break(run, use, place, "it fits a schema that it must not fit");
}

bool keyword_if(struct schema_run *run, const struct schema_use *use, const json_t *value,
                const struct json_place *place)
{
    bool is_so = schema_node_holds_quietly(run, use->nodes[0], value, place);
    const struct schema_use *branch = schema_use_beside(use, is_so ? "then" : "else");
    return branch == NULL || schema_node_holds(run, branch->nodes[0], value, place);
}
