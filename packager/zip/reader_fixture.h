/* SPDX-License-Identifier: Apache-2.0 */

/* For tests of the zip reader: what is read, and what is said about it. */
#ifndef ZIP_READER_FIXTURE_H
#define ZIP_READER_FIXTURE_H

#include "zip/zip_fixture.h"
#include "zip/zip_reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { READ_MAX = 1 << 20 };

#define LONG_TEXT \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static inline bool keep(void *context, struct text piece)
{
    buffer_add_text(context, piece);
    return true;
}

static inline enum status read_item(struct zip_reader *reader, size_t index, struct buffer *buffer,
                                    struct error *error)
{
    const struct zip_sink sink = {keep, buffer};
    return zip_reader_read(reader, &reader->items[index], &sink, error);
}

static inline void assert_content(struct zip_reader *reader, size_t index, const char *expected)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(READ_MAX);
    struct error error = {0};
    if (read_item(reader, index, &buffer, &error) != STATUS_OK) {
        fail_msg("item %zu: %s", index, error.message);
    }
    assert_true(text_is(buffer_text(&buffer), expected));
}

static inline void assert_not_read(struct zip_reader *reader, size_t index, const char *message)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(READ_MAX);
    struct error error = {0};
    assert_int_equal(read_item(reader, index, &buffer, &error), STATUS_INVALID);
    if (strstr(error.message, message) == NULL) {
        fail_msg("want '%s', got '%s'", message, error.message);
    }
}

static inline void assert_no_fault(const struct zip_reader *reader)
{
    if (reader->faults != NULL) {
        fail_msg("%s", reader->faults->detail);
    }
}

/* Exactly one kind of fault, with `part` in what is said. */
static inline void assert_fault(const struct zip_reader *reader, enum zip_fault_kind kind,
                                const char *part)
{
    for (const struct zip_fault *fault = reader->faults; fault != NULL; fault = fault->next) {
        if (fault->kind != kind) {
            fail_msg("want fault %d, got %d: %s", (int)kind, (int)fault->kind, fault->detail);
        }
    }
    if (reader->faults == NULL || strstr(reader->faults->detail, part) == NULL) {
        fail_msg("want '%s', got '%s'", part,
                 reader->faults != NULL ? reader->faults->detail : "no fault");
    }
}

#endif
