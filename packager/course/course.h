/* SPDX-License-Identifier: Apache-2.0 */

/* A course as every format sees it: nothing here knows where it was read or what it becomes. All of
 * it lives in one arena, is built by source/ and is never changed after that. */
#ifndef COURSE_COURSE_H
#define COURSE_COURSE_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct glossary;
struct question;
struct quiz;
struct scenario;
struct survey;
struct survey_question;

enum {
    COURSE_MODULES_MAX = 100,
    COURSE_PAGES_MAX = 200,    /* in one module */
    COURSE_DOWNLOADS_MAX = 50, /* on one page */
    COURSE_KEYWORDS_MAX = 20,
    COURSE_ID_SIZE = 65, /* with its final NUL */
};

/* A file that goes into packages as it is. `path` is its place both below the course folder and in
 * the package. */
struct media {
    const char *path;
    const char *file;    /* where it can be opened; NULL if it was made while reading */
    struct text content; /* then */
    uint64_t size;
    struct media *next; /* the next one of the same page */
};

struct download {
    const struct media *media;
    const struct media *web_page; /* the same as HTML, or NULL */
    const char *title;
};

struct video {
    const struct media *media;
    const struct media *captions;
    const struct media *chapters; /* NULL for none */
    const struct media *poster;   /* NULL for none */
    const char *transcript_html;
};

enum page_kind { PAGE_TEXT, PAGE_VIDEO, PAGE_QUIZ, PAGE_SURVEY, PAGE_SCENARIO };

struct page {
    const char *id;
    const char *path; /* its source, below the course folder */
    const char *title;
    const char *html; /* without its level-1 heading, which is the title; of other
                       * kinds than text and video, the introduction */
    enum page_kind kind;
    struct video *video;       /* NULL unless PAGE_VIDEO */
    struct quiz *quiz;         /* NULL unless PAGE_QUIZ */
    struct survey *survey;     /* NULL unless PAGE_SURVEY */
    struct scenario *scenario; /* NULL unless PAGE_SCENARIO */
    struct download *downloads;
    size_t download_count;
    struct media *media; /* every file that the page needs, each once, in order of mention */
};

/* What makes a page with a quiz that has a pass mark count as done. */
enum quizzes_rule { QUIZZES_PASSED, QUIZZES_ATTEMPTED };

/* What makes pages count as done; a module is complete when all its pages are. */
struct completion {
    int video_percent; /* of a video to be watched; 0: opening its page suffices */
    enum quizzes_rule quizzes;
};

struct module {
    const char *id;
    const char *title;
    const char *description;
    int minutes;
    struct page *pages;
    size_t page_count;
    struct completion completion;
};

/* What a learner can print or save who has completed the course. */
struct certificate {
    const char *title;
    const char *html;
};

/* What a catalogue wants to know beside title, description, version and publisher. */
struct course_metadata {
    const char **keywords; /* at least one */
    size_t keyword_count;
    const char *copyright;
    bool has_cost; /* to the learner or who employs them */
};

struct course {
    const char *id;
    const char *iri; /* absolute, without a final '/' */
    const char *version;
    const char *language;
    const char *title;
    const char *description;
    const char *notice; /* NULL for none */
    const char *publisher;
    const struct course_metadata *metadata; /* NULL for none */
    const struct glossary *glossary;        /* NULL for none */
    const struct certificate *certificate;  /* NULL for none */
    struct module *modules;
    size_t module_count;
};

/* The module with that id, or NULL. Borrowed from `course`. */
const struct module *course_find_module(const struct course *course, const char *id);

/* Whether the module has quizzes of the purpose QUIZ_CHECK, and then the lowest of their pass marks
 * (per cent). The mean of quizzes that are all passed is never below it, so it is what a whole
 * module's score must reach. */
bool module_has_pass_mark(const struct module *module, double *out);

/* The one place where IRIs are derived from ids. They live in `arena`. */
const char *course_module_iri(struct arena *arena, const struct course *course,
                              const struct module *module);
const char *course_page_iri(struct arena *arena, const char *module_iri, const struct page *page);
const char *course_video_iri(struct arena *arena, const char *page_iri);

/* Questions of a bank and of an instrument are the same wherever they are asked, so that answers
 * before and after the training can be compared. */
const char *course_question_iri(struct arena *arena, const struct course *course,
                                const char *page_iri, const struct quiz *quiz,
                                const struct question *question);
const char *course_survey_question_iri(struct arena *arena, const struct course *course,
                                       const struct survey *survey,
                                       const struct survey_question *question);

enum { COURSE_BUILD_SIZE = 17 };

/* Writes 16 hexadecimal digits that stand for the structure a learner moves through: the ids of
 * modules, pages, questions and what can be answered, and steps in their order. `module` limits it
 * to one; NULL means all. A player drops kept state when they differ, so wording and media must not
 * change them. */
void course_build_id(const struct course *course, const struct module *module,
                     char out[COURSE_BUILD_SIZE]);

#endif
