/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as statements. What is accepted must survive being stored: read back, it has the same
 * terms, and sent again, the same digest; formatted, it is a statement still, and formatted again
 * the same; merging a definition again changes nothing. */
#include "base/json.h"
#include "xapi/comparison.h"
#include "xapi/definition.h"
#include "xapi/format.h"
#include "xapi/raw.h"
#include "xapi/rewrite.h"
#include "xapi/statement.h"

#include <assert.h>
#include <string.h>

enum { BATCH_MAX = 64, FORMATTED_MAX = 1 << 24 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct text in_braces(struct text members, struct arena *arena)
{
    return text_of(arena_print(arena, "{%.*s}", TEXT_ARGUMENTS(members)));
}

static void check_terms(const struct statement *sent, const struct statement *stored)
{
    assert(sent->term_count == stored->term_count);
    for (size_t i = 0; i < sent->term_count; i++) {
        assert(sent->terms[i].kind == stored->terms[i].kind);
        assert(text_equals(sent->terms[i].value, stored->terms[i].value));
        assert(i == 0 || sent->terms[i].kind > sent->terms[i - 1].kind ||
               !text_equals(sent->terms[i].value, sent->terms[i - 1].value));
    }
    assert(sent->refers == stored->refers && sent->voids == stored->voids);
}

static void check_statement(const struct statement *statement,
                            const struct statement_context *context, struct arena *arena)
{
    struct error error = {.message = ""};
    struct statement stored;
    assert(statement_read_stored(statement->members, context->authority, arena, &stored, &error) ==
           STATUS_OK);
    check_terms(statement, &stored);
    struct statement_list again;
    assert(statements_read(in_braces(statement->members, arena), context, arena, &again, &error) ==
           STATUS_OK);
    assert(statements_are_equal(again.items->json, statement->json));
    assert(text_equals(again.items->members, statement->members));
}

static void format(struct text statement, bool is_canonical, struct buffer *out)
{
    const struct accept_language wishes = {.count = 0};
    if (!is_canonical) {
        format_ids(statement, out);
        return;
    }
    enum status status = format_canonical(statement, NULL, &wishes, out, NULL);
    assert(status == STATUS_OK);
}

static void check_format(const struct statement *statement, bool is_canonical,
                         const struct statement_context *context, struct arena *arena)
{
    AUTO(buffer_finish) struct buffer once = BUFFER_INIT(FORMATTED_MAX);
    AUTO(buffer_finish) struct buffer twice = BUFFER_INIT(FORMATTED_MAX);
    struct statement_list again;
    format(in_braces(statement->members, arena), is_canonical, &once);
    assert(statements_read(buffer_text(&once), context, arena, &again, NULL) == STATUS_OK);
    format(buffer_text(&once), is_canonical, &twice);
    assert(text_equals(buffer_text(&once), buffer_text(&twice)));
}

/* All Activities of a statement as if they were one, which differs each time. */
struct history {
    struct text known;
    struct arena *arena;
};

static void check_definition(void *context, struct text raw, struct buffer *out)
{
    (void)out;
    struct history *history = context;
    struct text sent = raw_member(raw, "definition");
    if (sent.data == NULL) {
        return;
    }
    history->known = definition_merge(history->known, sent, history->arena);
    if (history->known.data != NULL) {
        AUTO(json_release) json_t *json = NULL;
        assert(json_read(history->known, NULL, &json, NULL) == STATUS_OK);
        assert(history->known.length <= DEFINITION_MAX);
        struct text again = definition_merge(history->known, sent, history->arena);
        assert(text_equals(again, history->known));
    }
}

static void check_definitions(const struct statement *statement, struct arena *arena)
{
    struct history history = {.arena = arena};
    const struct rewriter visitor = {.activity = check_definition, .context = &history};
    rewrite_visit(statement->members, &visitor);
}

static void read_as(enum xapi_version version, struct text body)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct statement_context context = {
        version, text_of("{\"account\":{\"homePage\":\"http://a.b\",\"name\":\"c\"}}"), BATCH_MAX};
    struct error error = {.message = ""};
    struct statement_list list = {NULL, 0};
    if (statements_read(body, &context, arena, &list, &error) != STATUS_OK) {
        assert(error.message[0] != '\0');
        assert(text_is_utf8(text_of(error.message)));
        return;
    }
    for (size_t i = 0; i < list.count; i++) {
        check_statement(&list.items[i], &context, arena);
        check_format(&list.items[i], false, &context, arena);
        check_format(&list.items[i], true, &context, arena);
        check_definitions(&list.items[i], arena);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text body = {(const char *)data, size};
    read_as(XAPI_VERSION_1_0_3, body);
    read_as(XAPI_VERSION_2_0_0, body);
    return 0;
}
