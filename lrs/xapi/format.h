/* SPDX-License-Identifier: Apache-2.0 */

/* What `format` makes of a statement's text (Communication 2.1.3). Pure; all that is not reduced
 * or replaced stays as written. */
#ifndef XAPI_FORMAT_H
#define XAPI_FORMAT_H

#include "base/buffer.h"
#include "base/error.h"
#include "xapi/accept_language.h"

/* format=ids: of each Activity and verb only its id, of each Agent and Group only its identifier
 * and the objectType where one was sent. Anonymous Groups keep their members, reduced in the same
 * way. */
void format_ids(struct text statement, struct buffer *out);

/* The LRS's own definitions: the Activity's definition or the verb's display as JSON; data is NULL
 * if there is none. *out is borrowed until the next call. */
struct format_source {
    enum status (*definition)(void *context, struct text activity, struct text *out,
                              struct error *error);
    enum status (*display)(void *context, struct text verb, struct text *out, struct error *error);
    void *context;
};

/* format=canonical: Activities and verbs with what `source` knows of them, or if that is nothing or
 * `source` is NULL, with what the statement says; of each of their language maps the one language
 * that `wishes` choose. Agents and Groups, and the language maps of attachments and extensions,
 * stay. Fails only as the source does. Asks the source no more once `out` has overflowed. */
MUST_CHECK enum status format_canonical(struct text statement, const struct format_source *source,
                                        const struct accept_language *wishes, struct buffer *out,
                                        struct error *error);

/* Adds an Activity's definition with one language a map. */
void format_definition(struct text definition, const struct accept_language *wishes,
                       struct buffer *out);

#endif
