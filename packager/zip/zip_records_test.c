/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of the records' bytes, against the fields as APPNOTE lists them. */
#include "zip/zip_records.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const uint64_t GIBIBYTE = (uint64_t)1 << 30;

static uint64_t integer_at(const struct buffer *buffer, size_t offset, unsigned bytes)
{
    uint64_t number = 0;
    assert_true(offset + bytes <= buffer->length);
    for (unsigned i = 0; i < bytes; i++) {
        number |= (uint64_t)(unsigned char)buffer->data[offset + i] << (8 * i);
    }
    return number;
}

/* One field of a record: where it stands, its length, what it says. */
struct field {
    size_t offset;
    unsigned bytes;
    uint64_t value;
};

static void assert_fields(const struct buffer *buffer, const struct field *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(integer_at(buffer, fields[i].offset, fields[i].bytes), fields[i].value);
    }
}

#define ASSERT_FIELDS(buffer, fields) \
    assert_fields((buffer), (fields), sizeof(fields) / sizeof *(fields))

static const struct zip_record SMALL = {.name = "a.js",
                                        .method = ZIP_METHOD_DEFLATED,
                                        .crc = 0x12345678,
                                        .size = 1000,
                                        .packed_size = 300,
                                        .offset = 77};

static void a_local_header_has_no_flags_and_no_extra_field(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(1000);
    zip_record_local(&buffer, &SMALL);
    static const struct field FIELDS[] = {{0, 4, 0x04034B50}, {4, 2, 20},          {6, 2, 0},
                                          {8, 2, 8},          {10, 2, 0},          {12, 2, 0x21},
                                          {18, 4, 300},       {14, 4, 0x12345678}, {22, 4, 1000},
                                          {26, 2, 4},         {28, 2, 0}};
    ASSERT_FIELDS(&buffer, FIELDS);
    assert_int_equal(buffer.length, 30 + 4);
    assert_memory_equal(buffer.data + 30, "a.js", 4);
}

static void a_row_of_the_directory_describes_a_plain_file(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(1000);
    zip_record_central(&buffer, &SMALL);
    static const struct field FIELDS[] = {{0, 4, 0x02014B50},
                                          {4, 2, 3 << 8 | 20},
                                          {6, 2, 20},
                                          {8, 2, 0},
                                          {10, 2, 8},
                                          {12, 2, 0},
                                          {14, 2, 0x21},
                                          {16, 4, 0x12345678},
                                          {20, 4, 300},
                                          {24, 4, 1000},
                                          {28, 2, 4},
                                          {30, 2, 0},
                                          {38, 4, 0100644U << 16},
                                          {42, 4, 77}};
    ASSERT_FIELDS(&buffer, FIELDS);
    assert_int_equal(buffer.length, 46 + 4);
}

static void a_local_header_can_be_written_over(void **state)
{
    (void)state;
    static const uint64_t SIZES[] = {0, 1000, UINT32_MAX - 1, UINT32_MAX, 5U * (1ULL << 30)};
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        AUTO(buffer_finish) struct buffer before = BUFFER_INIT(1000);
        AUTO(buffer_finish) struct buffer after = BUFFER_INIT(1000);
        zip_record_local(&before, &(struct zip_record){.name = "a", .size = SIZES[i]});
        zip_record_local(&after, &(struct zip_record){.name = "a",
                                                      .size = SIZES[i],
                                                      .packed_size = SIZES[i],
                                                      .crc = UINT32_MAX,
                                                      .method = ZIP_METHOD_DEFLATED});
        assert_int_equal(before.length, after.length);
    }
}

static void sizes_beyond_32_bits_stand_in_an_extra_field(void **state)
{
    (void)state;
    struct zip_record record = SMALL;
    record.size = 5 * GIBIBYTE;
    record.packed_size = 4; /* also where only one of the two needs it */
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(1000);
    zip_record_local(&buffer, &record);
    static const struct field LOCAL[] = {
        {4, 2, 45}, {18, 4, UINT32_MAX}, {22, 4, UINT32_MAX}, {28, 2, 20},
        {34, 2, 1}, {36, 2, 16},         {38, 8, 5ULL << 30}, {46, 8, 4}};
    ASSERT_FIELDS(&buffer, LOCAL);
    buffer_clear(&buffer);
    record.offset = 6 * GIBIBYTE;
    zip_record_central(&buffer, &record);
    static const struct field CENTRAL[] = {
        {4, 2, 3 << 8 | 45}, {6, 2, 45}, {20, 4, 4},  {24, 4, UINT32_MAX}, {30, 2, 20},
        {42, 4, UINT32_MAX}, {50, 2, 1}, {52, 2, 16}, {54, 8, 5ULL << 30}, {62, 8, 6ULL << 30}};
    ASSERT_FIELDS(&buffer, CENTRAL);
}

static void an_end_is_wide_only_where_it_must_be(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(1000);
    zip_record_end(&buffer, &(struct zip_directory){.count = 65534, .offset = 10, .size = 20});
    static const struct field NARROW[] = {{0, 4, 0x06054B50}, {8, 2, 65534}, {10, 2, 65534},
                                          {12, 4, 20},        {16, 4, 10},   {20, 2, 0}};
    ASSERT_FIELDS(&buffer, NARROW);
    assert_int_equal(buffer.length, 22);
    buffer_clear(&buffer);
    zip_record_end(&buffer, &(struct zip_directory){.count = 65535, .offset = 10, .size = 20});
    static const struct field WIDE[] = {{0, 4, 0x06064B50},  {4, 8, 44},       {24, 8, 65535},
                                        {32, 8, 65535},      {40, 8, 20},      {48, 8, 10},
                                        {56, 4, 0x07064B50}, {64, 8, 10 + 20}, {72, 4, 1},
                                        {76, 4, 0x06054B50}, {84, 2, 65535},   {88, 4, 20},
                                        {92, 4, 10}};
    ASSERT_FIELDS(&buffer, WIDE);
    buffer_clear(&buffer);
    zip_record_end(&buffer,
                   &(struct zip_directory){.count = 1, .offset = 5 * GIBIBYTE, .size = 20});
    static const struct field FAR[] = {{48, 8, 5ULL << 30}, {84, 2, 1}, {92, 4, UINT32_MAX}};
    ASSERT_FIELDS(&buffer, FAR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_local_header_has_no_flags_and_no_extra_field),
        cmocka_unit_test(a_row_of_the_directory_describes_a_plain_file),
        cmocka_unit_test(a_local_header_can_be_written_over),
        cmocka_unit_test(sizes_beyond_32_bits_stand_in_an_extra_field),
        cmocka_unit_test(an_end_is_wide_only_where_it_must_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
