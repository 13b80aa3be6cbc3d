/* SPDX-License-Identifier: Apache-2.0 */

/* From a statement to the answer that it tells. */
#include "store/answer.h"

#include "base/duration.h"
#include "store/names.h"
#include "store/said.h"

#include <string.h>

enum { DAY_MS = 86400000, HUNDREDTH_MS = 10, WHOLE_DIGITS = 6, DECIMALS = 6 };

/* Interactions whose responses are chosen or counted, not written. */
static const char *const closed_interactions[] = {
    "true-false", "choice", "sequencing", "likert", "matching", "numeric",
};

static bool is_closed(struct text interaction)
{
    for (size_t i = 0; i < sizeof closed_interactions / sizeof closed_interactions[0]; i++) {
        if (text_is(interaction, closed_interactions[i])) {
            return true;
        }
    }
    return false;
}

static struct text read_response(const json_t *object, const json_t *result, struct arena *arena)
{
    struct text interaction = said_text(json_object_get(object, "definition"), "interactionType");
    struct text response = said_text(result, "response");
    if (response.data == NULL || !is_closed(interaction)) {
        return text_of("");
    }
    return name_shorten(response, arena);
}

static enum answer_outcome read_outcome(const json_t *result)
{
    const json_t *success = json_object_get(result, "success");
    if (!json_is_boolean(success)) {
        return OUTCOME_NEUTRAL;
    }
    return json_is_true(success) ? OUTCOME_RIGHT : OUTCOME_WRONG;
}

static int64_t read_ms(const json_t *result)
{
    struct text duration = said_text(result, "duration");
    if (duration.data == NULL || !duration_is_valid(duration)) {
        return -1;
    }
    int64_t hundredths = duration_hundredths(duration);
    return hundredths > DAY_MS / HUNDREDTH_MS ? -1 : hundredths * HUNDREDTH_MS;
}

struct answer answer_read(const json_t *statement, struct arena *arena)
{
    const json_t *object = json_object_get(statement, "object");
    const json_t *result = json_object_get(statement, "result");
    if (!said_is_activity(object) || said_text(result, "response").data == NULL) {
        return (struct answer){0};
    }
    struct text question = said_text(object, "id");
    struct text parent = said_text(json_array_get(said_around(statement, "parent"), 0), "id");
    return (struct answer){.question = question,
                           .asked_in = parent.data != NULL ? parent : question,
                           .response = read_response(object, result, arena),
                           .outcome = read_outcome(result),
                           .ms = read_ms(result)};
}

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

static size_t count_digits(struct text text, size_t from)
{
    size_t count = 0;
    while (from + count < text.length && is_digit(text.data[from + count])) {
        count++;
    }
    return count;
}

bool answer_number(struct text response, int64_t *out_millionths)
{
    size_t sign = response.length > 0 && response.data[0] == '-' ? 1 : 0;
    size_t whole = count_digits(response, sign);
    size_t point = sign + whole;
    bool has_point = point < response.length && response.data[point] == '.';
    size_t decimals = has_point ? count_digits(response, point + 1) : 0;
    if (whole == 0 || whole > WHOLE_DIGITS || (has_point && decimals == 0) ||
        response.length != point + (has_point ? 1 + decimals : 0)) {
        return false;
    }
    int64_t number = 0;
    for (size_t i = 0; i < whole + DECIMALS; i++) {
        size_t place = i < whole ? sign + i : point + 1 + i - whole;
        bool is_there = i < whole || i - whole < decimals;
        number = 10 * number + (is_there ? response.data[place] - '0' : 0);
    }
    *out_millionths = sign == 1 ? -number : number;
    return true;
}
