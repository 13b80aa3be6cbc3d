/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes: what is read as a path keeps its limits, selects something at each step, and says the
 * same when it is read again with white space around it. */
#include "base/fuzz.h"
#include "profile/json_path.h"

static size_t count_choices(const struct json_path *path)
{
    size_t count = 0;
    for (size_t i = 0; i < path->branch_count; i++) {
        for (size_t j = 0; j < path->branches[i].step_count; j++) {
            fuzz_require(path->branches[i].steps[j].choice_count > 0);
            count += path->branches[i].steps[j].choice_count;
        }
    }
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(free) char *copy = fuzz_copy(data, size);
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct json_path path = {0};
    if (json_path_read((struct text){copy, size}, arena, &path, NULL) != STATUS_OK) {
        return 0;
    }
    size_t count = count_choices(&path);
    fuzz_require(path.branch_count > 0 && count <= JSON_PATH_STEPS_MAX);
    if (size + 2 <= JSON_PATH_BYTES_MAX) {
        struct json_path again = {0};
        const char *spaced = arena_print(arena, " %.*s ", (int)size, copy);
        /* A NUL within quotes would end what is printed. */
        if (memchr(copy, '\0', size) == NULL) {
            fuzz_require(json_path_read(text_of(spaced), arena, &again, NULL) == STATUS_OK);
            fuzz_require(count_choices(&again) == count && again.lacks_root == path.lacks_root);
        }
    }
    return 0;
}
