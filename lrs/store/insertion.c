/* SPDX-License-Identifier: Apache-2.0 */

/* Commands of a few lengths only: others would be prepared anew each time. */
#include "store/insertion.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

enum { MOST_ROWS = 64, FEWER = 8, TEXT_LIMIT = 8192 };

/* How many rows the command `which` has: many, an eighth of them, one. */
static size_t rows_of(const struct insertion *insertion, size_t which)
{
    const size_t fit = BACKEND_VALUES_MAX / insertion->columns;
    const size_t most = fit < MOST_ROWS ? fit : MOST_ROWS;
    const size_t fewer = most < FEWER ? 1 : most / FEWER;
    const size_t rows[INSERTION_LENGTHS] = {most, fewer, 1};
    return rows[which];
}

/* ---- texts ---- */

static void write_text(struct insertion *insertion, size_t which)
{
    struct buffer *text = &insertion->texts[which];
    const size_t rows = rows_of(insertion, which);
    *text = (struct buffer)BUFFER_INIT(TEXT_LIMIT);
    buffer_print(text, "%s VALUES ", insertion->into);
    for (size_t i = 0; i < rows * insertion->columns; i++) {
        const bool is_first = i % insertion->columns == 0;
        buffer_print(text, "%s$%zu", i == 0 ? "(" : is_first ? "), (" : ", ", i + 1);
    }
    buffer_print(text, ") %s", insertion->otherwise);
    assert(!text->overflowed);
}

static void write_texts(struct insertion *insertion)
{
    static pthread_mutex_t writing = PTHREAD_MUTEX_INITIALIZER;
    (void)pthread_mutex_lock(&writing);
    for (size_t i = 0; i < INSERTION_LENGTHS && insertion->texts[i].data == NULL; i++) {
        write_text(insertion, i);
    }
    (void)pthread_mutex_unlock(&writing);
}

/* ---- rows ---- */

void inserting_begin(struct inserting *inserting, struct insertion *insertion,
                     struct connection *connection)
{
    assert(insertion->columns <= BACKEND_VALUES_MAX);
    write_texts(insertion);
    inserting->insertion = insertion;
    inserting->connection = connection;
    inserting->count = 0;
}

/* Writes what goes into commands of the length `which`, and moves up what is left. */
static enum status write(struct inserting *inserting, size_t which, struct error *error)
{
    const struct insertion *insertion = inserting->insertion;
    const size_t length = rows_of(insertion, which) * insertion->columns;
    size_t done = 0;
    enum status status = STATUS_OK;
    for (; done + length <= inserting->count && status == STATUS_OK; done += length) {
        status = connection_run(inserting->connection, insertion->texts[which].data,
                                &inserting->values[done], length, error);
    }
    inserting->count -= done;
    memmove(inserting->values, &inserting->values[done],
            inserting->count * sizeof *inserting->values);
    return status;
}

enum status inserting_add(struct inserting *inserting, const struct value *values,
                          struct error *error)
{
    const size_t columns = inserting->insertion->columns;
    memcpy(&inserting->values[inserting->count], values, columns * sizeof *values);
    inserting->count += columns;
    return inserting->count == rows_of(inserting->insertion, 0) * columns
               ? write(inserting, 0, error)
               : STATUS_OK;
}

enum status inserting_end(struct inserting *inserting, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 1; i < INSERTION_LENGTHS && status == STATUS_OK; i++) {
        status = write(inserting, i, error);
    }
    return status;
}
