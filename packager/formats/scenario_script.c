/* SPDX-License-Identifier: Apache-2.0 */

/* Writes scenarios. */
#include "formats/page_scripts.h"

#include "course/scenario.h"
#include "formats/script_json.h"

static json_t *choices_json(const struct step *step)
{
    json_t *array = json_array();
    for (size_t i = 0; i < step->choice_count; i++) {
        const struct step_choice *choice = &step->choices[i];
        script_append(array, script_checked(json_pack("{s:s, s:s, s:s*, s:s}", "id", choice->id,
                                                      "html", choice->html, "feedback_html",
                                                      choice->feedback_html, "to", choice->to)));
    }
    return array;
}

json_t *scenario_script(const struct scenario *scenario)
{
    json_t *steps = json_array();
    for (size_t i = 0; i < scenario->step_count; i++) {
        const struct step *step = &scenario->steps[i];
        script_append(steps, script_checked(json_pack("{s:s, s:s, s:o}", "id", step->id, "html",
                                                      step->html, "choices", choices_json(step))));
    }
    return script_checked(json_pack("{s:s, s:o}", "start", scenario->steps[0].id, "steps", steps));
}
