/* SPDX-License-Identifier: Apache-2.0 */

/* Jansson's calls with their results asserted. */
#include "formats/script_json.h"

#include <assert.h>

json_t *script_checked(json_t *json)
{
    assert(json != NULL);
    return json;
}

void script_append(json_t *array, json_t *element)
{
    int result = json_array_append_new(array, element);
    assert(result == 0);
}

void script_set(json_t *object, const char *key, json_t *value)
{
    int result = json_object_set_new(object, key, value);
    assert(result == 0);
}

json_t *script_number(double number)
{
    return number == (double)(json_int_t)number ? json_integer((json_int_t)number)
                                                : script_checked(json_real(number));
}
