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
    out->format = format;
    accept_language_read(languages, &out->wishes);
    if (format == QUERY_FORMAT_CANONICAL) {
        http_response_set(call->response, "Vary", "Accept-Language");
    }
}

/* Where the definitions of one statement come from. */
struct origin {
    const struct stored_statement *statement;
    struct arena *arena;
};

static enum status find_definition(void *context, struct text activity, struct text *out,
                                   struct error *error)
{
    const struct origin *origin = context;
    return stored_statement_definition(origin->statement, DEFINITION_OF_ACTIVITY, activity,
                                       origin->arena, out, error);
}

static enum status find_display(void *context, struct text verb, struct text *out,
                                struct error *error)
{
    const struct origin *origin = context;
    return stored_statement_definition(origin->statement, DEFINITION_OF_VERB, verb, origin->arena,
                                       out, error);
}

static enum status write_canonical(const struct presentation *presentation,
                                   const struct stored_statement *statement, struct text exact,
                                   struct buffer *out, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer known = BUFFER_INIT(PRESENTATION_MAX);
    struct origin origin = {statement, arena};
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

enum status presentation_write(const struct presentation *presentation,
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
