/* SPDX-License-Identifier: Apache-2.0 */

/* Each table of a profile by the same few questions. */
#include "sheet/lms_values.h"

#include "base/arena.h"
#include "targets/target_terms.h"

enum { MEBIBYTE = 1 << 20 };

static const char *format_name(size_t index)
{
    return TARGET_FORMAT_TERMS[index].title;
}

static const struct target_fact *format_fact(const struct target *lms, size_t index)
{
    return &lms->formats[index].fact;
}

static const char *format_known(const struct target *lms, size_t index, struct arena *arena)
{
    (void)arena;
    return lms->formats[index].is_taken ? "yes" : "no";
}

static const char *format_meaning(const struct target *lms, size_t index)
{
    return lms->formats[index].is_taken ? "Packages of it are built for this LMS."
                                        : "No package of it is built for this LMS.";
}

static const char *limit_name(size_t index)
{
    return TARGET_LIMIT_TERMS[index].title;
}

static const struct target_fact *limit_fact(const struct target *lms, size_t index)
{
    return &lms->limits[index].fact;
}

static const char *limit_known(const struct target *lms, size_t index, struct arena *arena)
{
    unsigned long long max = lms->limits[index].max;
    bool is_of_bytes = index == TARGET_ZIP_BYTES || index == TARGET_FILE_BYTES;
    return is_of_bytes && max >= MEBIBYTE
               ? arena_print(arena, "%llu (%llu MiB)", max, max / MEBIBYTE)
               : arena_print(arena, "%llu", max);
}

static const char *limit_meaning(const struct target *lms, size_t index)
{
    (void)lms;
    return TARGET_LIMIT_TERMS[index].meaning;
}

static const char *characters_name(size_t index)
{
    return TARGET_CHARACTERS_TERMS[index].title;
}

static const struct target_fact *characters_fact(const struct target *lms, size_t index)
{
    return &lms->characters[index].fact;
}

/* A blank could not be seen. */
static const char *characters_known(const struct target *lms, size_t index, struct arena *arena)
{
    const char *list = "";
    for (const char *c = lms->characters[index].value; *c != '\0'; c++) {
        list = *c == ' ' ? arena_print(arena, "%s%sa blank", list, list[0] != '\0' ? " " : "")
                         : arena_print(arena, "%s%s%c", list, list[0] != '\0' ? " " : "", *c);
    }
    return list;
}

static const char *characters_meaning(const struct target *lms, size_t index)
{
    (void)lms;
    return TARGET_CHARACTERS_TERMS[index].meaning;
}

static const char *switch_name(size_t index)
{
    return TARGET_SWITCH_TERMS[index].title;
}

static const struct target_fact *switch_fact(const struct target *lms, size_t index)
{
    return &lms->switches[index].fact;
}

static const char *switch_known(const struct target *lms, size_t index, struct arena *arena)
{
    (void)arena;
    return lms->switches[index].value;
}

static const char *switch_meaning(const struct target *lms, size_t index)
{
    return target_word_find((enum target_switch_id)index, lms->switches[index].value)->meaning;
}

static const char *behaviour_name(size_t index)
{
    return TARGET_BEHAVIOUR_TERMS[index].title;
}

static const struct target_fact *behaviour_fact(const struct target *lms, size_t index)
{
    return &lms->behaviour[index].fact;
}

static const char *behaviour_known(const struct target *lms, size_t index, struct arena *arena)
{
    (void)arena;
    return lms->behaviour[index].value;
}

const struct lms_section LMS_SECTIONS[] = {
    {
        .title = "Formats",
        .about = "Which packages can be imported",
        .heads = {"Format", "Taken", "For a package"},
        .unknown = "Packages of it are built, with a warning.",
        .count = TARGET_FORMATS,
        .name = format_name,
        .fact = format_fact,
        .known = format_known,
        .meaning = format_meaning,
    },
    {
        .title = "Limits",
        .about = "The most that it takes; what is unknown limits nothing",
        .heads = {"Limit", "At most", "For a package"},
        .unknown = "It limits nothing.",
        .count = TARGET_LIMITS,
        .name = limit_name,
        .fact = limit_fact,
        .known = limit_known,
        .meaning = limit_meaning,
    },
    {
        .title = "Characters that it cannot take",
        .about = "Where names must do without some characters",
        .heads = {"Where", "Characters", "For a package"},
        .unknown = "It forbids nothing.",
        .count = TARGET_CHARACTERS,
        .name = characters_name,
        .fact = characters_fact,
        .known = characters_known,
        .meaning = characters_meaning,
    },
    {
        .title = "How it treats what a package says",
        .about = "What 'build', 'check' and 'predict' go by",
        .heads = {"What", "Value", "For a package"},
        .unknown = "Nothing is concluded from it.",
        .count = TARGET_SWITCHES,
        .name = switch_name,
        .fact = switch_fact,
        .known = switch_known,
        .meaning = switch_meaning,
    },
    {
        .title = "What people will see",
        .about = "In words, for those who are asked",
        .heads = {"What", "How it is", NULL},
        .count = TARGET_BEHAVIOURS,
        .name = behaviour_name,
        .fact = behaviour_fact,
        .known = behaviour_known,
    },
};
const size_t LMS_SECTION_COUNT = sizeof LMS_SECTIONS / sizeof *LMS_SECTIONS;

const char *lms_known(const struct lms_section *section, const struct target *lms, size_t index,
                      struct arena *arena)
{
    return section->fact(lms, index)->mark == TARGET_UNKNOWN ? "unknown"
                                                             : section->known(lms, index, arena);
}

const char *lms_source(const struct target_fact *fact, struct arena *arena)
{
    const char *source = fact->source != NULL ? fact->source : "none";
    return fact->note == NULL ? source : arena_print(arena, "%s. Note: %s", source, fact->note);
}
