/* SPDX-License-Identifier: Apache-2.0 */

/* Timestamps to microseconds and back, in the calendar of RFC 3339 (Gregorian, years 0 to 9999). */
#include "base/timestamp.h"

#include "base/ascii.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

enum {
    US_PER_SECOND = 1000000,
    SECONDS_PER_DAY = 86400,
    DAYS_PER_400_YEARS = 146097, /* after which the calendar repeats */
    DAYS_BEFORE_1970 = 719528,   /* from 0000-01-01 on */
    DAYS_BEFORE_10000 = 3652425,
};

struct date {
    int year, month, day;
};

/* A time of day and its offset from UTC. */
struct time {
    int hour, minute, second, us, offset_minutes;
};

/* The number in the next `length` digits; -1 if there are not so many. */
static int cut_number(struct text *rest, size_t length)
{
    if (rest->length < length) {
        return -1;
    }
    int number = 0;
    for (size_t i = 0; i < length; i++) {
        if (!ascii_is_digit(rest->data[i])) {
            return -1;
        }
        number = number * 10 + (rest->data[i] - '0');
    }
    rest->data += length;
    rest->length -= length;
    return number;
}

static bool is_between(int number, int least, int most)
{
    return number >= least && number <= most;
}

/* Cuts off that one of the characters `allowed` that comes next, and yields it; NUL if none does.
 */
static char cut_one_of(struct text *rest, const char *allowed)
{
    for (; rest->length > 0 && *allowed != '\0'; allowed++) {
        if (rest->data[0] == *allowed) {
            rest->data++;
            rest->length--;
            return *allowed;
        }
    }
    return '\0';
}

static bool is_leap_year(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap_year(year) ? 29 : days[month - 1];
}

/* From 0000-01-01 on; the year 0 is a leap year. */
static int days_before_year(int year)
{
    int last = year - 1;
    return year == 0 ? 0 : year * 365 + 1 + last / 4 - last / 100 + last / 400;
}

static int64_t days_since_1970(struct date date)
{
    int days = days_before_year(date.year);
    for (int month = 1; month < date.month; month++) {
        days += days_of_month(date.year, month);
    }
    return days + date.day - 1 - DAYS_BEFORE_1970;
}

static bool cut_date(struct text *rest, struct date *date)
{
    date->year = cut_number(rest, 4);
    bool has_month = cut_one_of(rest, "-") != '\0';
    date->month = cut_number(rest, 2);
    bool has_day = cut_one_of(rest, "-") != '\0';
    date->day = cut_number(rest, 2);
    return has_month && has_day && date->year >= 0 && is_between(date->month, 1, 12) &&
           is_between(date->day, 1, days_of_month(date->year, date->month));
}

static bool cut_fraction(struct text *rest, int *us)
{
    *us = 0;
    if (cut_one_of(rest, ".,") == '\0') {
        return true;
    }
    size_t digits = 0;
    int weight = US_PER_SECOND / 10;
    for (int digit = cut_number(rest, 1); digit >= 0; digit = cut_number(rest, 1)) {
        *us += digit * weight;
        weight /= 10;
        digits++;
    }
    return digits > 0;
}

/* RFC 3339 section 5.6: the second 60 is a leap second's. */
static bool cut_clock(struct text *rest, struct time *time)
{
    time->hour = cut_number(rest, 2);
    bool has_minute = cut_one_of(rest, ":") != '\0';
    time->minute = cut_number(rest, 2);
    bool has_second = cut_one_of(rest, ":") != '\0';
    time->second = cut_number(rest, 2);
    return has_minute && has_second && is_between(time->hour, 0, 23) &&
           is_between(time->minute, 0, 59) && is_between(time->second, 0, 60) &&
           cut_fraction(rest, &time->us);
}

static bool cut_offset(struct text *rest, struct time *time)
{
    char sign = cut_one_of(rest, "Zz+-");
    time->offset_minutes = 0;
    if (sign == 'Z' || sign == 'z') {
        return true;
    }
    int hour = cut_number(rest, 2);
    bool has_minute = cut_one_of(rest, ":") != '\0' || rest->length > 0;
    int minute = has_minute ? cut_number(rest, 2) : 0;
    if (sign == '\0' || !is_between(hour, 0, 23) || !is_between(minute, 0, 59)) {
        return false;
    }
    int minutes = hour * 60 + minute;
    time->offset_minutes = sign == '-' ? -minutes : minutes;
    /* xAPI 1.0.3 Data 4.5: no negative zero. */
    return sign == '+' || minutes > 0;
}

/* Leap seconds come at the end of a day in UTC, and count as the second after them. */
static bool leap_second_is_possible(const struct time *time, int64_t seconds)
{
    return time->second < 60 || seconds % SECONDS_PER_DAY == 0;
}

bool timestamp_parse(struct text text, int64_t *out_us)
{
    struct date date;
    struct time time;
    if (!cut_date(&text, &date) || cut_one_of(&text, "Tt") == '\0' || !cut_clock(&text, &time) ||
        !cut_offset(&text, &time) || text.length > 0) {
        return false;
    }
    int64_t minutes = (int64_t)time.hour * 60 + time.minute - time.offset_minutes;
    int64_t seconds = days_since_1970(date) * SECONDS_PER_DAY + minutes * 60 + time.second;
    int64_t days = seconds / SECONDS_PER_DAY + DAYS_BEFORE_1970;
    bool is_in_range =
        seconds >= -(int64_t)DAYS_BEFORE_1970 * SECONDS_PER_DAY && days < DAYS_BEFORE_10000;
    if (!is_in_range || !leap_second_is_possible(&time, seconds)) {
        return false;
    }
    *out_us = seconds * US_PER_SECOND + time.us;
    return true;
}

/* `days` from 0000-01-01 on. */
static struct date date_of(int64_t days)
{
    struct date date = {.year = (int)(days * 400 / DAYS_PER_400_YEARS), .month = 1};
    while (days_before_year(date.year) > days) {
        date.year--;
    }
    while (days_before_year(date.year + 1) <= days) {
        date.year++;
    }
    int rest = (int)days - days_before_year(date.year);
    while (rest >= days_of_month(date.year, date.month)) {
        rest -= days_of_month(date.year, date.month);
        date.month++;
    }
    date.day = rest + 1;
    return date;
}

/* snprintf() would cost more than all else that is done for a small answer. */
static void write_digits(char *out, size_t count, int number)
{
    for (size_t i = count; i-- > 0; number /= 10) {
        out[i] = (char)('0' + number % 10);
    }
}

void timestamp_format(int64_t us, char out[TIMESTAMP_SIZE])
{
    int64_t us_per_day = (int64_t)SECONDS_PER_DAY * US_PER_SECOND;
    int64_t days = us / us_per_day;
    int64_t time = us % us_per_day;
    if (time < 0) {
        time += us_per_day;
        days--;
    }
    days += DAYS_BEFORE_1970;
    assert(days >= 0 && days < DAYS_BEFORE_10000);
    struct date date = date_of(days);
    int seconds = (int)(time / US_PER_SECOND);
    memcpy(out, "YYYY-MM-DDTHH:MM:SS.ffffffZ", TIMESTAMP_SIZE);
    write_digits(out, 4, date.year);
    write_digits(out + 5, 2, date.month);
    write_digits(out + 8, 2, date.day);
    write_digits(out + 11, 2, seconds / 3600);
    write_digits(out + 14, 2, seconds / 60 % 60);
    write_digits(out + 17, 2, seconds % 60);
    write_digits(out + 20, 6, (int)(time % US_PER_SECOND));
}
