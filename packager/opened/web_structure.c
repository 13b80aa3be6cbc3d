/* SPDX-License-Identifier: Apache-2.0 */

/* Plain web pages: what has a page to begin with, and is nothing that an LMS knows. */
#include "opened/structure.h"

#include <stddef.h>

static bool read_web(struct opened *opened, struct opened_structure *structure)
{
    struct opened_file *page = opened_find(opened, "index.html");
    if (page == NULL || opened->structures != NULL) {
        return false;
    }
    structure->manifest = page;
    struct opened_unit *unit = opened_add_unit(opened, structure);
    unit->kind = OPENED_UNTRACKED;
    unit->launch = opened_refer(opened, NULL, page->path, NULL);
    return true;
}

extern const struct opened_format OPENED_WEB;
const struct opened_format OPENED_WEB = {
    .name = "web",
    .title = "plain web pages",
    .read = read_web,
};
