/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as a course structure. */
#include "cmi5/judge.h"

#include "base/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(free) char *copy = fuzz_copy(data, size);
    struct error error = {.message = ""};
    struct cmi5_course course;
    if (cmi5_course_read((struct text){copy, size}, arena, &course, &error) != STATUS_OK) {
        fuzz_require(error.message[0] != '\0' && text_is_utf8(text_of(error.message)));
        return 0;
    }
    fuzz_require(course.count >= 2 && course.nodes[0].kind == CMI5_COURSE);
    struct cmi5_standing *standings = ARENA_ARRAY(arena, struct cmi5_standing, course.count);
    bool *fresh = ARENA_ARRAY(arena, bool, course.count);
    for (size_t i = 1; i < course.count; i++) {
        fuzz_require(course.nodes[i].parent < i);
        fuzz_require(course.nodes[i].kind != CMI5_UNIT || course.nodes[i].url.length > 0);
    }
    cmi5_judge(&course, standings, fresh);
    for (size_t i = 1; i < course.count; i++) {
        const struct cmi5_standing *around = &standings[course.nodes[i].parent];
        fuzz_require(standings[i].is_satisfied || !around->is_satisfied);
    }
    return 0;
}
