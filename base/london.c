/* SPDX-License-Identifier: Apache-2.0 */

/* Days of London. No time zone data is asked: TZ belongs to the whole process, and two rows of a
 * store must not be told apart by what is installed. */
#include "base/london.h"

#include "base/timestamp.h"

#include <stdio.h>
#include <string.h>

static const int64_t day_us = INT64_C(86400) * 1000000;
static const int64_t year_9999_us = INT64_C(253370764800) * 1000000;
static const int64_t hour_us = INT64_C(3600) * 1000000;

enum { ISO_LENGTH = 10, COMPACT_LENGTH = 8, MARCH = 3, OCTOBER = 10, TEXT_SIZE = 32 };

/* The day that `us` is in, in UTC. */
static int64_t day_in_utc(int64_t us)
{
    return us / day_us - (us % day_us < 0);
}

static bool day_of(int year, int month, int number, int64_t *out)
{
    char text[TEXT_SIZE];
    int64_t us = 0;
    (void)snprintf(text, sizeof text, "%04d-%02d-%02dT00:00:00Z", year, month, number);
    if (!timestamp_parse(text_of(text), &us)) {
        return false;
    }
    *out = day_in_utc(us);
    return true;
}

/* The last Sunday of a month of 31 days. 1970-01-01 was a Thursday. */
static int64_t last_sunday(int year, int month)
{
    int64_t last = 0;
    (void)day_of(year, month, 31, &last);
    return last - ((last + 4) % 7 + 7) % 7;
}

/* Clocks change at 01:00 UTC. */
static bool is_summer(int64_t us)
{
    char text[TIMESTAMP_SIZE];
    int year = 0;
    if (us < 0 || us >= year_9999_us) {
        return false;
    }
    timestamp_format(us, text);
    (void)sscanf(text, "%4d", &year); // NOLINT(cert-err34-c): timestamp_format() wrote the digits
    return us >= last_sunday(year, MARCH) * day_us + hour_us &&
           us < last_sunday(year, OCTOBER) * day_us + hour_us;
}

int64_t london_midnight_us(int64_t day)
{
    /* In summer the day has begun an hour before UTC's. */
    int64_t us = day * day_us;
    return is_summer(us - hour_us) ? us - hour_us : us;
}

enum london_clock london_moment_us(int64_t day, int64_t of_day_us, int64_t *out_us)
{
    int64_t winter_us = day * day_us + of_day_us;
    int64_t summer_us = winter_us - hour_us;
    bool may_be_winter = !is_summer(winter_us);
    bool may_be_summer = is_summer(summer_us);
    *out_us = may_be_summer ? summer_us : winter_us;
    if (may_be_winter && may_be_summer) {
        return LONDON_TWICE;
    }
    return may_be_winter || may_be_summer ? LONDON_ONCE : LONDON_NEVER;
}

int64_t london_day(int64_t us)
{
    /* At most times it is the same day whatever the clocks show: an hour later is of it, too. */
    int64_t later = day_in_utc(us + hour_us);
    return later == day_in_utc(us) || is_summer(us) ? later : later - 1;
}

bool day_parse(struct text text, int64_t *out_day)
{
    bool is_iso = text.length == ISO_LENGTH && text.data[4] == '-' && text.data[7] == '-';
    if (!is_iso && text.length != COMPACT_LENGTH) {
        return false;
    }
    char digits[COMPACT_LENGTH + 1] = "";
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++) {
        bool is_digit = text.data[i] >= '0' && text.data[i] <= '9';
        if (is_iso && (i == 4 || i == 7)) {
            continue;
        }
        if (!is_digit || count == COMPACT_LENGTH) {
            return false;
        }
        digits[count++] = text.data[i];
    }
    int number = 0;
    for (size_t i = 0; i < COMPACT_LENGTH; i++) {
        number = number * 10 + (digits[i] - '0');
    }
    return day_of(number / 10000, number / 100 % 100, number % 100, out_day);
}

void day_format(int64_t day, char out[DAY_TEXT_SIZE])
{
    char text[TIMESTAMP_SIZE];
    timestamp_format(day * day_us, text);
    memcpy(out, text, DAY_TEXT_SIZE - 1);
    out[DAY_TEXT_SIZE - 1] = '\0';
}
