/* SPDX-License-Identifier: Apache-2.0 */

#include "store/training.h"

#include "base/mem.h"
#include "store/bodies.h"

#include <stdlib.h>
#include <string.h>
#include <zdict.h>

enum {
    DICTIONARY_ID_AT = 4, /* in a dictionary: behind its own magic number */
    DICTIONARY_MAX = 32 * 1024,
    SAMPLES_MAX = 2000,
    SAMPLE_BYTES_MAX = 4 * 1024 * 1024,
};

/* Dictionary N + 1 is trained when so many statements are there: the first soon, the others from
 * what has come since. */
static const int64_t thresholds[] = {1000, 20000, 400000};
enum { THRESHOLDS = sizeof thresholds / sizeof thresholds[0] };

struct samples {
    char *bytes; /* one statement after the other */
    size_t size; /* of the room there */
    size_t length;
    size_t lengths[SAMPLES_MAX];
    size_t count;
};

void samples_destroy(struct samples *samples)
{
    if (samples != NULL) {
        free(samples->bytes);
        free(samples);
    }
}

void lesson_finish(struct lesson *lesson)
{
    free(lesson->bytes);
    lesson->bytes = NULL;
}

enum status training_begin(struct connection *connection, struct training *out, struct error *error)
{
    *out = (struct training){0};
    return connection_integer(connection, "SELECT max(number) FROM dictionary", NO_VALUES,
                              &out->newest, error);
}

bool training_is_due(const struct training *training, int64_t last_seq)
{
    return training->newest < THRESHOLDS && last_seq >= thresholds[training->newest] &&
           last_seq >= 2 * training->taught_nothing;
}

/* ---- samples ---- */

static void add_bytes(struct samples *samples, struct text members)
{
    if (members.length == 0 || members.length > SAMPLE_BYTES_MAX - samples->length) {
        return;
    }
    if (samples->size < samples->length + members.length) {
        samples->size = 2 * (samples->length + members.length);
        samples->bytes = mem_resize(samples->bytes, 1, samples->size);
    }
    memcpy(samples->bytes + samples->length, members.data, members.length);
    samples->length += members.length;
    samples->lengths[samples->count++] = members.length;
}

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
    if (status == STATUS_OK) {
        add_bytes(samples, members);
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
enum status training_take_samples(const struct training *training, struct connection *connection,
                                  int64_t last_seq, struct samples **out, struct error *error)
{
    AUTO(samples_destroy) struct samples *samples = MEM_NEW(struct samples);
    int64_t first = training->newest == 0 ? 1 : last_seq / 2;
    int64_t span = last_seq - first + 1;
    int64_t count = span < SAMPLES_MAX ? span : SAMPLES_MAX;
    enum status status = STATUS_OK;
    for (int64_t i = 0; i < count && status == STATUS_OK; i++) {
        int64_t seq = first + i * span / count + scatter(i, span / count);
        status = add_sample(connection, seq, samples, error);
    }
    *out = status == STATUS_OK ? TAKE(samples) : NULL;
    return status;
}

/* ---- dictionaries ---- */

/* Numbers of one byte take least room in each frame. */
static void set_number(char *dictionary, int64_t number)
{
    memset(dictionary + DICTIONARY_ID_AT, 0, sizeof(uint32_t));
    dictionary[DICTIONARY_ID_AT] = (char)number;
}

void training_learn(struct training *training, const struct samples *samples, int64_t last_seq,
                    struct lesson *out)
{
    AUTO(free) char *dictionary = mem_zeroed(1, DICTIONARY_MAX);
    size_t length = ZDICT_trainFromBuffer(dictionary, DICTIONARY_MAX, samples->bytes,
                                          samples->lengths, (unsigned)samples->count);
    *out = (struct lesson){0};
    if (ZDICT_isError(length)) { /* they are too unlike each other */
        training->taught_nothing = last_seq;
        return;
    }
    training->newest++;
    set_number(dictionary, training->newest);
    *out = (struct lesson){training->newest, TAKE(dictionary), length};
}

enum status training_keep(struct connection *connection, const struct lesson *lesson,
                          struct error *error)
{
    return connection_run(
        connection, "INSERT INTO dictionary (number, bytes) VALUES ($1, $2)",
        VALUES(value_integer(lesson->number), value_blob(lesson->bytes, lesson->length)), error);
}
