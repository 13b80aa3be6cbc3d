/* SPDX-License-Identifier: Apache-2.0 */

/* What a request brings to be stored: its statements, and the data of their attachments, taken
 * piece by piece as it arrives. */
#ifndef RESOURCES_INTAKE_H
#define RESOURCES_INTAKE_H

#include "resources/call.h"
#include "store/attachments.h"
#include "xapi/statement.h"

struct intake;

/* Begins to take what `call` sends, a POST or PUT of statements as application/json or
 * multipart/mixed. INVALID: its parameters, Content-Type or boundary. *out is borrowed from the
 * request's arena; it must be destroyed before that. */
MUST_CHECK enum status intake_create(struct call *call, struct intake **out, struct error *error);
void intake_destroy(struct intake *intake);

/* As a sink for the body: the server takes it, with its destruction. */
struct http_sink *intake_sink(struct intake *intake, resource_handler handler);

/* The intake that is the request's sink; NULL: it has none. */
struct intake *intake_of(const struct call *call);

/* Takes the next piece of a multipart body, or the whole of a JSON body. Statements are checked
 * before anything behind them is looked at, attachments that are kept already are not written again
 * and signatures are verified. INVALID and TOO_LARGE as the rules broken say; UNAVAILABLE: the
 * disk is full or broken. */
MUST_CHECK enum status intake_add(struct intake *intake, struct text bytes, struct error *error);

/* That was all: INVALID if something is missing. */
MUST_CHECK enum status intake_end(struct intake *intake, struct error *error);

/* After intake_end(). */
const struct statement_list *intake_statements(const struct intake *intake);

/* The next upload that is not ready to be kept; NULL: all are. */
struct upload *intake_unready(const struct intake *intake);

/* Inside apply(): puts the statements and keeps all uploads. */
MUST_CHECK enum status transaction_put_intake(struct transaction *transaction,
                                              const struct intake *intake, struct error *error);

#endif
