/* SPDX-License-Identifier: Apache-2.0 */

/* Building the course script's JSON, where nothing can go wrong: for text that is not UTF-8, which
 * source/ has refused, or a wrong format string, Jansson returns NULL, and the program ends. */
#ifndef FORMATS_SCRIPT_JSON_H
#define FORMATS_SCRIPT_JSON_H

#include <jansson.h>

/* Yields `json`, which is not NULL. With json_pack(): "s*" leaves a member out when its value is
 * NULL. */
json_t *script_checked(json_t *json);

/* These take the last argument. */
void script_append(json_t *array, json_t *element);
void script_set(json_t *object, const char *key, json_t *value);

/* A whole number is written without ".0". */
json_t *script_number(double number);

#endif
