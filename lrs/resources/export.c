/* SPDX-License-Identifier: Apache-2.0 */

/* Statements, flat, a page after the other. */
#include "resources/export.h"

#include "base/ascii.h"
#include "extract/feed.h"
#include "resources/reports.h"

enum { DIGITS_MAX = 18 };

static bool parse_number(struct text text, int64_t *out)
{
    bool is_number = text.length > 0 && text.length <= DIGITS_MAX;
    *out = 0;
    for (size_t i = 0; i < text.length && is_number; i++) {
        is_number = ascii_is_digit(text.data[i]);
        *out = *out * 10 + (text.data[i] - '0');
    }
    return is_number;
}

/* A whole number that was given, or what stands for one that was not. */
static enum status read_number(const struct call *call, const char *name, int64_t otherwise,
                               int64_t *out, struct error *error)
{
    struct text text = http_request_parameter(call->request, name);
    if (text.data == NULL) {
        *out = otherwise;
        return STATUS_OK;
    }
    if (!parse_number(text, out)) {
        return FAIL(error, STATUS_INVALID, "%s: '%.*s' is no whole number", name,
                    TEXT_ARGUMENTS(text));
    }
    return STATUS_OK;
}

static enum status read_request(const struct call *call, struct feed_request *out,
                                struct error *error)
{
    static const char *const known[] = {"after", "limit", "format", "disclosure", NULL};
    enum status status = http_request_check_parameters(call->request, known, error);
    status = status == STATUS_OK ? read_number(call, "after", 0, &out->after_seq, error) : status;
    if (status == STATUS_OK) {
        status = read_number(call, "limit", FEED_ROWS_DEFAULT, &out->limit, error);
    }
    if (status == STATUS_OK && (out->limit < 1 || out->limit > FEED_ROWS_MAX)) {
        return FAIL(error, STATUS_INVALID, "limit: 1 to %d rows may be asked for at once",
                    FEED_ROWS_MAX);
    }
    status = status == STATUS_OK ? reports_choose_format(call, &out->format, error) : status;
    return status == STATUS_OK ? reports_choose_disclosure(call, &out->disclosure, error) : status;
}

enum status export_statements(struct call *call, struct error *error)
{
    struct feed_request request = {.names_people =
                                       (call->identity.permissions & PERMISSION_PERSONS) != 0};
    if (call->identity.organisation[0] != '\0') {
        return FAIL(error, STATUS_FORBIDDEN,
                    "statements of all learners are not shown to a credential of one organisation; "
                    "its reports are, and 'ibest-lrs extract --organisation' makes a file of them");
    }
    enum status status = read_request(call, &request, error);
    if (status != STATUS_OK) {
        return status;
    }
    reports_set_headers(call, request.format, request.disclosure);
    return feed_run(call->service->store, &request, reports_add_piece, &call->response->body,
                    error);
}
