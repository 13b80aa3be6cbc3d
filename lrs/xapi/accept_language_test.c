/* SPDX-License-Identifier: Apache-2.0 */

/* Which language of a map a header chooses. */
#include "xapi/accept_language.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* `languages` are those of the map, in its order. */
struct choice {
    const char *rule;
    const char *header;
    const char *languages;
    const char *expected;
};

static const struct choice choices[] = {
    {"the language asked for", "fr", "en-GB,fr", "fr"},
    {"case tells nothing", "FR-fr", "en-GB,fr-FR", "fr-FR"},
    {"the higher q", "fr;q=0.5,cy;q=0.8", "fr,cy", "cy"},
    {"of one q the first", "cy,fr", "fr,cy", "cy"},
    {"q of three digits", "cy;q=0.799,fr;q=0.8", "cy,fr", "fr"},
    {"a range means its regions", "en", "fr,en-US", "en-US"},
    {"exact before region", "en", "en-US,en", "en"},
    {"a region falls back to its language", "en-GB", "fr,en", "en"},
    {"... before the next range", "en-GB,fr;q=0.5", "fr,en", "en"},
    {"... step by step", "zh-Hant-TW", "zh,zh-Hant", "zh-Hant"},
    {"a single letter goes with what is behind it", "zh-a-extend", "zh-a,zh", "zh"},
    {"the next range before another region", "en-GB,cy;q=0.1", "en-US,cy", "cy"},
    {"another region before any other language", "de-AT", "en-GB,de-CH", "de-CH"},
    {"a prefix of letters is no range", "e", "fr,en-GB", "en-GB"},
    {"any other", "de,*;q=0.5", "cy,fr", "cy"},
    {"any other only for what is not named", "en;q=0.1,*;q=0.5", "en,cy", "cy"},
    {"not wanted", "en;q=0", "en-GB,cy", "cy"},
    {"not wanted, but one region is", "en;q=0,en-US", "en-GB,en-US", "en-US"},
    {"not wanted, but all there is", "en;q=0,cy;q=0.0", "cy,en", "en"},
    {"none but those named", "fr,*;q=0", "en-GB,fr-CA", "fr-CA"},
    {"no header: en-GB", NULL, "fr,en,en-GB", "en-GB"},
    {"no header: en", NULL, "fr,en-US,en", "en"},
    {"no header: en-*", NULL, "fr,en-US", "en-US"},
    {"no header: the first", NULL, "fr,cy", "fr"},
    {"nothing fits: as without a header", "de", "cy,en-GB", "en-GB"},
    {"white space", " fr ; q=0.5 , cy ", "fr,cy", "cy"},
    {"malformed is passed over", "cy;q=2,cy;q=x,cy;level=1,c_y,,cy-,-cy,123,fr;q=0.1", "cy,fr",
     "fr"},
    {"q above one", "cy;q=1.001,fr;q=0.2", "cy,fr", "fr"},
    {"q of four digits", "cy;q=0.5000,fr;q=0.2", "cy,fr", "fr"},
};

static struct text choose(const struct accept_language *wishes, const char *languages)
{
    struct text best = {NULL, 0};
    struct text rest = text_of(languages);
    struct text tag;
    while (text_split(&rest, ',', &tag)) {
        if (best.data == NULL ||
            accept_language_rank(wishes, tag) > accept_language_rank(wishes, best)) {
            best = tag;
        }
    }
    return best;
}

static void header_chooses_one_language(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        const struct choice *row = &choices[i];
        struct text header = {NULL, 0};
        if (row->header != NULL) {
            header = text_of(row->header);
        }
        struct accept_language wishes;
        accept_language_read(header, &wishes);
        struct text chosen = choose(&wishes, row->languages);
        if (!text_is(chosen, row->expected)) {
            fail_msg("%s: '%.*s' instead of '%s'", row->rule, TEXT_ARGUMENTS(chosen),
                     row->expected);
        }
    }
}

static void ranges_beyond_the_limit_are_passed_over(void **state)
{
    (void)state;
    char header[4 * (LANGUAGE_RANGES_MAX + 8)] = "";
    for (size_t i = 0; i < LANGUAGE_RANGES_MAX + 4; i++) {
        memcpy(header + 3 * i, "aa,", 4);
    }
    struct accept_language wishes;
    accept_language_read(text_of(header), &wishes);
    assert_int_equal(wishes.count, LANGUAGE_RANGES_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(header_chooses_one_language),
        cmocka_unit_test(ranges_beyond_the_limit_are_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
