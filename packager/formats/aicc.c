/* SPDX-License-Identifier: Apache-2.0 */

/* AICC: the course interchange files of CMI001 version 4 (course.crs .des .au .cst), with one
 * assignable unit (AU) a module, each with its own launch page.
 *
 * LMSs read these files with little care, so they hold nothing that needs any: every field is
 * quoted and none has a quote in it, each record is a line that ends with CR and LF, and a value of
 * course.crs has no '='. */
#include "formats/format.h"
#include "formats/identifiers.h"
#include "formats/package.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "course/course.h"

#include <stdbool.h>
#include <string.h>

enum {
    FILE_MAX = 1024 * 1024,
    FIELD_MAX = 255, /* characters; CMIString255 */
    /* How many units a learner may have open at once: CMI001's largest, as each may be left and
     * taken up again. */
    MAX_NORMAL = 99,
};

#define END_OF_LINE "\r\n"

/* Cuts `line` to `limit` characters, at a blank if it has one. */
static void shorten(char *line, size_t limit)
{
    if (text_count_characters(text_of(line)) <= limit) {
        return;
    }
    size_t length = strlen(line);
    while (text_count_characters((struct text){line, length}) > limit) {
        length--;
    }
    line[length] = '\0';
    char *blank = strrchr(line, ' ');
    if (blank != NULL) {
        *blank = '\0';
    }
}

/* `text` in one line of at most `limit` characters, with `old` turned into `new`. */
static const char *one_line(struct arena *arena, const char *text, size_t limit, char old, char new)
{
    char *line = arena_copy(arena, text_trim(text_of(text)));
    for (char *c = line; *c != '\0'; c++) {
        if (*c == old) {
            *c = new;
        } else if ((unsigned char)*c < ' ') {
            *c = ' ';
        }
    }
    shorten(line, limit);
    return line;
}

/* Adds a record of `count` fields. */
static void add_record(const struct package *package, struct buffer *buffer,
                       const char *const *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *field = one_line(package->arena, fields[i], FIELD_MAX, '"', '\'');
        buffer_print(buffer, "%s\"%s\"", i > 0 ? "," : "", field);
    }
    buffer_add_string(buffer, END_OF_LINE);
}

static size_t count_units(const struct package *package)
{
    return package->request->module != NULL ? 1 : package->request->course->module_count;
}

/* The module of unit `index`. */
static const struct module *unit(const struct package *package, size_t index)
{
    const struct package_request *request = package->request;
    return request->module != NULL ? request->module : &request->course->modules[index];
}

static const char *launch_page(const struct package *package, const struct module *module)
{
    return arena_print(package->arena, "%s.html", module->id);
}

static void add_value(const struct package *package, struct buffer *buffer, const char *name,
                      const char *value)
{
    buffer_print(buffer, "%s=%s" END_OF_LINE, name,
                 one_line(package->arena, value, FIELD_MAX, '=', '-'));
}

static void add_count(struct buffer *buffer, const char *name, size_t value)
{
    buffer_print(buffer, "%s=%zu" END_OF_LINE, name, value);
}

/* The description is free text up to the next group: a '[' at its beginning would begin one. */
static void add_course_description(const struct package *package, struct buffer *buffer)
{
    const char *text = one_line(package->arena, package->description, FILE_MAX, '\n', ' ');
    buffer_print(buffer, "[Course_Description]" END_OF_LINE "%s%s" END_OF_LINE,
                 text[0] == '[' ? "(" : "", text[0] == '[' ? text + 1 : text);
}

static void write_course(const struct package *package, struct buffer *buffer)
{
    size_t units = count_units(package);
    buffer_add_string(buffer, "[Course]" END_OF_LINE);
    add_value(package, buffer, "Course_Creator", package->request->course->publisher);
    add_value(package, buffer, "Course_ID", package_identifier(package, ""));
    add_value(package, buffer, "Course_System", "ibest-pack");
    add_value(package, buffer, "Course_Title", package->title);
    add_count(buffer, "Level", 1);
    add_count(buffer, "Max_Fields_CST", units + 1);
    add_count(buffer, "Max_Fields_ORT", 0);
    add_count(buffer, "Total_AUs", units);
    add_count(buffer, "Total_Blocks", 0);
    add_count(buffer, "Total_Complex_Obj", 0);
    add_count(buffer, "Total_Objectives", 0);
    buffer_add_string(buffer, "Version=4.0" END_OF_LINE "[Course_Behavior]" END_OF_LINE);
    add_count(buffer, "Max_Normal", MAX_NORMAL);
    add_course_description(package, buffer);
}

static void write_descriptors(const struct package *package, struct buffer *buffer)
{
    static const char *const NAMES[] = {"System_ID", "Developer_ID", "Title", "Description"};
    add_record(package, buffer, NAMES, sizeof NAMES / sizeof *NAMES);
    for (size_t i = 0; i < count_units(package); i++) {
        const struct module *module = unit(package, i);
        const char *const fields[] = {module_unit_number(package->arena, module), module->id,
                                      module->title, module->description};
        add_record(package, buffer, fields, sizeof fields / sizeof *fields);
    }
}

/* No mastery score: LMSs overrule the player's status with it, as with SCORM 1.2's. */
static void write_units(const struct package *package, struct buffer *buffer)
{
    static const char *const NAMES[] = {
        "System_ID",     "Type",          "Command_Line",     "File_Name",
        "Max_Score",     "Mastery_Score", "Max_Time_Allowed", "Time_Limit_Action",
        "System_Vendor", "Core_Vendor",   "Web_Launch",       "AU_Password",
    };
    add_record(package, buffer, NAMES, sizeof NAMES / sizeof *NAMES);
    const char *address = package->request->content_url;
    for (size_t i = 0; i < count_units(package); i++) {
        const struct module *module = unit(package, i);
        double pass_mark;
        const char *const fields[] = {
            module_unit_number(package->arena, module),
            "lesson",
            "",
            arena_print(package->arena, "%s%s", address != NULL ? address : "",
                        launch_page(package, module)),
            module_has_pass_mark(module, &pass_mark) ? "100" : "",
            "",
            "",
            "",
            "ibest-pack",
            "",
            "",
            "",
        };
        add_record(package, buffer, fields, sizeof fields / sizeof *fields);
    }
}

/* One block, the course itself, which CMI001 calls "root". */
static void write_structure(const struct package *package, struct buffer *buffer)
{
    size_t count = count_units(package) + 1;
    const char **names = ARENA_ARRAY(package->arena, const char *, count);
    const char **members = ARENA_ARRAY(package->arena, const char *, count);
    names[0] = "Block";
    members[0] = "root";
    for (size_t i = 1; i < count; i++) {
        names[i] = "Member";
        members[i] = module_unit_number(package->arena, unit(package, i - 1));
    }
    add_record(package, buffer, names, count);
    add_record(package, buffer, members, count);
}

static const struct interchange_file {
    const char *name;
    void (*write)(const struct package *package, struct buffer *buffer);
} FILES[] = {
    {"course.crs", write_course},
    {"course.des", write_descriptors},
    {"course.au", write_units},
    {"course.cst", write_structure},
};

static enum status add_file(struct package *package, const struct interchange_file *file,
                            struct error *error)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(FILE_MAX);
    file->write(package, &buffer);
    enum status status = buffer_check(&buffer, file->name, error);
    if (status == STATUS_OK) {
        struct text content = {arena_copy(package->arena, buffer_text(&buffer)), buffer.length};
        package_add(package, file->name, content);
    }
    return status;
}

static enum status check_unit_numbers(const struct package *package, struct error *error)
{
    for (size_t i = 0; i < count_units(package); i++) {
        const char *number = module_unit_number(package->arena, unit(package, i));
        for (size_t j = 0; j < i; j++) {
            if (strcmp(number, module_unit_number(package->arena, unit(package, j))) == 0) {
                return FAIL(error, STATUS_INVALID,
                            "the ids of modules '%s' and '%s' give the same AICC number %s; rename "
                            "the one that learners have not begun yet",
                            unit(package, j)->id, unit(package, i)->id, number);
            }
        }
    }
    return STATUS_OK;
}

static enum status describe(struct package *package, struct error *error)
{
    enum status status = package_check_identifiers(package, error);
    if (status == STATUS_OK) {
        status = check_unit_numbers(package, error);
    }
    for (size_t i = 0; status == STATUS_OK && i < count_units(package); i++) {
        const struct module *module = unit(package, i);
        status = package_add_page(package, launch_page(package, module), module, error);
    }
    for (size_t i = 0; status == STATUS_OK && i < sizeof FILES / sizeof *FILES; i++) {
        status = add_file(package, &FILES[i], error);
    }
    return status;
}

extern const struct format AICC_FORMAT;
const struct format AICC_FORMAT = {
    .name = "aicc",
    .summary = "AICC with HACP, one assignable unit a module",
    .first = "course.crs",
    .takes_content_url = true,
    .describe = describe,
};
