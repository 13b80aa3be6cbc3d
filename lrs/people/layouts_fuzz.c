/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as a file of ODS: codes that are codes, spans that are moments. */
#include "people/layouts.h"

#include "base/fuzz.h"

enum { LIMIT = 1 << 22 };

static enum status take_organisation(void *context, const struct stored_organisation *organisation,
                                     struct error *error)
{
    (void)context;
    (void)error;
    fuzz_require(organisation->code.length >= 3 && text_is_utf8(organisation->name));
    return STATUS_OK;
}

static enum status take_link(void *context, const struct organisation_link *link,
                             struct error *error)
{
    (void)context;
    (void)error;
    fuzz_require(link->code.length >= 3 && text_is_utf8(link->relation) &&
                 text_is_utf8(link->target));
    return STATUS_OK;
}

static void tell(const struct ods_layout *layout, const struct csv_row *row,
                 const size_t places[ODS_FIELDS], struct problems *problems)
{
    const struct ods_sink sink = {take_organisation, take_link, NULL};
    struct ods_row told = {.line = row->line, .problems = problems};
    struct error error;
    for (size_t i = 0; i < ODS_FIELDS; i++) {
        bool is_there = places[i] > 0 && places[i] <= row->count;
        told.fields[i] = is_there ? text_trim(row->values[places[i] - 1]) : text_of("");
    }
    fuzz_require(layout->tell(&told, &sink, &error) == STATUS_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(LIMIT);
    struct problems problems = {.arena = arena};
    struct csv_reader reader;
    struct csv_row row = {.count = 0};
    struct error error;
    bool has_row = false;
    size_t places[ODS_FIELDS];
    buffer_add(&content, data, size);
    if (csv_begin(&content, &reader, &error) != STATUS_OK ||
        csv_next(&reader, &row, &has_row, &error) != STATUS_OK) {
        return 0;
    }
    const struct ods_layout *layout = ods_layout_find(&row);
    if (layout == NULL) {
        return 0;
    }
    ods_layout_place(layout, &row, places);
    while (has_row) {
        tell(layout, &row, places, &problems);
        if (csv_next(&reader, &row, &has_row, &error) != STATUS_OK) {
            break;
        }
    }
    return 0;
}
