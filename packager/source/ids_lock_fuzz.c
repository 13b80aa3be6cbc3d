/* SPDX-License-Identifier: Apache-2.0 */

/* Whatever bytes come: a lock or a message with a line, and no more than a course's modules. */
#include "source/ids_lock.h"

#include "base/arena.h"
#include "base/fuzz.h"
#include "course/course.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(free) char *copy = fuzz_copy(data, size);
    const struct text text = {copy, size};
    const struct ids_lock *lock = NULL;
    struct error error = {0};
    if (ids_lock_parse("ids.lock", text, arena, &lock, &error) != STATUS_OK) {
        fuzz_require(lock == NULL && strstr(error.message, "ids.lock:") == error.message);
        return 0;
    }
    struct course course = {.id = "a", .iri = "https://example.org/a"};
    (void)ids_lock_list_new(lock, &course, arena);
    fuzz_require(ids_lock_check(lock, &course, &error) == STATUS_OK ||
                 strstr(error.message, "--allow-id-change") != NULL);
    return 0;
}
