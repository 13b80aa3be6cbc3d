/* SPDX-License-Identifier: Apache-2.0 */

/* Strings (draft-07 validation, 6.3 and 7). */
#include "schema/keyword.h"

static struct text text_in(const json_t *value)
{
    return (struct text){json_string_value(value), json_string_length(value)};
}

bool keyword_max_length(struct schema_run *run, const struct schema_use *use, const json_t *value,
                        const struct json_place *place)
{
    size_t length = text_count_characters(text_in(value));
    return (double)length <= json_number_value(use->value) ||
           schema_run_break(run, use, place, "it has %zu characters, and may have %s", length,
                            schema_shown(run, use->value));
}

bool keyword_min_length(struct schema_run *run, const struct schema_use *use, const json_t *value,
                        const struct json_place *place)
{
    size_t length = text_count_characters(text_in(value));
    return (double)length >= json_number_value(use->value) ||
           schema_run_break(run, use, place, "it has %zu characters, and must have %s", length,
                            schema_shown(run, use->value));
}

bool keyword_pattern_is_found(struct schema_run *run, const struct schema_use *use, size_t index,
                              struct text subject, const struct json_place *place)
{
    if (!schema_run_step(run, 1, use, place)) {
        return false;
    }
    enum pattern_outcome found =
        pattern_find(run->patterns, use->patterns[index], subject, &run->steps_left);
    if (found == PATTERN_UNDECIDED) {
        return schema_run_give_up(run, use, place,
                                  "the regular expression takes too many steps on these %zu bytes",
                                  subject.length);
    }
    return found == PATTERN_FOUND;
}

bool keyword_pattern(struct schema_run *run, const struct schema_use *use, const json_t *value,
                     const struct json_place *place)
{
    return keyword_pattern_is_found(run, use, 0, text_in(value), place) ||
           schema_run_break(run, use, place, "%s does not match %s", schema_shown(run, value),
                            schema_shown(run, use->value));
}

bool keyword_format(struct schema_run *run, const struct schema_use *use, const json_t *value,
                    const struct json_place *place)
{
    return schema_format_fits(json_string_value(use->value), text_in(value)) ||
           schema_run_break(run, use, place, "%s is not of the format '%s'",
                            schema_shown(run, value), json_string_value(use->value));
}
