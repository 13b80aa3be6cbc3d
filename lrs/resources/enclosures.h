/* SPDX-License-Identifier: Apache-2.0 */

/* The attachments that go with an answer: statements in multipart/mixed, and the data of each
 * attachment once, read while it is sent (Communication 1.5.2, 2.1.3). */
#ifndef RESOURCES_ENCLOSURES_H
#define RESOURCES_ENCLOSURES_H

#include "resources/call.h"

struct enclosures;

/* Borrowed from the request's arena. */
struct enclosures *enclosures_create(struct call *call);

/* Notes what `statement` names as attachments. NULL for `enclosures`: none are asked for. */
MUST_CHECK enum status enclosures_note(struct enclosures *enclosures,
                                       const struct stored_statement *statement,
                                       struct error *error);

/* Once the statements are written to the response's body: makes them the first part, and what is
 * kept of the attachments the others. Data that was never sent, as there was a fileUrl, is left
 * out. */
MUST_CHECK enum status enclosures_answer(struct enclosures *enclosures, struct error *error);

#endif
