/* SPDX-License-Identifier: Apache-2.0 */

/* A store's statements are alike: the same course, home page, verbs and keys again and again. A
 * dictionary of its own statements holds what one statement alone is too short to show. Each frame
 * names its dictionary, and has a checksum that unpacking looks at. */
#include "store/bodies.h"

#include "base/mem.h"
#include "store/packing.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

enum { DICTIONARIES_MAX = 8 };

/* The content of one statement cannot be longer than a request; this is what is taken for damage.
 */
static const unsigned long long members_max = 1ULL << 30;

struct room {
    char *bytes;
    size_t size;
};

struct bodies {
    ZSTD_DCtx *unpacker;
    struct room packed;
    struct room unpacked;
    ZSTD_DDict *dictionaries[DICTIONARIES_MAX + 1]; /* by number */
};

static struct bodies *bodies_of(struct connection *connection)
{
    if (connection->bodies == NULL) {
        connection->bodies = MEM_NEW(struct bodies);
    }
    return connection->bodies;
}

void bodies_destroy(struct bodies *bodies)
{
    if (bodies == NULL) {
        return;
    }
    for (size_t i = 0; i <= DICTIONARIES_MAX; i++) {
        (void)ZSTD_freeDDict(bodies->dictionaries[i]);
    }
    (void)ZSTD_freeDCtx(bodies->unpacker);
    free(bodies->packed.bytes);
    free(bodies->unpacked.bytes);
    free(bodies);
}

/* Never shrinks, as most statements of a store are of about one length. */
static char *make_room(struct room *room, size_t size)
{
    if (room->size < size) {
        room->size = size + size / 2;
        room->bytes = mem_resize(room->bytes, 1, room->size);
    }
    return room->bytes;
}

/* ---- dictionaries ---- */

/* A dictionary's bytes, borrowed until the cursor's next step; data is NULL if it is not there. */
static enum status read_dictionary(struct cursor *cursor, struct text *out, struct error *error)
{
    bool row = false;
    enum status status = cursor_step(cursor, &row, error);
    *out = status == STATUS_OK && row ? cursor_text(cursor, 0) : (struct text){NULL, 0};
    return status;
}

static enum status load(struct connection *connection, int64_t number, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    struct text bytes = {NULL, 0};
    enum status status = cursor_begin(connection, "SELECT bytes FROM dictionary WHERE number = $1",
                                      VALUES(value_integer(number)), &cursor, error);
    status = status == STATUS_OK ? read_dictionary(cursor, &bytes, error) : status;
    if (bytes.data != NULL) {
        connection->bodies->dictionaries[number] = ZSTD_createDDict(bytes.data, bytes.length);
        assert(connection->bodies->dictionaries[number] != NULL); /* out of memory */
    }
    return status;
}

enum status bodies_use_newest(struct connection *connection, struct packing *packing,
                              struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    struct text bytes = {NULL, 0};
    enum status status =
        cursor_begin(connection, "SELECT bytes FROM dictionary ORDER BY number DESC LIMIT 1",
                     NO_VALUES, &cursor, error);
    status = status == STATUS_OK ? read_dictionary(cursor, &bytes, error) : status;
    if (bytes.data != NULL) {
        packing_use(packing, bytes);
    }
    return status;
}

/* ---- unpacking ---- */

static enum status fail_damaged(const char *reason, struct error *error)
{
    return FAIL(error, STATUS_UNAVAILABLE,
                "a stored statement cannot be unpacked: %s; restore the database from a backup",
                reason);
}

static enum status find_dictionary(struct connection *connection, unsigned number,
                                   const ZSTD_DDict **out, struct error *error)
{
    struct bodies *bodies = connection->bodies;
    enum status status = STATUS_OK;
    *out = NULL;
    if (number == 0) { /* packed before there was one */
        return STATUS_OK;
    }
    if (number > DICTIONARIES_MAX) {
        return fail_damaged("it names no dictionary", error);
    }
    if (bodies->dictionaries[number] == NULL) {
        status = load(connection, number, error);
    }
    *out = bodies->dictionaries[number];
    return status == STATUS_OK && *out == NULL ? fail_damaged("its dictionary is not there", error)
                                               : status;
}

static enum status unpack_frame(struct connection *connection, struct text frame, struct text *out,
                                struct error *error)
{
    struct bodies *bodies = connection->bodies;
    const ZSTD_DDict *dictionary = NULL;
    unsigned long long size = ZSTD_getFrameContentSize(frame.data, frame.length);
    if (size > members_max) {
        return fail_damaged("it does not tell its length", error);
    }
    enum status status = find_dictionary(
        connection, ZSTD_getDictID_fromFrame(frame.data, frame.length), &dictionary, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (bodies->unpacker == NULL) {
        bodies->unpacker = ZSTD_createDCtx();
        assert(bodies->unpacker != NULL);
    }
    char *room = make_room(&bodies->unpacked, (size_t)size + 1);
    size_t length = ZSTD_decompress_usingDDict(bodies->unpacker, room, (size_t)size, frame.data,
                                               frame.length, dictionary);
    if (ZSTD_isError(length)) {
        return fail_damaged(ZSTD_getErrorName(length), error);
    }
    *out = (struct text){room, length};
    return STATUS_OK;
}

/* The whole frame, borrowed until the connection's next one. */
static struct text restore_frame(struct bodies *bodies, struct text kept)
{
    struct text frame = {NULL, kept.length + PACKING_MAGIC_SIZE};
    char *whole = make_room(&bodies->packed, frame.length);
    const uint32_t magic = ZSTD_MAGICNUMBER;
    for (size_t i = 0; i < PACKING_MAGIC_SIZE; i++) {
        whole[i] = (char)(magic >> (8 * i) & 0xff);
    }
    memcpy(whole + PACKING_MAGIC_SIZE, kept.data, kept.length);
    frame.data = whole;
    return frame;
}

enum status bodies_read(struct cursor *cursor, size_t column, struct text *out, struct error *error)
{
    struct value value = cursor_column(cursor, column);
    if (value.kind != VALUE_BLOB) {
        *out = value.bytes;
        return STATUS_OK;
    }
    struct text frame = restore_frame(bodies_of(cursor->connection), value.bytes);
    return unpack_frame(cursor->connection, frame, out, error);
}

int64_t bodies_dictionary(struct cursor *cursor, size_t column)
{
    struct value value = cursor_column(cursor, column);
    if (value.kind != VALUE_BLOB) {
        return 0;
    }
    struct text frame = restore_frame(bodies_of(cursor->connection), value.bytes);
    return (int64_t)ZSTD_getDictID_fromFrame(frame.data, frame.length);
}
