/* SPDX-License-Identifier: Apache-2.0 */

/* How statements are shown: format, and the languages that the client reads (Communication 2.1.3).
 */
#ifndef RESOURCES_PRESENTATION_H
#define RESOURCES_PRESENTATION_H

#include "resources/call.h"
#include "xapi/accept_language.h"

enum { PRESENTATION_KNOWN_MAX = 64, PRESENTATION_KNOWN_BYTES_MAX = 1 << 20 };

/* A definition that was looked up for this answer: the statements of a page share most. */
struct known_definition {
    enum definition_kind kind;
    struct text iri;
    struct text json; /* data is NULL: the store knows none */
};

/* Lives as long as the request. */
struct presentation {
    enum query_format format;
    struct accept_language wishes;
    struct arena *arena; /* the request's */
    struct known_definition known[PRESENTATION_KNOWN_MAX];
    size_t known_count;
    size_t known_bytes;
};

/* What `call` asks for with `format`; sets the headers that go with it. */
void presentation_read(struct call *call, enum query_format format, struct presentation *out);

/* Adds the statement in the format asked for; `exact` is its text in that format. Where the store's
 * definitions would make a statement longer than PRESENTATION_MAX, it is shown with its own. */
enum { PRESENTATION_MAX = 16 << 20 };
MUST_CHECK enum status presentation_write(struct presentation *presentation,
                                          const struct stored_statement *statement,
                                          struct text exact, struct buffer *out,
                                          struct error *error);

#endif
