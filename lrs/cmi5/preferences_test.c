/* SPDX-License-Identifier: Apache-2.0 */

/* What an AU may store as cmi5LearnerPreferences. */
#include "cmi5/preferences.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* `id` NULL: may be stored. */
static const struct {
    const char *body;
    const char *id;
} rows[] = {
    {"{\"languagePreference\":\"en-GB\",\"audioPreference\":\"on\"}", NULL},
    {"{\"languagePreference\":\"en-GB, cy,fr\",\"audioPreference\":\"off\",\"more\":1}", NULL},
    {"{\"languagePreference\":\"en-GB\"}", "11.0.0.0-5"},
    {"{\"audioPreference\":\"on\"}", "11.0.0.0-5"},
    {"{\"languagePreference\":\"en\",\"audioPreference\":\"loud\"}", "11.0.0.0-5"},
    {"{\"languagePreference\":[\"en\"],\"audioPreference\":\"on\"}", "11.0.0.0-5"},
    {"[\"languagePreference\",\"audioPreference\"]", "11.0.0.0-5"},
    {"", "11.0.0.0-5"},
    {"on", "11.0.0.0-5"},
    {"{\"languagePreference\":\"\",\"audioPreference\":\"on\"}", "11.1.0.0-1"},
    {"{\"languagePreference\":\"en,\",\"audioPreference\":\"on\"}", "11.1.0.0-1"},
    {"{\"languagePreference\":\"en_GB\",\"audioPreference\":\"on\"}", "11.1.0.0-1"},
};

static void preferences_are_languages_and_whether_there_is_sound(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct error error = {.message = ""};
        enum status status = cmi5_preferences_check(text_of(rows[i].body), &error);
        bool is_as_expected = rows[i].id == NULL ? status == STATUS_OK
                                                 : status == STATUS_FORBIDDEN &&
                                                       strstr(error.message, rows[i].id) != NULL;
        if (!is_as_expected) {
            fail_msg("%s: \"%s\"", rows[i].body, error.message);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(preferences_are_languages_and_whether_there_is_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
