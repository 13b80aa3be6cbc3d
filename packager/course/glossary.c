/* SPDX-License-Identifier: Apache-2.0 */

/* Finds terms. */
#include "course/glossary.h"

#include <string.h>

const struct term *glossary_find(const struct glossary *glossary, const char *id)
{
    for (size_t i = 0; i < glossary->term_count; i++) {
        if (strcmp(glossary->terms[i].id, id) == 0) {
            return &glossary->terms[i];
        }
    }
    return NULL;
}
