/* SPDX-License-Identifier: Apache-2.0 */

/* Finds steps. */
#include "course/scenario.h"

#include <string.h>

const struct step *scenario_find_step(const struct scenario *scenario, const char *id)
{
    for (size_t i = 0; i < scenario->step_count; i++) {
        if (strcmp(scenario->steps[i].id, id) == 0) {
            return &scenario->steps[i];
        }
    }
    return NULL;
}
