/* SPDX-License-Identifier: Apache-2.0 */

/* The store as the source of what xapi/format.h writes. */
#include "resources/presentation.h"

#include "xapi/format.h"

void presentation_read(struct call *call, enum query_format format, struct presentation *out)
{
    const char *header = http_request_header(call->request, "Accept-Language");
    struct text languages = {NULL, 0};
    if (header != NULL) {
        languages = text_of(header);
    }
    *out = (struct presentation){.format = format, .arena = call->request->arena};
    accept_language_read(languages, &out->wishes);
    if (format == QUERY_FORMAT_CANONICAL) {
        http_response_set(call->response, "Vary", "Accept-Language");
    }
}

/* Where the definitions of one statement come from. */
struct origin {
    struct presentation *presentation;
    const struct stored_statement *statement;
    struct arena *arena; /* the statement's */
};

static const struct known_definition *find_known(const struct presentation *presentation,
                                                 enum definition_kind kind, struct text iri)
{
    for (size_t i = 0; i < presentation->known_count; i++) {
        const struct known_definition *known = &presentation->known[i];
        if (known->kind == kind && text_equals(known->iri, iri)) {
            return known;
        }
    }
    return NULL;
}

static struct text keep(struct arena *arena, struct text text)
{
    return text.data == NULL ? text : (struct text){arena_copy(arena, text), text.length};
}

/* As long as there is room: what comes later is looked up each time. */
static void remember(struct presentation *presentation, enum definition_kind kind, struct text iri,
                     struct text json)
{
    size_t bytes = iri.length + json.length;
    if (presentation->known_count == PRESENTATION_KNOWN_MAX ||
        bytes > PRESENTATION_KNOWN_BYTES_MAX - presentation->known_bytes) {
        return;
    }
    presentation->known[presentation->known_count++] = (struct known_definition){
        kind, keep(presentation->arena, iri), keep(presentation->arena, json)};
    presentation->known_bytes += bytes;
}

static enum status find(const struct origin *origin, enum definition_kind kind, struct text iri,
                        struct text *out, struct error *error)
{
    const struct known_definition *known = find_known(origin->presentation, kind, iri);
    if (known != NULL) {
        *out = known->json;
        return STATUS_OK;
    }
    enum status status =
        stored_statement_definition(origin->statement, kind, iri, origin->arena, out, error);
    if (status == STATUS_OK) {
        remember(origin->presentation, kind, iri, *out);
    }
    return status;
}

static enum status find_definition(void *context, struct text activity, struct text *out,
                                   struct error *error)
{
    return find(context, DEFINITION_OF_ACTIVITY, activity, out, error);
}

static enum status find_display(void *context, struct text verb, struct text *out,
                                struct error *error)
{
    return find(context, DEFINITION_OF_VERB, verb, out, error);
}

static enum status write_canonical(struct presentation *presentation,
                                   const struct stored_statement *statement, struct text exact,
                                   struct buffer *out, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer known = BUFFER_INIT(PRESENTATION_MAX);
    struct origin origin = {presentation, statement, arena};
    const struct format_source source = {find_definition, find_display, &origin};
    enum status status = format_canonical(exact, &source, &presentation->wishes, &known, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (known.overflowed) {
        return format_canonical(exact, NULL, &presentation->wishes, out, error);
    }
    buffer_add_text(out, buffer_text(&known));
    return STATUS_OK;
}

enum status presentation_write(struct presentation *presentation,
                               const struct stored_statement *statement, struct text exact,
                               struct buffer *out, struct error *error)
{
    switch (presentation->format) {
    case QUERY_FORMAT_IDS:
        format_ids(exact, out);
        return STATUS_OK;
    case QUERY_FORMAT_CANONICAL:
        return write_canonical(presentation, statement, exact, out, error);
    case QUERY_FORMAT_EXACT:
        break;
    }
    buffer_add_text(out, exact);
    return STATUS_OK;
}
