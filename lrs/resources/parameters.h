/* SPDX-License-Identifier: Apache-2.0 */

/* Query parameters as values; every failure is INVALID and begins with the parameter's name. */
#ifndef RESOURCES_PARAMETERS_H
#define RESOURCES_PARAMETERS_H

#include "base/uuid.h"
#include "resources/call.h"

#include <stdbool.h>

/* All of these leave *out alone when the parameter was not given. */
MUST_CHECK enum status parameter_uuid(const struct call *call, const char *name, struct uuid *out,
                                      bool *given, struct error *error);
MUST_CHECK enum status parameter_timestamp(const struct call *call, const char *name,
                                           int64_t *out_us, struct error *error);
MUST_CHECK enum status parameter_boolean(const struct call *call, const char *name, bool *out,
                                         struct error *error); /* "true" or "false" */
MUST_CHECK enum status parameter_number(const struct call *call, const char *name, int64_t *out,
                                        struct error *error); /* 0 and above */
MUST_CHECK enum status parameter_iri(const struct call *call, const char *name, struct text *out,
                                     struct error *error);

/* The agent's key (xapi/agent.h). */
MUST_CHECK enum status parameter_agent(const struct call *call, const char *name, struct text *out,
                                       struct error *error);

/* INVALID unless `value`, of the parameter `name`, was given. */
MUST_CHECK enum status parameter_require(const char *name, struct text value, struct error *error);

#endif
