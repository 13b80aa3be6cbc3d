/* SPDX-License-Identifier: Apache-2.0 */

/* The verification, and a digest over a whole database. */
#include "faults/sound.h"

#include "base/buffer.h"
#include "store/backend.h"
#include "store/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { SQL_MAX = 256, COMMAND_MAX = 512 };

int64_t assert_sound(const char *url)
{
    const struct verify_options options = {.scratch = "/tmp"};
    struct verify_report report;
    struct error error = {0};
    int64_t statements = 0;
    if (store_verify(url, &options, &report, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    for (size_t i = 0; i < report.count; i++) {
        const struct verify_check *check = &report.checks[i];
        if (check->bad != 0) {
            fail_msg("%s: %lld findings, first: %s", check->name, (long long)check->bad,
                     check->example);
        }
        statements = strcmp(check->name, "statements") == 0 ? check->checked : statements;
    }
    return statements;
}

static void add_value(struct digest_stream *stream, const struct value *value)
{
    char text[64];
    (void)snprintf(text, sizeof text, "%d:%lld:%.17g:%zu:", (int)value->kind,
                   value->kind == VALUE_INTEGER ? (long long)value->integer : 0LL,
                   value->kind == VALUE_REAL ? value->real : 0.0, value->bytes.length);
    digest_add(stream, text_of(text));
    if (value->bytes.length > 0) {
        digest_add(stream, value->bytes);
    }
}

static void add_rows(struct digest_stream *stream, struct connection *connection, const char *sql)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    struct error error = {0};
    bool row = true;
    assert_int_equal(cursor_begin(connection, sql, NO_VALUES, &cursor, &error), STATUS_OK);
    while (row) {
        assert_int_equal(cursor_step(cursor, &row, &error), STATUS_OK);
        for (size_t i = 0; row && i < connection->backend->column_count(cursor); i++) {
            struct value value = cursor_column(cursor, i);
            add_value(stream, &value);
        }
    }
}

struct digest content_of(const char *url)
{
    const char *location = NULL;
    const struct backend *backend = backend_of(url, &location);
    AUTO(connection_close) struct connection *connection = NULL;
    AUTO(cursor_end) struct cursor *cursor = NULL;
    struct error error = {0};
    bool row = true;
    assert_int_equal(backend->open(location, BACKEND_BESIDE, &connection, &error), STATUS_OK);
    assert_int_equal(cursor_begin(connection,
                                  "SELECT name FROM sqlite_master WHERE type = 'table' AND "
                                  "name NOT LIKE 'sqlite_%' ORDER BY name",
                                  NO_VALUES, &cursor, &error),
                     STATUS_OK);
    struct digest_stream *stream = digest_begin();
    while (row) {
        assert_int_equal(cursor_step(cursor, &row, &error), STATUS_OK);
        if (row) {
            char sql[SQL_MAX];
            (void)snprintf(sql, sizeof sql, "SELECT * FROM %.*s",
                           TEXT_ARGUMENTS(cursor_text(cursor, 0)));
            digest_add(stream, text_of(sql));
            add_rows(stream, connection, sql);
        }
    }
    return digest_end(stream);
}

void remove_store(const char *name)
{
    char command[COMMAND_MAX];
    (void)snprintf(command, sizeof command, "rm -rf %s %s-*", name, name);
    assert_int_equal(system(command), 0); // NOLINT(cert-env33-c): our own words
}
