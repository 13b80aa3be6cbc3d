/* SPDX-License-Identifier: Apache-2.0 */

/* What the learner prefers, checked. */
#include "cmi5/preferences.h"

#include "base/json.h"
#include "base/language.h"
#include "xapi/rule.h"

static bool is_language_list(struct text list)
{
    struct text language;
    bool is_list = list.length > 0;
    while (is_list && text_split(&list, ',', &language)) {
        is_list = language_is_valid(text_trim(language));
    }
    return is_list;
}

enum status cmi5_preferences_check(struct text body, struct error *error)
{
    AUTO(json_release) json_t *json = NULL;
    struct error ignored;
    struct text languages = {NULL, 0};
    struct text audio = {NULL, 0};
    if (json_read(body, NULL, &json, &ignored) == STATUS_OK) {
        languages = json_text(json_object_get(json, "languagePreference"));
        audio = json_text(json_object_get(json, "audioPreference"));
    }
    if (languages.data == NULL || (!text_is(audio, "on") && !text_is(audio, "off"))) {
        return FAIL(error, STATUS_FORBIDDEN,
                    "the body: must be a JSON object with languagePreference and audioPreference "
                    "('on' or 'off') (cmi5 11.0.0.0-5)");
    }
    return is_language_list(languages)
               ? STATUS_OK
               : FAIL(error, STATUS_FORBIDDEN,
                      "languagePreference: must be language tags between commas (cmi5 11.1.0.0-1)");
}
