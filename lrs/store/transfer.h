/* SPDX-License-Identifier: Apache-2.0 */

/* A store as lines of JSON, out and in: for moving to another store, another LRS, or a notebook.
 *
 *     {"ibest-lrs":{"export":1,...}}             the first line; 1 is the version of the format
 *     {"ibest-lrs":{"defines":"UUID"}}           before a statement whose sender might define
 *     {"id":...,"actor":...}                     a statement, exactly as it is answered
 *     {"ibest-lrs":{"document":{...}}}           a State or profile document, content in base64
 *     {"ibest-lrs":{"end":{"since":TIME,...}}}   the last line: without it something is missing
 *
 * Statements come in the order in which they were stored, then documents. Attachments' data is not
 * in it. */
#ifndef STORE_TRANSFER_H
#define STORE_TRANSFER_H

#include "store/store.h"

enum { TRANSFER_FORMAT = 1, TRANSFER_LINE_MAX = 64 << 20, TRANSFER_BATCH = 1000 };

/* ---- out ---- */

struct export_options {
    int64_t since_us; /* only what was stored after it; INT64_MIN: all */
    enum status (*write)(void *context, struct text line, struct error *error); /* without '\n' */
    void (*watch)(void *context, int64_t done, int64_t total); /* of statements; may be NULL */
    void *context;
};

struct export_summary {
    int64_t statements;
    int64_t documents;
    int64_t attachments; /* that are kept and not in it */
    int64_t last_us;     /* go on with this as `since_us` */
};

/* Writes the store as it is at this moment, in constant memory. A failure of `write` ends it. */
MUST_CHECK enum status store_export(struct store *store, const struct export_options *options,
                                    struct export_summary *out, struct error *error);

/* ---- in ---- */

enum import_mode {
    IMPORT_STAMPED, /* `stored` is now, the authority is that of the import */
    IMPORT_KEEPING, /* `stored`, authority and the documents' times are those of the lines */
};

struct import_options {
    enum import_mode mode;
    struct text authority; /* a JSON object; for IMPORT_STAMPED */
    bool defines;          /* all statements say what Activities are, not only those marked so */
    /* Told of each line that was not taken. */
    void (*refuse)(void *context, int64_t line, const char *message);
    void *context;
};

struct import_summary {
    int64_t lines;
    int64_t statements; /* new in this store */
    int64_t documents;
    int64_t skipped; /* were there with equal content */
    int64_t refused;
    int64_t with_attachments; /* new statements that name attachments */
    int64_t durable_line;     /* all up to this line is stored, skipped or refused */
    bool is_complete;         /* the last line said so, or the file is no export of this program */
};

struct import;

/* `options` and `store`, which nobody else writes, are borrowed until import_destroy(). *out is
 * owned by the caller. */
struct import *import_create(struct store *store, const struct import_options *options);
void import_destroy(struct import *import);
DEFINE_AUTO(struct import, import_destroy);

/* Takes the next line. What breaks a rule is refused and told, and the next line may follow. Fails
 * if going on makes no sense: CONFLICT, the format is of a later program, or `stored` would not
 * grow with IMPORT_KEEPING; UNAVAILABLE. The batch with that line is then not stored. */
MUST_CHECK enum status import_add(struct import *import, struct text line, struct error *error);

/* Stores what still waits. */
MUST_CHECK enum status import_end(struct import *import, struct error *error);

const struct import_summary *import_summary(const struct import *import);

#endif
