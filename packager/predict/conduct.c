/* SPDX-License-Identifier: Apache-2.0 */

/* Knows our own packages by their course script, and looks for words in the scripts of others. */
#include "predict/conduct.h"

#include "base/arena.h"
#include "opened/opened.h"
#include "opened/structure.h"
#include "zip/zip_reader.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
    HASH_LENGTH = 8,
    HUNDRED = 100,
    SCANNED_MAX = 64 << 20, /* bytes of scripts and pages that are looked through */
};

#define SCRIPT_BEGIN "window.ibestPackage = "

/* The words by which scripts ask an LMS for something, whatever the format. */
static const char *const STATUS_WORDS[] = {"lesson_status", "Lesson_Status", "completion_status",
                                           "success_status", NULL};
static const char *const SCORE_WORDS[] = {"score.raw", "score.scaled", "score=", "Score=", NULL};
static const char *const STATE_WORDS[] = {"suspend_data", "core_lesson", "Core_Lesson", NULL};

/* "course.<hash>.js", as our packages name it. */
static bool is_course_script(const char *path)
{
    struct text rest = text_of(path);
    if (!text_starts_with(rest, "course.") || !text_ends_with(rest, ".js") ||
        rest.length != strlen("course..js") + HASH_LENGTH) {
        return false;
    }
    for (size_t i = strlen("course."); i < strlen("course.") + HASH_LENGTH; i++) {
        if (!isxdigit((unsigned char)path[i])) {
            return false;
        }
    }
    return true;
}

static const json_t *parse_script(struct text script, struct arena *arena)
{
    if (!text_starts_with(script, SCRIPT_BEGIN)) {
        return NULL;
    }
    script.data += strlen(SCRIPT_BEGIN);
    script.length -= strlen(SCRIPT_BEGIN);
    script = text_trim(script);
    if (text_ends_with(script, ";")) {
        script.length--;
    }
    json_t *json = NULL;
    return json_read_in(script, NULL, arena, &json, NULL) == STATUS_OK ? json : NULL;
}

/* The content of our course script; NULL if the package is somebody else's. */
static const json_t *find_course(const struct opened *opened)
{
    for (size_t i = 0; i < opened->file_count; i++) {
        const struct opened_file *file = &opened->files[i];
        struct text script = {0};
        if (is_course_script(file->path) &&
            opened_text(opened, file, opened->arena, &script, NULL) == STATUS_OK) {
            const json_t *json = parse_script(script, opened->arena);
            if (json != NULL) {
                return json;
            }
        }
    }
    return NULL;
}

static const char *text_at(const json_t *json, const char *object, const char *key)
{
    return json_string_value(json_object_get(json_object_get(json, object), key));
}

/* One module, or all of them, has a quiz that is passed; `lowest` becomes the lowest pass mark. */
static bool find_quiz(const json_t *module, double *lowest)
{
    bool is_found = false;
    size_t index;
    const json_t *page;
    json_array_foreach (json_object_get(module, "pages"), index, page) {
        const json_t *pass_mark = json_object_get(json_object_get(page, "quiz"), "pass_mark");
        if (pass_mark != NULL) {
            double mark = json_number_value(pass_mark);
            *lowest = !is_found || mark < *lowest ? mark : *lowest;
            is_found = true;
        }
    }
    return is_found;
}

/* The module is complete once its quizzes were taken, passed or not. */
static bool suffices_to_take(const json_t *module)
{
    const char *rule = text_at(module, "completion", "quizzes");
    return rule != NULL && strcmp(rule, "attempted") == 0;
}

static struct conduct conduct_of_ours(const json_t *course)
{
    return (struct conduct){
        .is_ours = true,
        .mark = TARGET_VERIFIED,
        .status = CONDUCT_DOES,
        .score = CONDUCT_DOES,
        .state = CONDUCT_DOES,
        .version = text_at(course, "course", "version"),
        .build = json_string_value(json_object_get(course, "build")),
        .lrs = text_at(course, "lrs", "endpoint"),
        .modules = json_object_get(course, "modules"),
    };
}

static bool is_script(const struct opened_file *file)
{
    static const char *const ENDINGS[] = {".js", ".mjs", ".htm", ".html", ".xhtml"};
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
        size_t length = strlen(file->path);
        size_t ending = strlen(ENDINGS[i]);
        if (length > ending && strcasecmp(file->path + length - ending, ENDINGS[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void look_for(const char *script, const char *const *words, enum conduct_sign *sign)
{
    for (; *sign != CONDUCT_MAY && *words != NULL; words++) {
        if (strstr(script, *words) != NULL) {
            *sign = CONDUCT_MAY;
        }
    }
}

/* Begins with "never": what was found changes that, and so does what could not be looked at. */
static void leave_open(struct conduct *conduct)
{
    enum conduct_sign *signs[] = {&conduct->status, &conduct->score, &conduct->state};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        *signs[i] = *signs[i] == CONDUCT_NEVER ? CONDUCT_UNSEEN : *signs[i];
    }
}

static enum status look_at(const struct opened *opened, const struct opened_file *file,
                           struct conduct *conduct, struct error *error)
{
    AUTO(arena_destroy) struct arena *scratch = arena_create();
    struct text script = {0};
    enum status status = opened_text(opened, file, scratch, &script, error);
    if (status == STATUS_UNAVAILABLE || status == STATUS_INTERNAL) {
        return status;
    }
    if (status != STATUS_OK) {
        leave_open(conduct);
        return STATUS_OK;
    }
    look_for(script.data, STATUS_WORDS, &conduct->status);
    look_for(script.data, SCORE_WORDS, &conduct->score);
    look_for(script.data, STATE_WORDS, &conduct->state);
    return STATUS_OK;
}

static enum status scan(const struct opened *opened, struct conduct *conduct, struct error *error)
{
    uint64_t scanned = 0;
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < opened->file_count; i++) {
        const struct opened_file *file = &opened->files[i];
        if (!is_script(file)) {
            continue;
        }
        scanned += file->size;
        if (file->size > OPENED_TEXT_MAX || scanned > SCANNED_MAX) {
            leave_open(conduct);
            continue;
        }
        status = look_at(opened, file, conduct, error);
    }
    return status;
}

enum status conduct_read(const struct opened *opened, const struct conduct **out,
                         struct error *error)
{
    struct conduct *conduct = ARENA_NEW(opened->arena, struct conduct);
    const json_t *course = find_course(opened);
    if (course != NULL) {
        *conduct = conduct_of_ours(course);
        *out = conduct;
        return STATUS_OK;
    }
    *conduct = (struct conduct){.mark = TARGET_INFERRED,
                                .status = CONDUCT_NEVER,
                                .score = CONDUCT_NEVER,
                                .state = CONDUCT_NEVER};
    enum status status = scan(opened, conduct, error);
    if (status == STATUS_OK) {
        *out = conduct;
    }
    return status;
}

/* Pages of one module are called after it; index.html shows all. */
static bool shows(const struct opened_unit *unit, const json_t *module)
{
    const char *path = unit->launch.path;
    const char *id = json_string_value(json_object_get(module, "id"));
    if (path == NULL || id == NULL || strcmp(path, "index.html") == 0) {
        return true;
    }
    size_t length = strlen(id);
    return strncmp(path, id, length) == 0 && strcmp(path + length, ".html") == 0;
}

struct conduct_quizzes conduct_quizzes(const struct conduct *conduct,
                                       const struct opened_unit *unit)
{
    struct conduct_quizzes quizzes = {0};
    if (!conduct->is_ours) {
        quizzes.are_there = conduct->score != CONDUCT_NEVER;
        quizzes.must_pass = quizzes.are_there;
        return quizzes;
    }
    size_t index;
    const json_t *module;
    json_array_foreach (conduct->modules, index, module) {
        double mark;
        if (shows(unit, module) && find_quiz(module, &mark)) {
            bool is_lowest = !quizzes.are_there || mark < quizzes.pass_mark;
            quizzes.pass_mark = is_lowest ? mark : quizzes.pass_mark;
            quizzes.must_pass = quizzes.must_pass || !suffices_to_take(module);
            quizzes.are_there = true;
        }
    }
    return quizzes;
}
