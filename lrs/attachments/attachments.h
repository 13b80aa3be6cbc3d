/* SPDX-License-Identifier: Apache-2.0 */

/* The attachments that a request's statements name, and the parts of the request that bring them
 * (Data 2.4.11, Communication 1.5.2). No store: it only computes and compares. */
#ifndef ATTACHMENTS_ATTACHMENTS_H
#define ATTACHMENTS_ATTACHMENTS_H

#include "base/arena.h"
#include "base/error.h"
#include "multipart/headers.h"
#include "xapi/rule.h"
#include "xapi/statement.h"

#include <stdbool.h>
#include <stdint.h>

/* One attachment of one statement, or of its SubStatement. Borrowed from the arena. */
struct attachment {
    const struct statement *statement;
    struct place place;       /* "attachments[1]", in batches "[3].attachments[1]" */
    struct text sha2;         /* in lower case */
    struct text content_type; /* as the statement has it */
    double length;            /* as the statement says */
    bool has_url;
    bool is_signature; /* of the statement, not of a SubStatement */
    bool is_received;  /* a part with its data came */
};

/* The part at hand, from attachments_begin_part() to attachments_end_part() or beyond. */
struct attachment_part {
    size_t number;     /* from 1, which is the statements' */
    struct text sha2;  /* in lower case: the name to keep it under; borrowed from the arena */
    struct text type;  /* the contentType that the statements give; borrowed from the arena */
    uint64_t length;   /* of the data so far */
    bool is_signature; /* keep its data in memory for attachments_check_signatures() */
    bool is_repeated;  /* a part with this hash came before: nothing new to store */
};

/* How a request is taken:
 *
 *     part_begin  the first part: attachments_check_first_part(); others: attachments_begin_part()
 *     part_data   the first part: into a buffer; others: attachments_add(), and into the store
 *     part_end    the first part: statements_read(), attachments_of(); others:
 *                 attachments_end_part(), and attachments_check_signatures() if it is one
 *     at the end  attachments_complete()
 *
 * A request in application/json is attachments_of() and attachments_complete(). Nothing may be kept
 * before attachments_complete() is OK. */
struct attachments;

/* Collects what `statements` name. Borrowed from `arena`. One thread at a time. */
struct attachments *attachments_of(const struct statement_list *statements, struct arena *arena);

size_t attachments_count(const struct attachments *attachments);
const struct attachment *attachments_at(const struct attachments *attachments, size_t index);
const struct attachment_part *attachments_part(const struct attachments *attachments);

/* INVALID unless the first part is application/json, not encoded. */
MUST_CHECK enum status attachments_check_first_part(const struct header_list *headers,
                                                    struct error *error);

/* Begins the next part. INVALID unless it has X-Experience-API-Hash with the hash of an attachment,
 * in whatever case, Content-Transfer-Encoding: binary, and, where it has a Content-Type, the type
 * (parameters aside) of an attachment with this hash. */
MUST_CHECK enum status attachments_begin_part(struct attachments *attachments,
                                              const struct header_list *headers,
                                              struct error *error);
void attachments_add(struct attachments *attachments, struct text bytes);

/* INVALID unless what was added has the hash that the part's header told, and, where the part has a
 * Content-Length, that length, which must also be the `length` of an attachment with the hash.
 * Otherwise `length` is not compared with the data: the conformance suite sends statements in which
 * they differ, and Communication 1.5.2 matches data by nothing but the hash. */
MUST_CHECK enum status attachments_end_part(struct attachments *attachments, struct error *error);

/* Checks `data`, which the part at hand had, as signature of each statement that names it so:
 * signature_read() and signature_compare(). */
MUST_CHECK enum status attachments_check_signatures(const struct attachments *attachments,
                                                    struct text data, struct arena *arena,
                                                    struct error *error);

/* INVALID unless each attachment has a fileUrl or came in a part, and each signature came in a
 * part: it cannot be checked otherwise. None named and none sent is fine. */
MUST_CHECK enum status attachments_complete(const struct attachments *attachments,
                                            struct error *error);

#endif
