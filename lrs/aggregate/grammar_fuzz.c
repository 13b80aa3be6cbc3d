/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as parameters, one a line: they are refused with a place, or mean what fields allow. */
#include "aggregate/grammar.h"

#include "base/fuzz.h"

static struct text next(struct text *rest)
{
    struct text line = {NULL, 0};
    return text_split(rest, '\n', &line) && line.length > 0 ? line : (struct text){NULL, 0};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct text rest = {(const char *)data, size};
    struct aggregate_query query;
    struct error error = {0};
    const struct aggregate_words words = {.from = next(&rest),
                                          .measure = next(&rest),
                                          .group = next(&rest),
                                          .where = next(&rest),
                                          .bucket = next(&rest),
                                          .tz = next(&rest)};
    if (aggregate_read(&words, arena, &query, &error) != STATUS_OK) {
        fuzz_require(error.message[0] != '\0');
        return 0;
    }
    fuzz_require(query.source != NULL && query.measure_count > 0);
    for (size_t i = 0; i < query.condition_count; i++) {
        const struct aggregate_condition *condition = &query.conditions[i];
        fuzz_require(condition->field != NULL && condition->count > 0);
        bool is_met = aggregate_holds(condition, &condition->values[0]);
        fuzz_require(is_met || condition->comparison == IS_OTHER ||
                     condition->comparison == IS_LESS || condition->comparison == IS_MORE);
    }
    return 0;
}
