/* SPDX-License-Identifier: Apache-2.0 */

/* Puts together what all formats share, and writes the zip. */
#include "formats/package.h"

#include "base/arena.h"
#include "base/digest.h"
#include "base/file.h"
#include "course/course.h"
#include "formats/course_script.h"
#include "formats/format.h"
#include "formats/page.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { HASH_LENGTH = 8, FIRST_CAPACITY = 64, HUNDRED = 100 };

bool package_has(const struct package *package, const struct module *module)
{
    return package->request->module == NULL || package->request->module == module;
}

bool package_pass_percent(const struct package *package, int *out)
{
    const struct course *course = package->request->course;
    double lowest = HUNDRED;
    bool is_found = false;
    for (size_t i = 0; i < course->module_count; i++) {
        const struct module *module = &course->modules[i];
        double mark;
        if (package_has(package, module) && module_has_pass_mark(module, &mark)) {
            if (module->completion.quizzes == QUIZZES_ATTEMPTED) {
                return false;
            }
            lowest = mark < lowest ? mark : lowest;
            is_found = true;
        }
    }
    if (is_found) {
        *out = (int)lowest;
    }
    return is_found;
}

static struct zip_entry *add_entry(struct package *package, const char *name)
{
    if (package->entry_count == package->entry_capacity) {
        size_t capacity =
            package->entry_capacity == 0 ? FIRST_CAPACITY : 2 * package->entry_capacity;
        struct zip_entry *grown = ARENA_ARRAY(package->arena, struct zip_entry, capacity);
        if (package->entry_count > 0) {
            memcpy(grown, package->entries, package->entry_count * sizeof *grown);
        }
        package->entries = grown;
        package->entry_capacity = capacity;
    }
    struct zip_entry *entry = &package->entries[package->entry_count++];
    *entry = (struct zip_entry){.name = name};
    return entry;
}

void package_add(struct package *package, const char *name, struct text content)
{
    struct zip_entry *entry = add_entry(package, arena_copy_string(package->arena, name));
    entry->content = content;
}

/* Text shrinks; pictures, videos and PDFs are compressed in themselves. */
static enum zip_packing packing_of(const char *path)
{
    static const char *const TEXTS[] = {".html", ".svg", ".txt", ".vtt"};
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        if (text_ends_with(text_of(path), TEXTS[i])) {
            return ZIP_DEFLATED;
        }
    }
    return ZIP_STORED;
}

static void add_media(struct package *package, const struct media *media)
{
    for (size_t i = 0; i < package->entry_count; i++) {
        if (strcmp(package->entries[i].name, media->path) == 0) {
            return;
        }
    }
    struct zip_entry *entry = add_entry(package, media->path);
    entry->file = media->file;
    entry->content = media->content;
    entry->packing = packing_of(media->path);
}

static bool is_download(const struct page *page, const struct media *media)
{
    for (size_t i = 0; i < page->download_count; i++) {
        if (strcmp(page->downloads[i].media->path, media->path) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_at(const struct media *media, const char *path)
{
    return media != NULL && strcmp(media->path, path) == 0;
}

/* A video that is offered as a download too was meant to be in the package. */
static bool is_left_out(const struct package *package, const struct page *page,
                        const struct media *media)
{
    const struct video *video = page->video;
    return package->request->leaves_out_videos && video != NULL &&
           (is_at(video->media, media->path) || is_at(video->captions, media->path) ||
            is_at(video->chapters, media->path)) &&
           !is_download(page, media);
}

static void add_page_media(struct package *package, const struct page *page)
{
    for (const struct media *media = page->media; media != NULL; media = media->next) {
        if (!is_left_out(package, page, media)) {
            add_media(package, media);
        }
    }
}

static void add_all_media(struct package *package)
{
    const struct course *course = package->request->course;
    for (size_t i = 0; i < course->module_count; i++) {
        const struct module *module = &course->modules[i];
        for (size_t j = 0; package_has(package, module) && j < module->page_count; j++) {
            add_page_media(package, &module->pages[j]);
        }
    }
}

/* Adds "stem.<hash8>suffix" and yields that name. */
static const char *add_hashed(struct package *package, const char *stem, const char *suffix,
                              struct text content)
{
    struct digest digest = digest_of(content);
    char hex[DIGEST_HEX_SIZE];
    digest_to_hex(&digest, hex);
    const char *name = arena_print(package->arena, "%s.%.*s%s", stem, HASH_LENGTH, hex, suffix);
    package_add(package, name, content);
    return name;
}

static enum status find_player_file(const struct package *package, const char *name,
                                    struct text *out, struct error *error)
{
    *out = embedded_file_find(package->request->player, name);
    return out->data != NULL ? STATUS_OK
                             : FAIL(error, STATUS_INTERNAL, "the player has no '%s'", name);
}

static enum status add_player(struct package *package, struct error *error)
{
    struct text script = {0};
    struct text style = {0};
    enum status status = find_player_file(package, "player.js", &script, error);
    if (status == STATUS_OK) {
        status = find_player_file(package, "player.css", &style, error);
    }
    if (status == STATUS_OK) {
        package->player_name = add_hashed(package, "player", ".js", script);
        package->style_name = add_hashed(package, "player", ".css", style);
    }
    return status;
}

enum status package_add_page(struct package *package, const char *name, const struct module *module,
                             struct error *error)
{
    struct text template = {0};
    enum status status = find_player_file(package, "page.html", &template, error);
    if (status != STATUS_OK) {
        return status;
    }
    const struct course *course = package->request->course;
    const struct page_value values[] = {
        {"course", package->course_name},
        {"language", course->language},
        {"module", module != NULL ? module->id : ""},
        {"notice", course->notice != NULL ? course->notice : ""},
        {"player", package->player_name},
        {"style", package->style_name},
        {"title", module != NULL ? module->title : package->title},
        {0},
    };
    struct text page = {0};
    status = page_fill(template, values, package->arena, &page, error);
    if (status == STATUS_OK) {
        package_add(package, name, page);
    }
    return status;
}

static struct package *begin_package(const struct format *format,
                                     const struct package_request *request, struct arena *arena)
{
    const struct course *course = request->course;
    const struct module *module = request->module;
    struct package *package = ARENA_NEW(arena, struct package);
    *package = (struct package){
        .format = format,
        .request = request,
        .arena = arena,
        .title = module != NULL ? module->title : course->title,
        .description = module != NULL ? module->description : course->description,
        .iri = module != NULL ? course_module_iri(arena, course, module) : course->iri,
    };
    return package;
}

enum status package_make(const struct format *format, const struct package_request *request,
                         struct arena *arena, struct package **out, struct error *error)
{
    struct package *package = begin_package(format, request, arena);
    add_all_media(package);
    struct text script = {0};
    enum status status = add_player(package, error);
    if (status == STATUS_OK) {
        status = course_script_make(package, &script, error);
    }
    if (status == STATUS_OK) {
        package->course_name = add_hashed(package, "course", ".js", script);
        status = package_add_page(package, "index.html", NULL, error);
    }
    if (status == STATUS_OK && format->describe != NULL) {
        zip_sort(package->entries, package->entry_count, NULL);
        status = format->describe(package, error);
    }
    if (status == STATUS_OK) {
        zip_sort(package->entries, package->entry_count, format->first);
        *out = package;
    }
    return status;
}

const char *package_file_name(const struct package *package)
{
    const struct module *module = package->request->module;
    return arena_print(package->arena, "%s%s%s-%s%s.zip", package->request->course->id,
                       module != NULL ? "-" : "", module != NULL ? module->id : "",
                       package->format->name,
                       package->request->leaves_out_videos ? "-without-videos" : "");
}

const char *package_path(const struct package *package, const char *folder)
{
    AUTO(free) char *path = path_join(folder, package_file_name(package));
    return arena_copy_string(package->arena, path);
}

enum status package_draft(const struct package *package, const char *folder,
                          const struct zip_options *options, const char **out_path,
                          struct zip_draft **out, struct error *error)
{
    /* Whatever is wrong with the folder, it is no fault of the course. */
    struct error reason = {0};
    if (folder_make(folder, &reason) != STATUS_OK) {
        return FAIL(error, STATUS_UNAVAILABLE, "%s", reason.message);
    }
    const char *path = package_path(package, folder);
    struct stat state;
    if (stat(path, &state) == 0 && S_ISDIR(state.st_mode)) {
        return FAIL(error, STATUS_UNAVAILABLE, "cannot write '%s': a folder has that name", path);
    }
    enum status status =
        zip_draft_make(path, package->entries, package->entry_count, options, out, error);
    if (status == STATUS_OK) {
        *out_path = path;
    }
    return status;
}

enum status package_verify(const struct package *package, const char *path,
                           const struct zip_options *options, struct digest *out,
                           struct error *error)
{
    enum status status = zip_verify(path, package->entries, package->entry_count, options, error);
    struct error reason = {0};
    if (status == STATUS_OK && file_digest(path, out, &reason) != STATUS_OK) {
        status = FAIL(error, STATUS_UNAVAILABLE, "%s", reason.message);
    }
    return status;
}
