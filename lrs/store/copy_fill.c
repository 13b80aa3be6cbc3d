/* SPDX-License-Identifier: Apache-2.0 */

/* The way of rows: read in the order of their keys, so that they are appended to the other store's
 * tables, and written many with one command. */
#include "base/buffer.h"
#include "base/mem.h"
#include "store/attachment_copies.h"
#include "store/copy_parts.h"
#include "store/packing.h"
#include "store/training.h"

#include <string.h>

enum { BATCH_BYTES = 1 << 20, SQL_LIMIT = 8192 };

/* Rows that wait for their command. */
struct batch {
    const struct copied_table *table;
    struct connection *to;
    char *whole;  /* the command for `limit` rows */
    char *single; /* for one */
    size_t columns;
    size_t limit;
    size_t rows;
    struct packing *packing;  /* of statements; NULL: they stay text */
    struct training training; /* as far as there is a packing */
    struct arena *arena;      /* of the bytes of `values` */
    struct value values[BACKEND_VALUES_MAX];
};

static char *write_insert(const struct copied_table *table, size_t columns, size_t rows)
{
    struct buffer sql = BUFFER_INIT(SQL_LIMIT);
    buffer_print(&sql, "INSERT INTO %s (%s) VALUES ", table->name, table->columns);
    for (size_t i = 0; i < rows * columns; i++) {
        const char *before = i % columns != 0 ? ", " : i == 0 ? "(" : "), (";
        buffer_print(&sql, "%s$%zu", before, i + 1);
    }
    buffer_add_character(&sql, ')');
    return sql.data;
}

static void batch_begin(struct batch *batch, const struct copied_table *table, size_t columns,
                        struct connection *to)
{
    batch->table = table;
    batch->to = to;
    batch->columns = columns;
    batch->limit = BACKEND_VALUES_MAX / columns;
    batch->whole = write_insert(table, columns, batch->limit);
    batch->single = write_insert(table, columns, 1);
    batch->packing = table->way == COPY_STATEMENTS && to->backend->packs ? packing_create() : NULL;
    batch->arena = arena_create();
}

static void batch_finish(struct batch *batch)
{
    free(batch->whole);
    free(batch->single);
    packing_destroy(batch->packing);
    arena_destroy(batch->arena);
}
DEFINE_AUTO_VALUE(struct batch, batch_finish);

static bool is_unfit(const struct value *value)
{
    return value->kind == VALUE_TEXT &&
           (!text_is_utf8(value->bytes) ||
            memchr(value->bytes.data, '\0', value->bytes.length) != NULL);
}

/* SQLite takes any bytes for text, PostgreSQL only UTF-8 without NUL: says which row it was. */
static enum status tell_unfit(const struct batch *batch, struct error *error)
{
    for (size_t i = 0; i < batch->rows * batch->columns; i++) {
        if (is_unfit(&batch->values[i])) {
            size_t row = i / batch->columns;
            struct rows shown = {.count = batch->columns};
            char key[ROWS_KEY_SIZE];
            memcpy(shown.values, &batch->values[row * batch->columns],
                   batch->columns * sizeof shown.values[0]);
            rows_print_key(&shown, batch->table->key_count, key);
            return FAIL(error, STATUS_CONFLICT,
                        "table '%s', row%s: a text is not well-formed UTF-8, which TO needs; mend "
                        "or delete it in FROM",
                        batch->table->name, key);
        }
    }
    return FAIL(error, STATUS_CONFLICT, "TO does not take a row of table '%s'", batch->table->name);
}

static enum status write_rows(struct batch *batch, struct error *error)
{
    enum status status = STATUS_OK;
    if (batch->rows == batch->limit) {
        return connection_run(batch->to, batch->whole, batch->values, batch->rows * batch->columns,
                              error);
    }
    for (size_t i = 0; i < batch->rows && status == STATUS_OK; i++) {
        status = connection_run(batch->to, batch->single, &batch->values[i * batch->columns],
                                batch->columns, error);
    }
    return status;
}

/* As in a store at work, a dictionary is trained once there are enough statements. */
static enum status learn(struct batch *batch, struct error *error)
{
    AUTO(samples_destroy) struct samples *samples = NULL;
    AUTO(lesson_finish) struct lesson lesson = {0};
    int64_t last_seq = batch->values[(batch->rows - 1) * batch->columns].integer;
    if (!training_is_due(&batch->training, last_seq)) {
        return STATUS_OK;
    }
    enum status status =
        training_take_samples(&batch->training, batch->to, last_seq, &samples, error);
    if (status == STATUS_OK) {
        training_learn(&batch->training, samples, last_seq, &lesson);
    }
    if (lesson.bytes != NULL) {
        status = training_keep(batch->to, &lesson, error);
        packing_use(batch->packing, (struct text){lesson.bytes, lesson.length});
    }
    return status;
}

static enum status batch_flush(struct batch *batch, struct error *error)
{
    enum status status = write_rows(batch, error);
    if (status == STATUS_OK) { /* a failure that comes later would be told of other rows */
        status = connection_settle(batch->to, error);
    }
    if (status == STATUS_INVALID) {
        return tell_unfit(batch, error);
    }
    if (status == STATUS_OK && batch->rows > 0 && batch->packing != NULL) {
        status = learn(batch, error);
    }
    batch->rows = 0;
    arena_destroy(batch->arena);
    batch->arena = arena_create();
    return status;
}

static enum status batch_add(struct batch *batch, const struct copied_rows *rows,
                             struct error *error)
{
    struct value *values = &batch->values[batch->rows * batch->columns];
    memcpy(values, rows->rows.values, batch->columns * sizeof *values);
    for (size_t i = 0; i < batch->columns; i++) {
        if (batch->packing != NULL && i == batch->columns - 1) {
            struct text packed = packing_pack(batch->packing, values[i].bytes, batch->arena);
            values[i] = value_blob(packed.data, packed.length);
        } else if (values[i].bytes.data != NULL) {
            values[i].bytes.data = arena_copy(batch->arena, values[i].bytes);
        }
    }
    batch->rows++;
    bool is_full = batch->rows == batch->limit || arena_size(batch->arena) > BATCH_BYTES;
    return is_full ? batch_flush(batch, error) : STATUS_OK;
}

static enum status copy_rows(const struct copied_table *table, struct connection *from,
                             struct connection *to, struct copy_progress *progress,
                             struct error *error)
{
    AUTO(copied_rows_end) struct copied_rows rows = {.table = NULL};
    AUTO(batch_finish) struct batch batch = {.rows = 0};
    enum status status = copied_rows_begin(&rows, from, table, error);
    if (status == STATUS_OK) {
        batch_begin(&batch, table, rows.rows.count, to);
    }
    while (status == STATUS_OK && rows.rows.is_there) {
        status = batch_add(&batch, &rows, error);
        copy_progress_add(progress);
        status = status == STATUS_OK ? rows_next(&rows.rows, error) : status;
    }
    return status == STATUS_OK ? batch_flush(&batch, error) : status;
}

/* ---- attachments ---- */

struct moving {
    const struct attachment_place from;
    const struct attachment_place to;
    int64_t content; /* the last number given */
    struct copy_progress *progress;
};

static enum status move(void *context, const struct stored_attachment *attachment,
                        struct error *error)
{
    struct moving *moving = context;
    struct value content =
        moving->to.folder == NULL ? value_integer(++moving->content) : value_null();
    enum status status =
        attachment_move(&moving->from, &moving->to, attachment, content.integer, error);
    if (status == STATUS_OK) {
        status = connection_run(moving->to.connection,
                                "INSERT INTO attachment (sha2, length, content) "
                                "VALUES ($1, $2, $3)",
                                VALUES(value_string(attachment->sha2),
                                       value_integer((int64_t)attachment->length), content),
                                error);
    }
    copy_progress_add(moving->progress);
    return status;
}

static enum status copy_attachments(const struct copy_end *from, const struct copy_end *to,
                                    struct copy_progress *progress, struct error *error)
{
    bool to_folder = progress->options->attachments == ATTACHMENTS_IN_FOLDER;
    struct moving moving = {
        .from = {from->connection, from->attachments},
        .to = {to->connection, to_folder ? to->attachments : NULL},
        .progress = progress,
    };
    return attachments_walk(from->connection, move, &moving, error);
}

enum status copy_fill_tables(const struct copy_end *from, const struct copy_end *to,
                             struct copy_progress *progress, struct error *error)
{
    enum status status = STATUS_OK;
    for (const struct copied_table *table = copied_tables;
         table->name != NULL && status == STATUS_OK; table++) {
        switch (table->way) {
        case COPY_ROWS:
        case COPY_STATEMENTS:
            status = copy_rows(table, from->connection, to->connection, progress, error);
            break;
        case COPY_ATTACHMENTS:
            status = copy_attachments(from, to, progress, error);
            break;
        case COPY_WITH_OTHERS:
        case COPY_OWN:
            break;
        }
    }
    return status;
}
