/* SPDX-License-Identifier: Apache-2.0 */

/* A small strptime(), whose months are English whatever the locale. */
#include "lms/dates.h"

#include "base/ascii.h"
#include "base/timestamp.h"

#include <stdio.h>
#include <string.h>

enum {
    EXCEL_1970 = 25569, /* the day 1970-01-01 */
    EXCEL_DIGITS = 5,
    FRACTION_DIGITS = 12,
    SECONDS_A_DAY = 86400,
};

/* What a pattern has found. */
struct parts {
    int year;
    int month;
    int day;
    int hour;
    int minute;
    int second;
    bool is_half; /* the hour is one of 12 */
    bool is_afternoon;
};

static const char *const months[] = {"january",   "february", "march",    "april",
                                     "may",       "june",     "july",     "august",
                                     "september", "october",  "november", "december"};

/* ---- pieces ---- */

static bool cut_number(struct text *rest, size_t least, size_t most, int *out)
{
    size_t length = 0;
    int number = 0;
    while (length < most && length < rest->length && ascii_is_digit(rest->data[length])) {
        number = number * 10 + (rest->data[length++] - '0');
    }
    if (length < least) {
        return false;
    }
    rest->data += length;
    rest->length -= length;
    *out = number;
    return true;
}

static struct text cut_letters(struct text *rest)
{
    struct text letters = {rest->data, 0};
    while (rest->length > 0 && ascii_is_letter(rest->data[0])) {
        rest->data++;
        rest->length--;
        letters.length++;
    }
    return letters;
}

/* Whether `word` begins the lower-case `name`. */
static bool begins(struct text word, const char *name)
{
    bool is_equal = word.length <= strlen(name);
    for (size_t i = 0; i < word.length && is_equal; i++) {
        is_equal = ascii_to_lower(word.data[i]) == name[i];
    }
    return is_equal;
}

static bool cut_month(struct text *rest, int *out)
{
    struct text word = cut_letters(rest);
    for (int i = 0; i < 12 && word.length >= 3; i++) {
        if (begins(word, months[i])) {
            *out = i + 1;
            return true;
        }
    }
    return false;
}

static bool cut_half(struct text *rest, struct parts *out)
{
    struct text word = cut_letters(rest);
    out->is_half = true;
    out->is_afternoon = begins(word, "pm");
    return word.length == 2 && (out->is_afternoon || begins(word, "am"));
}

static bool cut_short_year(struct text *rest, int *out)
{
    int number = 0;
    bool is_read = cut_number(rest, 2, 2, &number);
    *out = number < LMS_YEAR_MIN % 100 ? 2000 + number : 1900 + number;
    return is_read;
}

static bool cut_part(char letter, struct text *rest, struct parts *out)
{
    int ignored = 0;
    switch (letter) {
    case 'd':
        return cut_number(rest, 1, 2, &out->day);
    case 'm':
        return cut_number(rest, 1, 2, &out->month);
    case 'b':
    case 'B':
        return cut_month(rest, &out->month);
    case 'Y':
        return cut_number(rest, 4, 4, &out->year);
    case 'y':
        return cut_short_year(rest, &out->year);
    case 'a':
    case 'A':
        return cut_letters(rest).length > 0;
    case 'H':
    case 'I':
        return cut_number(rest, 1, 2, &out->hour);
    case 'M':
        return cut_number(rest, 2, 2, &out->minute);
    case 'S':
        return cut_number(rest, 2, 2, &out->second);
    case 'f':
        return cut_number(rest, 1, 9, &ignored);
    case 'p':
        return cut_half(rest, out);
    default:
        return false;
    }
}

/* ---- patterns ---- */

static bool cut_spaces(struct text *rest)
{
    struct text trimmed = {rest->data, rest->length};
    while (trimmed.length > 0 && trimmed.data[0] == ' ') {
        trimmed.data++;
        trimmed.length--;
    }
    bool is_cut = trimmed.length < rest->length;
    *rest = trimmed;
    return is_cut;
}

static bool cut_same(struct text *rest, char character)
{
    if (rest->length == 0 || ascii_to_lower(rest->data[0]) != ascii_to_lower(character)) {
        return false;
    }
    rest->data++;
    rest->length--;
    return true;
}

static bool matches(struct text pattern, struct text value, struct parts *out)
{
    bool fits = true;
    for (size_t i = 0; i < pattern.length && fits; i++) {
        char character = pattern.data[i];
        if (character == '%' && i + 1 < pattern.length) {
            fits = cut_part(pattern.data[++i], &value, out);
        } else if (character == ' ') {
            fits = cut_spaces(&value);
        } else {
            fits = cut_same(&value, character);
        }
    }
    return fits && value.length == 0;
}

static bool hour_is_valid(const struct parts *parts)
{
    return parts->is_half ? parts->hour >= 1 && parts->hour <= 12 : parts->hour <= 23;
}

static bool tell_moment(int64_t day, int64_t seconds, struct lms_date *out)
{
    out->clock = london_moment_us(day, seconds * 1000000, &out->us);
    return true;
}

static bool read_pattern(struct text pattern, struct text value, struct lms_date *out)
{
    char text[32];
    int64_t day = 0;
    struct parts parts = {0};
    if (!matches(pattern, value, &parts) || !hour_is_valid(&parts) || parts.minute > 59 ||
        parts.second > 59 || parts.year < LMS_YEAR_MIN || parts.year > LMS_YEAR_MAX) {
        return false;
    }
    (void)snprintf(text, sizeof text, "%04d-%02d-%02d", parts.year, parts.month, parts.day);
    int hour = parts.is_half ? parts.hour % 12 + (parts.is_afternoon ? 12 : 0) : parts.hour;
    return day_parse(text_of(text), &day) &&
           tell_moment(day, hour * 3600 + parts.minute * 60 + parts.second, out);
}

/* ---- formats with a name ---- */

static bool year_is_valid(int64_t us)
{
    char text[TIMESTAMP_SIZE];
    timestamp_format(us, text);
    return strcmp(text, "1990") >= 0 && strcmp(text, "2200") < 0;
}

static bool read_iso(struct text value, struct lms_date *out)
{
    static const char *const patterns[] = {
        "%Y-%m-%d",       "%Y-%m-%dT%H:%M:%S",    "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M",       "%Y-%m-%dT%H:%M:%S.%f",
        "%Y%m%d",         "%Y-%m-%d %H:%M:%S.%f",
    };
    out->clock = LONDON_ONCE;
    if (timestamp_parse(value, &out->us)) {
        return year_is_valid(out->us);
    }
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        if (read_pattern(text_of(patterns[i]), value, out)) {
            return true;
        }
    }
    return false;
}

/* To the second, as nobody means more than that. */
static bool read_excel(struct text value, struct lms_date *out)
{
    int day = 0;
    double fraction = 0;
    double unit = 0.1;
    if (!cut_number(&value, EXCEL_DIGITS, EXCEL_DIGITS, &day)) {
        return false;
    }
    if (value.length > 1 && value.length <= FRACTION_DIGITS + 1 && value.data[0] == '.') {
        for (value.data++, value.length--; value.length > 0 && ascii_is_digit(value.data[0]);
             value.data++, value.length--, unit /= 10) {
            fraction += unit * (value.data[0] - '0');
        }
    }
    int64_t seconds = (int64_t)(fraction * SECONDS_A_DAY + 0.5);
    int64_t whole = day - EXCEL_1970 + seconds / SECONDS_A_DAY;
    return value.length == 0 && tell_moment(whole, seconds % SECONDS_A_DAY, out) &&
           year_is_valid(out->us);
}

bool lms_date_read(struct text value, const struct lms_list *formats, struct lms_date *out)
{
    for (size_t i = 0; i < formats->count; i++) {
        struct text format = formats->items[i];
        struct lms_date date;
        bool is_read = text_is(format, "iso")     ? read_iso(value, &date)
                       : text_is(format, "excel") ? read_excel(value, &date)
                                                  : read_pattern(format, value, &date);
        if (is_read) {
            *out = date;
            return true;
        }
    }
    return false;
}

/* Whether the pattern has one of `letters` behind a '%'. */
static bool has_part(struct text pattern, const char *letters)
{
    for (size_t i = 0; i + 1 < pattern.length; i++) {
        if (pattern.data[i] == '%' && strchr(letters, pattern.data[++i]) != NULL) {
            return true;
        }
    }
    return false;
}

bool lms_date_format_is_valid(struct text format)
{
    if (text_is(format, "iso") || text_is(format, "excel")) {
        return true;
    }
    for (size_t i = 0; i < format.length; i++) {
        if (format.data[i] == '%' &&
            (i + 1 == format.length || strchr("dmbBYyaAHIMSfp", format.data[++i]) == NULL)) {
            return false;
        }
    }
    return has_part(format, "d") && has_part(format, "mbB") && has_part(format, "Yy");
}
