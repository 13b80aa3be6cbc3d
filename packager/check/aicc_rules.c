/* SPDX-License-Identifier: Apache-2.0 */

/* AICC: the course interchange files as files, their records and what these refer to. What the
 * course file counts is told in aicc_course_rules.c. */
#include "check/rule.h"

#include "base/arena.h"
#include "check/aicc.h"
#include "check/elements.h"
#include "opened/structure.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#define CMI001 "AICC CMI001 4.0"
#define MOODLE "Moodle 4.5 mod/scorm/datamodels/aicclib.php"
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

enum { FIELD_MAX = 255 };

const void *aicc_prepare(const struct check *check)
{
    static const char *const ENDINGS[] = {".crs", ".au", ".des", ".cst"};
    const struct opened_file *course = check->structure->manifest;
    struct aicc *aicc = ARENA_NEW(check->scratch, struct aicc);
    for (size_t i = 0; i < AICC_FILES; i++) {
        aicc->files[i] = aicc_file_beside(check->opened, course, ENDINGS[i]);
        aicc->texts[i] = aicc_text(check->opened, aicc->files[i]);
        aicc->endings[i] = ENDINGS[i];
    }
    struct comma_file units = comma_file_begin(aicc->texts[AICC_UNITS], check->scratch);
    while (comma_file_next(&units)) {
        const char *id = comma_file_value(&units, "system_id");
        if (id != NULL) {
            check_names_add(check, &aicc->unit_ids, id);
        }
        aicc->unit_count++;
    }
    check_names_sort(&aicc->unit_ids);
    return aicc;
}

struct check_place aicc_place(const struct aicc *aicc, enum aicc_file file, size_t line)
{
    return (struct check_place){.file = aicc->files[file]->path, .line = line};
}

static void look_for_files(const struct check *check, const struct check_rule *rule)
{
    const struct aicc *aicc = check->prepared;
    for (size_t i = 0; i < AICC_FILES; i++) {
        if (aicc->files[i] == NULL) {
            check_found(check, rule, aicc_place(aicc, AICC_COURSE, 0),
                        "there is no %s file beside it", aicc->endings[i]);
        }
    }
}

static void look_at_folder(const struct check *check, const struct check_rule *rule)
{
    if (strchr(check->structure->manifest->path, '/') != NULL) {
        check_found(check, rule, (struct check_place){.file = check->structure->manifest->path},
                    "it lies in a folder, and LMSs look at the root");
    }
}

/* Calls `fault` for each file's text; what it gives is told. */
static void each_text(const struct check *check, const struct check_rule *rule,
                      const char *(*fault)(struct text text, size_t *line))
{
    const struct aicc *aicc = check->prepared;
    for (enum aicc_file i = 0; i < AICC_FILES; i++) {
        size_t line = 0;
        const char *found = aicc->files[i] != NULL ? fault(aicc->texts[i], &line) : NULL;
        if (found != NULL) {
            check_found(check, rule, aicc_place(aicc, i, line), "%s", found);
        }
    }
}

static const char *line_end_fault(struct text text, size_t *line)
{
    struct text one;
    for (*line = 1; text_split(&text, '\n', &one); (*line)++) {
        bool is_last = text.data == NULL;
        if (!is_last && (one.length == 0 || one.data[one.length - 1] != '\r')) {
            return "this line does not end with CR LF";
        }
    }
    return NULL;
}

static void look_at_line_ends(const struct check *check, const struct check_rule *rule)
{
    each_text(check, rule, line_end_fault);
}

static const char *encoding_fault(struct text text, size_t *line)
{
    struct text one;
    for (*line = 1; text_split(&text, '\n', &one); (*line)++) {
        if (!text_is_utf8(one)) {
            return "it is not UTF-8";
        }
    }
    return NULL;
}

static void look_at_encoding(const struct check *check, const struct check_rule *rule)
{
    each_text(check, rule, encoding_fault);
}

static const char *mark_fault(struct text text, size_t *line)
{
    *line = 1;
    return text_starts_with(text, BYTE_ORDER_MARK) ? "it begins with a byte order mark" : NULL;
}

static void look_for_mark(const struct check *check, const struct check_rule *rule)
{
    each_text(check, rule, mark_fault);
}

/* Columns that a file must have. */
struct columns {
    enum aicc_file file;
    const char *names[12];
};

static bool has_column(const struct comma_file *file, const char *name)
{
    for (size_t i = 0; i < file->column_count; i++) {
        if (comma_file_is_named(file->columns[i], name)) {
            return true;
        }
    }
    return false;
}

static void look_at_columns(const struct check *check, const struct check_rule *rule)
{
    const struct aicc *aicc = check->prepared;
    for (const struct columns *one = rule->about; one->names[0] != NULL; one++) {
        if (aicc->files[one->file] == NULL) {
            continue;
        }
        const struct comma_file file = comma_file_begin(aicc->texts[one->file], check->scratch);
        for (const char *const *name = one->names; *name != NULL; name++) {
            if (!has_column(&file, *name)) {
                check_found(check, rule, aicc_place(aicc, one->file, file.line),
                            "it has no column '%s'", *name);
            }
        }
    }
}

/* Calls `look` for each record of the files of comma-separated values. */
static void each_record(const struct check *check, const struct check_rule *rule,
                        const char *(*fault)(const struct check *check,
                                             const struct comma_file *file))
{
    const struct aicc *aicc = check->prepared;
    for (enum aicc_file i = AICC_UNITS; i < AICC_FILES; i++) {
        struct comma_file file = comma_file_begin(aicc->texts[i], check->scratch);
        while (comma_file_next(&file)) {
            const char *found = fault(check, &file);
            if (found != NULL) {
                check_found(check, rule, aicc_place(aicc, i, file.line), "%s", found);
            }
        }
    }
}

/* A record of a structure has as many members as there are. */
static const char *count_fault(const struct check *check, const struct comma_file *file)
{
    bool is_structure = has_column(file, "block");
    bool fits = is_structure ? file->field_count <= file->column_count
                             : file->field_count == file->column_count;
    return fits ? NULL
                : arena_print(check->arena, "this record has %zu fields for %zu columns",
                              file->field_count, file->column_count);
}

static void look_at_counts(const struct check *check, const struct check_rule *rule)
{
    each_record(check, rule, count_fault);
}

static const char *quote_fault(const struct check *check, const struct comma_file *file)
{
    for (size_t i = 0; i < file->field_count; i++) {
        struct text field = file->fields[i];
        bool is_quoted = field.length >= 2 && field.data[0] == '"' && text_ends_with(field, "\"");
        if (field.length > 0 && !is_quoted) {
            return arena_print(check->arena, "the field '%s' has no quotes around it",
                               check_show(check, arena_copy(check->scratch, field)));
        }
    }
    return NULL;
}

static void look_at_quotes(const struct check *check, const struct check_rule *rule)
{
    each_record(check, rule, quote_fault);
}

static const char *inner_quote_fault(const struct check *check, const struct comma_file *file)
{
    for (size_t i = 0; i < file->field_count; i++) {
        struct text field = file->fields[i];
        if (field.length > 2 && memchr(field.data + 1, '"', field.length - 2) != NULL) {
            return arena_print(check->arena, "the field '%s' has a quote in it",
                               check_show(check, arena_copy(check->scratch, field)));
        }
    }
    return NULL;
}

static void look_for_inner_quotes(const struct check *check, const struct check_rule *rule)
{
    each_record(check, rule, inner_quote_fault);
}

static const char *length_fault(const struct check *check, const struct comma_file *file)
{
    for (size_t i = 0; i < file->field_count; i++) {
        size_t length = text_count_characters(file->fields[i]);
        if (length > FIELD_MAX + 2) {
            return arena_print(check->arena, "field %zu has %zu characters", i + 1, length - 2);
        }
    }
    return NULL;
}

static void look_at_lengths(const struct check *check, const struct check_rule *rule)
{
    each_record(check, rule, length_fault);
}

static const struct columns NEEDED[] = {
    {AICC_UNITS, {"System_ID", "File_Name"}},
    {AICC_DESCRIPTIONS, {"System_ID", "Title"}},
    {AICC_STRUCTURE, {"Block", "Member"}},
    {0},
};

static const struct columns USUAL[] = {
    {AICC_UNITS,
     {"Type", "Command_Line", "Max_Score", "Mastery_Score", "Max_Time_Allowed", "Time_Limit_Action",
      "System_Vendor", "Core_Vendor", "Web_Launch", "AU_Password"}},
    {AICC_DESCRIPTIONS, {"Developer_ID", "Description"}},
    {0},
};

static const struct check_rule RULES[] = {
    {.id = "A1",
     .severity = CHECK_ERROR,
     .title = "An AICC course has its four files",
     .why = "LMSs find no units, no titles or no order without them, and refuse the package.",
     .remedy = "Put NAME.crs, NAME.au, NAME.des and NAME.cst side by side.",
     .source = CMI001,
     .look = look_for_files},
    {.id = "A1-root",
     .severity = CHECK_ERROR,
     .title = "AICC's files lie at the root of the package",
     .why = "LMSs look nowhere else; they say that this is no AICC course.",
     .remedy = "Zip what is inside the course's folder, not the folder.",
     .source = MOODLE,
     .look = look_at_folder},
    {.id = "A2",
     .severity = CHECK_WARNING,
     .title = "Lines of AICC's files end with CR LF",
     .why = "Old LMSs read a file with other line ends as one line.",
     .remedy = "Save them with the line ends of Windows.",
     .source = CMI001,
     .look = look_at_line_ends},
    {.id = "A2-encoding",
     .severity = CHECK_WARNING,
     .title = "AICC's files are UTF-8",
     .why = "Today's LMSs read them so, and show broken titles otherwise.",
     .remedy = "Save them as UTF-8.",
     .source = MOODLE,
     .look = look_at_encoding},
    {.id = "A2-mark",
     .severity = CHECK_ERROR,
     .title = "AICC's files have no byte order mark",
     .why = "LMSs take it for a part of the first column's name, or of [Course], and find nothing.",
     .remedy = "Save them as UTF-8 without byte order mark.",
     .source = MOODLE,
     .look = look_for_mark},
    {.id = "A7",
     .severity = CHECK_ERROR,
     .title = "AICC's files have the columns that LMSs need",
     .why = "Without them units have no number, no address or no title.",
     .remedy = "Add the column to the first line, and its field to each record.",
     .source = CMI001,
     .look = look_at_columns,
     .about = NEEDED},
    {.id = "A7-usual",
     .severity = CHECK_WARNING,
     .title = "AICC's files have all columns of the standard",
     .why = "Strict LMSs refuse a file without.",
     .remedy = "Add the column to the first line, and \"\" to each record.",
     .source = CMI001,
     .look = look_at_columns,
     .about = USUAL},
    {.id = "A7-count",
     .severity = CHECK_ERROR,
     .title = "A record has a field for each column",
     .why = "LMSs skip the record, or take one value for another.",
     .remedy = "Give each record as many fields as the first line has; \"\" for nothing.",
     .source = CMI001,
     .look = look_at_counts},
    {.id = "A8",
     .severity = CHECK_WARNING,
     .title = "Fields stand in quotes",
     .why = "Moodle reads no record that has a field without, so that the unit is missing.",
     .remedy = "Write every field as \"...\", numbers too.",
     .source = MOODLE,
     .look = look_at_quotes},
    {.id = "A8-inner",
     .severity = CHECK_WARNING,
     .title = "Fields have no quotes in them",
     .why = "AICC has no way to write them: LMSs end the field there, and misread the rest.",
     .remedy = "Use single quotes.",
     .source = CMI001,
     .look = look_for_inner_quotes},
    {.id = "A8-length",
     .severity = CHECK_WARNING,
     .title = "Fields have at most 255 characters",
     .why = "LMSs keep no more, and cut or refuse the rest.",
     .remedy = "Shorten the text.",
     .source = CMI001,
     .look = look_at_lengths},
    {0},
};

extern const struct check_family CHECK_AICC_FAMILY;
const struct check_family CHECK_AICC_FAMILY = {
    .name = "aicc",
    .title = "AICC: files, columns and fields",
    .formats = (const char *const[]){"aicc", NULL},
    .prepare = aicc_prepare,
    .rules = RULES,
};
