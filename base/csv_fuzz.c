/* SPDX-License-Identifier: Apache-2.0 */

/* Whatever is read as CSV is the same when it is written and read again. */
#include "base/csv.h"
#include "base/fuzz.h"

enum { LIMIT = 1 << 24 };

/* A row that would be written as a blank line, which nobody reads, is left out. */
static bool rewrite(struct buffer *content, struct buffer *out)
{
    struct csv_reader reader;
    struct csv_row row;
    struct error error;
    bool goes_on = true;
    enum status status = csv_begin(content, &reader, &error);
    while (status == STATUS_OK && goes_on) {
        status = csv_next(&reader, &row, &goes_on, &error);
        fuzz_require(status != STATUS_OK || row.count <= CSV_COLUMNS_MAX);
        bool is_blank = row.count == 1 && row.values[0].length == 0;
        for (size_t i = 0; status == STATUS_OK && goes_on && !is_blank && i < row.count; i++) {
            fuzz_require(row.values[i].length <= CSV_VALUE_MAX);
            csv_add(out, row.values[i]);
            buffer_add_string(out, i + 1 < row.count ? "," : "\r\n");
        }
    }
    return status == STATUS_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char first[] = "a,b,c\r\n";
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(LIMIT);
    AUTO(buffer_finish) struct buffer once = BUFFER_INIT(LIMIT);
    AUTO(buffer_finish) struct buffer twice = BUFFER_INIT(LIMIT);
    buffer_add(&content, data, size);
    buffer_add_string(&once, first);
    if (!rewrite(&content, &once)) {
        return 0;
    }
    AUTO(buffer_finish) struct buffer again = BUFFER_INIT(LIMIT);
    buffer_add_text(&again, buffer_text(&once));
    fuzz_require(rewrite(&again, &twice));
    fuzz_require(text_equals(buffer_text(&once), buffer_text(&twice)));
    return 0;
}
