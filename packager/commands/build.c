/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-pack build: a course source becomes packages. All are made and checked before the first is
 * written, so that a fault leaves nothing behind. */
#include "commands/build_ids.h"
#include "commands/build_options.h"
#include "commands/command.h"
#include "commands/package_sheet.h"

#include "base/arena.h"
#include "base/auto.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/meter.h"
#include "base/options.h"
#include "cache/cache.h"
#include "course/course.h"
#include "source/source.h"
#include "targets/target.h"
#include "targets/target_limits.h"
#include "zip/crew.h"
#include "zip/zip_writer.h"

#include <stdio.h>
#include <string.h>

/* The player, put in by CMake. */
extern const struct embedded_file player_files[];

/* Compressed text of a hundred courses. */
static const uint64_t CACHE_LIMIT_BYTES = (uint64_t)256 << 20;

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
        .leaves_out_videos = build->leaves_out_videos,
        .videos_url = build->videos_url,
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

/* Says which package is there; with its SHA-256 as sha256sum would, which can then check it. */
static enum status say(const struct digest *digest, const char *path, struct error *error)
{
    char hex[DIGEST_HEX_SIZE] = "";
    if (digest != NULL) {
        digest_to_hex(digest, hex);
    }
    if (printf("%s%s%s\n", hex, digest != NULL ? "  " : "", path) < 0 || fflush(stdout) != 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "cannot write to the standard output");
    }
    return STATUS_OK;
}

static enum status write_new(const struct build *build, const struct package *package,
                             const struct zip_options *options, struct error *error)
{
    AUTO(zip_draft_discard) struct zip_draft *zip = NULL;
    const char *path = NULL;
    enum status status = package_draft(package, build->output, options, &path, &zip, error);
    if (status != STATUS_OK) {
        return status;
    }
    return build->lms != NULL ? package_sheets_publish(package, path, TAKE(zip), build->lms, error)
                              : zip_draft_publish(TAKE(zip), NULL, 0, error);
}

/* What is there already is proven, not replaced: it may be what learners have. */
static enum status verify_package(const struct build *build, const struct package *package,
                                  const struct zip_options *options, struct digest *out,
                                  struct error *error)
{
    const char *path = package_path(package, build->output);
    enum status status = file_exists(path) ? STATUS_OK : write_new(build, package, options, error);
    if (status == STATUS_OK) {
        status = package_verify(package, path, options, out, error);
    }
    return status == STATUS_OK && build->lms != NULL
               ? package_sheets_verify(package, path, out, build->lms, error)
               : status;
}

static enum status write_package(const struct build *build, const struct package *package,
                                 struct cache *cache, struct error *error)
{
    struct meter meter = meter_begin("bytes");
    const struct zip_options options = {
        .cache = cache, .threads = crew_threads(), .watch = meter_show, .context = &meter};
    struct digest digest;
    enum status status = build->verifies ? verify_package(build, package, &options, &digest, error)
                                         : write_new(build, package, &options, error);
    meter_end(&meter);
    return status == STATUS_OK
               ? say(build->verifies ? &digest : NULL, package_path(package, build->output), error)
               : status;
}

static enum status write_packages(const struct build *build, struct package *const *packages,
                                  size_t count, struct cache *cache, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        status = write_package(build, packages[i], cache, error);
    }
    return status;
}

/* The usual folder is used if it can be had; one that was asked for must be. */
static enum status open_cache(const struct build *build, struct cache **out, struct error *error)
{
    struct error reason = {0};
    if (build->cache_folder == NULL ||
        cache_open(build->cache_folder, CACHE_LIMIT_BYTES, out, &reason) == STATUS_OK ||
        !build->is_cache_asked) {
        return STATUS_OK;
    }
    return FAIL(error, STATUS_UNAVAILABLE, "--cache: %s", reason.message);
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

/* What is proven is made without the help of what was made before. */
static enum status read_course(const struct build *build, struct cache *cache, struct arena *arena,
                               struct course **out, const struct ids_lock **out_lock,
                               struct error *error)
{
    enum status status =
        source_read(build->folder, build->verifies ? NULL : cache, arena, out, error);
    if (status == STATUS_OK) {
        status = check_module(build, *out, error);
    }
    return status == STATUS_OK ? build_ids_check(build, *out, arena, out_lock, error) : status;
}

static enum status make_and_write(const struct build *build, const struct course *course,
                                  struct cache *cache, struct arena *arena, struct error *error)
{
    struct package **packages = ARENA_ARRAY(arena, struct package *, course->module_count);
    size_t package_count = 0;
    enum status status = make_packages(build, course, arena, packages, &package_count, error);
    if (status == STATUS_OK) {
        status = check_packages(build, packages, package_count, arena, error);
    }
    return status == STATUS_OK ? write_packages(build, packages, package_count, cache, error)
                               : status;
}

static enum status run(int count, char **arguments, enum command_phase *phase, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct build build = {0};
    struct options_result result = {0};
    enum status status = build_options_read(count, arguments, arena, &build, &result, error);
    if (status != STATUS_OK || result.is_help) {
        return status;
    }
    *phase = COMMAND_WORKING;
    struct course *course = NULL;
    const struct ids_lock *lock = NULL;
    AUTO(cache_close) struct cache *cache = NULL;
    status = open_cache(&build, &cache, error);
    if (status == STATUS_OK) {
        status = read_course(&build, cache, arena, &course, &lock, error);
    }
    if (status == STATUS_OK) {
        status = make_and_write(&build, course, cache, arena, error);
    }
    if (status == STATUS_OK) {
        build_ids_keep(&build, course, lock, arena);
    }
    return status;
}

extern const struct command BUILD_COMMAND;
const struct command BUILD_COMMAND = {
    .name = "build",
    .summary = "make packages from a course source",
    .run = run,
};
