/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of rules by which accounts are one person. A new one is a row here. */
#include "people/rules.h"

static const struct text none = {NULL, 0};

/* Councils give numbers of their own, so two professions may have the same. */
static struct text registration_key(const struct stint *stint, struct arena *arena)
{
    struct text registration = stint->values[STINT_REGISTRATION];
    struct text profession = stint->values[STINT_PROFESSION];
    if (registration.length == 0 || profession.length == 0) {
        return none;
    }
    return text_of(
        arena_print(arena, "%.*s|%.*s", TEXT_ARGUMENTS(registration), TEXT_ARGUMENTS(profession)));
}

static struct text mbox_key(const struct stint *stint, struct arena *arena)
{
    (void)arena;
    return stint->values[STINT_MBOX].length == 0 ? none : stint->values[STINT_MBOX];
}

const struct person_rule person_rules[] = {
    {.name = "same e-mail address", .key = mbox_key, .is_account = true},
    {.name = "same registration number and profession", .key = registration_key},
    {.name = NULL},
};
