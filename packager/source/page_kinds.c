/* SPDX-License-Identifier: Apache-2.0 */

/* The table of page kinds. */
#include "source/page_kinds.h"

#include "base/arena.h"
#include "source/keys.h"
#include "source/page_file.h"
#include "source/quiz_file.h"
#include "source/scenario_file.h"
#include "source/survey_file.h"

#include <string.h>

static const struct page_kind_reader PAGE_KINDS[] = {
    {".md", page_file_parse},
    {".quiz.json", quiz_file_parse},
    {".scenario.json", scenario_file_parse},
    {".survey.json", survey_file_parse},
};

enum { PAGE_KIND_COUNT = sizeof PAGE_KINDS / sizeof *PAGE_KINDS };

struct text page_kind_id(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    return (struct text){name, strcspn(name, ".")};
}

const struct page_kind_reader *page_kind_of(const char *path)
{
    struct text id = page_kind_id(path);
    for (size_t i = 0; id_is_valid(id) && i < PAGE_KIND_COUNT; i++) {
        if (strcmp(id.data + id.length, PAGE_KINDS[i].suffix) == 0) {
            return &PAGE_KINDS[i];
        }
    }
    return NULL;
}

const char *page_kind_list(struct arena *arena)
{
    const char *list = "";
    for (size_t i = 0; i < PAGE_KIND_COUNT; i++) {
        const char *separator = i == 0 ? "" : i + 1 < PAGE_KIND_COUNT ? ", " : " or ";
        list = arena_print(arena, "%s%s<page-id>%s", list, separator, PAGE_KINDS[i].suffix);
    }
    return list;
}
