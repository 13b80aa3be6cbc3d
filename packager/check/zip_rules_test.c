/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about zips is broken once. */
#include "check/cases_fixture.h"

#include "zip/zip_reader.h"

#include <stdint.h>

extern const struct check_family CHECK_ZIP_FAMILY;

/* 40 entries that claim to unpack to just what is free of any ratio. */
static void make_many_claims(struct forge *forge)
{
    const size_t count = 40;
    for (size_t i = 0; i < count; i++) {
        char name[16];
        (void)snprintf(name, sizeof name, "%zu.bin", i);
        forge_add(forge, name, "x");
    }
    forge_close(forge);
    for (size_t i = forge->count - count; i < forge->count; i++) {
        const struct forge_change changes[] = {CASE_BOTH(i, 22, 4, ZIP_RATIO_FREE_BYTES - 1)};
        forge_apply(forge, &changes[0]);
        forge_apply(forge, &changes[1]);
    }
}

static void make_too_many(struct forge *forge)
{
    while (forge->count <= ZIP_ITEMS_MAX) {
        char name[16];
        (void)snprintf(name, sizeof name, "%zu.txt", forge->count);
        forge_add(forge, name, "x");
    }
    forge_close(forge);
}

/* An end record of an empty zip. */
#define EMPTY_END CASE_BYTES("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")

/* Index 1 is index.html, which is stored. */
static const struct check_case CASES[] = {
    {.rule = "Z-end", .instead = CASE_BYTES("<html>Please log in</html>")},
    {.rule = "Z-end", .instead = CASE_BYTES("")},
    {.rule = "Z-two-ends",
     .also = "P1 Z-prefix", /* the last one tells of no entry */
     .behind = EMPTY_END,
     .changes = {{FORGE_END, 0, 20, 2, 22}},
     .change_count = 1},
    {.rule = "Z-trailing", .behind = CASE_BYTES("<!-- served by -->")},
    {.rule = "Z-split", .changes = {{FORGE_END, 0, 4, 2, 1}}, .change_count = 1},
    {.rule = "Z-zip64",
     .also = "Z-directory",
     .changes = {{FORGE_END, 0, 12, 4, UINT32_MAX}},
     .change_count = 1},
    {.rule = "Z-directory", .changes = {{FORGE_END, 0, 12, 4, 0xFFFFFF}}, .change_count = 1},
    {.rule = "Z-count", .changes = {{FORGE_END, 0, 8, 4, 0x00090009}}, .change_count = 1},
    {.rule = "Z-too-many", .also = "Z-hidden", .make = make_too_many},
    {.rule = "Z-prefix", .before = CASE_BYTES("MZ this program cannot be run in DOS mode")},
    {.rule = "Z-hidden", .between = CASE_BYTES("PK\3\4 which no directory names")},
    {.rule = "Z-local-header", .changes = {{FORGE_LOCAL, 1, 30, 1, 'x'}}, .change_count = 1},
    {.rule = "Z-two-names", .extra = CASE_BYTES("\x75\x70\x0B\0\1\0\0\0\0b.html")},
    {.rule = "Z-overlap",
     .changes = {CASE_BOTH(1, 18, 4, 170), CASE_BOTH(1, 22, 4, 170)},
     .change_count = 4},
    {.rule = "Z-bomb",
     .also = "Z-bomb H-large",
     .changes = {CASE_BOTH(1, 22, 4, 0x7FFFFFFF)},
     .change_count = 2},
    {.rule = "Z-unpacked-size", .also = "Z-damaged", .make = make_many_claims},
    {.rule = "Z-damaged", .changes = {{FORGE_LOCAL, 1, 45, 1, 'x'}}, .change_count = 1},
    {.rule = "P25-encrypted", .changes = {CASE_BOTH(1, 6, 2, 1)}, .change_count = 2},
    {.rule = "P25-method", .changes = {CASE_BOTH(1, 8, 2, 12)}, .change_count = 2},
    {.rule = "P25-descriptor", .changes = {CASE_BOTH(1, 6, 2, 8)}, .change_count = 2},
    {.rule = "P25-link",
     .changes = {{FORGE_CENTRAL, 1, 38, 4, UINT64_C(0120777) << 16}},
     .change_count = 1},
    {.rule = "Z-special",
     .changes = {{FORGE_CENTRAL, 1, 38, 4, UINT64_C(0010644) << 16}},
     .change_count = 1},
};

static void each_rule_about_zips_can_be_broken(void **state)
{
    (void)state;
    CASES_ASSERT(&CHECK_ZIP_FAMILY, CASES, CASE_TINCAN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_zips_can_be_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
