/* SPDX-License-Identifier: Apache-2.0 */

/* Writes the course model as the player's script, with Jansson. Members keep the order in which
 * they are named here, so that the same course gives the same bytes. */
#include "formats/course_script.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/json.h"
#include "course/course.h"
#include "course/glossary.h"
#include "formats/format.h"
#include "formats/package.h"
#include "formats/page_scripts.h"
#include "formats/script_json.h"

#include <assert.h>
#include <stdlib.h>

/* What a page says in place of a video that is left out: the player shows the transcript at once.
 */
static json_t *left_out_json(const struct package *package, const struct video *video,
                             const char *iri)
{
    const char *folder = package->request->videos_url;
    const char *online =
        folder != NULL ? arena_print(package->arena, "%s%s", folder, video->media->path) : NULL;
    return script_checked(json_pack("{s:s, s:s*, s:s*, s:s}", "iri", iri, "online", online,
                                    "poster", video->poster != NULL ? video->poster->path : NULL,
                                    "transcript_html", video->transcript_html));
}

static json_t *video_json(const struct package *package, const struct video *video,
                          const char *page_iri)
{
    if (package->request->leaves_out_videos) {
        return left_out_json(package, video, course_video_iri(package->arena, page_iri));
    }
    return script_checked(json_pack(
        "{s:s, s:s, s:s, s:s*, s:s, s:s*, s:s}", "iri", course_video_iri(package->arena, page_iri),
        "src", video->media->path, "captions", video->captions->path, "chapters",
        video->chapters != NULL ? video->chapters->path : NULL, "language",
        package->request->course->language, "poster",
        video->poster != NULL ? video->poster->path : NULL, "transcript_html",
        video->transcript_html));
}

static json_t *downloads_json(const struct page *page)
{
    json_t *array = json_array();
    for (size_t i = 0; i < page->download_count; i++) {
        const struct download *download = &page->downloads[i];
        const struct media *web_page = download->web_page;
        script_append(array, script_checked(json_pack(
                                 "{s:s, s:s, s:I, s:s*}", "title", download->title, "href",
                                 download->media->path, "bytes", (json_int_t)download->media->size,
                                 "html_href", web_page != NULL ? web_page->path : NULL)));
    }
    return array;
}

static const char *kind_name(enum page_kind kind)
{
    switch (kind) {
    case PAGE_TEXT:
        return "text";
    case PAGE_VIDEO:
        return "video";
    case PAGE_QUIZ:
        return "quiz";
    case PAGE_SURVEY:
        return "survey";
    case PAGE_SCENARIO:
        return "scenario";
    }
    return NULL;
}

static json_t *page_json(const struct package *package, const struct page *page,
                         const char *module_iri)
{
    const char *iri = course_page_iri(package->arena, module_iri, page);
    json_t *json = script_checked(json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:o}", "id", page->id, "iri", iri, "kind", kind_name(page->kind),
        "title", page->title, "html", page->html, "downloads", downloads_json(page)));
    if (page->video != NULL) {
        script_set(json, "video", video_json(package, page->video, iri));
    }
    if (page->quiz != NULL) {
        script_set(json, "quiz", quiz_script(package, page->quiz, iri));
    }
    if (page->survey != NULL) {
        script_set(json, "survey", survey_script(package, page->survey));
    }
    if (page->scenario != NULL) {
        script_set(json, "scenario", scenario_script(page->scenario));
    }
    return json;
}

static json_t *completion_json(const struct completion *completion)
{
    return script_checked(
        json_pack("{s:i, s:s}", "videos", completion->video_percent, "quizzes",
                  completion->quizzes == QUIZZES_ATTEMPTED ? "attempted" : "passed"));
}

static json_t *module_json(const struct package *package, const struct module *module)
{
    const char *iri = course_module_iri(package->arena, package->request->course, module);
    json_t *pages = json_array();
    for (size_t i = 0; i < module->page_count; i++) {
        script_append(pages, page_json(package, &module->pages[i], iri));
    }
    return script_checked(json_pack("{s:s, s:s, s:s, s:s, s:i, s:o, s:o}", "id", module->id, "iri",
                                    iri, "title", module->title, "description", module->description,
                                    "minutes", module->minutes, "completion",
                                    completion_json(&module->completion), "pages", pages));
}

static json_t *modules_json(const struct package *package)
{
    const struct course *course = package->request->course;
    json_t *modules = json_array();
    for (size_t i = 0; i < course->module_count; i++) {
        if (package_has(package, &course->modules[i])) {
            script_append(modules, module_json(package, &course->modules[i]));
        }
    }
    return modules;
}

static json_t *glossary_json(const struct glossary *glossary)
{
    json_t *array = json_array();
    for (size_t i = 0; i < glossary->term_count; i++) {
        const struct term *term = &glossary->terms[i];
        script_append(array, script_checked(json_pack("{s:s, s:s, s:s}", "id", term->id, "term",
                                                      term->term, "html", term->html)));
    }
    return array;
}

static json_t *course_json(const struct course *course)
{
    json_t *json = script_checked(
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s*, s:s}", "id", course->id, "iri", course->iri,
                  "version", course->version, "language", course->language, "title", course->title,
                  "description", course->description, "notice", course->notice, "publisher",
                  course->publisher));
    if (course->glossary != NULL) {
        script_set(json, "glossary", glossary_json(course->glossary));
    }
    if (course->certificate != NULL) {
        script_set(json, "certificate",
                   script_checked(json_pack("{s:s, s:s}", "title", course->certificate->title,
                                            "html", course->certificate->html)));
    }
    return json;
}

static json_t *package_json(const struct package *package)
{
    const struct package_request *request = package->request;
    char build[COURSE_BUILD_SIZE];
    course_build_id(request->course, request->module, build);
    json_t *activity = script_checked(json_pack("{s:s, s:s, s:s}", "iri", package->iri, "kind",
                                                request->module != NULL ? "module" : "course",
                                                "title", package->title));
    json_t *json = script_checked(json_pack(
        "{s:s, s:s, s:o, s:o, s:o}", "format", package->format->name, "build", build, "course",
        course_json(request->course), "activity", activity, "modules", modules_json(package)));
    if (request->lrs != NULL) {
        script_set(
            json, "lrs",
            script_checked(json_pack("{s:s, s:s, s:s}", "endpoint", request->lrs->endpoint, "key",
                                     request->lrs->key, "secret", request->lrs->secret)));
    }
    return json;
}

enum status course_script_make(const struct package *package, struct text *out, struct error *error)
{
    AUTO(json_release) json_t *json = package_json(package);
    AUTO(free) char *dumped = json_dumps(json, JSON_COMPACT | JSON_ENSURE_ASCII);
    assert(dumped != NULL);
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(COURSE_SCRIPT_MAX);
    buffer_add_string(&buffer, "window.ibestPackage = ");
    buffer_add_string(&buffer, dumped);
    buffer_add_string(&buffer, ";\n");
    enum status status = buffer_check(&buffer, "the course", error);
    if (status == STATUS_OK) {
        *out = (struct text){arena_copy(package->arena, buffer_text(&buffer)), buffer.length};
    }
    return status;
}
