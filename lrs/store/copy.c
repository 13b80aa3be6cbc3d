/* SPDX-License-Identifier: Apache-2.0 */

/* The order of a copy: read FROM as one commit left it, fill TO unseen, compare, keep. */
#include "store/copy.h"

#include "base/clock.h"
#include "store/copy_parts.h"
#include "store/internal.h"

#include <string.h>

/* Short enough for what is said in front of it. */
enum { CAUSE_LENGTH = 350 };

void copy_progress_add(struct copy_progress *progress)
{
    progress->done++;
    if (progress->options->watch != NULL) {
        progress->options->watch(progress->options->context, progress->what, progress->done,
                                 progress->total);
    }
}

/* A row that only one store has makes one more step than was foreseen, which does no harm. */
static enum status begin_progress(const struct copy_end *from, const struct copy_options *options,
                                  const char *what, struct copy_progress *out, struct error *error)
{
    *out = (struct copy_progress){.options = options, .what = what};
    return options->watch == NULL ? STATUS_OK
                                  : copied_rows_count(from->connection, &out->total, error);
}

static enum status compare(const struct copy_end *from, const struct copy_end *to,
                           const struct copy_options *options, struct copy_report *out,
                           struct error *error)
{
    struct copy_progress progress;
    enum status status = begin_progress(from, options, "rows compared", &progress, error);
    return status == STATUS_OK ? copy_compare_tables(from, to, &progress, out, error) : status;
}

static enum status fill(const struct copy_end *from, struct copy_end *to,
                        const struct copy_options *options, struct error *error)
{
    struct copy_progress progress;
    enum status status = begin_progress(from, options, "rows copied", &progress, error);
    status = status == STATUS_OK ? copy_fill_tables(from, to, &progress, error) : status;
    return status == STATUS_OK ? copy_end_settle(to, error) : status;
}

/* Later than all that FROM has given as `stored`, or as a bound for readers, until now. */
static enum status find_stamp(const struct copy_end *from, int64_t *out, struct error *error)
{
    int64_t bound_us = 0;
    enum status status = stamp_find_last_us(from->connection, out, error);
    if (status == STATUS_OK && from->backend->bound != NULL) {
        status =
            connection_integer(from->connection, from->backend->bound, NO_VALUES, &bound_us, error);
    }
    int64_t now_us = clock_now_us();
    *out = bound_us > *out ? bound_us : *out;
    *out = now_us > *out ? now_us : *out;
    return status;
}

static void tell_unfinished(struct error *error)
{
    if (error != NULL) {
        struct error cause = *error;
        error_describe(error, cause.status,
                       "%.*s; nothing of the copy was kept: mend this, and copy again",
                       CAUSE_LENGTH, cause.message);
    }
}

static enum status copy(const struct copy_end *from, struct copy_end *to,
                        const struct copy_options *options, struct copy_report *out,
                        struct error *error)
{
    int64_t stamp_us = 0;
    enum status status = fill(from, to, options, error);
    status = status == STATUS_OK ? compare(from, to, options, out, error) : status;
    status = status == STATUS_OK ? find_stamp(from, &stamp_us, error) : status;
    if (status != STATUS_OK) {
        tell_unfinished(error);
        return status;
    }
    return out->differences > 0 ? STATUS_OK : copy_end_keep(to, stamp_us, error);
}

enum status store_copy(const char *from_url, const char *to_url, const struct copy_options *options,
                       struct copy_report *out, struct error *error)
{
    AUTO(copy_end_close) struct copy_end from = {.lock = -1};
    AUTO(copy_end_close) struct copy_end to = {.lock = -1};
    *out = (struct copy_report){.count = 0};
    enum status status = copy_end_find(from_url, "FROM", &from, error);
    if (status == STATUS_OK) {
        status = copy_end_find(to_url, "TO", &to, error);
    }
    if (status == STATUS_OK && strcmp(from_url, to_url) == 0) {
        return FAIL(error, STATUS_INVALID, "FROM and TO are the same store");
    }
    if (status == STATUS_OK) {
        status = copy_end_read(&from, !options->is_snapshot, error);
    }
    if (status == STATUS_OK) {
        status = copy_end_fill(&to, error);
    }
    return status == STATUS_OK ? copy(&from, &to, options, out, error) : status;
}

enum status store_compare(const char *from_url, const char *to_url,
                          const struct copy_options *options, struct copy_report *out,
                          struct error *error)
{
    AUTO(copy_end_close) struct copy_end from = {.lock = -1};
    AUTO(copy_end_close) struct copy_end to = {.lock = -1};
    *out = (struct copy_report){.count = 0};
    enum status status = copy_end_find(from_url, "FROM", &from, error);
    if (status == STATUS_OK) {
        status = copy_end_find(to_url, "TO", &to, error);
    }
    if (status == STATUS_OK) {
        status = copy_end_read(&from, false, error);
    }
    if (status == STATUS_OK) {
        status = copy_end_read(&to, false, error);
    }
    return status == STATUS_OK ? compare(&from, &to, options, out, error) : status;
}
