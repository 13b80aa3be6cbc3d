/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as a mapping: told what is wrong with its place, or one that keeps to the limits. */
#include "lms/mapping.h"

#include "base/fuzz.h"
#include "base/iri.h"
#include "lms/dates.h"

static void check(const struct lms_mapping *mapping)
{
    fuzz_require(mapping->id.length > 0 && mapping->id.length <= LMS_ID_MAX);
    fuzz_require(mapping->columns[LMS_ACCOUNT].count + mapping->columns[LMS_MBOX].count > 0);
    fuzz_require(mapping->home_page.data == NULL || iri_is_valid(mapping->home_page));
    fuzz_require(mapping->score_pass <= mapping->score_max);
    for (size_t i = 0; i < mapping->dates.count; i++) {
        fuzz_require(lms_date_format_is_valid(mapping->dates.items[i]));
    }
    for (size_t i = 0; i < mapping->activity_count; i++) {
        fuzz_require(iri_is_valid(mapping->activities[i].activity.id));
    }
    for (size_t i = 0; i < mapping->status_count; i++) {
        fuzz_require(mapping->statuses[i].verb <= LMS_NOTHING);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(free) char *copy = fuzz_copy(data, size);
    struct lms_mapping mapping;
    struct error error = {.status = STATUS_OK};
    enum status status =
        lms_mapping_read((struct text){copy, size}, "mapping", arena, &mapping, &error);
    fuzz_require(status == STATUS_OK || (status == STATUS_INVALID && error.message[0] != '\0'));
    if (status == STATUS_OK) {
        check(&mapping);
    }
    return 0;
}
