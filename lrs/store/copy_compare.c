/* SPDX-License-Identifier: Apache-2.0 */

/* Both stores' tables side by side: which row differs first, and a digest of each side. */
#include "store/attachment_copies.h"
#include "store/copy_parts.h"

#include <stdarg.h>
#include <stdio.h>

PRINTF_LIKE(2, 3)
static void note(struct copy_table *table, const char *format, ...)
{
    if (table->differences++ > 0) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(table->first, sizeof table->first, format, arguments);
    va_end(arguments);
}

struct comparing {
    const struct copied_table *table;
    struct copy_table *found;
    struct copy_progress *progress;
};

static void visit(void *context, enum rows_relation relation, const struct rows *row)
{
    static const char *const words[] = {[ROWS_DIFFERENT] = "differs",
                                        [ROWS_LEFT_ONLY] = "only in FROM",
                                        [ROWS_RIGHT_ONLY] = "only in TO"};
    const struct comparing *comparing = context;
    copy_progress_add(comparing->progress);
    if (relation != ROWS_EQUAL) {
        char key[ROWS_KEY_SIZE];
        rows_print_key(row, comparing->table->key_count, key);
        note(comparing->found, "%s:%s", words[relation], key);
    }
}

static enum status compare_rows(const struct copy_end *from, const struct copy_end *to,
                                struct comparing *comparing, struct error *error)
{
    AUTO(copied_rows_end) struct copied_rows left = {.table = NULL};
    AUTO(copied_rows_end) struct copied_rows right = {.table = NULL};
    enum status status = copied_rows_begin(&left, from->connection, comparing->table, error);
    if (status == STATUS_OK) {
        status = copied_rows_begin(&right, to->connection, comparing->table, error);
    }
    if (status == STATUS_OK) {
        status = rows_compare(&left.rows, &right.rows, comparing->table->key_count, visit,
                              comparing, error);
    }
    if (status == STATUS_OK) {
        copied_rows_tell(&left, &comparing->found->from);
        copied_rows_tell(&right, &comparing->found->to);
    }
    return status;
}

/* ---- attachments ---- */

struct hashing {
    const struct copy_end *end;
    struct copy_table *found;
};

static enum status hash(void *context, const struct stored_attachment *attachment,
                        struct error *error)
{
    (void)error;
    const struct hashing *hashing = context;
    struct error broken = {.status = STATUS_OK};
    if (attachment_verify(hashing->end->connection, hashing->end->attachments, attachment,
                          &broken) != STATUS_OK) {
        note(hashing->found, "data in %s: %.200s", hashing->end->name, broken.message);
    }
    return STATUS_OK;
}

/* Data that has the hash under which both know it is equal. */
static enum status hash_all(const struct copy_end *end, struct copy_table *found,
                            struct error *error)
{
    struct hashing hashing = {end, found};
    return attachments_walk(end->connection, hash, &hashing, error);
}

/* ---- all ---- */

static enum status compare_table(const struct copied_table *table, const struct copy_end *from,
                                 const struct copy_end *to, struct comparing *comparing,
                                 struct error *error)
{
    comparing->table = table;
    *comparing->found = (struct copy_table){.name = table->name};
    enum status status = compare_rows(from, to, comparing, error);
    if (status == STATUS_OK && table->way == COPY_ATTACHMENTS) {
        status = hash_all(from, comparing->found, error);
        status = status == STATUS_OK ? hash_all(to, comparing->found, error) : status;
    }
    if (status != STATUS_OK) {
        error_locate(error, "table '%s'", table->name);
    }
    return status;
}

enum status copy_compare_tables(const struct copy_end *from, const struct copy_end *to,
                                struct copy_progress *progress, struct copy_report *out,
                                struct error *error)
{
    enum status status = STATUS_OK;
    *out = (struct copy_report){.count = 0};
    for (const struct copied_table *table = copied_tables;
         table->name != NULL && status == STATUS_OK; table++) {
        if (copied_table_is_compared(table)) {
            struct comparing comparing = {.found = &out->tables[out->count++],
                                          .progress = progress};
            status = compare_table(table, from, to, &comparing, error);
            out->differences += comparing.found->differences;
        }
    }
    return status;
}
