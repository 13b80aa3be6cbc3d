/* SPDX-License-Identifier: Apache-2.0 */

/* The table of statements goes on where it ended. A statement never changes, but may be voided by a
 * later one. What was erased, or a store that was restored, shows in how many there are up to the
 * last one that the extract has: then, and for an organisation, whose learners change with the
 * roster, all are read anew, which is always right. */
#include "extract/flat.h"
#include "extract/parts.h"
#include "extract/tables.h"

#include <string.h>

struct adding {
    struct extracting *extracting;
    const struct dictionary_table *table;
    const char *insertion;
    size_t learner; /* which column */
    int64_t done;
    int64_t total;
};

static const char *show_id(const struct extracting *extracting, const struct uuid *id)
{
    const char *text = flat_id(id, extracting->arena);
    return extracting->pseudonyms.are_used
               ? pseudonym_of_id(&extracting->pseudonyms, text_of(text), extracting->arena)
               : text;
}

/* Behind which statement to go on; 0: from the start. */
static enum status find_begin(struct extracting *extracting, const struct dictionary_table *table,
                              int64_t *out, struct error *error)
{
    const struct about *about = &extracting->about;
    struct snapshot_mark mark = {.seq = 0};
    int64_t count = 0;
    bool is_there = false;
    *out = 0;
    enum status status = table_is_there(extracting->to, table, &is_there, error);
    if (status == STATUS_OK && about->seq != 0) {
        status = snapshot_look(extracting->from, about->seq, &mark, &count, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (mark.seq != 0 && strcmp(show_id(extracting, &mark.id), about->last_id) != 0) {
        return FAIL(error, STATUS_CONFLICT,
                    "it was made of another store, or of what this one was before a backup was "
                    "restored; name the right --store, or make a new one with --force");
    }
    bool goes_on = is_there && mark.seq != 0 && count == about->statements;
    *out = goes_on && about->organisation == NULL ? about->seq : 0;
    return STATUS_OK;
}

/* The learners whom the extract may show are those of its report_learner. */
static enum status is_allowed(const struct adding *adding, struct value learner, bool *out,
                              struct error *error)
{
    int64_t found = 0;
    *out = adding->extracting->about.organisation == NULL;
    if (*out) {
        return STATUS_OK;
    }
    enum status status = connection_integer(adding->extracting->to,
                                            "SELECT 1 FROM report_learner WHERE learner = $1",
                                            VALUES(learner), &found, error);
    *out = found != 0;
    return status;
}

static enum status add_statement(void *context, const struct stored_statement *statement,
                                 struct error *error)
{
    struct adding *adding = context;
    struct extracting *extracting = adding->extracting;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct value values[DICTIONARY_COLUMNS_MAX];
    bool is_shown = false;
    enum status status =
        flat_read(adding->table, statement, &extracting->pseudonyms, arena, values, error);
    status = status == STATUS_OK ? is_allowed(adding, values[adding->learner], &is_shown, error)
                                 : status;
    if (status == STATUS_OK && is_shown) {
        extracting->summary->added++;
        status = connection_run(extracting->to, adding->insertion, values,
                                adding->table->column_count, error);
    }
    adding->done++;
    if (extracting->options->watch != NULL) {
        extracting->options->watch(extracting->options->context, adding->done, adding->total);
    }
    return status;
}

static enum status note_voided(void *context, int64_t seq, struct error *error)
{
    struct extracting *extracting = context;
    int64_t found = 0;
    enum status status = connection_integer(
        extracting->to, "UPDATE statement SET voided = 1 WHERE seq = $1 AND voided = 0 RETURNING 1",
        VALUES(value_integer(seq)), &found, error);
    extracting->summary->voided += found;
    return status;
}

static size_t place_of(const struct dictionary_table *table, const char *name)
{
    size_t place = 0;
    while (strcmp(table->columns[place].name, name) != 0) {
        place++;
    }
    return place;
}

static enum status add_all(struct extracting *extracting, const struct dictionary_table *table,
                           int64_t after_seq, int64_t total, struct error *error)
{
    struct adding adding = {.extracting = extracting,
                            .table = table,
                            .insertion = table_insertion(table, table->name, extracting->arena),
                            .learner = place_of(table, "learner"),
                            .total = total};
    enum status status = after_seq == 0 ? table_make(extracting->to, table, error)
                                        : snapshot_walk_voided(extracting->from, after_seq,
                                                               note_voided, extracting, error);
    if (status == STATUS_OK) {
        status =
            snapshot_walk(extracting->from, after_seq, INT64_MAX, add_statement, &adding, error);
    }
    return status == STATUS_OK ? table_index(extracting->to, table, error) : status;
}

static enum status note_rows(struct extracting *extracting, struct error *error)
{
    return connection_run(extracting->to,
                          "UPDATE contents SET rows = (SELECT count(*) FROM statement) "
                          "WHERE table_name = 'statement'",
                          NO_VALUES, error);
}

enum status statements_extract(struct extracting *extracting, struct error *error)
{
    const struct dictionary_table *table = dictionary_find(&extracting->dictionary, FLAT_TABLE);
    const struct snapshot_mark *last = snapshot_last(extracting->from);
    struct about *about = &extracting->about;
    struct snapshot_mark mark;
    int64_t after_seq = 0;
    int64_t count = 0;
    enum status status = find_begin(extracting, table, &after_seq, error);
    if (status == STATUS_OK) {
        status = snapshot_look(extracting->from, last->seq, &mark, &count, error);
    }
    if (status == STATUS_OK) {
        int64_t total = after_seq == 0 ? count : count - about->statements;
        status = add_all(extracting, table, after_seq, total, error);
    }
    status = status == STATUS_OK ? note_rows(extracting, error) : status;
    about->seq = last->seq;
    about->stored_us = last->stored_us;
    about->last_id = last->seq == 0 ? "" : show_id(extracting, &last->id);
    about->statements = count;
    extracting->summary->is_whole = after_seq == 0;
    extracting->summary->seq = last->seq;
    extracting->summary->stored_us = last->stored_us;
    return status;
}
