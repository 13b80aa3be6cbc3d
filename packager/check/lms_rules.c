/* SPDX-License-Identifier: Apache-2.0 */

/* What one LMS takes, by its profile (profiles/lms). Of what a profile does not know nothing is
 * told; each finding says how far the limit is known, and where from. */
#include "check/rule.h"

#include "base/arena.h"
#include "base/file.h"
#include "check/limits.h"
#include "opened/structure.h"
#include "targets/target.h"

#include <string.h>

/* One value of the package, held against the limit of a rule. */
struct measure {
    const struct check *check;
    const struct check_rule *rule;
};

static void hold(const struct measure *measure, struct check_place place, uint64_t value,
                 const char *what)
{
    check_limit(measure->check, measure->rule, place, value, what);
}

static void hold_text(const struct measure *measure, struct check_place place, const char *text,
                      const char *what)
{
    if (text != NULL) {
        hold(measure, place, text_count_characters(text_of(text)), what);
    }
}

static void look_at_size(const struct check *check, const struct check_rule *rule)
{
    const struct measure measure = {check, rule};
    if (check->lms != NULL) {
        hold(&measure, (struct check_place){0}, check->opened->size, "its bytes");
    }
}

static void look_at_count(const struct check *check, const struct check_rule *rule)
{
    const struct measure measure = {check, rule};
    if (check->lms != NULL) {
        hold(&measure, (struct check_place){0}, check->opened->file_count, "its files");
    }
}

static void look_at_zip_name(const struct check *check, const struct check_rule *rule)
{
    const struct measure measure = {check, rule};
    if (check->lms != NULL && check->opened->kind != OPENED_FOLDER) {
        hold_text(&measure, (struct check_place){0}, path_name(check->opened->name),
                  "the letters of its name");
    }
}

static void look_at_files(const struct check *check, const struct check_rule *rule)
{
    const struct measure measure = {check, rule};
    for (size_t i = 0; check->lms != NULL && i < check->opened->file_count; i++) {
        const struct opened_file *file = &check->opened->files[i];
        hold(&measure, (struct check_place){.file = file->path}, file->size, "its bytes");
    }
}

static void look_at_paths(const struct check *check, const struct check_rule *rule)
{
    const struct measure measure = {check, rule};
    for (size_t i = 0; check->lms != NULL && i < check->opened->file_count; i++) {
        const char *path = check->opened->files[i].path;
        hold(&measure, (struct check_place){.file = path}, strlen(path), "the letters of its path");
    }
}

/* Calls for each unit of each format that the LMS takes. */
static void each_unit(const struct check *check, const struct check_rule *rule,
                      void (*look)(const struct measure *measure, struct check_place place,
                                   const struct opened_unit *unit))
{
    const struct measure measure = {check, rule};
    struct check of_one = *check;
    for (const struct opened_structure *one = check->opened->structures;
         check->lms != NULL && one != NULL; one = one->next) {
        of_one.structure = one;
        for (size_t i = 0; i < one->unit_count; i++) {
            const struct opened_unit *unit = &one->units[i];
            look(&measure, check_place_of(&of_one, unit->element), unit);
        }
    }
}

static void hold_title(const struct measure *measure, struct check_place place,
                       const struct opened_unit *unit)
{
    hold_text(measure, place, unit->title, "the letters of its title");
}

static void look_at_titles(const struct check *check, const struct check_rule *rule)
{
    each_unit(check, rule, hold_title);
}

static void hold_identifier(const struct measure *measure, struct check_place place,
                            const struct opened_unit *unit)
{
    hold_text(measure, place, unit->id, "the letters of its identifier");
    hold_text(measure, place, unit->resource, "the letters of its resource's identifier");
}

static void look_at_identifiers(const struct check *check, const struct check_rule *rule)
{
    each_unit(check, rule, hold_identifier);
}

static void hold_launch(const struct measure *measure, struct check_place place,
                        const struct opened_unit *unit)
{
    hold_text(measure, place, unit->launch.written, "the letters of its launch address");
}

static void look_at_launches(const struct check *check, const struct check_rule *rule)
{
    each_unit(check, rule, hold_launch);
}

/* Where a text may have characters that the LMS cannot take. */
static void hold_characters(const struct measure *measure, struct check_place place,
                            const char *text)
{
    const struct check *check = measure->check;
    const enum target_characters_id *id = measure->rule->about;
    const char *found = text != NULL ? target_find_forbidden(check->lms, *id, text) : NULL;
    if (found != NULL) {
        const struct target_fact *fact = &check->lms->characters[*id].fact;
        check_found(check, measure->rule, place, "'%s' has '%c', which %s cannot take (%s: %s)",
                    check_show(check, text), *found, check->lms->name, target_mark_name(fact->mark),
                    fact->source);
    }
}

static void look_at_zip_characters(const struct check *check, const struct check_rule *rule)
{
    const struct measure measure = {check, rule};
    if (check->lms != NULL && check->opened->kind != OPENED_FOLDER) {
        hold_characters(&measure, (struct check_place){0}, path_name(check->opened->name));
    }
}

static void look_at_path_characters(const struct check *check, const struct check_rule *rule)
{
    const struct measure measure = {check, rule};
    for (size_t i = 0; check->lms != NULL && i < check->opened->file_count; i++) {
        const char *path = check->opened->files[i].path;
        hold_characters(&measure, (struct check_place){.file = path}, path);
    }
}

static void hold_unit_characters(const struct measure *measure, struct check_place place,
                                 const struct opened_unit *unit)
{
    const enum target_characters_id *id = measure->rule->about;
    const char *texts[TARGET_CHARACTERS] = {
        [TARGET_IN_LAUNCH_ADDRESS] = unit->launch.written,
        [TARGET_IN_IDENTIFIER] = unit->id,
        [TARGET_IN_TITLE] = unit->title,
    };
    hold_characters(measure, place, texts[*id]);
}

static void look_at_unit_characters(const struct check *check, const struct check_rule *rule)
{
    each_unit(check, rule, hold_unit_characters);
}

static bool takes(const struct target *lms, const char *format, struct arena *scratch)
{
    enum target_mark mark;
    return target_check_format(lms, format, scratch, &mark, NULL) == STATUS_OK;
}

static void look_at_formats(const struct check *check, const struct check_rule *rule)
{
    const struct opened_structure *first = check->opened->structures;
    if (check->lms == NULL || first == NULL || strcmp(first->format->name, "web") == 0) {
        return; /* P1 tells that it is of no format for LMSs */
    }
    for (const struct opened_structure *one = first; one != NULL; one = one->next) {
        if (takes(check->lms, one->format->name, check->scratch)) {
            return;
        }
    }
    check_found(check, rule, (struct check_place){.file = first->manifest->path},
                "it is %s, which %s does not take", first->format->title, check->lms->name);
}

#define LIMIT(id_, look_)                                   \
    .look = (look_), .about = &(const enum target_limit_id) \
    {                                                       \
        id_                                                 \
    }
#define CHARACTERS(id_, look_)                                   \
    .look = (look_), .about = &(const enum target_characters_id) \
    {                                                            \
        id_                                                      \
    }
#define PROFILE "profiles/lms"

static const struct check_rule RULES[] = {
    {.id = "LMS-format",
     .severity = CHECK_ERROR,
     .title = "The LMS takes packages of this format",
     .why = "It will refuse the package.",
     .remedy = "Export or build the course in a format that it takes.",
     .source = PROFILE,
     .look = look_at_formats},
    {.id = "P26-size",
     .severity = CHECK_ERROR,
     .title = "The package is no larger than the LMS takes",
     .why = "The upload fails.",
     .remedy = "Make its largest files smaller, or part the course into several packages.",
     .source = PROFILE,
     LIMIT(TARGET_ZIP_BYTES, look_at_size)},
    {.id = "P26-files",
     .severity = CHECK_ERROR,
     .title = "The package has no more files than the LMS takes",
     .why = "The import fails.",
     .remedy = "Leave out what the course does not need, or part it into several packages.",
     .source = PROFILE,
     LIMIT(TARGET_FILE_COUNT, look_at_count)},
    {.id = "P26-file",
     .severity = CHECK_ERROR,
     .title = "No file is larger than the LMS takes",
     .why = "The import fails, or leaves the file out.",
     .remedy = "Make the file smaller.",
     .source = PROFILE,
     LIMIT(TARGET_FILE_BYTES, look_at_files)},
    {.id = "P26-name",
     .severity = CHECK_ERROR,
     .title = "The package's name is no longer than the LMS takes",
     .why = "The upload fails.",
     .remedy = "Rename the zip.",
     .source = PROFILE,
     LIMIT(TARGET_ZIP_NAME, look_at_zip_name)},
    {.id = "P26-path",
     .severity = CHECK_ERROR,
     .title = "No path is longer than the LMS takes",
     .why = "The import fails, or leaves the file out.",
     .remedy = "Shorten the names of file and folders.",
     .source = PROFILE,
     LIMIT(TARGET_PATH, look_at_paths)},
    {.id = "P26-title",
     .severity = CHECK_ERROR,
     .title = "Titles are no longer than the LMS takes",
     .why = "It keeps them in a column of that length: the import fails, or the title is cut.",
     .remedy = "Shorten the title.",
     .source = PROFILE,
     LIMIT(TARGET_TITLE, look_at_titles)},
    {.id = "P26-identifier",
     .severity = CHECK_ERROR,
     .title = "Identifiers are no longer than the LMS takes",
     .why = "It keeps them in a column of that length: the import fails.",
     .remedy = "Shorten the identifier before the first learner starts, and never after that.",
     .source = PROFILE,
     LIMIT(TARGET_IDENTIFIER, look_at_identifiers)},
    {.id = "P26-launch",
     .severity = CHECK_ERROR,
     .title = "Launch addresses are no longer than the LMS takes",
     .why = "It keeps them in a column of that length: the import or the launch fails.",
     .remedy = "Shorten the names of the page and its folders.",
     .source = PROFILE,
     LIMIT(TARGET_LAUNCH_ADDRESS, look_at_launches)},
    {.id = "LMS-zip-characters",
     .severity = CHECK_ERROR,
     .title = "The package's name has no characters that the LMS cannot take",
     .why = "The upload fails, or what is in it is not found.",
     .remedy = "Rename the zip: small letters, digits and '-'.",
     .source = PROFILE,
     CHARACTERS(TARGET_IN_ZIP_NAME, look_at_zip_characters)},
    {.id = "LMS-path-characters",
     .severity = CHECK_ERROR,
     .title = "Paths have no characters that the LMS cannot take",
     .why = "The file is not found, or the launch fails.",
     .remedy = "Rename file or folder, and what refers to it: letters, digits, '-', '_' and '.'.",
     .source = PROFILE,
     CHARACTERS(TARGET_IN_PATH, look_at_path_characters)},
    {.id = "LMS-launch-characters",
     .severity = CHECK_ERROR,
     .title = "Launch addresses have no characters that the LMS cannot take",
     .why = "The launch fails.",
     .remedy = "Rename the page: letters, digits, '-', '_' and '.'.",
     .source = PROFILE,
     CHARACTERS(TARGET_IN_LAUNCH_ADDRESS, look_at_unit_characters)},
    {.id = "LMS-identifier-characters",
     .severity = CHECK_ERROR,
     .title = "Identifiers have no characters that the LMS cannot take",
     .why = "The import fails, or results are not kept.",
     .remedy = "Change the identifier before the first learner starts, and never after that.",
     .source = PROFILE,
     CHARACTERS(TARGET_IN_IDENTIFIER, look_at_unit_characters)},
    {.id = "LMS-title-characters",
     .severity = CHECK_ERROR,
     .title = "Titles have no characters that the LMS cannot take",
     .why = "The import fails, or the title is shown wrongly.",
     .remedy = "Write the title without it.",
     .source = PROFILE,
     CHARACTERS(TARGET_IN_TITLE, look_at_unit_characters)},
    {0},
};

extern const struct check_family CHECK_LMS_FAMILY;
const struct check_family CHECK_LMS_FAMILY = {
    .name = "lms",
    .title = "Limits of the LMS that --lms names",
    .rules = RULES,
};
