/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of the roster's columns. One more is a row here, a member of enum stint_column with its
 * column in store/roster.c, and a migration. */
#include "people/columns.h"

#include "base/ascii.h"
#include "base/csv.h"
#include "base/iri.h"
#include "base/london.h"
#include "people/people.h"
#include "xapi/agent.h"

#include <string.h>

enum {
    TEXT_MAX = 200,
    CODE_MIN = 3,
    CODE_MAX = 10,
    REGISTRATION_MIN = 4,
    REGISTRATION_MAX = 20,
};

static const char ACCOUNT_PREFIX[] = "account:";
static const char MAILTO[] = "mailto:";

/* ---- values in ---- */

static struct text capitals(struct text value, struct arena *arena)
{
    char *copy = arena_copy(arena, value);
    for (size_t i = 0; i < value.length; i++) {
        copy[i] = ascii_to_upper(copy[i]);
    }
    return (struct text){copy, value.length};
}

struct text ods_code_read(struct text value, struct arena *arena)
{
    bool is_code = value.length >= CODE_MIN && value.length <= CODE_MAX;
    for (size_t i = 0; i < value.length && is_code; i++) {
        is_code = ascii_is_letter_or_digit(value.data[i]);
    }
    return is_code ? capitals(value, arena) : (struct text){NULL, 0};
}

static const char *read_home_page(const struct roster_column *column, struct text value,
                                  struct arena *arena, struct roster_row *out)
{
    (void)column;
    (void)arena;
    out->home_page = value;
    return iri_is_valid(value) ? NULL
                               : "is no address; give the LMS's home page as its statements do, "
                                 "such as https://lms.example.org";
}

static const char *read_name(const struct roster_column *column, struct text value,
                             struct arena *arena, struct roster_row *out)
{
    (void)column;
    (void)arena;
    out->name = value;
    return NULL;
}

static const char *read_mbox(const struct roster_column *column, struct text value,
                             struct arena *arena, struct roster_row *out)
{
    const char *before = text_starts_with(value, MAILTO) ? "" : MAILTO;
    char *mbox = arena_print(arena, "%s%.*s", before, TEXT_ARGUMENTS(value));
    out->stint.values[column->column] = agent_key_of_mbox(mbox, arena);
    return iri_is_mailto(text_of(mbox)) && strlen(mbox) <= PEOPLE_ACCOUNT_MAX
               ? NULL
               : "is no e-mail address; write one, such as name@example.org";
}

static const char *read_code(const struct roster_column *column, struct text value,
                             struct arena *arena, struct roster_row *out)
{
    out->stint.values[column->column] = ods_code_read(value, arena);
    return out->stint.values[column->column].data != NULL
               ? NULL
               : "is no ODS code; write the code (three to ten letters and digits, such as RTH), "
                 "not the name";
}

static const char *read_text(const struct roster_column *column, struct text value,
                             struct arena *arena, struct roster_row *out)
{
    (void)arena;
    out->stint.values[column->column] = value;
    return value.length <= TEXT_MAX ? NULL : "is longer than 200 bytes; shorten it";
}

/* Spaces say nothing, nor does letter case. */
static const char *read_registration(const struct roster_column *column, struct text value,
                                     struct arena *arena, struct roster_row *out)
{
    char *copy = ARENA_ARRAY(arena, char, value.length + 1);
    size_t length = 0;
    bool has_digit = false;
    for (size_t i = 0; i < value.length; i++) {
        char character = ascii_to_upper(value.data[i]);
        if (!ascii_is_letter_or_digit(character) && character != '-' && character != ' ') {
            return "is no registration number; write letters, digits and '-' only";
        }
        has_digit = has_digit || ascii_is_digit(character);
        copy[length] = character;
        length += character != ' ';
    }
    out->stint.values[column->column] = (struct text){copy, length};
    return has_digit && length >= REGISTRATION_MIN && length <= REGISTRATION_MAX
               ? NULL
               : "is no registration number: those have 4 to 20 characters, a digit among them; "
                 "leave it empty if there is none";
}

/* "Band 6", "6" and "8A" are 6, 6 and 8a. What is no band of Agenda for Change stays as it is. */
static const char *read_band(const struct roster_column *column, struct text value,
                             struct arena *arena, struct roster_row *out)
{
    static const char word[] = "BAND";
    struct text upper = capitals(value, arena);
    struct text rest = upper;
    if (text_starts_with(upper, word)) {
        rest = text_trim((struct text){upper.data + strlen(word), upper.length - strlen(word)});
    }
    bool is_band = rest.length >= 1 && rest.length <= 2 && rest.data[0] >= '1' &&
                   rest.data[0] <= '9' &&
                   (rest.length == 1 || (rest.data[1] >= 'A' && rest.data[1] <= 'D'));
    if (is_band) {
        char *band = arena_copy(arena, rest);
        band[rest.length - 1] = ascii_to_lower(band[rest.length - 1]);
        value = (struct text){band, rest.length};
    }
    return read_text(column, value, arena, out);
}

static const char *read_day(struct text value, int64_t *out_us)
{
    int64_t day = 0;
    int64_t first = 0;
    int64_t last = 0;
    (void)day_parse(text_of("1900-01-01"), &first);
    (void)day_parse(text_of("2200-01-01"), &last);
    if (!day_parse(value, &day) || day < first || day >= last) {
        return "is no day from 1900 to 2199; write it as 2018-04-30";
    }
    *out_us = london_midnight_us(day);
    return NULL;
}

static const char *read_from(const struct roster_column *column, struct text value,
                             struct arena *arena, struct roster_row *out)
{
    (void)column;
    (void)arena;
    out->has_from = true;
    return read_day(value, &out->stint.from_us);
}

static const char *read_to(const struct roster_column *column, struct text value,
                           struct arena *arena, struct roster_row *out)
{
    (void)column;
    (void)arena;
    out->has_to = true;
    return read_day(value, &out->stint.to_us);
}

/* ---- values out ---- */

/* An account's home page ends at the first '|'. */
static struct text account_part(const struct stint *stint, bool is_name)
{
    struct text rest = stint->account;
    if (!text_starts_with(rest, ACCOUNT_PREFIX)) {
        return text_of("");
    }
    rest = (struct text){rest.data + strlen(ACCOUNT_PREFIX), rest.length - strlen(ACCOUNT_PREFIX)};
    struct text home_page = {NULL, 0};
    (void)text_split(&rest, '|', &home_page);
    return is_name ? rest : home_page;
}

static struct text write_home_page(const struct stint *stint, struct arena *arena)
{
    (void)arena;
    return account_part(stint, false);
}

static struct text write_name(const struct stint *stint, struct arena *arena)
{
    (void)arena;
    return account_part(stint, true);
}

static struct text write_mbox(const struct stint *stint, struct arena *arena)
{
    (void)arena;
    struct text mbox = stint->values[STINT_MBOX];
    return mbox.length == 0
               ? mbox
               : (struct text){mbox.data + strlen(MAILTO), mbox.length - strlen(MAILTO)};
}

static struct text write_day(int64_t us, int64_t never_us, struct arena *arena)
{
    char day[DAY_TEXT_SIZE] = "";
    if (us != never_us) {
        day_format(london_day(us), day);
    }
    return text_of(arena_copy_string(arena, day));
}

static struct text write_from(const struct stint *stint, struct arena *arena)
{
    return write_day(stint->from_us, PEOPLE_FROM_EVER_US, arena);
}

static struct text write_to(const struct stint *stint, struct arena *arena)
{
    return write_day(stint->to_us, PEOPLE_TO_EVER_US, arena);
}

/* ---- the table ---- */

const struct roster_column roster_columns[] = {
    {.name = "home_page",
     .synonyms = "accounthomepage|lms|lmsaddress|lmsurl|platform|platformurl",
     .help = "the LMS that has the account, as statements name it",
     .read = read_home_page,
     .write = write_home_page},
    {.name = "account",
     .synonyms = "accountname|user|userid|username|login|learner|learnerid|idnumber",
     .help = "the account's name there",
     .read = read_name,
     .write = write_name},
    {.name = "mbox",
     .synonyms = "email|emailaddress|mail|workemail|workemailaddress",
     .help = "the e-mail address; identifies the learner where there is no account",
     .is_personal = true,
     .column = STINT_MBOX,
     .read = read_mbox,
     .write = write_mbox},
    {.name = "organisation",
     .synonyms = "organization|organisationcode|odscode|ods|orgcode|trustcode|employercode",
     .help = "the ODS code of the employer",
     .column = STINT_ORGANISATION,
     .read = read_code},
    {.name = "profession",
     .synonyms = "jobrole|role|discipline|occupation",
     .help = "as you want to see it in reports",
     .column = STINT_PROFESSION,
     .read = read_text},
    {.name = "registration",
     .synonyms = "registrationnumber|prn|pin|hcpc|hcpcnumber|medicalcouncilno|"
                 "professionalregistrationnumber",
     .help = "with HCPC, NMC, GMC ...",
     .is_personal = true,
     .column = STINT_REGISTRATION,
     .read = read_registration},
    {.name = "staff_group",
     .synonyms = "staffinggroup|esrstaffgroup",
     .help = "as you want to see it in reports",
     .column = STINT_STAFF_GROUP,
     .read = read_text},
    {.name = "band",
     .synonyms = "afcband|afc|payband|grade|paygrade",
     .help = "of Agenda for Change: 'Band 6', 6, 8a; or another grade",
     .column = STINT_BAND,
     .read = read_band},
    {.name = "site",
     .synonyms = "location|base|worklocation|sitecode|sitename",
     .help = "where they work, as you want to see it in reports",
     .column = STINT_SITE,
     .read = read_text},
    {.name = "from",
     .synonyms = "start|startdate|fromdate|datefrom|validfrom",
     .help = "the first day of all this; empty: as it is now",
     .read = read_from,
     .write = write_from},
    {.name = "to",
     .synonyms = "end|enddate|todate|dateto|validto|leavingdate",
     .help = "the first day on which it no longer holds; empty: until the next row, or still",
     .read = read_to,
     .write = write_to},
    {.name = NULL},
};

_Static_assert(sizeof roster_columns / sizeof roster_columns[0] == ROSTER_COLUMNS + 1,
               "ROSTER_COLUMNS counts the table");

/* ---- headers ---- */

bool column_is_called(const struct roster_column *column, struct text header)
{
    struct text synonyms = text_of(column->synonyms);
    struct text name = text_of(column->name);
    do {
        if (csv_header_is(header, name)) {
            return true;
        }
    } while (text_split(&synonyms, '|', &name));
    return false;
}
