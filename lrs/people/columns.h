/* SPDX-License-Identifier: Apache-2.0 */

/* The columns of a roster: their names, what else they are called, and what they may hold. */
#ifndef PEOPLE_COLUMNS_H
#define PEOPLE_COLUMNS_H

#include "base/arena.h"
#include "store/roster.h"

/* A row of a file on its way to a stint. Texts are borrowed from the file or the arena. */
struct roster_row {
    size_t line;
    struct text home_page;
    struct text name; /* of the account */
    bool has_from;
    bool has_to;
    struct stint stint;
};

struct roster_column {
    const char *name;     /* in files that we write */
    const char *synonyms; /* other headers, as column_is_called() compares them, between '|' */
    const char *help;
    bool is_personal;         /* its values stand in no message */
    enum stint_column column; /* where the value goes, if that is one of the texts */
    /* Takes a value, trimmed and not empty, into *out. NULL, or what is wrong and what to do. */
    const char *(*read)(const struct roster_column *column, struct text value, struct arena *arena,
                        struct roster_row *out);
    /* What a file that we write has there; NULL: values[column]. */
    struct text (*write)(const struct stint *stint, struct arena *arena);
};

/* In the order of files that we write; ended by a row without name. */
extern const struct roster_column roster_columns[];
enum { ROSTER_COLUMNS = 11 };

/* Whether a header means this column, as csv_header_is() compares. */
bool column_is_called(const struct roster_column *column, struct text header);

/* An ODS code in capital letters: three to ten letters and digits. Data is NULL if it is none. */
struct text ods_code_read(struct text value, struct arena *arena);

#endif
