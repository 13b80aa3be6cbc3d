/* SPDX-License-Identifier: Apache-2.0 */

/* Query parameters, read. */
#include "resources/parameters.h"

#include "base/iri.h"
#include "base/timestamp.h"
#include "xapi/agent.h"

enum { DIGITS_MAX = 18 };

enum status parameter_uuid(const struct call *call, const char *name, struct uuid *out, bool *given,
                           struct error *error)
{
    struct text value = http_request_parameter(call->request, name);
    *given = value.data != NULL;
    if (*given && !uuid_parse(value, out)) {
        return FAIL(error, STATUS_INVALID, "%s: '%.*s' is not a UUID", name, TEXT_ARGUMENTS(value));
    }
    return STATUS_OK;
}

enum status parameter_timestamp(const struct call *call, const char *name, int64_t *out_us,
                                struct error *error)
{
    struct text value = http_request_parameter(call->request, name);
    if (value.data != NULL && !timestamp_parse(value, out_us)) {
        return FAIL(error, STATUS_INVALID,
                    "%s: '%.*s' is not a timestamp like 2026-01-31T12:00:00.000Z (in a query "
                    "string '+' must be written %%2B)",
                    name, TEXT_ARGUMENTS(value));
    }
    return STATUS_OK;
}

enum status parameter_boolean(const struct call *call, const char *name, bool *out,
                              struct error *error)
{
    struct text value = http_request_parameter(call->request, name);
    if (value.data == NULL) {
        return STATUS_OK;
    }
    *out = text_is(value, "true");
    if (!*out && !text_is(value, "false")) {
        return FAIL(error, STATUS_INVALID, "%s: '%.*s' is neither true nor false", name,
                    TEXT_ARGUMENTS(value));
    }
    return STATUS_OK;
}

enum status parameter_number(const struct call *call, const char *name, int64_t *out,
                             struct error *error)
{
    struct text value = http_request_parameter(call->request, name);
    if (value.data == NULL) {
        return STATUS_OK;
    }
    int64_t number = 0;
    bool is_number = value.length > 0 && value.length <= DIGITS_MAX;
    for (size_t i = 0; i < value.length && is_number; i++) {
        is_number = value.data[i] >= '0' && value.data[i] <= '9';
        number = number * 10 + (value.data[i] - '0');
    }
    if (!is_number) {
        return FAIL(error, STATUS_INVALID, "%s: '%.*s' is not a whole number of 0 or more", name,
                    TEXT_ARGUMENTS(value));
    }
    *out = number;
    return STATUS_OK;
}

enum status parameter_iri(const struct call *call, const char *name, struct text *out,
                          struct error *error)
{
    struct text value = http_request_parameter(call->request, name);
    if (value.data == NULL) {
        return STATUS_OK;
    }
    if (!iri_is_valid(value)) {
        return FAIL(error, STATUS_INVALID, "%s: '%.*s' is not an absolute IRI", name,
                    TEXT_ARGUMENTS(value));
    }
    *out = value;
    return STATUS_OK;
}

enum status parameter_agent(const struct call *call, const char *name, struct text *out,
                            struct error *error)
{
    struct text value = http_request_parameter(call->request, name);
    if (value.data == NULL) {
        return STATUS_OK;
    }
    struct text key = {NULL, 0};
    enum status status = agent_read(value, name, call->request->arena, &key, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (key.data == NULL) {
        return FAIL(error, STATUS_INVALID,
                    "%s: an anonymous group can't be asked for; name one identifier", name);
    }
    *out = key;
    return STATUS_OK;
}

enum status parameter_require(const char *name, struct text value, struct error *error)
{
    if (value.data == NULL) {
        return FAIL(error, STATUS_INVALID, "%s: this parameter is required", name);
    }
    return STATUS_OK;
}
