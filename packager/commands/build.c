/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-pack build: a course source becomes packages. All are made and checked before the first is
 * written, so that a fault leaves nothing behind. */
#include "commands/address.h"
#include "commands/command.h"
#include "commands/content_url.h"

#include "base/arena.h"
#include "base/auto.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/json.h"
#include "base/options.h"
#include "course/course.h"
#include "formats/format.h"
#include "formats/package.h"
#include "source/source.h"
#include "targets/target.h"
#include "targets/target_limits.h"
#include "zip/crew.h"
#include "zip/zip_writer.h"

#include <stdio.h>
#include <string.h>

/* The player, put in by CMake. */
extern const struct embedded_file player_files[];

enum { CREDENTIAL_MAX = 4096 };

/* What was asked for. */
struct build {
    const char *folder;
    const struct format *format;
    const char *module; /* an id, "all", or NULL for the whole course */
    const char *output;
    const struct target *lms; /* NULL: none in particular */
    struct lrs_access lrs;    /* endpoint is NULL if there is none */
    const char *content_url;  /* NULL: the files lie in the LMS */
};

/* The options as they stand on the command line. */
struct build_options {
    const char *format;
    const char *module;
    const char *output;
    const char *lms;
    const char *lrs;
    const char *lrs_credential;
    const char *content_url;
};

static const char *list_formats(struct arena *arena, const char *separator)
{
    const char *list = FORMATS[0]->name;
    for (size_t i = 1; FORMATS[i] != NULL; i++) {
        list = arena_print(arena, "%s%s%s", list, separator, FORMATS[i]->name);
    }
    return list;
}

static const char *describe_formats(struct arena *arena)
{
    const char *list = "";
    for (size_t i = 0; FORMATS[i] != NULL; i++) {
        list = arena_print(arena, "%s%s%s (%s)", list, i > 0 ? ", " : "", FORMATS[i]->name,
                           FORMATS[i]->summary);
    }
    return list;
}

static enum status read_credential(const char *path, struct arena *arena, struct lrs_access *lrs,
                                   struct error *error)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(CREDENTIAL_MAX);
    enum status status = file_read(path, CREDENTIAL_MAX, &buffer, error);
    AUTO(json_release) json_t *json = NULL;
    if (status == STATUS_OK) {
        status = json_read(buffer_text(&buffer), path, &json, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    const char *key = json_string_value(json_object_get(json, "key"));
    const char *secret = json_string_value(json_object_get(json, "secret"));
    if (key == NULL || secret == NULL) {
        return FAIL(error, STATUS_INVALID,
                    "%s:1: the credential must be {\"key\": text, \"secret\": text}, as 'ibest-lrs "
                    "credential create --json' prints it",
                    path);
    }
    if (strchr(key, ':') != NULL) {
        return FAIL(error, STATUS_INVALID,
                    "%s:1: the key must be without ':', which parts it from the secret in Basic "
                    "authentication (RFC 7617)",
                    path);
    }
    lrs->key = arena_copy_string(arena, key);
    lrs->secret = arena_copy_string(arena, secret);
    return STATUS_OK;
}

static enum status read_lrs(const struct build_options *options, struct arena *arena,
                            struct lrs_access *lrs, struct error *error)
{
    if (options->lrs == NULL && options->lrs_credential == NULL) {
        return STATUS_OK;
    }
    if (options->lrs == NULL || options->lrs_credential == NULL) {
        return FAIL(error, STATUS_INVALID,
                    "--lrs and --lrs-credential belong together; give both or neither");
    }
    if (!address_is_safe(options->lrs)) {
        return FAIL(error, STATUS_INVALID,
                    "--lrs '%s' must be an https address without query, such as "
                    "https://lrs.example.org/xapi/ (http only on this machine)",
                    options->lrs);
    }
    lrs->endpoint = address_with_slash(options->lrs, arena);
    return read_credential(options->lrs_credential, arena, lrs, error);
}

static enum status read_format(const char *name, struct arena *arena, struct build *build,
                               struct error *error)
{
    if (name == NULL) {
        return FAIL(error, STATUS_INVALID, "--format is missing; give one of %s",
                    list_formats(arena, ", "));
    }
    build->format = format_find(name);
    return build->format != NULL
               ? STATUS_OK
               : FAIL(error, STATUS_INVALID, "there is no format '%s'; give one of %s", name,
                      list_formats(arena, ", "));
}

/* Of what is unknown the LMS may prove the contrary, so it is built, and said. */
static enum status read_lms(const char *name, struct arena *arena, struct build *build,
                            struct error *error)
{
    if (name == NULL) {
        return STATUS_OK;
    }
    enum target_mark mark = TARGET_UNKNOWN;
    enum status status = target_find(name, arena, &build->lms, error);
    if (status == STATUS_OK) {
        status = target_check_format(build->lms, build->format->name, arena, &mark, error);
    }
    if (status == STATUS_OK && mark == TARGET_UNKNOWN) {
        (void)fprintf(
            stderr,
            "ibest-pack: it is not known whether %s takes %s packages; ask its administrator\n",
            build->lms->name, build->format->name);
    }
    return status;
}

/* Reads the command line into *build; *result says if only help was wanted. */
static enum status read_arguments(int count, char **arguments, struct arena *arena,
                                  struct build *build, struct options_result *result,
                                  struct error *error)
{
    struct build_options options = {.output = "."};
    const struct option_row rows[] = {
        {.name = "format",
         .value_name = "FORMAT",
         .help = describe_formats(arena),
         .value = &options.format},
        {.name = "module",
         .value_name = "ID",
         .value = &options.module,
         .help = "only this module, or 'all' for one package each; without it the whole course"},
        {.name = "output",
         .value_name = "DIR",
         .value = &options.output,
         .help = "the folder to write into; made if it is missing"},
        {.name = "lms",
         .value_name = "NAME",
         .value = &options.lms,
         .help = arena_print(arena, "the LMS it is for, whose limits are held: %s",
                             target_list(arena, ", "))},
        {.name = "lrs",
         .value_name = "URL",
         .value = &options.lrs,
         .help = "an LRS that the player shall also send statements to"},
        {.name = "lrs-credential",
         .value_name = "FILE",
         .value = &options.lrs_credential,
         .help = "its write-only credential as JSON: {\"key\": ..., \"secret\": ...}"},
        {.name = "content-url",
         .value_name = "URL",
         .value = &options.content_url,
         .help = "aicc: the address of the web server where the package will lie unpacked"},
        {0},
    };
    const struct option_table table = {
        .command = "ibest-pack build",
        .usage = arena_print(arena, "COURSE --format %s [OPTIONS]", list_formats(arena, "|")),
        .summary = "Makes packages from the course source in the folder COURSE.",
        .positional_limit = 1,
        .rows = rows,
    };
    enum status status = options_read(&table, count, arguments, result, error);
    if (status != STATUS_OK || result->is_help) {
        return status;
    }
    if (result->positional_count == 0 || result->positional[0][0] == '\0') {
        return FAIL(error, STATUS_INVALID, "COURSE is missing: the folder that holds course.json");
    }
    build->folder = result->positional[0];
    build->module = options.module;
    build->output = options.output;
    status = read_format(options.format, arena, build, error);
    if (status == STATUS_OK) {
        status = read_lms(options.lms, arena, build, error);
    }
    if (status == STATUS_OK) {
        status =
            content_url_read(options.content_url, build->format, arena, &build->content_url, error);
    }
    return status == STATUS_OK ? read_lrs(&options, arena, &build->lrs, error) : status;
}

static enum status make(const struct build *build, const struct course *course,
                        const struct module *module, struct arena *arena, struct package **out,
                        struct error *error)
{
    struct package_request *request = ARENA_NEW(arena, struct package_request);
    *request = (struct package_request){
        .course = course,
        .module = module,
        .lrs = build->lrs.endpoint != NULL ? &build->lrs : NULL,
        .player = player_files,
        .content_url = build->content_url,
        .keeps_metadata = build->lms != NULL && target_keeps_metadata(build->lms),
    };
    return package_make(build->format, request, arena, out, error);
}

/* Makes all packages that were asked for; `packages` has room for one a module. */
static enum status make_packages(const struct build *build, const struct course *course,
                                 struct arena *arena, struct package **packages, size_t *count,
                                 struct error *error)
{
    if (build->module == NULL || strcmp(build->module, "all") != 0) {
        const struct module *module =
            build->module != NULL ? course_find_module(course, build->module) : NULL;
        *count = 1;
        return make(build, course, module, arena, &packages[0], error);
    }
    enum status status = STATUS_OK;
    for (*count = 0; status == STATUS_OK && *count < course->module_count; ++*count) {
        status = make(build, course, &course->modules[*count], arena, &packages[*count], error);
    }
    return status;
}

/* A package that the LMS would refuse is told with the size of each file, so that one sees what to
 * make smaller. */
static enum status check_package(const struct target *lms, const struct package *package,
                                 struct arena *arena, struct error *error)
{
    const struct target_package checked = {.file_name = package_file_name(package),
                                           .entries = package->entries,
                                           .entry_count = package->entry_count};
    enum status status = target_check_package(lms, &checked, arena, error);
    const char *budget = NULL;
    if (status == STATUS_TOO_LARGE && target_budget(&checked, arena, &budget, NULL) == STATUS_OK) {
        (void)fputs(budget, stdout);
    }
    return status;
}

static enum status check_packages(const struct build *build, struct package *const *packages,
                                  size_t count, struct arena *arena, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && build->lms != NULL && i < count; i++) {
        status = check_package(build->lms, packages[i], arena, error);
    }
    return status;
}

static enum status write_packages(const struct build *build, struct package *const *packages,
                                  size_t count, struct error *error)
{
    const struct zip_options options = {.threads = crew_threads()};
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        const char *path = NULL;
        status = package_write(packages[i], build->output, &options, &path, error);
        if (status == STATUS_OK && (printf("%s\n", path) < 0 || fflush(stdout) != 0)) {
            status = FAIL(error, STATUS_UNAVAILABLE, "cannot write to the standard output");
        }
    }
    return status;
}

static enum status check_module(const struct build *build, const struct course *course,
                                struct error *error)
{
    if (build->module == NULL || strcmp(build->module, "all") == 0 ||
        course_find_module(course, build->module) != NULL) {
        return STATUS_OK;
    }
    return FAIL(error, STATUS_NOT_FOUND, "%s/course.json has no module '%s'; its first is '%s'",
                build->folder, build->module, course->modules[0].id);
}

static enum status run(int count, char **arguments, enum command_phase *phase, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct build build = {0};
    struct options_result result = {0};
    enum status status = read_arguments(count, arguments, arena, &build, &result, error);
    if (status != STATUS_OK || result.is_help) {
        return status;
    }
    *phase = COMMAND_WORKING;
    struct course *course = NULL;
    status = source_read(build.folder, arena, &course, error);
    if (status == STATUS_OK) {
        status = check_module(&build, course, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct package **packages = ARENA_ARRAY(arena, struct package *, course->module_count);
    size_t package_count = 0;
    status = make_packages(&build, course, arena, packages, &package_count, error);
    if (status == STATUS_OK) {
        status = check_packages(&build, packages, package_count, arena, error);
    }
    return status == STATUS_OK ? write_packages(&build, packages, package_count, error) : status;
}

extern const struct command BUILD_COMMAND;
const struct command BUILD_COMMAND = {
    .name = "build",
    .summary = "make packages from a course source",
    .run = run,
};
