/* SPDX-License-Identifier: Apache-2.0 */

/* AICC: the units of a course, and whether its four files agree about them. */
#include "check/rule.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/duration.h"
#include "check/aicc.h"
#include "check/elements.h"
#include "opened/structure.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define CMI001 "AICC CMI001 4.0"
#define MOODLE "Moodle 4.5 mod/scorm/datamodels/aicclib.php"

enum { MAX_NORMAL = 99, DIGITS_MAX = 9 };

static struct check_place unit_place(const struct check *check, size_t line)
{
    return aicc_place(check->prepared, AICC_UNITS, line);
}

/* Calls `fault` for each unit; what it gives is told. */
static void each_unit(const struct check *check, const struct check_rule *rule,
                      const char *(*fault)(const struct check *check,
                                           const struct opened_unit *unit))
{
    for (size_t i = 0; i < check->structure->unit_count; i++) {
        const struct opened_unit *unit = &check->structure->units[i];
        const char *found = fault(check, unit);
        if (found != NULL) {
            check_found(check, rule, unit_place(check, unit->line), "%s", found);
        }
    }
}

struct unit_rule {
    const char *(*fault)(const struct check *check, const struct opened_unit *unit);
};

static void look_at_units(const struct check *check, const struct check_rule *rule)
{
    const struct unit_rule *about = rule->about;
    each_unit(check, rule, about->fault);
}

static const char *id_fault(const struct check *check, const struct opened_unit *unit)
{
    if (unit->id == NULL) {
        return "this unit has no System_ID";
    }
    bool is_number = ascii_to_lower(unit->id[0]) == 'a' && unit->id[1] != '\0' &&
                     unit->id[1 + strspn(unit->id + 1, "0123456789")] == '\0';
    return is_number ? NULL
                     : arena_print(check->arena, "the System_ID '%s' is not 'A' and a number",
                                   check_show(check, unit->id));
}

static void look_for_double_ids(const struct check *check, const struct check_rule *rule)
{
    const struct aicc *aicc = check->prepared;
    for (size_t i = 1; i < aicc->unit_ids.count; i++) {
        if (strcmp(aicc->unit_ids.texts[i - 1], aicc->unit_ids.texts[i]) == 0) {
            check_found(check, rule, unit_place(check, 0), "more than one unit has '%s'",
                        check_show(check, aicc->unit_ids.texts[i]));
        }
    }
}

static const char *title_fault(const struct check *check, const struct opened_unit *unit)
{
    return unit->id == NULL || unit->title != NULL
               ? NULL
               : arena_print(check->arena, "no title stands for '%s' in the .des file",
                             check_show(check, unit->id));
}

static const char *no_launch_fault(const struct check *check, const struct opened_unit *unit)
{
    (void)check;
    return unit->launch.written == NULL ? "this unit has no File_Name" : NULL;
}

static const char *launch_fault(const struct check *check, const struct opened_unit *unit)
{
    return check_missing(check, &unit->launch);
}

static const char *encoding_fault(const struct check *check, const struct opened_unit *unit)
{
    return check_unencoded(check, unit->launch.written);
}

static const char *plain_fault(const struct check *check, const struct opened_unit *unit)
{
    bool is_plain =
        unit->launch.written != NULL && strncasecmp(unit->launch.written, "http:", 5) == 0;
    return is_plain ? arena_print(check->arena, "it is launched from '%s', without https",
                                  check_show(check, unit->launch.written))
                    : NULL;
}

static const char *mastery_fault(const struct check *check, const struct opened_unit *unit)
{
    double score = 0;
    return unit->mastery_score == NULL ||
                   (check_is_number(unit->mastery_score, &score) && score >= 0 && score <= 100)
               ? NULL
               : arena_print(check->arena, "the mastery score '%s' is no number from 0 to 100",
                             check_show(check, unit->mastery_score));
}

static const char *has_mastery_fault(const struct check *check, const struct opened_unit *unit)
{
    (void)check;
    return unit->mastery_score != NULL ? "it has a mastery score" : NULL;
}

static const char *parameters_fault(const struct check *check, const struct opened_unit *unit)
{
    return unit->parameters == NULL ? NULL
                                    : arena_print(check->arena, "it is launched with '%s'",
                                                  check_show(check, unit->parameters));
}

static void look_at_times(const struct check *check, const struct check_rule *rule)
{
    const struct aicc *aicc = check->prepared;
    struct comma_file file = comma_file_begin(aicc->texts[AICC_UNITS], check->scratch);
    while (comma_file_next(&file)) {
        const char *time = comma_file_value(&file, "max_time_allowed");
        if (time != NULL && !timespan_is_valid(text_of(time))) {
            check_found(check, rule, unit_place(check, file.line), "'%s' is no time as HH:MM:SS",
                        check_show(check, time));
        }
    }
}

/* Whether it may stand in a structure without being a unit: a block, or the course itself. */
static bool is_block(struct text id)
{
    bool is_root = id.length == 4 && strncasecmp(id.data, "root", 4) == 0;
    return is_root || (id.length > 0 && ascii_to_lower(id.data[0]) == 'b');
}

/* The members of all blocks. False in *out_is_whole if there are more than are read. */
static struct check_names members(const struct check *check, bool *out_is_whole)
{
    const struct aicc *aicc = check->prepared;
    struct check_names names = {0};
    struct comma_file file = comma_file_begin(aicc->texts[AICC_STRUCTURE], check->scratch);
    *out_is_whole = true;
    while (comma_file_next(&file)) {
        *out_is_whole = *out_is_whole && file.field_count < COMMA_COLUMNS_MAX;
        for (size_t i = 1; i < file.field_count; i++) {
            struct text member = comma_file_bare(file.fields[i]);
            if (member.length > 0) {
                check_names_add(check, &names, arena_copy(check->scratch, member));
            }
        }
    }
    check_names_sort(&names);
    return names;
}

static void look_at_members(const struct check *check, const struct check_rule *rule)
{
    const struct aicc *aicc = check->prepared;
    bool is_whole = false;
    const struct check_names names = members(check, &is_whole);
    for (size_t i = 0; i < names.count; i++) {
        if (!is_block(text_of(names.texts[i])) &&
            !check_names_hold(&aicc->unit_ids, names.texts[i])) {
            check_found(check, rule, aicc_place(aicc, AICC_STRUCTURE, 0), "there is no unit '%s'",
                        check_show(check, names.texts[i]));
        }
    }
}

static void look_for_homeless(const struct check *check, const struct check_rule *rule)
{
    const struct aicc *aicc = check->prepared;
    bool is_whole = false;
    const struct check_names names = members(check, &is_whole);
    if (aicc->files[AICC_STRUCTURE] == NULL || !is_whole) {
        return;
    }
    for (size_t i = 0; i < aicc->unit_ids.count; i++) {
        const char *id = aicc->unit_ids.texts[i];
        bool is_double = i > 0 && strcmp(aicc->unit_ids.texts[i - 1], id) == 0;
        if (!is_double && !check_names_hold(&names, id)) {
            check_found(check, rule, aicc_place(aicc, AICC_STRUCTURE, 0),
                        "the unit '%s' is no member of it", check_show(check, id));
        }
    }
}

static struct aicc_setting setting(const struct check *check, const char *group, const char *name)
{
    const struct aicc *aicc = check->prepared;
    return aicc_find_setting(aicc->texts[AICC_COURSE], group, name, check->scratch);
}

/* Settings of [Course], whose list ends with NULL. */
static void look_for_settings(const struct check *check, const struct check_rule *rule)
{
    const struct aicc *aicc = check->prepared;
    for (const char *const *name = rule->about; *name != NULL; name++) {
        struct aicc_setting found = setting(check, "course", *name);
        if (found.value == NULL || found.value[0] == '\0') {
            check_found(check, rule, aicc_place(aicc, AICC_COURSE, found.line),
                        "[Course] has no %s", *name);
        }
    }
}

/* False for what is no whole number. */
static bool read_count(const char *text, size_t *out)
{
    size_t length = strlen(text);
    if (length == 0 || length > DIGITS_MAX || text[strspn(text, "0123456789")] != '\0') {
        return false;
    }
    *out = (size_t)strtoul(text, NULL, 10);
    return true;
}

static void hold_count(const struct check *check, const struct check_rule *rule, const char *name,
                       size_t wanted)
{
    struct aicc_setting found = setting(check, "course", name);
    size_t count = 0;
    if (found.value != NULL && (!read_count(found.value, &count) || count != wanted)) {
        check_found(check, rule, aicc_place(check->prepared, AICC_COURSE, found.line),
                    "%s is '%s', and there are %zu", name, check_show(check, found.value), wanted);
    }
}

/* Blocks beside the course itself, and the widest record. */
static void look_at_totals(const struct check *check, const struct check_rule *rule)
{
    const struct aicc *aicc = check->prepared;
    struct comma_file file = comma_file_begin(aicc->texts[AICC_STRUCTURE], check->scratch);
    size_t blocks = 0;
    size_t fields = file.column_count;
    while (comma_file_next(&file)) {
        struct text block = comma_file_bare(file.fields[0]);
        bool is_root = block.length == 4 && strncasecmp(block.data, "root", 4) == 0;
        blocks += is_root ? 0 : 1;
    }
    hold_count(check, rule, "Total_AUs", aicc->unit_count);
    hold_count(check, rule, "Total_Blocks", blocks);
    if (fields < COMMA_COLUMNS_MAX) {
        hold_count(check, rule, "Max_Fields_CST", fields);
    }
}

static void look_at_max_normal(const struct check *check, const struct check_rule *rule)
{
    struct aicc_setting found = setting(check, "course_behavior", "Max_Normal");
    size_t count = 0;
    struct check_place place = aicc_place(check->prepared, AICC_COURSE, found.line);
    if (found.value == NULL) {
        check_found(check, rule, place, "[Course_Behavior] has no Max_Normal");
    } else if (!read_count(found.value, &count) || count == 0 || count > MAX_NORMAL) {
        check_found(check, rule, place, "Max_Normal is '%s', and no number from 1 to %d",
                    check_show(check, found.value), MAX_NORMAL);
    } else if (count < MAX_NORMAL && count < check->structure->unit_count) {
        check_found(check, rule, place,
                    "Max_Normal is %zu, so that no more of its %zu units can be begun", count,
                    check->structure->unit_count);
    }
}

static void look_for_equals(const struct check *check, const struct check_rule *rule)
{
    static const char *const NAMES[] = {"Course_Title", "Course_ID", "Course_Creator"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        struct aicc_setting found = setting(check, "course", NAMES[i]);
        if (found.value != NULL && strchr(found.value, '=') != NULL) {
            check_found(check, rule, aicc_place(check->prepared, AICC_COURSE, found.line),
                        "%s has '=' in it", NAMES[i]);
        }
    }
}

static const char *const NEEDED[] = {"Course_ID", "Course_Title", NULL};
static const char *const USUAL[] = {"Course_Creator", "Course_System", "Level",   "Max_Fields_CST",
                                    "Total_AUs",      "Total_Blocks",  "Version", NULL};

#define UNITS(fault_)                                         \
    .look = look_at_units, .about = &(const struct unit_rule) \
    {                                                         \
        fault_                                                \
    }

static const struct check_rule RULES[] = {
    {.id = "A3",
     .severity = CHECK_ERROR,
     .title = "A unit is launched from an address",
     .why = "There is nothing to launch.",
     .remedy = "Give its File_Name: a file of the package, or a whole address.",
     .source = CMI001,
     UNITS(no_launch_fault)},
    {.id = "A3-missing",
     .severity = CHECK_ERROR,
     .title = "What an AICC unit launches is in the package, under just that name",
     .why = "Learners get 'not found'.",
     .remedy = "Mend the File_Name, or put the file in; capitals, folders and accents count.",
     .source = CMI001,
     UNITS(launch_fault)},
    {.id = "A3-encoding",
     .severity = CHECK_WARNING,
     .title = "A File_Name is encoded as addresses are",
     .why = "LMSs differ in what they make of blanks, brackets and letters beyond ASCII.",
     .remedy = "Rename the file with plain letters, or write %20 for a blank and so on.",
     .source = "https://www.rfc-editor.org/rfc/rfc3986#section-2.1",
     UNITS(encoding_fault)},
    {.id = "A3-plain",
     .severity = CHECK_WARNING,
     .title = "Units on other servers are launched by https",
     .why = "Browsers show no page without https inside an LMS that has it, as all have today.",
     .remedy = "Write https, on a server that has it.",
     .source = "https://www.w3.org/TR/mixed-content/",
     UNITS(plain_fault)},
    {.id = "A3-parameters",
     .severity = CHECK_NOTE,
     .title = "Units are launched without Web_Launch",
     .why = "LMSs differ in how they add it to the address, beside AICC_SID and AICC_URL.",
     .remedy = "Leave it empty, or put what it says into a page of its own.",
     .source = CMI001,
     UNITS(parameters_fault)},
    {.id = "A4",
     .severity = CHECK_WARNING,
     .title = "No AICC unit has a mastery score",
     .why = "Moodle overrules with it what the course reports: any score becomes passed or failed.",
     .remedy = "Leave it empty, and let the course report passed or failed itself.",
     .source = MOODLE,
     UNITS(has_mastery_fault)},
    {.id = "A4-number",
     .severity = CHECK_ERROR,
     .title = "An AICC unit's mastery score is a number from 0 to 100",
     .why = "LMSs compare the learner's score with it.",
     .remedy = "Write a number, or leave it empty.",
     .source = CMI001,
     UNITS(mastery_fault)},
    {.id = "A5",
     .severity = CHECK_WARNING,
     .title = "A unit's System_ID is 'A' and a number",
     .why = "LMSs keep learners' records under it; strict ones take no other form.",
     .remedy = "Write A1, A2 and so on before the first learner starts, and never change it then.",
     .source = CMI001,
     UNITS(id_fault)},
    {.id = "A5-double",
     .severity = CHECK_ERROR,
     .title = "A System_ID stands for one unit",
     .why = "LMSs mix the records of the two.",
     .remedy = "Give each unit its own.",
     .source = CMI001,
     .look = look_for_double_ids},
    {.id = "A5-title",
     .severity = CHECK_WARNING,
     .title = "Each AICC unit has a title in the .des file",
     .why = "LMSs show learners a number, or nothing.",
     .remedy = "Add a record with its System_ID and Title.",
     .source = CMI001,
     UNITS(title_fault)},
    {.id = "A5-member",
     .severity = CHECK_ERROR,
     .title = "Members of the .cst file are units that are there",
     .why = "LMSs refuse the course, or show a unit that launches nothing.",
     .remedy = "Let it name System_IDs of the .au file.",
     .source = CMI001,
     .look = look_at_members},
    {.id = "A5-homeless",
     .severity = CHECK_WARNING,
     .title = "Each AICC unit is a member of a block",
     .why = "LMSs that read the order from the .cst file leave it out.",
     .remedy = "Add its System_ID to the record of \"root\".",
     .source = CMI001,
     .look = look_for_homeless},
    {.id = "A6",
     .severity = CHECK_ERROR,
     .title = "A course file has id and title",
     .why = "LMSs refuse the course, or show it without a name.",
     .remedy = "Add the line to [Course].",
     .source = CMI001,
     .look = look_for_settings,
     .about = NEEDED},
    {.id = "A6-usual",
     .severity = CHECK_WARNING,
     .title = "A course file has all lines of the standard",
     .why = "Strict LMSs refuse one without.",
     .remedy = "Add the line to [Course].",
     .source = CMI001,
     .look = look_for_settings,
     .about = USUAL},
    {.id = "A6-totals",
     .severity = CHECK_WARNING,
     .title = "A course file counts rightly",
     .why = "Strict LMSs compare, and refuse the course.",
     .remedy = "Write how many there are.",
     .source = CMI001,
     .look = look_at_totals},
    {.id = "A6-normal",
     .severity = CHECK_WARNING,
     .title = "Learners may have all units open at once",
     .why = "LMSs that heed Max_Normal let no further unit be begun before one is completed.",
     .remedy = "Write Max_Normal=99 in [Course_Behavior].",
     .source = CMI001,
     .look = look_at_max_normal},
    {.id = "A6-equals",
     .severity = CHECK_WARNING,
     .title = "Values of a course file have no '='",
     .why = "Moodle takes what is before the last '=' for the name of the line.",
     .remedy = "Use another sign.",
     .source = MOODLE,
     .look = look_for_equals},
    {.id = "A12",
     .severity = CHECK_ERROR,
     .title = "The time allowed for a unit is written HH:MM:SS",
     .why = "LMSs cannot read it otherwise.",
     .remedy = "Write it so: 01:30:00; or leave it empty.",
     .source = CMI001,
     .look = look_at_times},
    {0},
};

extern const struct check_family CHECK_AICC_COURSE_FAMILY;
const struct check_family CHECK_AICC_COURSE_FAMILY = {
    .name = "aicc_course",
    .title = "AICC: units and the course",
    .formats = (const char *const[]){"aicc", NULL},
    .prepare = aicc_prepare,
    .rules = RULES,
};
