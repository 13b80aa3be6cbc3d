/* SPDX-License-Identifier: Apache-2.0 */

/* The specification's simple data types (Data 2.2 and 4), each a value_check for the tables. */
#ifndef XAPI_VALUE_H
#define XAPI_VALUE_H

#include "xapi/rule.h"

#include <stdint.h>

#define VALUE_CHECK(name)                                                 \
    MUST_CHECK enum status name(json_t *value, const struct place *place, \
                                enum xapi_version version, struct error *error)

VALUE_CHECK(string_check);
VALUE_CHECK(boolean_check);
VALUE_CHECK(number_check);
VALUE_CHECK(count_check); /* a whole number, not negative */
VALUE_CHECK(iri_check);   /* also IRL and URI: with a scheme */
VALUE_CHECK(mailto_check);
VALUE_CHECK(sha1_check); /* 40 hexadecimal digits */
VALUE_CHECK(sha2_check); /* 56, 64, 96 or 128 hexadecimal digits */
VALUE_CHECK(uuid_check);
VALUE_CHECK(timestamp_check);
VALUE_CHECK(duration_check);
VALUE_CHECK(language_check);
VALUE_CHECK(language_map_check);
VALUE_CHECK(media_type_check);
VALUE_CHECK(extensions_check);
VALUE_CHECK(strings_check); /* an array of strings */

/* Like timestamp_parse(), but in 1.0.3, which only recommends a time zone (Data 4.5), a time
 * without one is UTC. */
MUST_CHECK bool timestamp_read(struct text text, enum xapi_version version, int64_t *out_us);

#endif
