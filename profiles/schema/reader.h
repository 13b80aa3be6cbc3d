/* SPDX-License-Identifier: Apache-2.0 */

/* Reading a schema: what its files share. */
#ifndef SCHEMA_READER_H
#define SCHEMA_READER_H

#include "schema/node.h"

/* A URI, and the schema that has it as its '$id'. */
struct schema_identity {
    const char *uri;
    const struct schema_node *node;
};

/* A '$ref' whose target is not looked for yet. */
struct schema_reference {
    struct schema_use *use;
    const struct json_place *place;
};

/* A schema, and where it stands. */
struct schema_entry {
    struct schema_node *node;
    const struct json_place *place;
};

struct schema_reader {
    struct arena *arena;
    const struct schema_watch *watch;
    bool is_broken; /* something was told that keeps the schema from being used */
    size_t depth;
    struct schema_entry *entries; /* by address of their JSON: open addressing */
    size_t entry_count;
    size_t entry_capacity;
    struct schema_identity *identities;
    size_t identity_count;
    size_t identity_capacity;
    struct schema_reference *references;
    size_t reference_count;
    size_t reference_capacity;
};

/* The schema in `json`, which is read once; `place` lives as long as the arena. NULL: over a limit,
 * which has been told. */
const struct schema_node *schema_node_read(struct schema_reader *reader, const json_t *json,
                                           const char *base, const struct json_place *place);

/* Reads what a keyword's value holds into `use`, and tells what is wrong with it. */
void schema_shape_read(struct schema_reader *reader, struct schema_use *use,
                       const struct json_place *place);

/* The entry of a schema that has been read; NULL: it has not. */
struct schema_entry *schema_entry_find(const struct schema_reader *reader, const json_t *json);

/* The place below `above`, in the arena; `key` NULL: an element. */
const struct json_place *schema_place_below(struct schema_reader *reader,
                                            const struct json_place *above, const char *key,
                                            size_t index);

/* Leads each '$ref' to its schema. */
void schema_references_resolve(struct schema_reader *reader);

PRINTF_LIKE(4, 5)
void schema_tell(struct schema_reader *reader, enum schema_problem problem,
                 const struct json_place *place, const char *format, ...);

#endif
