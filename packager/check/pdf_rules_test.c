/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about PDFs is broken once, and what is no PDF, or a damaged one, is let alone. */
#include "check/cases_fixture.h"

#include <string.h>

extern const struct check_family CHECK_PDF_FAMILY;

/* Without a table of objects, which libqpdf then makes itself. */
#define PDF(catalogue, information)                                                            \
    "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " catalogue " >>\nendobj\n2 0 obj\n<< " \
    "/Type /Pages /Kids [] /Count 0 >>\nendobj\n3 0 obj\n<< " information                      \
    " >>\nendobj\ntrailer\n<< /Root 1 0 R /Info 3 0 R /Size 4 >>\nstartxref\n0\n%%EOF\n"
#define TAGS "/StructTreeRoot << >> /MarkInfo << /Marked true >> "
#define LANGUAGE "/Lang (en-GB) "
#define SHOWN "/ViewerPreferences << /DisplayDocTitle true >> "
#define TITLE "/Title (A leaflet)"

static const struct check_case BROKEN[] = {
    {.rule = "PDF-tags", .added = "a.pdf", .content = PDF(LANGUAGE SHOWN, TITLE)},
    {.rule = "PDF-tags",
     .added = "a.PDF",
     .content = PDF(LANGUAGE SHOWN "/StructTreeRoot << >> /MarkInfo << /Marked false >>", TITLE)},
    {.rule = "PDF-tags", .added = "a.pdf", .content = PDF(LANGUAGE SHOWN "/MarkInfo 7", TITLE)},
    {.rule = "PDF-language", .added = "a.pdf", .content = PDF(TAGS SHOWN, TITLE)},
    {.rule = "PDF-language", .added = "a.pdf", .content = PDF(TAGS SHOWN "/Lang ()", TITLE)},
    {.rule = "PDF-title", .added = "a.pdf", .content = PDF(TAGS LANGUAGE SHOWN, "")},
    {.rule = "PDF-title", .added = "a.pdf", .content = PDF(TAGS LANGUAGE, TITLE)},
};

static void each_rule_about_pdfs_can_be_broken(void **state)
{
    (void)state;
    CASES_ASSERT(&CHECK_PDF_FAMILY, BROKEN, CASE_TINCAN);
}

static const struct check_case GOOD[] = {
    {.added = "a.pdf", .content = PDF(TAGS LANGUAGE SHOWN, TITLE)},
    {.added = "a.txt", .content = PDF("", "")},
};

static void good_pdfs_have_no_finding(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct check_result *result = case_check(&GOOD[i], CASE_TINCAN, NULL, arena);
        if (result->finding_count > 0) {
            fail_msg("row %zu: %s", i, result->findings[0].message);
        }
    }
}

/* Others tell that these are damaged. */
static const char *const DAMAGED[] = {
    "x",
    "%PDF-1.7",
    "%PDF-1.7\ntrailer\n<< /Root 1 0 R >>",
    "%PDF-1.7\ntrailer\n<< /Root 1 0 R /Encrypt << /Filter /Standard >> >>",
};

static void damaged_pdfs_are_not_judged(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof DAMAGED / sizeof *DAMAGED; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct check_case one = {.added = "a.pdf", .content = DAMAGED[i]};
        const struct check_result *result = case_check(&one, CASE_TINCAN, NULL, arena);
        for (size_t j = 0; j < result->finding_count; j++) {
            assert_int_not_equal(strncmp(result->findings[j].rule->id, "PDF-", 4), 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_pdfs_can_be_broken),
        cmocka_unit_test(good_pdfs_have_no_finding),
        cmocka_unit_test(damaged_pdfs_are_not_judged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
