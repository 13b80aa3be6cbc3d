/* SPDX-License-Identifier: Apache-2.0 */

/* Problems as lines of text and as JSON. */
#include "commands/problem_lines.h"

#include <stdio.h>

static void print_list(const char *path, const struct problem_list *list, const char *kind)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct problem *problem = &list->items[i];
        (void)fprintf(stderr, "%s:", problem->file == NULL ? path : problem->file);
        if (problem->line > 0) {
            (void)fprintf(stderr, "%zu:", problem->line);
        }
        (void)fprintf(stderr, " %s%s%s", kind, problem->column,
                      problem->column[0] == '\0' ? "" : " ");
        if (problem->value[0] != '\0') {
            (void)fprintf(stderr, "'%s' ", problem->value);
        }
        (void)fprintf(stderr, "%s\n", problem->remedy);
    }
    if (list->total > list->count) {
        (void)fprintf(stderr, "%s: %sand %zu more\n", path, kind, list->total - list->count);
    }
}

void problem_lines_print(const char *path, const struct problems *problems)
{
    print_list(path, &problems->warnings, "warning: ");
    print_list(path, &problems->errors, "");
}

static json_t *list_json(const struct problem_list *list)
{
    json_t *first = json_array();
    for (size_t i = 0; i < list->count; i++) {
        const struct problem *problem = &list->items[i];
        (void)json_array_append_new(
            first, json_pack("{s:s?, s:I, s:s, s:s, s:s}", "file", problem->file, "line",
                             (json_int_t)problem->line, "column", problem->column, "value",
                             problem->value, "remedy", problem->remedy));
    }
    return json_pack("{s:I, s:o}", "total", (json_int_t)list->total, "first", first);
}

json_t *problem_lines_json(const struct problems *problems)
{
    return json_pack("{s:o, s:o}", "errors", list_json(&problems->errors), "warnings",
                     list_json(&problems->warnings));
}
