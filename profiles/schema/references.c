/* SPDX-License-Identifier: Apache-2.0 */

/* '$ref' (draft-07 core, 8.3): by '$id', by a JSON pointer behind '#', or by both. */
#include "schema/reader.h"

#include "base/printable.h"
#include "schema/uri.h"

#include <stdlib.h>
#include <string.h>

static const struct schema_node *find_identity(const struct schema_reader *reader, const char *uri)
{
    for (size_t i = 0; i < reader->identity_count; i++) {
        if (strcmp(reader->identities[i].uri, uri) == 0) {
            return reader->identities[i].node;
        }
    }
    return NULL;
}

/* RFC 6901, 4: a token of a pointer, with its escapes undone. */
static const char *unescape(struct schema_reader *reader, struct text token)
{
    char *out = arena_copy(reader->arena, token);
    char *end = out;
    for (const char *at = out; *at != '\0'; at++) {
        bool is_escape = *at == '~' && (at[1] == '0' || at[1] == '1');
        *end++ = (char)(!is_escape ? *at : at[1] == '0' ? '~' : '/');
        at += is_escape ? 1 : 0;
    }
    *end = '\0';
    return out;
}

static const json_t *child_of(const json_t *json, const char *token)
{
    if (json_is_object(json)) {
        return json_object_get(json, token);
    }
    bool is_index = token[0] != '\0' && strspn(token, "0123456789") == strlen(token);
    return is_index ? json_array_get(json, strtoul(token, NULL, 10)) : NULL;
}

/* What the pointer leads to, read if it stands where no schema was expected. Each schema on the way
 * may have a base of its own. */
static const struct schema_node *follow(struct schema_reader *reader,
                                        const struct schema_node *from, const char *pointer)
{
    const json_t *json = from->json;
    const char *base = from->base;
    const struct schema_entry *entry = schema_entry_find(reader, json);
    const struct json_place *place = entry == NULL ? NULL : entry->place;
    struct text rest = text_of(pointer);
    struct text token;
    (void)text_split(&rest, '/', &token);
    while (json != NULL && text_split(&rest, '/', &token)) {
        const char *key = unescape(reader, token);
        place = schema_place_below(reader, place, key, 0);
        json = child_of(json, key);
        entry = json == NULL ? NULL : schema_entry_find(reader, json);
        base = entry == NULL ? base : entry->node->base;
    }
    return json == NULL ? NULL : schema_node_read(reader, json, base, place);
}

static const struct schema_node *find_target(struct schema_reader *reader, const char *uri,
                                             bool *is_elsewhere)
{
    const char *fragment = uri_fragment(uri, reader->arena);
    const struct schema_node *document = find_identity(reader, uri_document(uri, reader->arena));
    *is_elsewhere = document == NULL;
    if (fragment[0] != '\0' && fragment[0] != '/') {
        const struct schema_node *named = find_identity(reader, uri);
        *is_elsewhere = *is_elsewhere && named == NULL;
        return named;
    }
    return document == NULL || fragment[0] == '\0' ? document : follow(reader, document, fragment);
}

static void resolve(struct schema_reader *reader, const struct schema_reference *reference)
{
    const char *text = json_string_value(reference->use->value);
    if (text == NULL) {
        return;
    }
    bool is_elsewhere = false;
    const char *uri = uri_resolve(reference->use->node->base, text, reader->arena);
    const struct schema_node *target = find_target(reader, uri, &is_elsewhere);
    if (is_elsewhere) {
        schema_tell(reader, SCHEMA_PROBLEM_IGNORED, reference->place,
                    "'%s' is another document, which is not fetched: it asks nothing",
                    printable(reader->arena, text_of(uri)));
    } else if (target == NULL) {
        schema_tell(reader, SCHEMA_PROBLEM_FORM, reference->place,
                    "'%s' leads to no schema of this document",
                    printable(reader->arena, text_of(text)));
    }
    reference->use->nodes[0] = target;
}

/* What is found on the way may have references of its own, which are put behind the others. */
void schema_references_resolve(struct schema_reader *reader)
{
    for (size_t i = 0; i < reader->reference_count; i++) {
        const struct schema_reference reference = reader->references[i];
        resolve(reader, &reference);
    }
}
