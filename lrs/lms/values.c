/* SPDX-License-Identifier: Apache-2.0 */

#include "lms/values.h"

#include "base/ascii.h"
#include "base/duration.h"

#include <string.h>

enum { DIGITS_MAX = 9 };

/* Cuts digits, at most DIGITS_MAX of them. */
static bool cut_digits(struct text *rest, int64_t *out)
{
    size_t length = 0;
    int64_t number = 0;
    while (length < rest->length && length <= DIGITS_MAX && ascii_is_digit(rest->data[length])) {
        number = number * 10 + (rest->data[length++] - '0');
    }
    rest->data += length;
    rest->length -= length;
    *out = number;
    return length > 0 && length <= DIGITS_MAX;
}

static bool cut_same(struct text *rest, char character)
{
    if (rest->length == 0 || rest->data[0] != character) {
        return false;
    }
    rest->data++;
    rest->length--;
    return true;
}

static bool cut_decimal(struct text *rest, double *out)
{
    int64_t whole = 0;
    int64_t part = 0;
    if (!cut_digits(rest, &whole)) {
        return false;
    }
    *out = (double)whole;
    if (cut_same(rest, '.')) {
        size_t before = rest->length;
        if (!cut_digits(rest, &part)) {
            return false;
        }
        double unit = 1;
        for (size_t i = rest->length; i < before; i++) {
            unit *= 10;
        }
        *out += (double)part / unit;
    }
    return true;
}

bool lms_number_read(struct text value, int64_t *out)
{
    return cut_digits(&value, out) && value.length == 0;
}

/* ---- scores ---- */

bool lms_score_read(struct text value, int64_t max, struct lms_score *out)
{
    struct lms_score score = {.max = (double)max};
    if (!cut_decimal(&value, &score.raw)) {
        return false;
    }
    value = text_trim(value);
    if (cut_same(&value, '%')) {
        score.max = 100;
    } else if (cut_same(&value, '/')) {
        value = text_trim(value);
        if (!cut_decimal(&value, &score.max)) {
            return false;
        }
    }
    *out = score;
    return value.length == 0 && score.max > 0 && score.raw <= score.max;
}

double lms_score_scaled(const struct lms_score *score)
{
    return score->raw / score->max;
}

/* ---- durations ---- */

/* H:MM or H:MM:SS, with any decimals. */
static bool read_clock(struct text value, int64_t *out_s)
{
    int64_t hours = 0;
    int64_t minutes = 0;
    double seconds = 0;
    if (!cut_digits(&value, &hours) || !cut_same(&value, ':') || !cut_digits(&value, &minutes) ||
        minutes > 59) {
        return false;
    }
    if (cut_same(&value, ':') && (!cut_decimal(&value, &seconds) || seconds >= 60)) {
        return false;
    }
    *out_s = hours * 3600 + minutes * 60 + (int64_t)seconds;
    return value.length == 0;
}

/* How many seconds "mins" and the like have; 0: it is no unit. */
static int64_t unit_of(struct text word)
{
    static const struct {
        const char *words;
        int64_t seconds;
    } units[] = {
        {"d|day|days", 86400},
        {"h|hr|hrs|hour|hours", 3600},
        {"m|min|mins|minute|minutes", 60},
        {"s|sec|secs|second|seconds", 1},
    };
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        struct text words = text_of(units[i].words);
        struct text each;
        while (text_split(&words, '|', &each)) {
            if (text_equals(each, word)) {
                return units[i].seconds;
            }
        }
    }
    return 0;
}

static struct text cut_word(struct text *rest, char out[16])
{
    size_t length = 0;
    while (rest->length > 0 && ascii_is_letter(rest->data[0]) && length < 15) {
        out[length++] = ascii_to_lower(rest->data[0]);
        rest->data++;
        rest->length--;
    }
    return (struct text){out, length};
}

static void cut_between(struct text *rest)
{
    static const char and_word[] = "and ";
    while (rest->length > 0 && strchr(" ,", rest->data[0]) != NULL) {
        rest->data++;
        rest->length--;
    }
    if (text_starts_with(*rest, and_word)) {
        rest->data += strlen(and_word);
        rest->length -= strlen(and_word);
    }
}

/* "1 hour 30 mins", "1h, 5m" */
static bool read_words(struct text value, int64_t *out_s)
{
    int64_t sum = 0;
    do {
        char room[16];
        int64_t number = 0;
        if (!cut_digits(&value, &number)) {
            return false;
        }
        value = text_trim(value);
        int64_t unit = unit_of(cut_word(&value, room));
        if (unit == 0 || number > LMS_DURATION_MAX_S) {
            return false;
        }
        sum += number * unit;
        cut_between(&value);
    } while (value.length > 0 && sum <= LMS_DURATION_MAX_S);
    *out_s = sum;
    return value.length == 0;
}

static bool read_iso(struct text value, int64_t *out_s)
{
    if (!duration_is_valid(value)) {
        return false;
    }
    *out_s = duration_hundredths(value) / 100;
    return true;
}

static bool read_number(struct text value, unsigned forms, int64_t *out_s)
{
    double number = 0;
    if (!cut_decimal(&value, &number) || value.length > 0) {
        return false;
    }
    *out_s = (int64_t)((forms & LMS_MINUTES) != 0 ? number * 60 : number);
    return true;
}

bool lms_duration_read(struct text value, unsigned forms, int64_t *out_s)
{
    int64_t seconds = 0;
    bool is_read =
        ((forms & LMS_CLOCK) != 0 && read_clock(value, &seconds)) ||
        ((forms & LMS_WORDS) != 0 && read_words(value, &seconds)) ||
        ((forms & LMS_ISO) != 0 && read_iso(value, &seconds)) ||
        ((forms & (LMS_MINUTES | LMS_SECONDS)) != 0 && read_number(value, forms, &seconds));
    if (!is_read || seconds > LMS_DURATION_MAX_S) {
        return false;
    }
    *out_s = seconds;
    return true;
}
