/* SPDX-License-Identifier: Apache-2.0 */

/* For this module's tests: a folder of cases, each a JSON file named after its rule. */
#ifndef XAPI_CASES_H
#define XAPI_CASES_H

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/json.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { CASE_MAX = 1 << 20 };

typedef void (*case_check)(const char *name, struct text description);

static inline void run_case(const char *folder, const char *name, case_check check)
{
    struct error error = {.message = ""};
    AUTO(free) char *path = path_join(folder, name);
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(CASE_MAX);
    AUTO(json_release) json_t *json = NULL;
    if (file_read(path, CASE_MAX, &content, &error) != STATUS_OK ||
        json_read(buffer_text(&content), name, &json, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    check(name, buffer_text(&content));
}

/* Runs `check` over the files of the folder `path`; returns how many there were. */
static inline size_t run_cases(const char *path, case_check check)
{
    DIR *directory = opendir(path);
    assert_non_null(directory);
    size_t count = 0;
    struct dirent *entry;
    /* One thread, so readdir() is safe. */
    while ((entry = readdir(directory)) != NULL) { // NOLINT(concurrency-mt-unsafe)
        if (entry->d_name[0] != '.') {
            run_case(path, entry->d_name, check);
            count++;
        }
    }
    (void)closedir(directory);
    return count;
}

/* Without white space between values, so that cases may be laid out for reading. */
static inline void add_compact(struct buffer *out, struct text text)
{
    bool in_string = false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (in_string || (c != ' ' && c != '\n')) {
            buffer_add_character(out, c);
        }
        if (in_string && c == '\\') {
            buffer_add_character(out, text.data[++i]);
        } else if (c == '"') {
            in_string = !in_string;
        }
    }
}

static inline void assert_same(const char *name, struct text actual, struct text expected)
{
    AUTO(buffer_finish) struct buffer left = BUFFER_INIT(CASE_MAX);
    AUTO(buffer_finish) struct buffer right = BUFFER_INIT(CASE_MAX);
    add_compact(&left, actual);
    add_compact(&right, expected);
    if (!text_equals(buffer_text(&left), buffer_text(&right))) {
        fail_msg("%s: %.*s instead of %.*s", name, TEXT_ARGUMENTS(buffer_text(&left)),
                 TEXT_ARGUMENTS(buffer_text(&right)));
    }
}

#endif
