/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about what is in a page is broken once, and some are not that might seem so. */
#include "check/page_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_ACCESSIBILITY_FAMILY;

#define IMAGE "<img src=\"media/picture\" alt=\"A back\">"
#define LINK "<a href=\"two.html#top\">Part two</a>"
#define BUTTON "<button type=\"button\">Go on</button>"
#define LABEL "<label for=\"age\">Age</label><input id=\"age\">"

static const struct check_case CASES[] = {
    {.rule = "A11Y-alt", PAGE, .old = " alt=\"A back\"", .new = ""},
    {.rule = "A11Y-alt-button",
     PAGE,
     .old = LABEL,
     .new = LABEL "<input type=\"image\" src=\"media/picture\">"},
    {.rule = "A11Y-alt-button",
     PAGE,
     .old = LABEL,
     .new = LABEL "<map name=\"m\"><area href=\"two.html\"></map>"},
    {.rule = "A11Y-alt-name", PAGE, .old = "A back", .new = "IMG_001.JPG"},
    {.rule = "A11Y-link", PAGE, .old = LINK, .new = "<a href=\"two.html\"><i></i></a>"},
    {.rule = "A11Y-link",
     PAGE,
     .old = LINK,
     .new = "<a href=\"two.html\"><img src=\"media/picture\" alt=\"\"></a>"},
    {.rule = "A11Y-link-text", PAGE, .old = "Part two</a>", .new = " Click\n<b>here</b></a>"},
    {.rule = "A11Y-button", PAGE, .old = "Go on", .new = ""},
    {.rule = "A11Y-button",
     PAGE,
     .old = BUTTON,
     .new = "<div role=\"button\" tabindex=\"0\"><i></i></div>"},
    {.rule = "A11Y-label", PAGE, .old = "<label for=\"age\">Age</label>", .new = "Age"},
    {.rule = "A11Y-label", PAGE, .old = LABEL, .new = LABEL "<select></select>"},
    {.rule = "A11Y-for",
     .also = "A11Y-for A11Y-label",
     PAGE,
     .old = "for=\"age\"",
     .new = "for=\"a\""},
    {.rule = "A11Y-frame", PAGE, .old = " title=\"Part two\"", .new = ""},
    {.rule = "A11Y-tabindex", PAGE, .old = "<button ", .new = "<button tabindex=\"3\" "},
    {.rule = "A11Y-role", PAGE, .old = "<main>", .new = "<main role=\"content\">"},
    {.rule = "A11Y-hidden", PAGE, .old = "<a href", .new = "<a aria-hidden=\"true\" href"},
    {.rule = "A11Y-keyboard", PAGE, .old = BUTTON, .new = "<div role=\"button\">Go on</div>"},
};

static const struct good_change GOOD[] = {
    {" alt=\"A back\"", " alt=\"\""},
    {" alt=\"A back\"", " role=\"presentation\""},
    {" alt=\"A back\"", " aria-label=\"A back\""},
    {IMAGE, "<template><img src=\"media/picture\"></template>"},
    {IMAGE, "<div style=\"display: none\"><img src=\"media/picture\"><button></button></div>"},
    {LINK, "<a href=\"two.html\">" IMAGE "</a>"},
    {LINK, "<a href=\"two.html\" aria-label=\"Part two\"></a>"},
    {LINK, "<a href=\"two.html\"><svg><title>Part two</title></svg></a>"},
    {LINK, "<a name=\"here\"></a>"},
    {LINK, "<a href=\"two.html\" title=\"Part two\">more</a>"},
    {BUTTON, "<input type=\"button\" value=\"Go on\">"},
    {BUTTON, "<button id=\"next\"></button><script src=\"script.js\"></script>"},
    {LABEL, "<label>Age <input></label>"},
    {LABEL, "<input title=\"Age\"><input type=\"hidden\"><input type=\"submit\">"},
    {"<main>", "<main role=\"doc-chapter main\" tabindex=\"-1\">"},
    {"<a href", "<a aria-hidden=\"true\" tabindex=\"-1\" href"},
};

static void each_rule_about_accessibility_can_be_broken(void **state)
{
    (void)state;
    CASES_ASSERT(&CHECK_ACCESSIBILITY_FAMILY, CASES, CASE_PAGE);
}

static void what_is_accessible_is_good(void **state)
{
    (void)state;
    GOOD_ASSERT(GOOD);
}

static void each_source_is_a_criterion_of_wcag(void **state)
{
    (void)state;
    for (const struct check_rule *rule = CHECK_ACCESSIBILITY_FAMILY.rules; rule->id != NULL;
         rule++) {
        assert_non_null(strstr(rule->source, "WCAG 2.2, "));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_accessibility_can_be_broken),
        cmocka_unit_test(what_is_accessible_is_good),
        cmocka_unit_test(each_source_is_a_criterion_of_wcag),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
