/* SPDX-License-Identifier: Apache-2.0 */

/* The checks of keywords, for the table: one of struct schema_keyword's `holds` each. */
#ifndef SCHEMA_KEYWORD_H
#define SCHEMA_KEYWORD_H

#include "schema/node.h"

#define KEYWORD_CHECK(name)                                                              \
    bool name(struct schema_run *run, const struct schema_use *use, const json_t *value, \
              const struct json_place *place)

/* any.c */
KEYWORD_CHECK(keyword_type);
KEYWORD_CHECK(keyword_enum);
KEYWORD_CHECK(keyword_const);

/* combined.c */
KEYWORD_CHECK(keyword_reference);
KEYWORD_CHECK(keyword_all_of);
KEYWORD_CHECK(keyword_any_of);
KEYWORD_CHECK(keyword_one_of);
KEYWORD_CHECK(keyword_not);
KEYWORD_CHECK(keyword_if);

/* number.c */
KEYWORD_CHECK(keyword_multiple_of);
KEYWORD_CHECK(keyword_maximum);
KEYWORD_CHECK(keyword_exclusive_maximum);
KEYWORD_CHECK(keyword_minimum);
KEYWORD_CHECK(keyword_exclusive_minimum);

/* string.c */
KEYWORD_CHECK(keyword_max_length);
KEYWORD_CHECK(keyword_min_length);
KEYWORD_CHECK(keyword_pattern);
KEYWORD_CHECK(keyword_format);

/* array.c */
KEYWORD_CHECK(keyword_items);
KEYWORD_CHECK(keyword_additional_items);
KEYWORD_CHECK(keyword_max_items);
KEYWORD_CHECK(keyword_min_items);
KEYWORD_CHECK(keyword_unique_items);
KEYWORD_CHECK(keyword_contains);

/* object.c */
KEYWORD_CHECK(keyword_max_properties);
KEYWORD_CHECK(keyword_min_properties);
KEYWORD_CHECK(keyword_required);
KEYWORD_CHECK(keyword_properties);
KEYWORD_CHECK(keyword_pattern_properties);
KEYWORD_CHECK(keyword_additional_properties);
KEYWORD_CHECK(keyword_dependencies);
KEYWORD_CHECK(keyword_property_names);

/* pattern.c's pattern_find() over a run's own steps: whether it is there; false also when that was
 * given up. */
bool keyword_pattern_is_found(struct schema_run *run, const struct schema_use *use, size_t index,
                              struct text subject, const struct json_place *place);

#endif
