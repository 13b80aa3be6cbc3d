/* SPDX-License-Identifier: Apache-2.0 */

/* Writes the course model as the player's script, with Jansson. Members keep the order in which
 * they are named here, so that the same course gives the same bytes. */
#include "formats/course_script.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/json.h"
#include "course/course.h"
#include "formats/format.h"
#include "formats/package.h"

#include <assert.h>
#include <stdlib.h>

/* json_pack() returns NULL only for text that is not UTF-8, which source/ has refused, or for a
 * format string that is wrong. "s*" leaves a member out when its value is NULL. */
static json_t *checked(json_t *json)
{
    assert(json != NULL);
    return json;
}

static void append(json_t *array, json_t *element)
{
    int result = json_array_append_new(array, element);
    assert(result == 0);
}

static void set(json_t *object, const char *key, json_t *value)
{
    int result = json_object_set_new(object, key, value);
    assert(result == 0);
}

static json_t *choices_json(const struct question *question)
{
    json_t *array = json_array();
    for (size_t i = 0; i < question->choice_count; i++) {
        const struct choice *choice = &question->choices[i];
        append(array, checked(json_pack("{s:s, s:s, s:b, s:s*}", "id", choice->id, "html",
                                        choice->html, "correct", choice->is_correct,
                                        "feedback_html", choice->feedback_html)));
    }
    return array;
}

static const char *type_name(enum question_type type)
{
    switch (type) {
    case QUESTION_SINGLE:
        return "single";
    case QUESTION_MULTIPLE:
        return "multiple";
    }
    return NULL;
}

static json_t *quiz_json(const struct package *package, const struct quiz *quiz,
                         const char *page_iri)
{
    json_t *questions = json_array();
    for (size_t i = 0; i < quiz->question_count; i++) {
        const struct question *question = &quiz->questions[i];
        const char *iri = course_question_iri(package->arena, page_iri, question);
        append(questions, checked(json_pack("{s:s, s:s, s:s, s:s, s:o, s:s*}", "id", question->id,
                                            "iri", iri, "type", type_name(question->type), "html",
                                            question->html, "choices", choices_json(question),
                                            "feedback_html", question->feedback_html)));
    }
    /* A whole pass mark is written without ".0". */
    double mark = quiz->pass_mark;
    json_t *pass_mark = mark == (double)(int)mark ? json_integer((int)mark) : json_real(mark);
    return checked(json_pack("{s:o, s:o}", "pass_mark", pass_mark, "questions", questions));
}

/* What a page says in place of a video that is left out: the player shows the transcript at once.
 */
static json_t *left_out_json(const struct package *package, const struct video *video,
                             const char *iri)
{
    const char *folder = package->request->videos_url;
    const char *online =
        folder != NULL ? arena_print(package->arena, "%s%s", folder, video->media->path) : NULL;
    return checked(json_pack("{s:s, s:s*, s:s*, s:s}", "iri", iri, "online", online, "poster",
                             video->poster != NULL ? video->poster->path : NULL, "transcript_html",
                             video->transcript_html));
}

static json_t *video_json(const struct package *package, const struct video *video,
                          const char *page_iri)
{
    if (package->request->leaves_out_videos) {
        return left_out_json(package, video, course_video_iri(package->arena, page_iri));
    }
    return checked(json_pack("{s:s, s:s, s:s, s:s, s:s*, s:s}", "iri",
                             course_video_iri(package->arena, page_iri), "src", video->media->path,
                             "captions", video->captions->path, "language",
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
        append(array,
               checked(json_pack("{s:s, s:s, s:I, s:s*}", "title", download->title, "href",
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
    }
    return NULL;
}

static json_t *page_json(const struct package *package, const struct page *page,
                         const char *module_iri)
{
    const char *iri = course_page_iri(package->arena, module_iri, page);
    json_t *json = checked(json_pack("{s:s, s:s, s:s, s:s, s:s, s:o}", "id", page->id, "iri", iri,
                                     "kind", kind_name(page->kind), "title", page->title, "html",
                                     page->html, "downloads", downloads_json(page)));
    if (page->video != NULL) {
        set(json, "video", video_json(package, page->video, iri));
    }
    if (page->quiz != NULL) {
        set(json, "quiz", quiz_json(package, page->quiz, iri));
    }
    return json;
}

static json_t *module_json(const struct package *package, const struct module *module)
{
    const char *iri = course_module_iri(package->arena, package->request->course, module);
    json_t *pages = json_array();
    for (size_t i = 0; i < module->page_count; i++) {
        append(pages, page_json(package, &module->pages[i], iri));
    }
    return checked(json_pack("{s:s, s:s, s:s, s:s, s:i, s:o}", "id", module->id, "iri", iri,
                             "title", module->title, "description", module->description, "minutes",
                             module->minutes, "pages", pages));
}

static json_t *modules_json(const struct package *package)
{
    const struct course *course = package->request->course;
    json_t *modules = json_array();
    for (size_t i = 0; i < course->module_count; i++) {
        if (package_has(package, &course->modules[i])) {
            append(modules, module_json(package, &course->modules[i]));
        }
    }
    return modules;
}

static json_t *course_json(const struct course *course)
{
    return checked(json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s*, s:s}", "id", course->id, "iri",
                             course->iri, "version", course->version, "language", course->language,
                             "title", course->title, "description", course->description, "notice",
                             course->notice, "publisher", course->publisher));
}

static json_t *package_json(const struct package *package)
{
    const struct package_request *request = package->request;
    char build[COURSE_BUILD_SIZE];
    course_build_id(request->course, request->module, build);
    json_t *activity =
        checked(json_pack("{s:s, s:s, s:s}", "iri", package->iri, "kind",
                          request->module != NULL ? "module" : "course", "title", package->title));
    json_t *json = checked(json_pack("{s:s, s:s, s:o, s:o, s:o}", "format", package->format->name,
                                     "build", build, "course", course_json(request->course),
                                     "activity", activity, "modules", modules_json(package)));
    if (request->lrs != NULL) {
        set(json, "lrs",
            checked(json_pack("{s:s, s:s, s:s}", "endpoint", request->lrs->endpoint, "key",
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
