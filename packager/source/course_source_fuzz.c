/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as course.json: what is accepted is a course with modules and pages, and messages name
 * a line of the file. */
#include "base/arena.h"
#include "course/course.h"
#include "source/course_file.h"
#include "source/files.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct source source = {.folder = "x", .arena = arena};
    struct text text = {(const char *)data, size};
    struct course *course = NULL;
    struct error error = {0};
    if (course_file_parse(&source, text, NULL, &course, &error) == STATUS_OK) {
        assert(course->module_count > 0 && course->modules[0].page_count > 0);
        assert(course->title[0] != '\0');
    } else {
        assert(strncmp(error.message, "x/course.json:", 14) == 0);
    }
    return 0;
}
