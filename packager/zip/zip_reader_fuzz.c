/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as a zip: what is read stays within them and within the limits, and content that is
 * given whole is as long as its entry says. */
#include "zip/zip_reader.h"

#include "base/arena.h"
#include "base/fuzz.h"

enum { GIVEN_MAX = 1 << 20 };

static bool count(void *context, struct text piece)
{
    size_t *given = context;
    *given += piece.length;
    return *given < GIVEN_MAX;
}

static void read_item(struct zip_reader *reader, const struct zip_item *item)
{
    size_t given = 0;
    const struct zip_sink sink = {count, &given};
    struct error error = {0};
    enum status status = zip_reader_read(reader, item, &sink, &error);
    fuzz_require(given <= item->size);
    fuzz_require(status != STATUS_OK || given == item->size || given >= GIVEN_MAX);
    fuzz_require(status == STATUS_OK || error.message[0] != '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(free) char *copy = fuzz_copy(data, size);
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct zip_reader *reader = zip_reader_open_bytes((struct text){copy, size}, arena);
    fuzz_require(reader->item_count <= ZIP_ITEMS_MAX);
    for (size_t i = 0; i < reader->item_count; i++) {
        const struct zip_item *item = &reader->items[i];
        fuzz_require(item->name.data[item->name.length] == '\0');
        fuzz_require(!item->is_readable || item->packed_size <= size);
        read_item(reader, item);
    }
    size_t faults = 0;
    for (const struct zip_fault *fault = reader->faults; fault != NULL; fault = fault->next) {
        fuzz_require(fault->detail[0] != '\0' && text_is_utf8(text_of(fault->detail)));
        faults++;
    }
    fuzz_require(faults <= (size_t)ZIP_FAULT_KINDS * ZIP_FAULTS_KEPT);
    return 0;
}
