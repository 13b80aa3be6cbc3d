/* SPDX-License-Identifier: Apache-2.0 */

/* In the transaction, since only there it is known which profiles there are. */
#include "store/conformance_refusal.h"

#include "base/printable.h"
#include "matching/breach_words.h"
#include "matching/matching.h"
#include "store/conformance_rows.h"
#include "store/loaded_profiles.h"

#include <string.h>

enum { WORDS_MAX = 220, VALUE_MAX = 120, ID_MAX = 100 /* bytes: a message has no room for more */ };

#define REMEDY \
    "; nothing was stored: correct it, or send with a credential without --strict-profiles"

static const struct profile *find_profile(const struct loaded_profiles *profiles, int64_t number)
{
    size_t i = 0;
    while (profiles->items[i].number != number) {
        i++; /* it was judged by one of them */
    }
    return matcher_profile(profiles->items[i].matcher);
}

static const struct template_rule *find_rule(const struct profile_template *template,
                                             int64_t number)
{
    for (size_t i = 0; i < template->rule_count; i++) {
        if ((int64_t) template->rules[i].index + 1 == number) {
            return &template->rules[i];
        }
    }
    return NULL;
}

/* At most `max` bytes of it, of whole characters. */
static const char *cut(const char *text, size_t max, struct arena *arena)
{
    size_t length = strlen(text);
    if (length <= max) {
        return text;
    }
    while (max > 0 && ((unsigned char)text[max] & 0xC0U) == 0x80U) {
        max--;
    }
    return arena_print(arena, "%.*s\xE2\x80\xA6", (int)max, text);
}

static const char *shown(struct text text, struct arena *arena)
{
    return text.data == NULL ? NULL : cut(printable(arena, text), VALUE_MAX, arena);
}

static enum status refuse(const struct profile *profile, const struct profile_keeping *keeping,
                          struct arena *arena, struct error *error)
{
    const struct breach *breach = &keeping->breach;
    const char *value = shown(breach->value, arena);
    if (keeping->keeping == KEEPING_UNMATCHED) {
        return FAIL(error, STATUS_INVALID,
                    "no template of the profile '%s' that it claims has the verb '%s' with the "
                    "types that it has" REMEDY,
                    cut(profile->id, ID_MAX, arena), value);
    }
    if (keeping->keeping == KEEPING_EXTENSION) {
        return FAIL(error, STATUS_INVALID, "an extension is not as its profile says: %s" REMEDY,
                    value);
    }
    const struct profile_template *template = &profile->templates[breach->template - 1];
    const char *words = breach_words(find_rule(template, breach->rule),
                                     (enum constraint)breach->constraint, value, arena);
    return FAIL(error, STATUS_INVALID, "%s (template '%s')" REMEDY, cut(words, WORDS_MAX, arena),
                cut(template->part.id, ID_MAX, arena));
}

enum status conformance_require(struct transaction *transaction, const struct statement *statement,
                                struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct loaded_profiles *profiles = NULL;
    enum status status = loaded_profiles_find(transaction, &profiles, error);
    if (status != STATUS_OK) {
        return status;
    }
    const struct conformance *conformance = conformance_by(profiles, statement, arena);
    for (size_t i = 0; i < conformance->profile_count; i++) {
        const struct profile_keeping *keeping = &conformance->profiles[i];
        if (keeping->keeping != KEEPING_WHOLE) {
            return refuse(find_profile(profiles, keeping->profile), keeping, arena, error);
        }
    }
    return STATUS_OK;
}
