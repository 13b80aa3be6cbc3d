/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-pack check: anyone's package, or what would be built of a course source, against all
 * rules. */
#include "commands/choice.h"
#include "commands/command.h"
#include "commands/open_package.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/options.h"
#include "check/check.h"
#include "check/report.h"
#include "course/course.h"
#include "formats/format.h"
#include "formats/package.h"
#include "opened/opened.h"
#include "source/source.h"
#include "targets/target.h"

#include <stdio.h>

/* The player, put in by CMake. */
extern const struct embedded_file player_files[];

/* What was asked for. */
struct request {
    const char *path;
    const struct check_report *report;
    struct check_options options;
    bool wants_list;
};

/* The options as they stand on the command line. */
struct arguments {
    const char *lms;
    const char *report;
    const char *strict;
    const char *list;
};

static const char *describe_reports(struct arena *arena, enum choice_style style)
{
    const char *list = NULL;
    for (size_t i = 0; CHECK_REPORTS[i] != NULL; i++) {
        list = choice_add(list, CHECK_REPORTS[i]->name, CHECK_REPORTS[i]->summary, style, arena);
    }
    return list;
}

static enum status understand(const struct arguments *given, struct arena *arena,
                              struct request *request, struct error *error)
{
    request->wants_list = given->list != NULL;
    request->options.threshold = given->strict != NULL ? CHECK_WARNING : CHECK_ERROR;
    request->report = CHECK_REPORTS[0];
    if (given->report != NULL) {
        request->report = check_report_find(given->report);
    }
    if (request->report == NULL) {
        return FAIL(error, STATUS_INVALID, "there is no report '%s'; give one of %s", given->report,
                    describe_reports(arena, CHOICE_NAMES));
    }
    return given->lms != NULL ? target_find(given->lms, arena, &request->options.lms, error)
                              : STATUS_OK;
}

static enum status read_arguments(int count, char **arguments, struct arena *arena,
                                  struct request *request, struct options_result *result,
                                  struct error *error)
{
    struct arguments given = {0};
    const struct option_row rows[] = {
        lms_row(&given.lms, arena),
        {.name = "report",
         .value_name = "KIND",
         .value = &given.report,
         .help = describe_reports(arena, CHOICE_SUMMARIES)},
        {.name = "strict", .value = &given.strict, .help = "warnings count as errors do"},
        {.name = "list-rules",
         .value = &given.list,
         .help = "print all rules with why, remedy and source, and check nothing"},
        {0},
    };
    const struct option_table table = {
        .command = "ibest-pack check",
        .usage = "COURSE-OR-PACKAGE [OPTIONS]",
        .summary = "Checks a package (a zip, or a folder that one was unpacked into), or the "
                   "packages that would be built of a course source: of the whole course and of "
                   "each module, in each format.",
        .positional_limit = 1,
        .rows = rows,
    };
    enum status status = options_read(&table, count, arguments, result, error);
    if (status != STATUS_OK || result->is_help) {
        return status;
    }
    request->path = result->positional_count > 0 ? result->positional[0] : "";
    if (request->path[0] == '\0' && given.list == NULL) {
        return FAIL(error, STATUS_INVALID,
                    "COURSE-OR-PACKAGE is missing: a zip, or a folder with course.json");
    }
    return understand(&given, arena, request, error);
}

static bool is_course(const char *path)
{
    AUTO(free) char *file = path_join(path, "course.json");
    return file_exists(file);
}

static bool is_taken(const struct target *lms, const struct format *format, struct arena *arena)
{
    enum target_mark mark;
    return lms == NULL || target_check_format(lms, format->name, arena, &mark, NULL) == STATUS_OK;
}

/* A package as `build` would make it; `module` NULL: of the whole course. What the course cannot be
 * put into is a fault of its source, told in *out_fault. */
static enum status check_as(const struct format *format, const struct package_request *wanted,
                            struct check_run *run, struct error *out_fault, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct package *package = NULL;
    enum status status = package_make(format, wanted, arena, &package, out_fault);
    if (status == STATUS_INVALID) {
        return STATUS_OK;
    }
    if (status != STATUS_OK) {
        return FAIL(error, status, "%s", out_fault->message);
    }
    struct opened *opened = NULL;
    status = opened_from_entries(package_file_name(package), package->entries, package->entry_count,
                                 arena, &opened, error);
    if (status == STATUS_OK) {
        check_package(run, opened);
    }
    return status;
}

/* The whole course, and a package a module, as with `build --module all`. The first fault of the
 * source is told, as it may well be that of all. */
static enum status check_format(const struct request *request, const struct format *format,
                                const struct course *course, struct check_run *run,
                                struct error *error)
{
    enum status status = STATUS_OK;
    struct error fault = {0};
    for (size_t i = 0; status == STATUS_OK && i <= course->module_count; i++) {
        const struct target *lms = request->options.lms;
        const struct package_request wanted = {
            .course = course,
            .module = i > 0 ? &course->modules[i - 1] : NULL,
            .player = player_files,
            .keeps_metadata = lms != NULL && target_keeps_metadata(lms),
        };
        status = check_as(format, &wanted, run, &fault, error);
        if (fault.status == STATUS_INVALID) {
            check_source_fault(run, request->path, &fault);
            break;
        }
    }
    return status;
}

static enum status check_course(const struct request *request, struct check_run *run,
                                struct arena *arena, struct error *error)
{
    struct course *course = NULL;
    struct error fault = {0};
    if (source_read(request->path, NULL, arena, &course, &fault) != STATUS_OK) {
        if (fault.status == STATUS_UNAVAILABLE || fault.status == STATUS_INTERNAL) {
            return FAIL(error, fault.status, "%s", fault.message);
        }
        check_source_fault(run, request->path, &fault);
        return STATUS_OK;
    }
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && FORMATS[i] != NULL; i++) {
        if (is_taken(request->options.lms, FORMATS[i], arena)) {
            status = check_format(request, FORMATS[i], course, run, error);
        }
    }
    return status;
}

static enum status check_file(const struct request *request, struct check_run *run,
                              struct arena *arena, struct error *error)
{
    struct opened *opened = NULL;
    if (opened_open(request->path, arena, &opened, error) != STATUS_OK) {
        return STATUS_UNAVAILABLE; /* whatever is there: it could not be checked */
    }
    check_package(run, opened);
    return STATUS_OK;
}

static enum status print(struct buffer *buffer, struct error *error)
{
    struct text text = buffer_text(buffer);
    (void)fwrite(text.data, 1, text.length, stdout);
    return buffer_check(buffer, "the report", error);
}

static enum status report(const struct request *request, const struct check_result *result,
                          struct error *error)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(CHECK_REPORT_MAX);
    enum status status = request->report->write(result, &buffer, error);
    status = status == STATUS_OK ? print(&buffer, error) : status;
    if (status != STATUS_OK || !check_result_is_bad(result)) {
        return status;
    }
    buffer_clear(&buffer);
    check_add_counts(result, &buffer);
    return FAIL(error, STATUS_INVALID, "%s: %s", request->path, buffer.data);
}

static enum status check(const struct request *request, struct arena *arena, struct error *error)
{
    struct check_run *run = check_begin(arena, &request->options);
    enum status status = is_course(request->path) ? check_course(request, run, arena, error)
                                                  : check_file(request, run, arena, error);
    const struct check_result *result = NULL;
    status = status == STATUS_OK ? check_end(run, &result, error) : status;
    return status == STATUS_OK ? report(request, result, error) : status;
}

static enum status list_rules(struct error *error)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(CHECK_REPORT_MAX);
    check_list_rules(&buffer);
    return print(&buffer, error);
}

static enum status run(int count, char **arguments, enum command_phase *phase, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct request request = {0};
    struct options_result result = {0};
    enum status status = read_arguments(count, arguments, arena, &request, &result, error);
    if (status != STATUS_OK || result.is_help) {
        return status;
    }
    *phase = COMMAND_WORKING;
    return request.wants_list ? list_rules(error) : check(&request, arena, error);
}

extern const struct command CHECK_COMMAND;
const struct command CHECK_COMMAND = {
    .name = "check",
    .summary = "tell what is wrong with a package or a course",
    .run = run,
};
