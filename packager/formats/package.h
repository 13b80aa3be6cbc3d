/* SPDX-License-Identifier: Apache-2.0 */

/* A package in the making: the files that will be in the zip. What all formats share is put
 * together here: the launch page, the player, the course as a script, and the media. */
#ifndef FORMATS_PACKAGE_H
#define FORMATS_PACKAGE_H

#include "base/digest.h"
#include "base/embed.h"
#include "base/error.h"
#include "zip/zip_writer.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct course;
struct format;
struct media;
struct module;

/* A write-only credential of an LRS that the player shall send statements to. */
struct lrs_access {
    const char *endpoint; /* ends with '/' */
    const char *key;
    const char *secret;
};

/* What to package. All borrowed for as long as the package is used. */
struct package_request {
    const struct course *course;
    const struct module *module;        /* NULL: the whole course */
    const struct lrs_access *lrs;       /* NULL: none */
    const struct embedded_file *player; /* page.html, player.js and player.css */
    /* Where the files of the package will lie, ending with '/'; NULL: in the LMS itself. Only for
     * formats that take it. */
    const char *content_url;
    /* For LMSs with small limits: pages then have the transcript only, and if `videos_url` is not
     * NULL, a link to the video below that address, which ends with '/'. */
    bool leaves_out_videos;
    const char *videos_url;
    bool keeps_metadata; /* the LMS it is for keeps a LOM record; it is written if the course has
                            one */
};

struct package {
    const struct format *format;
    const struct package_request *request;
    struct arena *arena;
    /* What the package is about: the course, or its one module. */
    const char *title;
    const char *description;
    const char *iri;
    /* Names of the shared scripts, which carry a hash of their content, because LMSs and browsers
     * keep old files after an update. */
    const char *player_name;
    const char *style_name;
    const char *course_name;
    struct zip_entry *entries; /* each name once */
    size_t entry_count;
    size_t entry_capacity;
};

/* Makes the package of `format`; everything in it lives in `arena`. Fails as the format does;
 * nothing is written. */
MUST_CHECK enum status package_make(const struct format *format,
                                    const struct package_request *request, struct arena *arena,
                                    struct package **out, struct error *error);

/* "<course>[-<module>]-<format>[-without-videos].zip"; lives in the package's arena. */
const char *package_file_name(const struct package *package);

/* "<folder>/<file name>"; lives in the package's arena. */
const char *package_path(const struct package *package, const char *folder);

/* Makes its zip, which is to stand in `folder` under that name, and gives the path, which lives in
 * the arena; the caller owns *out, and the options are borrowed until it ends. UNAVAILABLE when the
 * folder or the zip cannot be made. */
MUST_CHECK enum status package_draft(const struct package *package, const char *folder,
                                     const struct zip_options *options, const char **out_path,
                                     struct zip_draft **out, struct error *error);

/* Proves that the file `path` is just what package_draft() would make without a cache, and gives
 * its SHA-256. CONFLICT, saying what differs, if it is not; UNAVAILABLE if it or a source file
 * cannot be read. */
MUST_CHECK enum status package_verify(const struct package *package, const char *path,
                                      const struct zip_options *options, struct digest *out,
                                      struct error *error);

/* Whether that module of the course is part of the package. */
bool package_has(const struct package *package, const struct module *module);

/* Whether the package has quizzes that must all be passed, and then the score that whoever passes
 * them reaches, in whole per cent and rounded down, as the player reports scores. */
bool package_pass_percent(const struct package *package, int *out);

/* For formats: adds a file, whose content must live as long as the package. */
void package_add(struct package *package, const char *name, struct text content);

/* For formats: adds a launch page; `module` limits what it shows, NULL shows all of the package. */
MUST_CHECK enum status package_add_page(struct package *package, const char *name,
                                        const struct module *module, struct error *error);

#endif
