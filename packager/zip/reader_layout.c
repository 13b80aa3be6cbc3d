/* SPDX-License-Identifier: Apache-2.0 */

/* Where entries lie in the zip: those that share bytes let a small file unpack to a huge one, and
 * bytes of no entry hide what only some readers see. Decides which entries may be read. */
#include "zip/reader_parts.h"

#include "base/arena.h"
#include "base/mem.h"
#include "base/printable.h"

#include <inttypes.h>
#include <stdlib.h>

enum {
    LOCAL_SIZE = 30,
    DESCRIPTOR_MAX = 24,  /* bytes behind the content, with signature and wide sizes */
    DEFLATE_RATIO = 1032, /* no deflated byte gives more */
    DEFLATE_SLACK = 1032 * 8,
};

/* The walk over all items by their places. */
struct walk {
    struct zip_reader *reader;
    struct zip_item *widest; /* the one that ends last so far; NULL at first */
    uint64_t end;            /* where it ends */
};

static int compare_places(const void *left, const void *right)
{
    const struct zip_item *const *one = left;
    const struct zip_item *const *other = right;
    if ((*one)->header_offset != (*other)->header_offset) {
        return (*one)->header_offset < (*other)->header_offset ? -1 : 1;
    }
    return (*one > *other) - (*one < *other); /* both of one array */
}

/* Where its content ends, or would end; never beyond what 64 bits hold. */
static uint64_t end_of(const struct zip_item *item)
{
    uint64_t begin = item->data_offset != 0 ? item->data_offset : item->header_offset;
    return item->packed_size <= UINT64_MAX - begin ? begin + item->packed_size : UINT64_MAX;
}

static void forbid(struct walk *walk, struct zip_item *item, const char *other)
{
    item->is_readable = false;
    reader_fault(walk->reader, ZIP_FAULT_OVERLAP, item, "it shares bytes with %s", other);
}

/* Bytes from the end so far to `begin` belong to nothing, but for a data descriptor. */
static void check_gap(struct walk *walk, uint64_t begin)
{
    bool has_descriptor = walk->widest != NULL && (walk->widest->flags & ZIP_FLAG_DESCRIPTOR) != 0;
    if (begin <= walk->end + (has_descriptor ? DESCRIPTOR_MAX : 0)) {
        return;
    }
    uint64_t length = begin - walk->end;
    if (walk->widest == NULL) {
        reader_fault(walk->reader, ZIP_FAULT_BEFORE_FIRST, NULL,
                     "%" PRIu64 " bytes stand before the first entry", length);
        return;
    }
    reader_fault(walk->reader, ZIP_FAULT_UNCLAIMED, NULL,
                 "%" PRIu64 " bytes behind '%s' belong to no entry", length,
                 printable(walk->reader->parts->arena, walk->widest->name));
}

static void visit(struct walk *walk, struct zip_item *item)
{
    struct arena *arena = walk->reader->parts->arena;
    if (walk->widest != NULL && item->header_offset < walk->end) {
        forbid(walk, item, arena_print(arena, "'%s'", printable(arena, walk->widest->name)));
        walk->widest->is_readable = false;
    } else {
        check_gap(walk, item->header_offset);
    }
    uint64_t end = end_of(item);
    if (walk->widest == NULL || end > walk->end) {
        walk->widest = item;
        walk->end = end;
    }
}

static void check_places(struct zip_reader *reader, const struct zip_end *end)
{
    struct zip_item **sorted =
        ARENA_ARRAY(reader->parts->arena, struct zip_item *, reader->item_count);
    for (size_t i = 0; i < reader->item_count; i++) {
        sorted[i] = &reader->items[i];
    }
    qsort(sorted, reader->item_count, sizeof(struct zip_item *), compare_places);
    struct walk walk = {.reader = reader};
    for (size_t i = 0; i < reader->item_count; i++) {
        visit(&walk, sorted[i]);
    }
    if (walk.end > end->directory) {
        forbid(&walk, walk.widest, "the central directory");
    } else {
        check_gap(&walk, end->directory);
    }
}

/* More than deflate can make of its bytes, or more than any honest content is packed to. */
static bool is_bomb(const struct zip_item *item)
{
    if (item->method == ZIP_ITEM_STORED) {
        return item->size > item->packed_size && item->size >= ZIP_RATIO_FREE_BYTES;
    }
    if (item->size < ZIP_RATIO_FREE_BYTES) {
        return item->packed_size < (UINT64_C(1) << 32) &&
               item->size > item->packed_size * DEFLATE_RATIO + DEFLATE_SLACK;
    }
    return item->packed_size < item->size / ZIP_RATIO_MAX;
}

/* Of those whose headers agree. */
static bool is_readable(struct zip_reader *reader, const struct zip_item *item)
{
    if (is_bomb(item)) {
        reader_fault(reader, ZIP_FAULT_BOMB, item, "%" PRIu64 " bytes are to unpack to %" PRIu64,
                     item->packed_size, item->size);
        return false;
    }
    return item->is_readable && !zip_item_is_encrypted(item) &&
           (item->method == ZIP_ITEM_STORED || item->method == ZIP_ITEM_DEFLATED);
}

void reader_check_layout(struct zip_reader *reader, const struct zip_end *end)
{
    for (size_t i = 0; i < reader->item_count; i++) {
        reader->items[i].is_readable = is_readable(reader, &reader->items[i]);
    }
    check_places(reader, end);
}
