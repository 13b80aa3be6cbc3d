/* SPDX-License-Identifier: Apache-2.0 */

/* CSV -> rows of the roster. */
#include "people/roster_file.h"

#include "base/csv.h"
#include "base/printable.h"
#include "xapi/agent.h"

/* What each column of the file is; NULL: none of ours. */
struct header {
    const struct roster_column *columns[CSV_COLUMNS_MAX];
    size_t count;
};

static const struct roster_column *find_column(struct text name)
{
    for (const struct roster_column *at = roster_columns; at->name != NULL; at++) {
        if (column_is_called(at, name)) {
            return at;
        }
    }
    return NULL;
}

static bool has_column(const struct header *header, const char *name)
{
    for (size_t i = 0; i < header->count; i++) {
        if (header->columns[i] != NULL && text_is(text_of(name), header->columns[i]->name)) {
            return true;
        }
    }
    return false;
}

static enum status check_header(const struct header *header, const char *home_page,
                                struct error *error)
{
    if (!has_column(header, "account") && !has_column(header, "mbox")) {
        return FAIL(error, STATUS_INVALID,
                    "no column tells who a row is about: name one 'account' (the name of the LMS "
                    "account) or 'mbox' (the e-mail address) in the first line");
    }
    if (has_column(header, "account") && !has_column(header, "home_page") && home_page == NULL) {
        return FAIL(error, STATUS_INVALID,
                    "no column tells which LMS the accounts are of: add a column 'home_page', or "
                    "give --home-page https://…");
    }
    return has_column(header, "organisation")
               ? STATUS_OK
               : FAIL(error, STATUS_INVALID,
                      "no column has the organisation: name the one with ODS codes "
                      "'organisation' in the first line");
}

static enum status read_header(const struct csv_row *row, const char *home_page,
                               struct problems *problems, struct header *out, struct error *error)
{
    *out = (struct header){.count = 0};
    for (; out->count < row->count; out->count++) {
        struct text name = text_trim(row->values[out->count]);
        const struct roster_column *column = find_column(name);
        if (column != NULL && has_column(out, column->name)) {
            return FAIL(error, STATUS_INVALID,
                        "line %zu: two columns are '%s', the second of them called '%s'; rename or "
                        "remove one",
                        row->line, column->name, printable(problems->arena, name));
        }
        if (column == NULL && name.length > 0) {
            const struct problem_place place = {row->line, printable(problems->arena, name), name};
            problems_add(problems, &problems->warnings, &place,
                         "is no column of a roster and was left out");
        }
        out->columns[out->count] = column;
    }
    return check_header(out, home_page, error);
}

/* ---- rows ---- */

static void refuse(struct problems *problems, size_t line, const struct roster_column *column,
                   struct text value, const char *remedy)
{
    const struct problem_place place = {line, column == NULL ? "" : column->name,
                                        column != NULL && column->is_personal ? text_of("")
                                                                              : value};
    problems_add(problems, &problems->errors, &place, "%s", remedy);
}

static void read_values(const struct csv_row *row, const struct header *header,
                        struct problems *problems, struct roster_row *out)
{
    for (size_t i = 0; i < row->count && i < header->count; i++) {
        const struct roster_column *column = header->columns[i];
        struct text value = text_trim(csv_undefused(row->values[i]));
        if (column == NULL || value.length == 0) {
            continue;
        }
        const char *remedy = column->read(column, value, problems->arena, out);
        if (remedy != NULL) {
            refuse(problems, row->line, column, value, remedy);
        }
    }
}

/* The account, or else the e-mail address. */
static void name_account(const char *home_page, struct problems *problems, struct roster_row *row)
{
    struct arena *arena = problems->arena;
    if (row->name.length == 0) {
        row->stint.account = row->stint.values[STINT_MBOX];
        if (row->stint.account.length == 0) {
            refuse(problems, row->line, NULL, text_of(""),
                   "has neither an account nor an e-mail address; give one of them");
        }
        return;
    }
    const char *home = row->home_page.length > 0 ? arena_copy(arena, row->home_page)
                       : home_page != NULL       ? home_page
                                                 : "";
    if (home[0] == '\0') {
        refuse(problems, row->line, find_column(text_of("home_page")), text_of(""),
               "is empty; give the LMS's home page, or --home-page for all rows without one");
    }
    row->stint.account = agent_key_of_account(home, arena_copy(arena, row->name), arena);
    if (row->stint.account.length > PEOPLE_ACCOUNT_MAX) {
        refuse(problems, row->line, find_column(text_of("account")), text_of(""),
               "is longer than 1024 bytes, its home page included");
    }
}

static void check_row(struct problems *problems, struct roster_row *row)
{
    const struct stint *stint = &row->stint;
    if (stint->values[STINT_ORGANISATION].data == NULL) {
        refuse(problems, row->line, find_column(text_of("organisation")), text_of(""),
               "is empty; give the employer's ODS code");
    }
    if (row->has_from && row->has_to && stint->to_us <= stint->from_us) {
        refuse(problems, row->line, find_column(text_of("to")), text_of(""),
               "is not after 'from'; 'to' is the first day on which the row no longer holds");
    }
}

static void read_row(const struct csv_row *row, const struct header *header, const char *home_page,
                     struct problems *problems, struct roster_row *out)
{
    static const char nothing[] = "";
    size_t errors = problems->errors.total;
    out->line = row->line;
    if (row->count > header->count) {
        refuse(problems, row->line, NULL, text_of(""),
               "has more values than the first line has columns; are quotes missing around a "
               "value with a separator in it?");
    }
    read_values(row, header, problems, out);
    name_account(home_page, problems, out);
    if (problems->errors.total == errors) {
        check_row(problems, out);
    }
    for (size_t i = 0; i < STINT_COLUMNS; i++) {
        struct text *value = &out->stint.values[i];
        value->data = value->data == NULL ? nothing : value->data;
    }
}

enum status roster_file_read(struct buffer *content, const char *home_page,
                             struct problems *problems, struct roster_rows *out,
                             struct error *error)
{
    struct csv_reader reader;
    struct csv_row row;
    struct header header = {.count = 0};
    struct roster_rows rows = {NULL, 0};
    size_t capacity = 0;
    bool has_row = false;
    enum status status = csv_begin(content, &reader, error);
    status = status == STATUS_OK ? csv_next(&reader, &row, &has_row, error) : status;
    if (status == STATUS_OK && !has_row) {
        return FAIL(error, STATUS_INVALID, "the file is empty; its first line names the columns");
    }
    status = status == STATUS_OK ? read_header(&row, home_page, problems, &header, error) : status;
    while (status == STATUS_OK && has_row) {
        status = csv_next(&reader, &row, &has_row, error);
        if (status == STATUS_OK && has_row && rows.count == ROSTER_ROWS_MAX) {
            return FAIL(error, STATUS_TOO_LARGE, "line %zu: more than %d rows; import it in parts",
                        row.line, ROSTER_ROWS_MAX);
        }
        if (status == STATUS_OK && has_row) {
            rows.items =
                arena_grow(problems->arena, rows.items, rows.count, &capacity, sizeof *rows.items);
            read_row(&row, &header, home_page, problems, &rows.items[rows.count++]);
        }
    }
    if (status == STATUS_OK) {
        *out = rows;
    }
    return status;
}
