/* SPDX-License-Identifier: Apache-2.0 */

/* Spans of days by name. */
#include "aggregate/bucket.h"

#include "base/london.h"

#include <stdio.h>
#include <string.h>

enum { WEEK = 7, APRIL = 4, MONTHS_OF_QUARTER = 3 };
#define CENTURY 100U

static const int64_t day_us = INT64_C(86400) * 1000000;

static int64_t day_of(bool is_london, int64_t us)
{
    return is_london ? london_day(us) : us / day_us - (us % day_us < 0);
}

/* 1970-01-01 was a Thursday. */
static int64_t thursday_of_week(int64_t day)
{
    int64_t since_monday = ((day + 3) % WEEK + WEEK) % WEEK;
    return day - since_monday + 3;
}

static void split(int64_t day, int *year, int *month)
{
    char text[DAY_TEXT_SIZE];
    day_format(day, text);
    (void)sscanf(text, "%4d-%2d", year, month); // NOLINT(cert-err34-c): day_format() wrote them
}

static int week_of(int64_t thursday, int year)
{
    char text[DAY_TEXT_SIZE];
    int64_t first = 0;
    (void)snprintf(text, sizeof text, "%04d-01-01", year);
    (void)day_parse(text_of(text), &first);
    return (int)((thursday - first) / WEEK) + 1;
}

void bucket_name(enum period period, bool is_london, int64_t us, char out[BUCKET_SIZE])
{
    int64_t day = day_of(is_london, us);
    int year = 0;
    int month = 0;
    split(period == PERIOD_WEEK ? thursday_of_week(day) : day, &year, &month);
    out[0] = '\0';
    switch (period) {
    case PERIOD_NONE:
        break;
    case PERIOD_DAY:
        day_format(day, out);
        break;
    case PERIOD_WEEK:
        (void)snprintf(out, BUCKET_SIZE, "%04d-W%02d", year, week_of(thursday_of_week(day), year));
        break;
    case PERIOD_MONTH:
        (void)snprintf(out, BUCKET_SIZE, "%04d-%02d", year, month);
        break;
    case PERIOD_QUARTER:
        (void)snprintf(out, BUCKET_SIZE, "%04d-Q%d", year, (month - 1) / MONTHS_OF_QUARTER + 1);
        break;
    case PERIOD_YEAR:
        year -= month < APRIL ? 1 : 0;
        (void)snprintf(out, BUCKET_SIZE, "%04d/%02u", year, ((unsigned)year + 1) % CENTURY);
        break;
    }
}
