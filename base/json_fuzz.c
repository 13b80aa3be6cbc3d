/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes: a walk stays inside; what the parser accepts is walked member by member; and the quick
 * parser reads nothing in another way than Jansson. */
#include "base/fuzz.h"
#include "base/json.h"
#include "base/json_plain.h"

static bool is_inside(struct text part, struct text whole)
{
    return part.data >= whole.data && part.data + part.length <= whole.data + whole.length;
}

/* Visits everything below `text`, and tells how many members and elements stand at its top. */
static size_t walk_all(struct text text, size_t depth)
{
    size_t count = 0;
    struct json_walk walk = json_walk_begin(text);
    while (json_walk_next(&walk)) {
        fuzz_require(is_inside(walk.value, text) && walk.value.length > 0);
        fuzz_require(!walk.is_object || is_inside(walk.key, text));
        if (depth > 0) {
            (void)walk_all(walk.value, depth - 1);
        }
        count++;
    }
    return count;
}

/* Each slice that a walk gives is the value that the parser holds at the same place. */
static void compare(struct text text, const json_t *json)
{
    size_t expected = json_is_array(json) ? json_array_size(json) : json_object_size(json);
    fuzz_require(walk_all(text, 0) == expected);
    struct json_walk walk = json_walk_begin(text);
    for (size_t i = 0; json_walk_next(&walk); i++) {
        AUTO(json_release) json_t *value = NULL;
        fuzz_require(json_read(walk.value, NULL, &value, NULL) == STATUS_OK);
        if (json_is_array(json)) {
            fuzz_require(json_equal(value, json_array_get(json, i)) == 1);
        }
    }
}

static void compare_readers(struct text text)
{
    AUTO(json_release) json_t *plain = json_plain_read(text);
    AUTO(json_release)
    json_t *json =
        json_loadb(text.data, text.length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
    fuzz_require(plain == NULL || json_equal(plain, json) == 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(free) char *copy = fuzz_copy(data, size);
    struct text text = {copy, size};
    (void)walk_all(text, 8);
    (void)json_member(text, "id");
    fuzz_require(json_line_of(text, "/id/0/~1~0") >= 1);
    compare_readers(text);
    AUTO(json_release) json_t *json = NULL;
    if (json_read(text, NULL, &json, NULL) == STATUS_OK) {
        compare(text, json);
    }
    return 0;
}
