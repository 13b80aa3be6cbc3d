/* SPDX-License-Identifier: Apache-2.0 */

/* The table of the options of 'ibest-pack build'. */
#include "commands/build_options.h"

#include "base/arena.h"
#include "base/auto.h"
#include "base/options.h"
#include "cache/cache.h"
#include "commands/address.h"
#include "commands/choice.h"
#include "commands/content_url.h"
#include "commands/lrs_option.h"
#include "formats/format.h"
#include "targets/target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PACKAGE_ROWS = 9, BUILDING_ROWS = 5 };

/* The options as they stand on the command line. */
struct line {
    const char *format;
    const char *module;
    const char *output;
    const char *lms;
    const char *lrs;
    const char *lrs_credential;
    const char *content_url;
    const char *without_videos;
    const char *videos_url;
    const char *cache;
    const char *no_cache;
    const char *verify;
    const char *frozen;
    const char *allow_id_change;
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
    const char *list = NULL;
    for (size_t i = 0; FORMATS[i] != NULL; i++) {
        list = choice_add(list, FORMATS[i]->name, FORMATS[i]->summary, CHOICE_SUMMARIES, arena);
    }
    return list;
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

static enum status read_cache(const struct line *line, struct arena *arena, struct build *build,
                              struct error *error)
{
    if (line->no_cache != NULL && line->cache != NULL) {
        return FAIL(error, STATUS_INVALID, "--cache and --no-cache exclude each other; give one");
    }
    build->is_cache_asked = line->cache != NULL;
    build->cache_folder = line->cache;
    if (line->no_cache == NULL && line->cache == NULL) {
        AUTO(free) char *folder = cache_default_folder("ibest-pack");
        build->cache_folder = folder != NULL ? arena_copy_string(arena, folder) : NULL;
    }
    return STATUS_OK;
}

/* What a package is to be. */
static void add_package_rows(struct line *line, struct arena *arena,
                             struct option_row rows[static PACKAGE_ROWS])
{
    const struct option_row own[PACKAGE_ROWS] = {
        {.name = "format",
         .value_name = "FORMAT",
         .help = describe_formats(arena),
         .value = &line->format},
        {.name = "module",
         .value_name = "ID",
         .value = &line->module,
         .help = "only this module, or 'all' for one package each; without it the whole course"},
        {.name = "output",
         .value_name = "DIR",
         .value = &line->output,
         .help = "the folder to write into; made if it is missing"},
        {.name = "lms",
         .value_name = "NAME",
         .value = &line->lms,
         .help = arena_print(arena,
                             "the LMS it is for, whose limits are held, and for whose "
                             "administrator a settings sheet is written beside each zip: %s",
                             target_list(arena, ", "))},
        {.name = "lrs",
         .value_name = "URL",
         .value = &line->lrs,
         .help = "an LRS that the player shall also send statements to"},
        {.name = "lrs-credential",
         .value_name = "FILE",
         .value = &line->lrs_credential,
         .help = "its write-only credential as JSON: {\"key\": ..., \"secret\": ...}"},
        {.name = "content-url",
         .value_name = "URL",
         .value = &line->content_url,
         .help = "aicc: the address of the web server where the package will lie unpacked"},
        {.name = "without-videos",
         .value = &line->without_videos,
         .help = "leave videos out, for LMSs that take small packages only: pages show their "
                 "transcripts"},
        {.name = "videos-url",
         .value_name = "URL",
         .value = &line->videos_url,
         .help = "with --without-videos: the address of the folder where the videos lie, by their "
                 "names in the course, for pages to link to"},
    };
    memcpy(rows, own, sizeof own);
}

/* How it is to be built. */
static void add_building_rows(struct line *line, struct option_row rows[static BUILDING_ROWS])
{
    const struct option_row own[BUILDING_ROWS] = {
        {.name = "cache",
         .value_name = "DIR",
         .value = &line->cache,
         .help = "the folder that keeps what did not change, so that the next build is fast; else "
                 "$XDG_CACHE_HOME/ibest-pack or ~/.cache/ibest-pack"},
        {.name = "no-cache",
         .value = &line->no_cache,
         .help = "read, compress and write everything anew"},
        {.name = "frozen",
         .value = &line->frozen,
         .help = "fail rather than write COURSE/ids.lock, which a build in CI could not keep"},
        {.name = "allow-id-change",
         .value = &line->allow_id_change,
         .help = "build though ids that COURSE/ids.lock holds have changed, and lock the new ones: "
                 "learners lose what they have done"},
        {.name = "verify",
         .value = &line->verify,
         .help =
             "prove that the packages in DIR, with --lms their settings sheets too, are, byte for "
             "byte, what is made anew without a cache, and print their SHA-256; those that are "
             "missing are written first"},
    };
    memcpy(rows, own, sizeof own);
}

static enum status read_line(int count, char **arguments, struct arena *arena, struct line *line,
                             struct options_result *result, struct error *error)
{
    struct option_row rows[PACKAGE_ROWS + BUILDING_ROWS + 1] = {0};
    add_package_rows(line, arena, rows);
    add_building_rows(line, rows + PACKAGE_ROWS);
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
    return STATUS_OK;
}

static enum status read_videos(const struct line *line, struct arena *arena, struct build *build,
                               struct error *error)
{
    build->leaves_out_videos = line->without_videos != NULL;
    if (line->videos_url == NULL) {
        return STATUS_OK;
    }
    if (!build->leaves_out_videos) {
        return FAIL(error, STATUS_INVALID,
                    "--videos-url is for packages without videos; give --without-videos too");
    }
    if (!address_is_safe(line->videos_url)) {
        return FAIL(error, STATUS_INVALID,
                    "--videos-url '%s' must be an https address without query, such as "
                    "https://videos.example.org/course/ (http only on this machine)",
                    line->videos_url);
    }
    build->videos_url = address_with_slash(line->videos_url, arena);
    return STATUS_OK;
}

/* The options that are but taken over. */
static enum status take_line(const struct line *line, const char *folder, struct build *build,
                             struct error *error)
{
    build->folder = folder;
    build->module = line->module;
    build->output = line->output;
    build->verifies = line->verify != NULL;
    build->is_frozen = line->frozen != NULL;
    build->allows_id_change = line->allow_id_change != NULL;
    if (build->is_frozen && build->allows_id_change) {
        return FAIL(error, STATUS_INVALID,
                    "--frozen and --allow-id-change exclude each other; give one");
    }
    return STATUS_OK;
}

enum status build_options_read(int count, char **arguments, struct arena *arena,
                               struct build *build, struct options_result *result,
                               struct error *error)
{
    struct line line = {.output = "."};
    enum status status = read_line(count, arguments, arena, &line, result, error);
    if (status != STATUS_OK || result->is_help) {
        return status;
    }
    status = take_line(&line, result->positional[0], build, error);
    if (status == STATUS_OK) {
        status = read_format(line.format, arena, build, error);
    }
    if (status == STATUS_OK) {
        status = read_lms(line.lms, arena, build, error);
    }
    if (status == STATUS_OK) {
        status = read_videos(&line, arena, build, error);
    }
    if (status == STATUS_OK) {
        status = read_cache(&line, arena, build, error);
    }
    if (status == STATUS_OK) {
        status =
            content_url_read(line.content_url, build->format, arena, &build->content_url, error);
    }
    return status == STATUS_OK
               ? lrs_option_read(line.lrs, line.lrs_credential, arena, &build->lrs, error)
               : status;
}
