/* SPDX-License-Identifier: Apache-2.0 */

/* The order of a verification: the file, the statements, what is derived, the attachments.
 *
 * What is derived (postings, references, voids, projections, definitions) is compared with a
 * scratch store that gets the same statements in the same order through the same code. All is read
 * in one transaction, hence as one commit left it. */
#include "store/verify.h"

#include "base/mem.h"
#include "store/internal.h"
#include "store/shown_url.h"
#include "store/verify_parts.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct verify_check *verify_begin(struct verify_report *report, const char *name, const char *unit)
{
    assert(report->count < VERIFY_CHECKS_MAX);
    struct verify_check *check = &report->checks[report->count++];
    *check = (struct verify_check){.name = name, .unit = unit};
    return check;
}

void verify_found(struct verify_check *check, const char *format, ...)
{
    if (check->bad++ > 0) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(check->example, sizeof check->example, format, arguments);
    va_end(arguments);
}

static enum status open_store(const char *url, struct connection **out, struct error *error)
{
    AUTO(free) char *shown = shown_url(url);
    const char *location = NULL;
    const struct backend *backend = backend_of(url, &location);
    enum status status = backend_check_file(backend, location, error);
    if (status == STATUS_OK) {
        status = backend->open(location, BACKEND_BESIDE, out, error);
    }
    return status == STATUS_OK ? schema_check(*out, shown, error) : status;
}

static void note_problem(void *context, struct text problem)
{
    verify_found(context, "%.*s", TEXT_ARGUMENTS(problem));
}

static void check_file(struct connection *connection, struct verify_report *report)
{
    if (connection->backend->files == NULL) {
        return;
    }
    struct verify_check *check = verify_begin(report, "file", "files");
    struct error error = {0};
    check->checked = 1;
    if (connection->backend->files->check(connection, note_problem, check, &error) != STATUS_OK) {
        verify_found(check, "%s", error.message);
    }
}

static enum status check_all(struct connection *connection, const char *attachments,
                             const struct verify_options *options, struct verify_report *report,
                             struct error *error)
{
    check_file(connection, report);
    AUTO(scratch_destroy) struct scratch *scratch = NULL;
    enum status status = scratch_create(options->scratch, &scratch, error);
    if (status == STATUS_OK) {
        status = scratch_fill(scratch, connection, options, report, error);
    }
    if (status == STATUS_OK) {
        verify_tables(connection, scratch_connection(scratch), report);
        verify_spans(connection, report);
        verify_attachments(connection, attachments, report);
    }
    return status;
}

static enum status verify_location(const char *url, const struct verify_options *options,
                                   struct verify_report *out, struct error *error)
{
    const char *location = NULL;
    const struct backend *backend = backend_of(url, &location);
    AUTO(connection_close) struct connection *connection = NULL;
    AUTO(free) char *attachments = backend->attachments_folder(location);
    enum status status = open_store(url, &connection, error);
    status = status == STATUS_OK
                 ? connection_run(connection, backend->begin_snapshot, NO_VALUES, error)
                 : status;
    if (status != STATUS_OK) {
        return status;
    }
    status = check_all(connection, attachments, options, out, error);
    struct error ignored;
    (void)!connection_run(connection, "ROLLBACK", NO_VALUES, &ignored);
    return status;
}

enum status store_verify(const char *url, const struct verify_options *options,
                         struct verify_report *out, struct error *error)
{
    const char *location = NULL;
    const struct backend *backend = backend_of(url, &location);
    if (backend == NULL) {
        AUTO(free) char *shown = shown_url(url);
        return FAIL(error, STATUS_INVALID,
                    "'%s' names no store; write sqlite:/path/to/file.db or "
                    "postgresql://USER@HOST/DATABASE",
                    shown);
    }
    *out = (struct verify_report){.count = 0};
    enum status status = verify_location(url, options, out, error);
    if (status == STATUS_UNAVAILABLE && backend->files != NULL &&
        backend->files->is_damaged(location)) {
        *out = (struct verify_report){.count = 0};
        verify_found(verify_begin(out, "file", "files"), "%.190s", error->message);
        status = STATUS_OK;
    }
    for (size_t i = 0; i < out->count; i++) {
        out->bad += out->checks[i].bad;
    }
    return status;
}
