/* SPDX-License-Identifier: Apache-2.0 */

/* CSV (RFC 4180), JSON and NDJSON. */
#include "reports/output.h"

#include "base/csv.h"

#include <jansson.h>

#include <stdlib.h>
#include <string.h>

static void csv_header(struct buffer *out, const struct report *report)
{
    for (const struct report_field *column = report->columns; column->name != NULL; column++) {
        buffer_print(out, "%s%s", column == report->columns ? "" : ",", column->name);
    }
    buffer_add_string(out, "\r\n");
}

static void csv_row(struct buffer *out, const struct report_row *row, bool is_first)
{
    (void)is_first;
    for (size_t i = 0; i < row->count; i++) {
        buffer_add_string(out, i == 0 ? "" : ",");
        if (row->values[i] != NULL) {
            void (*add)(struct buffer *, struct text) =
                row->is_number[i] ? csv_add : csv_add_defused;
            add(out, text_of(row->values[i]));
        }
    }
    buffer_add_string(out, "\r\n");
}

static void nothing(struct buffer *out)
{
    (void)out;
}

static void json_text(struct buffer *out, const char *value)
{
    json_t *string = json_string(value);
    char *text = string == NULL ? NULL : json_dumps(string, JSON_ENCODE_ANY);
    buffer_add_string(out, text == NULL ? "null" : text); /* not UTF-8: there is no such text */
    free(text);
    json_decref(string);
}

static void json_object_of(struct buffer *out, const struct report_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        buffer_print(out, "%s\"%s\":", i == 0 ? "{" : ",", row->names[i]);
        if (row->values[i] == NULL) {
            buffer_add_string(out, "null");
        } else if (row->is_number[i]) {
            buffer_add_string(out, row->values[i]);
        } else {
            json_text(out, row->values[i]);
        }
    }
    buffer_add_character(out, '}');
}

static void json_begin(struct buffer *out, const struct report *report)
{
    (void)report;
    buffer_add_string(out, "[");
}

static void json_row(struct buffer *out, const struct report_row *row, bool is_first)
{
    buffer_add_string(out, is_first ? "\n" : ",\n");
    json_object_of(out, row);
}

static void json_end(struct buffer *out)
{
    buffer_add_string(out, "\n]\n");
}

static void ndjson_begin(struct buffer *out, const struct report *report)
{
    (void)out;
    (void)report;
}

static void ndjson_row(struct buffer *out, const struct report_row *row, bool is_first)
{
    (void)is_first;
    json_object_of(out, row);
    buffer_add_character(out, '\n');
}

const struct report_output report_outputs[] = {
    [REPORT_CSV] = {.name = "csv",
                    .content_type = "text/csv; charset=utf-8; header=present",
                    .begin = csv_header,
                    .row = csv_row,
                    .end = nothing},
    [REPORT_JSON] = {.name = "json",
                     .content_type = "application/json",
                     .begin = json_begin,
                     .row = json_row,
                     .end = json_end},
    [REPORT_NDJSON] = {.name = "ndjson",
                       .content_type = "application/x-ndjson",
                       .begin = ndjson_begin,
                       .row = ndjson_row,
                       .end = nothing},
};
