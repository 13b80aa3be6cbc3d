/* SPDX-License-Identifier: Apache-2.0 */

/* Reads "PnYnMnDTnHnMnS" and "PnW" part by part; one reader serves the check and the length. */
#include "base/duration.h"

#include "base/ascii.h"

#include <stddef.h>
#include <string.h>

/* The parts in their order, with their length in hundredths of a second. */
struct unit {
    char letter;
    bool is_time; /* stands behind the 'T' */
    int64_t hundredths;
};

enum { SECOND = 100, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR };

static const struct unit units[] = {
    {'Y', false, INT64_C(365) * DAY},
    {'M', false, INT64_C(30) * DAY},
    {'D', false, DAY},
    {'H', true, HOUR},
    {'M', true, MINUTE},
    {'S', true, SECOND},
};
enum { UNIT_COUNT = sizeof units / sizeof units[0] };

static const struct unit week = {'W', false, INT64_C(7) * DAY};

/* A number and the letter behind it. */
struct part {
    struct text whole;
    struct text fraction; /* empty if there is none */
    char letter;
};

static struct text cut_digits(struct text *rest)
{
    struct text digits = {rest->data, 0};
    while (rest->length > 0 && ascii_is_digit(rest->data[0])) {
        rest->data++;
        rest->length--;
        digits.length++;
    }
    return digits;
}

static bool cut_character(struct text *rest, char character)
{
    if (rest->length == 0 || rest->data[0] != character) {
        return false;
    }
    rest->data++;
    rest->length--;
    return true;
}

/* ISO 8601 section 4.2.2.4: the decimal sign is a comma or a full stop, with a digit before it. */
static bool cut_part(struct text *rest, struct part *part)
{
    part->whole = cut_digits(rest);
    part->fraction = (struct text){"", 0};
    if (part->whole.length == 0) {
        return false;
    }
    if (cut_character(rest, '.') || cut_character(rest, ',')) {
        part->fraction = cut_digits(rest);
        if (part->fraction.length == 0) {
            return false;
        }
    }
    if (rest->length == 0) {
        return false;
    }
    part->letter = rest->data[0];
    return cut_character(rest, part->letter);
}

/* Saturates: a duration beyond 2.9 thousand million years is as long as any. */
static int64_t add(int64_t left, int64_t right)
{
    return left > INT64_MAX - right ? INT64_MAX : left + right;
}

static int64_t whole_length(struct text digits, int64_t unit)
{
    int64_t number = 0;
    for (size_t i = 0; i < digits.length; i++) {
        if (number > (INT64_MAX - 9) / 10) {
            return INT64_MAX;
        }
        number = number * 10 + (digits.data[i] - '0');
    }
    return number > INT64_MAX / unit ? INT64_MAX : number * unit;
}

/* floor(0.d1d2d3... * unit), exactly: from the last digit on, a tenth of what has been found joins
 * the next digit, and the floor of a floor loses nothing. */
static int64_t fraction_length(struct text digits, int64_t unit)
{
    int64_t length = 0;
    for (size_t i = digits.length; i > 0; i--) {
        length = ((digits.data[i - 1] - '0') * unit + length) / 10;
    }
    return length;
}

static int64_t part_length(const struct part *part, const struct unit *unit)
{
    return add(whole_length(part->whole, unit->hundredths),
               fraction_length(part->fraction, unit->hundredths));
}

/* The first unit from `from` on that has that letter on that side of the 'T'; UNIT_COUNT if none.
 */
static size_t find_unit(size_t from, char letter, bool is_time)
{
    while (from < UNIT_COUNT && (units[from].letter != letter || units[from].is_time != is_time)) {
        from++;
    }
    return from;
}

static bool read_weeks(struct text rest, int64_t *out)
{
    struct part part;
    if (!cut_part(&rest, &part) || part.letter != week.letter || rest.length > 0) {
        return false;
    }
    *out = part_length(&part, &week);
    return true;
}

static bool read_parts(struct text rest, int64_t *out)
{
    int64_t sum = 0;
    bool is_time = false;
    for (size_t next = 0; next == 0 || rest.length > 0; next++) {
        if (!is_time) {
            is_time = cut_character(&rest, 'T');
        }
        struct part part;
        if (!cut_part(&rest, &part)) {
            return false;
        }
        next = find_unit(next, part.letter, is_time);
        if (next == UNIT_COUNT || (part.fraction.length > 0 && rest.length > 0)) {
            return false;
        }
        sum = add(sum, part_length(&part, &units[next]));
    }
    *out = sum;
    return true;
}

static bool read_duration(struct text text, int64_t *out)
{
    if (!cut_character(&text, 'P') || text.length == 0) {
        return false;
    }
    return text.data[text.length - 1] == week.letter ? read_weeks(text, out)
                                                     : read_parts(text, out);
}

bool duration_is_valid(struct text text)
{
    int64_t hundredths;
    return read_duration(text, &hundredths);
}

int64_t duration_hundredths(struct text text)
{
    int64_t hundredths = 0;
    (void)read_duration(text, &hundredths);
    return hundredths;
}

/* Whether each '0' of the pattern has a digit in its place, and all else is as it stands there. */
static bool has_shape(struct text text, const char *pattern)
{
    for (size_t i = 0; i < text.length; i++) {
        bool is_digit = pattern[i] == '0';
        if (is_digit ? !ascii_is_digit(text.data[i]) : text.data[i] != pattern[i]) {
            return false;
        }
    }
    return true;
}

bool timespan_is_valid(struct text text)
{
    static const char *const SHAPES[] = {"0000:00:00", "0000:00:00.0", "0000:00:00.00"};
    for (size_t i = 0; i < sizeof SHAPES / sizeof *SHAPES; i++) {
        for (size_t left_out = 0; left_out <= 2; left_out++) {
            const char *shape = SHAPES[i] + left_out;
            if (text.length == strlen(shape) && has_shape(text, shape)) {
                return true;
            }
        }
    }
    return false;
}
