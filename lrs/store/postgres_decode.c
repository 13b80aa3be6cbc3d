/* SPDX-License-Identifier: Apache-2.0 */

/* PostgreSQL's binary format of values, as far as the store's tables and reports have it: its
 * integers and booleans are integers here, as SQLite gives them; sums and quotients are numerics
 * there, and integers here if they have no places behind the point. */
#include "store/postgres.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TYPE_BOOL = 16,
    TYPE_BYTEA = 17,
    TYPE_INT8 = 20,
    TYPE_INT2 = 21,
    TYPE_INT4 = 23,
    TYPE_FLOAT8 = 701,
    TYPE_NUMERIC = 1700
};

/* Digits to the base of 10 000; more than these say nothing that a double could hold. */
enum {
    NUMERIC_BASE = 10000,
    NUMERIC_HEADER = 8,
    NUMERIC_DIGITS_MAX = 8,
    NUMERIC_TEXT = 64,
    NUMERIC_NEGATIVE = 0x4000
};

static int64_t read_integer(const unsigned char *bytes, int length)
{
    uint64_t bits = length > 0 && (bytes[0] & 0x80) != 0 ? UINT64_MAX : 0;
    for (int i = 0; i < length; i++) {
        bits = bits << 8 | bytes[i];
    }
    int64_t integer = 0;
    memcpy(&integer, &bits, sizeof integer);
    return integer;
}

static double read_real(const unsigned char *bytes)
{
    int64_t bits = read_integer(bytes, sizeof bits);
    double real = 0;
    memcpy(&real, &bits, sizeof real);
    return real;
}

static int read_short(const unsigned char *bytes)
{
    return (int)read_integer(bytes, sizeof(int16_t));
}

/* Count of digits, weight of the first, sign, places behind the point; then the digits. */
struct numeric {
    int count;
    int weight;
    bool is_negative;
    int places;
    const unsigned char *digits;
};

static struct numeric read_numeric(const unsigned char *bytes)
{
    return (struct numeric){.count = read_short(bytes),
                            .weight = read_short(bytes + 2),
                            .is_negative = read_short(bytes + 4) == NUMERIC_NEGATIVE,
                            .places = read_short(bytes + 6),
                            .digits = bytes + NUMERIC_HEADER};
}

static int digit_at(const struct numeric *numeric, int index)
{
    return index < numeric->count ? read_short(numeric->digits + 2 * index) : 0;
}

static struct value numeric_integer(const struct numeric *numeric)
{
    int64_t integer = 0;
    for (int i = 0; i <= numeric->weight; i++) {
        integer = integer * NUMERIC_BASE + digit_at(numeric, i);
    }
    return value_integer(numeric->is_negative ? -integer : integer);
}

/* By way of a decimal text, which is read exactly. */
static struct value numeric_real(const struct numeric *numeric)
{
    char text[NUMERIC_TEXT];
    size_t length = 0;
    for (int i = 0; i < NUMERIC_DIGITS_MAX; i++) {
        length +=
            (size_t)snprintf(text + length, sizeof text - length, "%04d", digit_at(numeric, i));
    }
    (void)snprintf(text + length, sizeof text - length, "e%d",
                   4 * (numeric->weight + 1 - NUMERIC_DIGITS_MAX));
    double real = strtod(text, NULL);
    return value_real(numeric->is_negative ? -real : real);
}

static struct value numeric_value(const unsigned char *bytes)
{
    struct numeric numeric = read_numeric(bytes);
    return numeric.places == 0 ? numeric_integer(&numeric) : numeric_real(&numeric);
}

struct value postgres_decode(const PGresult *result, int row, int column)
{
    if (PQgetisnull(result, row, column)) {
        return value_null();
    }
    const char *data = PQgetvalue(result, row, column);
    const unsigned char *bytes = (const unsigned char *)data;
    int length = PQgetlength(result, row, column);
    switch (PQftype(result, column)) {
    case TYPE_BOOL:
    case TYPE_INT2:
    case TYPE_INT4:
    case TYPE_INT8:
        return value_integer(read_integer(bytes, length));
    case TYPE_FLOAT8:
        return value_real(read_real(bytes));
    case TYPE_NUMERIC:
        return numeric_value(bytes);
    case TYPE_BYTEA:
        return value_blob(data, (size_t)length);
    default:
        return value_text((struct text){data, (size_t)length});
    }
}
