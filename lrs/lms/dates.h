/* SPDX-License-Identifier: Apache-2.0 */

/* Dates and times as LMSs and spreadsheets write them: clock time of Europe/London, unless they
 * tell a zone. */
#ifndef LMS_DATES_H
#define LMS_DATES_H

#include "base/london.h"
#include "base/text.h"
#include "lms/mapping.h"

#include <stdbool.h>

/* Years outside are taken for errors. */
enum { LMS_YEAR_MIN = 1990, LMS_YEAR_MAX = 2199 };

/* A moment. Of a day without a time it is the day's beginning. */
struct lms_date {
    int64_t us;
    enum london_clock clock; /* how often clocks show that time */
};

/* Whether a mapping may have such a format: "iso" (2018-01-31, with T or a space and a time, with a
 * zone), "excel" (days since 30 December 1899), or a pattern with a day, a month and a year: %d %m
 * %Y %y (two digits, from 1990 on) %b (a month's English name, short or whole) %a (a day's name,
 * which is not looked at) %H %M %S %I %p %f (digits of a fraction, likewise). A space stands for
 * any number of them, every other character for itself. %B and %A are %b and %a. */
bool lms_date_format_is_valid(struct text format);

/* Reads `value`, trimmed, by the first of the formats that fits. False if none does. */
bool lms_date_read(struct text value, const struct lms_list *formats, struct lms_date *out);

#endif
