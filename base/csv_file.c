/* SPDX-License-Identifier: Apache-2.0 */

/* A file is read in pieces; each goes to the reader up to its last line end outside quotes, and
 * what is behind that is the beginning of the next piece. */
#include "base/csv_file.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PIECE = 256 << 10, WINDOW_MAX = CSV_ROW_MAX + 2 * PIECE };

struct csv_file {
    FILE *stream;
    int64_t size;
    int64_t done;
    bool is_begun;
    bool is_at_end;
    struct csv_reader reader;
    struct buffer window; /* whole rows, which the reader changes */
    struct buffer rest;   /* what is read behind them */
};

enum status csv_file_open(const char *path, struct csv_file **out, struct error *error)
{
    struct stat entry;
    AUTO(csv_file_close) struct csv_file *file = MEM_NEW(struct csv_file);
    file->window = (struct buffer)BUFFER_INIT(WINDOW_MAX);
    file->rest = (struct buffer)BUFFER_INIT(WINDOW_MAX);
    file->stream = fopen(path, "re");
    if (file->stream == NULL) {
        return FAIL(error, STATUS_NOT_FOUND, "'%s' can't be opened", path);
    }
    if (fstat(fileno(file->stream), &entry) != 0 || !S_ISREG(entry.st_mode)) {
        return FAIL(error, STATUS_INVALID, "'%s' is no file; a table is read from a file", path);
    }
    file->size = entry.st_size;
    *out = TAKE(file);
    return STATUS_OK;
}

void csv_file_close(struct csv_file *file)
{
    if (file == NULL) {
        return;
    }
    if (file->stream != NULL) {
        (void)fclose(file->stream);
    }
    buffer_finish(&file->window);
    buffer_finish(&file->rest);
    free(file);
}

static enum status read_piece(struct csv_file *file, struct error *error)
{
    AUTO(free) char *piece = mem_zeroed(1, PIECE);
    size_t length = fread(piece, 1, PIECE, file->stream);
    if (ferror(file->stream) != 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "the file can't be read to its end");
    }
    file->is_at_end = length < PIECE;
    file->done += (int64_t)length;
    buffer_add(&file->rest, piece, length);
    return STATUS_OK;
}

/* Whether a line end stands at `at`, of which no more comes behind `text`. */
static bool ends_line(struct text text, size_t at)
{
    return text.data[at] == '\n' ||
           (text.data[at] == '\r' && at + 1 < text.length && text.data[at + 1] != '\n');
}

/* How many bytes are whole rows. Quotes count as csv.c counts them: one opens only where a value
 * begins. */
static size_t whole_rows(struct text text, char separator)
{
    size_t found = 0;
    bool is_quoted = false;
    bool begins_value = true;
    for (size_t i = 0; i < text.length; i++) {
        char character = text.data[i];
        if (character == '"' && (is_quoted || begins_value)) {
            is_quoted = !is_quoted;
            begins_value = !is_quoted; /* a doubled quote goes on */
            continue;
        }
        if (is_quoted) {
            continue;
        }
        found = ends_line(text, i) ? i + 1 : found;
        begins_value = character == separator || character == '\n' || character == '\r';
    }
    return found;
}

/* Fills the window with whole rows: the reader has read all of it. */
static enum status fill(struct csv_file *file, struct error *error)
{
    size_t whole = 0;
    while (whole == 0) {
        enum status status = file->is_at_end ? STATUS_OK : read_piece(file, error);
        if (status != STATUS_OK) {
            return status;
        }
        struct text rest = buffer_text(&file->rest);
        char separator = file->is_begun ? file->reader.separator : csv_separator_of(rest);
        whole = file->is_at_end ? rest.length : whole_rows(rest, separator);
        if (file->is_at_end) {
            break;
        }
        if (whole == 0 && rest.length > CSV_ROW_MAX) {
            return FAIL(error, STATUS_INVALID,
                        "line %zu: a row has more than %d bytes; is a quote missing?",
                        file->is_begun ? file->reader.line : 1, CSV_ROW_MAX);
        }
    }
    buffer_clear(&file->window);
    buffer_add(&file->window, file->rest.data == NULL ? "" : file->rest.data, whole);
    if (whole > 0) {
        file->rest.length -= whole;
        memmove(file->rest.data, file->rest.data + whole, file->rest.length);
    }
    return STATUS_OK;
}

static enum status next_window(struct csv_file *file, struct error *error)
{
    enum status status = fill(file, error);
    if (status == STATUS_OK && file->is_begun) {
        return csv_continue(&file->reader, &file->window, error);
    }
    status = status == STATUS_OK ? csv_begin(&file->window, &file->reader, error) : status;
    file->is_begun = status == STATUS_OK;
    return status;
}

enum status csv_file_next(struct csv_file *file, struct csv_row *row, bool *out_row,
                          struct error *error)
{
    enum status status = STATUS_OK;
    *out_row = false;
    while (status == STATUS_OK && !*out_row) {
        bool is_read = !file->is_begun || file->reader.at == file->reader.end;
        if (is_read && file->is_begun && file->is_at_end && file->rest.length == 0) {
            return STATUS_OK;
        }
        status = is_read ? next_window(file, error) : STATUS_OK;
        status = status == STATUS_OK ? csv_next(&file->reader, row, out_row, error) : status;
    }
    return status;
}

enum status csv_file_rewind(struct csv_file *file, struct error *error)
{
    if (fseek(file->stream, 0, SEEK_SET) != 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "the file can't be read again from its beginning");
    }
    buffer_clear(&file->window);
    buffer_clear(&file->rest);
    file->is_begun = false;
    file->is_at_end = false;
    file->done = 0;
    return STATUS_OK;
}

int64_t csv_file_done(const struct csv_file *file)
{
    return file->done;
}

int64_t csv_file_size(const struct csv_file *file)
{
    return file->size;
}
