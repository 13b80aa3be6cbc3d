/* SPDX-License-Identifier: Apache-2.0 */

/* For this module's tests: a tiny course of two modules, one with a video and one with a quiz, and
 * the packages made of it. */
#ifndef FORMATS_FIXTURE_H
#define FORMATS_FIXTURE_H

#include "base/arena.h"
#include "base/embed.h"
#include "course/course.h"
#include "course/quiz.h"
#include "formats/format.h"
#include "formats/package.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define BYTES(literal) \
    (const unsigned char *)(literal), (const unsigned char *)(literal) + sizeof(literal) - 1

static const char PAGE_TEMPLATE[] =
    "<html lang=\"{{language}}\"><title>{{title}}</title>"
    "<body data-module=\"{{module}}\">{{style}} {{player}} {{course}}";
static const char PLAYER_SCRIPT[] = "player()";
static const char PLAYER_STYLE[] = "body{}";

static struct media video_media = {.path = "media/a.mp4", .file = "a.mp4", .size = 5};
static struct media captions_media = {
    .path = "media/a.vtt", .file = "a.vtt", .size = 5, .next = &video_media};
static struct video video = {
    .media = &video_media, .captions = &captions_media, .transcript_html = "<p>T</p>"};
static struct choice choices[] = {{.id = "a", .html = "Yes", .is_correct = true},
                                  {.id = "b", .html = "No", .feedback_html = "<p>!</p>"}};
static struct question question = {.id = "sure", .html = "<p>?</p>", .choices = {choices, 2}};
static struct quiz quiz = {.pass_mark = 66.67, .questions = &question, .question_count = 1};
static struct page first_pages[] = {{.id = "talk",
                                     .title = "Caf\xC3\xA9 <talk>",
                                     .html = "<p>\xE2\x80\xA8</p>",
                                     .kind = PAGE_VIDEO,
                                     .video = &video,
                                     .media = &captions_media}};
static struct page second_pages[] = {
    {.id = "check", .title = "Check", .html = "", .kind = PAGE_QUIZ, .quiz = &quiz}};
static struct module modules[] = {
    {"first-one", "First & best", "About <it>.", 5, first_pages, 1, {0}},
    {"second", "Second", "More.", 10, second_pages, 1, {0}}};
static const char *keywords[] = {"tea", "Caf\xC3\xA9 & more"};
static const struct course_metadata metadata = {keywords, 2, "\xC2\xA9 Nobody 2026", false};
static const struct course COURSE = {
    .id = "tiny-course",
    .iri = "https://example.org/tiny",
    .version = "1.2.3",
    .language = "en-GB",
    .title = "Tiny caf\xC3\xA9 \"course\"",
    .description = "Small.",
    .publisher = "Nobody",
    .metadata = &metadata,
    .modules = modules,
    .module_count = 2,
};

static inline const struct embedded_file *player(void)
{
    static struct embedded_file files[4];
    files[0] = (struct embedded_file){"page.html", BYTES(PAGE_TEMPLATE)};
    files[1] = (struct embedded_file){"player.js", BYTES(PLAYER_SCRIPT)};
    files[2] = (struct embedded_file){"player.css", BYTES(PLAYER_STYLE)};
    return files;
}

static inline const struct package *make_request(struct arena *arena, const char *format,
                                                 const struct package_request *request)
{
    struct package *package = NULL;
    struct error error = {0};
    if (package_make(format_find(format), request, arena, &package, &error) != STATUS_OK) {
        fail_msg("%s: %s", format, error.message);
    }
    return package;
}

/* For an LMS that keeps no metadata, and for one that does. */
static inline const struct package *make(struct arena *arena, const char *format,
                                         const struct module *module)
{
    struct package_request *request = ARENA_NEW(arena, struct package_request);
    *request = (struct package_request){.course = &COURSE, .module = module, .player = player()};
    return make_request(arena, format, request);
}

static inline const struct package *make_with_metadata(struct arena *arena, const char *format)
{
    struct package_request *request = ARENA_NEW(arena, struct package_request);
    *request =
        (struct package_request){.course = &COURSE, .player = player(), .keeps_metadata = true};
    return make_request(arena, format, request);
}

/* The content of the entry whose name begins so, or NULL. */
static inline const char *find(const struct package *package, const char *name)
{
    for (size_t i = 0; i < package->entry_count; i++) {
        if (strncmp(package->entries[i].name, name, strlen(name)) == 0) {
            const struct zip_entry *entry = &package->entries[i];
            return entry->file != NULL ? entry->file : entry->content.data;
        }
    }
    return NULL;
}

#endif
