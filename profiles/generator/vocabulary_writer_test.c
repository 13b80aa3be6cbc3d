/* SPDX-License-Identifier: Apache-2.0 */

/* The spelling of names in C and in JavaScript. */
#include "generator/vocabulary_writer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static char profile[] = "http://example.org/p";
static char version[] = "http://example.org/p/v1";
static char played[] = "http://example.org/played";
static char segments[] = "http://example.org/played-segments";
static struct term list[] = {
    {.kind = TERM_VERB, .iri = played, .name = "played"},
    {.kind = TERM_EXTENSION, .iri = segments, .name = "played_segments"},
};
static const struct terms terms = {profile, version, list, sizeof list / sizeof *list};

static void assert_written(void (*write)(struct buffer *, const struct terms *),
                           const char *const *parts)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(4096);
    write(&out, &terms);
    assert_false(out.overflowed);
    for (; *parts != NULL; parts++) {
        if (strstr(out.data, *parts) == NULL) {
            fail_msg("'%s' is missing in:\n%s", *parts, out.data);
        }
    }
}

static void macros_are_kind_and_name_in_capitals(void **state)
{
    (void)state;
    const char *const parts[] = {
        "#ifndef PROFILES_VOCABULARY_H\n",
        "#define PROFILE_ID \"http://example.org/p\"\n",
        "#define PROFILE_VERSION \"http://example.org/p/v1\"\n",
        "#define VERB_PLAYED \"http://example.org/played\"\n",
        "#define EXTENSION_PLAYED_SEGMENTS \"http://example.org/played-segments\"\n",
        NULL,
    };
    assert_written(write_header, parts);
}

static void script_groups_names_in_camel_case(void **state)
{
    (void)state;
    const char *const parts[] = {
        "export const profile = \"http://example.org/p/v1\";\n",
        "export const verbs = {\n  played: \"http://example.org/played\",\n};\n",
        "  playedSegments: \"http://example.org/played-segments\",\n",
        "export const categories = {\n};\n",
        NULL,
    };
    assert_written(write_script, parts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(macros_are_kind_and_name_in_capitals),
        cmocka_unit_test(script_groups_names_in_camel_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
