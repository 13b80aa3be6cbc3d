/* SPDX-License-Identifier: Apache-2.0 */

/* Questions to the course model: finding, deriving IRIs, and the build id. */
#include "course/course.h"

#include "base/arena.h"
#include "base/digest.h"
#include "base/text.h"

#include <string.h>

const struct module *course_find_module(const struct course *course, const char *id)
{
    for (size_t i = 0; i < course->module_count; i++) {
        if (strcmp(course->modules[i].id, id) == 0) {
            return &course->modules[i];
        }
    }
    return NULL;
}

bool module_has_pass_mark(const struct module *module, double *out)
{
    bool has_one = false;
    for (size_t i = 0; i < module->page_count; i++) {
        const struct quiz *quiz = module->pages[i].quiz;
        if (quiz != NULL && (!has_one || quiz->pass_mark < *out)) {
            *out = quiz->pass_mark;
            has_one = true;
        }
    }
    return has_one;
}

const char *course_module_iri(struct arena *arena, const struct course *course,
                              const struct module *module)
{
    return arena_print(arena, "%s/modules/%s", course->iri, module->id);
}

const char *course_page_iri(struct arena *arena, const char *module_iri, const struct page *page)
{
    return arena_print(arena, "%s/pages/%s", module_iri, page->id);
}

const char *course_video_iri(struct arena *arena, const char *page_iri)
{
    return arena_print(arena, "%s/video", page_iri);
}

const char *course_question_iri(struct arena *arena, const char *page_iri,
                                const struct question *question)
{
    return arena_print(arena, "%s/questions/%s", page_iri, question->id);
}

/* One line an id, its depth told by the tabs before it, so that no two structures look alike. */
static void add_id(struct digest_stream *stream, const char *tabs, const char *id)
{
    digest_add(stream, text_of(tabs));
    digest_add(stream, text_of(id));
    digest_add(stream, text_of("\n"));
}

static void add_quiz(struct digest_stream *stream, const struct quiz *quiz)
{
    for (size_t i = 0; i < quiz->question_count; i++) {
        const struct question *question = &quiz->questions[i];
        add_id(stream, "\t\t", question->id);
        for (size_t j = 0; j < question->choice_count; j++) {
            add_id(stream, "\t\t\t", question->choices[j].id);
        }
    }
}

static void add_module(struct digest_stream *stream, const struct module *module)
{
    add_id(stream, "", module->id);
    for (size_t i = 0; i < module->page_count; i++) {
        add_id(stream, "\t", module->pages[i].id);
        if (module->pages[i].quiz != NULL) {
            add_quiz(stream, module->pages[i].quiz);
        }
    }
}

void course_build_id(const struct course *course, const struct module *module,
                     char out[COURSE_BUILD_SIZE])
{
    struct digest_stream *stream = digest_begin();
    for (size_t i = 0; i < course->module_count; i++) {
        if (module == NULL || module == &course->modules[i]) {
            add_module(stream, &course->modules[i]);
        }
    }
    struct digest digest = digest_end(stream);
    char hex[DIGEST_HEX_SIZE];
    digest_to_hex(&digest, hex);
    memcpy(out, hex, COURSE_BUILD_SIZE - 1);
    out[COURSE_BUILD_SIZE - 1] = '\0';
}
