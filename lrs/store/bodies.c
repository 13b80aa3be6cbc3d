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
#include <zdict.h>
#include <zstd.h>

enum {
    DICTIONARY_ID_AT = 4, /* in a dictionary: behind its own magic number */
    DICTIONARY_MAX = 32 * 1024,
    DICTIONARIES_MAX = 8,
    SAMPLES_MAX = 2000,
    SAMPLE_BYTES_MAX = 4 * 1024 * 1024,
};

/* The content of one statement cannot be longer than a request; this is what is taken for damage.
 */
static const unsigned long long members_max = 1ULL << 30;

/* Dictionary N + 1 is trained when so many statements are there: the first soon, the others from
 * what has come since. */
static const int64_t thresholds[] = {1000, 20000, 400000};

struct room {
    char *bytes;
    size_t size;
};

struct bodies {
    ZSTD_DCtx *unpacker;
    struct room packed;
    struct room unpacked;
    int64_t newest; /* its number; 0: there is none; meaningful if is_known */
    bool is_known;
    int64_t taught_nothing; /* how many statements taught nothing; 0: that has not happened */
    ZSTD_DDict *dictionaries[DICTIONARIES_MAX + 1]; /* by number */
};

static struct bodies *bodies_of(struct connection *connection)
{
    if (connection->bodies == NULL) {
        connection->bodies = MEM_NEW(struct bodies);
    }
    return connection->bodies;
}

static void forget(struct bodies *bodies)
{
    for (size_t i = 0; i <= DICTIONARIES_MAX; i++) {
        (void)ZSTD_freeDDict(bodies->dictionaries[i]);
        bodies->dictionaries[i] = NULL;
    }
    bodies->is_known = false;
    bodies->newest = 0;
}

void bodies_forget(struct connection *connection)
{
    if (connection->bodies != NULL) {
        forget(connection->bodies);
    }
}

void bodies_destroy(struct bodies *bodies)
{
    if (bodies == NULL) {
        return;
    }
    forget(bodies);
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

static enum status find_newest(struct connection *connection, struct error *error)
{
    struct bodies *bodies = bodies_of(connection);
    if (bodies->is_known) {
        return STATUS_OK;
    }
    bodies->newest = 0;
    enum status status = connection_integer(connection, "SELECT max(number) FROM dictionary",
                                            NO_VALUES, &bodies->newest, error);
    bodies->is_known = status == STATUS_OK;
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

enum status bodies_read(struct cursor *cursor, size_t column, struct text *out, struct error *error)
{
    struct value value = cursor_column(cursor, column);
    if (value.kind != VALUE_BLOB) {
        *out = value.bytes;
        return STATUS_OK;
    }
    struct bodies *bodies = bodies_of(cursor->connection);
    struct text frame = {NULL, value.bytes.length + PACKING_MAGIC_SIZE};
    char *whole = make_room(&bodies->packed, frame.length);
    const uint32_t magic = ZSTD_MAGICNUMBER;
    for (size_t i = 0; i < PACKING_MAGIC_SIZE; i++) {
        whole[i] = (char)(magic >> (8 * i) & 0xff);
    }
    memcpy(whole + PACKING_MAGIC_SIZE, value.bytes.data, value.bytes.length);
    frame.data = whole;
    return unpack_frame(cursor->connection, frame, out, error);
}

/* ---- training ---- */

struct samples {
    struct room bytes;
    size_t length;
    size_t lengths[SAMPLES_MAX];
    size_t count;
};

/* Adds the statement with the next seq from `seq` on. */
static enum status add_sample(struct connection *connection, int64_t seq, struct samples *samples,
                              struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin(
        connection, "SELECT s.members FROM statement s WHERE s.seq >= $1 ORDER BY s.seq LIMIT 1",
        VALUES(value_integer(seq)), &cursor, error);
    bool row = false;
    struct text members = {NULL, 0};
    if (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
    }
    if (status == STATUS_OK && row) {
        status = bodies_read(cursor, 0, &members, error);
    }
    if (status == STATUS_OK && members.length > 0 &&
        members.length <= SAMPLE_BYTES_MAX - samples->length) {
        char *bytes = make_room(&samples->bytes, samples->length + members.length);
        memcpy(bytes + samples->length, members.data, members.length);
        samples->length += members.length;
        samples->lengths[samples->count++] = members.length;
    }
    return status;
}

/* Somewhere in the first `room` places, as if by chance: what comes at regular intervals, such as
 * the first of each batch, would else be all that is seen, or never. */
static int64_t scatter(int64_t number, int64_t room)
{
    uint64_t mixed = (uint64_t)number * UINT64_C(0x9E3779B97F4A7C15);
    return room > 1 ? (int64_t)((mixed >> 32) % (uint64_t)room) : 0;
}

/* Later ones are from the newer half, which tells more of what will come. */
static enum status add_samples(struct connection *connection, int64_t last_seq,
                               struct samples *samples, struct error *error)
{
    int64_t first = bodies_of(connection)->newest == 0 ? 1 : last_seq / 2;
    int64_t span = last_seq - first + 1;
    int64_t count = span < SAMPLES_MAX ? span : SAMPLES_MAX;
    enum status status = STATUS_OK;
    for (int64_t i = 0; i < count && status == STATUS_OK; i++) {
        int64_t seq = first + i * span / count + scatter(i, span / count);
        status = add_sample(connection, seq, samples, error);
    }
    return status;
}

/* Numbers of one byte take least room in each frame. */
static void set_number(char *dictionary, int64_t number)
{
    memset(dictionary + DICTIONARY_ID_AT, 0, sizeof(uint32_t));
    dictionary[DICTIONARY_ID_AT] = (char)number;
}

/* Statements that are too unlike each other teach nothing; twice as many may. */
static enum status train(struct connection *connection, const struct samples *samples,
                         int64_t last_seq, bool *out_learned, struct error *error)
{
    AUTO(free) char *dictionary = mem_zeroed(1, DICTIONARY_MAX);
    size_t length = ZDICT_trainFromBuffer(dictionary, DICTIONARY_MAX, samples->bytes.bytes,
                                          samples->lengths, (unsigned)samples->count);
    int64_t number = connection->bodies->newest + 1;
    if (ZDICT_isError(length)) {
        connection->bodies->taught_nothing = last_seq;
        return STATUS_OK;
    }
    set_number(dictionary, number);
    enum status status =
        connection_run(connection, "INSERT INTO dictionary (number, bytes) VALUES ($1, $2)",
                       VALUES(value_integer(number), value_blob(dictionary, length)), error);
    forget(connection->bodies);
    *out_learned = status == STATUS_OK;
    return status;
}

enum status bodies_learn(struct connection *connection, int64_t last_seq, bool *out_learned,
                         struct error *error)
{
    enum { THRESHOLDS = sizeof thresholds / sizeof thresholds[0] };
    *out_learned = false;
    if (!connection->backend->packs || last_seq < thresholds[0]) {
        return STATUS_OK;
    }
    enum status status = find_newest(connection, error);
    const struct bodies *bodies = bodies_of(connection);
    if (status != STATUS_OK || bodies->newest >= THRESHOLDS ||
        last_seq < thresholds[bodies->newest] || last_seq < 2 * bodies->taught_nothing) {
        return status;
    }
    struct samples *samples = MEM_NEW(struct samples);
    status = add_samples(connection, last_seq, samples, error);
    if (status == STATUS_OK) {
        status = train(connection, samples, last_seq, out_learned, error);
    }
    free(samples->bytes.bytes);
    free(samples);
    return status;
}
