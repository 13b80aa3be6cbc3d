/* SPDX-License-Identifier: Apache-2.0 */

/* CSV (RFC 4180), JSON and NDJSON. */
#include "reports/output.h"

#include "base/csv.h"
#include "reports/conformance_share.h"

#include <jansson.h>

#include <stdlib.h>
#include <string.h>

/* What the column is called that names the profile, and the member of a row in JSON. */
#define DISCLOSURE_MEMBER "disclosure"
#define HIDDEN_MARK "*"
#define CSV_TYPE "text/csv; charset=utf-8; header=present"

static bool has_conformance(const struct output_notes *notes)
{
    return notes->conformance != NULL && notes->conformance[0] != '\0';
}

static void csv_header(struct buffer *out, const struct report_field *columns,
                       const struct output_notes *notes)
{
    for (const struct report_field *column = columns; column->name != NULL; column++) {
        buffer_print(out, "%s%s", column == columns ? "" : ",", column->name);
    }
    buffer_add_string(out, has_conformance(notes) ? "," CONFORMANCE_MEMBER : "");
    buffer_add_string(out, notes->profile == NULL ? "\r\n" : "," DISCLOSURE_MEMBER "\r\n");
}

static void csv_marked_header(struct buffer *out, const struct report_field *columns,
                              const struct output_notes *notes)
{
    buffer_add_string(out, "\xEF\xBB\xBF");
    csv_header(out, columns, notes);
}

static bool is_hidden(const struct output_row *row, size_t place)
{
    return row->is_hidden != NULL && row->is_hidden[place];
}

static void csv_row(struct buffer *out, const struct output_row *row, bool is_first)
{
    (void)is_first;
    for (size_t i = 0; i < row->count; i++) {
        buffer_add_string(out, i == 0 ? "" : ",");
        if (is_hidden(row, i)) {
            buffer_add_string(out, HIDDEN_MARK);
        } else if (row->values[i] != NULL) {
            void (*add)(struct buffer *, struct text) =
                row->is_number[i] ? csv_add : csv_add_defused;
            add(out, text_of(row->values[i]));
        }
    }
    if (has_conformance(row->notes)) {
        buffer_print(out, ",%s", row->notes->conformance);
    }
    if (row->notes->profile != NULL) {
        buffer_print(out, ",%s", row->notes->profile);
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

static void json_disclosure(struct buffer *out, const struct output_row *row)
{
    const char *separator = "";
    buffer_print(out, ",\"" DISCLOSURE_MEMBER "\":{\"profile\":\"%s\",\"suppressed\":[",
                 row->notes->profile);
    for (size_t i = 0; i < row->count; i++) {
        if (is_hidden(row, i)) {
            buffer_print(out, "%s\"%s\"", separator, row->columns[i].name);
            separator = ",";
        }
    }
    buffer_add_string(out, "]}");
}

static void json_object_of(struct buffer *out, const struct output_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        buffer_print(out, "%s\"%s\":", i == 0 ? "{" : ",", row->columns[i].name);
        if (row->values[i] == NULL) {
            buffer_add_string(out, "null");
        } else if (row->is_number[i]) {
            buffer_add_string(out, row->values[i]);
        } else {
            json_text(out, row->values[i]);
        }
    }
    if (has_conformance(row->notes)) {
        buffer_print(out, ",\"" CONFORMANCE_MEMBER "\":%s", row->notes->conformance);
    }
    if (row->notes->profile != NULL) {
        json_disclosure(out, row);
    }
    buffer_add_character(out, '}');
}

static void json_begin(struct buffer *out, const struct report_field *columns,
                       const struct output_notes *notes)
{
    (void)columns;
    (void)notes;
    buffer_add_string(out, "[");
}

static void json_row(struct buffer *out, const struct output_row *row, bool is_first)
{
    buffer_add_string(out, is_first ? "\n" : ",\n");
    json_object_of(out, row);
}

static void json_end(struct buffer *out)
{
    buffer_add_string(out, "\n]\n");
}

static void ndjson_begin(struct buffer *out, const struct report_field *columns,
                         const struct output_notes *notes)
{
    (void)out;
    (void)columns;
    (void)notes;
}

static void ndjson_row(struct buffer *out, const struct output_row *row, bool is_first)
{
    (void)is_first;
    json_object_of(out, row);
    buffer_add_character(out, '\n');
}

const struct report_output report_outputs[] = {
    [REPORT_CSV] = {.name = "csv",
                    .content_type = CSV_TYPE,
                    .begin = csv_header,
                    .row = csv_row,
                    .end = nothing},
    [REPORT_CSV_BOM] = {.name = "csv-bom",
                        .content_type = CSV_TYPE,
                        .begin = csv_marked_header,
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
