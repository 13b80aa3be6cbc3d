/* SPDX-License-Identifier: Apache-2.0 */

/* From a snapshot, as an extract is: there it is known how far nothing is missing. */
#include "extract/feed.h"

#include "extract/flat.h"
#include "reports/writer.h"
#include "store/report_query.h"
#include "store/snapshot.h"

struct feed {
    const struct dictionary_table *table;
    const struct report_field *columns;
    struct pseudonyms pseudonyms;
    struct report_writer writer;
    struct arena *arena;
};

static void feed_finish(struct feed *feed)
{
    pseudonyms_finish(&feed->pseudonyms);
    report_writer_finish(&feed->writer);
    arena_destroy(feed->arena);
}
DEFINE_AUTO_VALUE(struct feed, feed_finish);

/* What disclosure control and the writer must know of the dictionary's columns. */
static const struct report_field *describe(const struct dictionary_table *table,
                                           struct arena *arena)
{
    struct report_field *fields = ARENA_ARRAY(arena, struct report_field, table->column_count + 1);
    for (size_t i = 0; i < table->column_count; i++) {
        const struct dictionary_column *column = &table->columns[i];
        fields[i] = (struct report_field){.name = column->name,
                                          .help = column->meaning,
                                          .kind = column->type->is_person ? COLUMN_PERSON
                                                                          : COLUMN_OF_PERSON};
    }
    return fields;
}

static enum status write_statement(void *context, const struct stored_statement *statement,
                                   struct error *error)
{
    struct feed *feed = context;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct value values[DICTIONARY_COLUMNS_MAX];
    const char *texts[DICTIONARY_COLUMNS_MAX];
    bool is_number[DICTIONARY_COLUMNS_MAX];
    size_t count = feed->table->column_count;
    enum status status = flat_read(feed->table, statement, &feed->pseudonyms, arena, values, error);
    if (status != STATUS_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        texts[i] = value_as_text(values[i], arena);
        is_number[i] = values[i].kind == VALUE_INTEGER || values[i].kind == VALUE_REAL;
    }
    return report_writer_row(
        &feed->writer,
        &(struct output_row){
            .columns = feed->columns, .count = count, .values = texts, .is_number = is_number},
        error);
}

static enum status write_rows(struct store *store, const struct feed_request *request,
                              struct feed *feed, struct error *error)
{
    AUTO(snapshot_end) struct snapshot *snapshot = NULL;
    enum status status = report_writer_begin(&feed->writer, error);
    status = status == STATUS_OK ? snapshot_begin(store, &snapshot, error) : status;
    status = status == STATUS_OK ? snapshot_walk(snapshot, request->after_seq, request->limit,
                                                 write_statement, feed, error)
                                 : status;
    return status == STATUS_OK ? report_writer_end(&feed->writer, error) : status;
}

enum status feed_run(struct store *store, const struct feed_request *request, report_sink sink,
                     void *context, struct error *error)
{
    AUTO(feed_finish) struct feed feed = {.arena = arena_create()};
    struct dictionary dictionary;
    enum status status = dictionary_load(feed.arena, &dictionary, error);
    if (status != STATUS_OK) {
        return status;
    }
    feed.table = dictionary_find(&dictionary, FLAT_TABLE);
    feed.columns = describe(feed.table, feed.arena);
    report_writer_init(&feed.writer, feed.columns, request->format, request->disclosure);
    feed.writer.sink = sink;
    feed.writer.context = context;
    status = disclosure_check_persons(request->disclosure, feed.columns, "statements", error);
    if (status == STATUS_OK && !request->names_people) {
        status = pseudonyms_use(store, feed.columns, &feed.pseudonyms, error);
    }
    return status == STATUS_OK ? write_rows(store, request, &feed, error) : status;
}
