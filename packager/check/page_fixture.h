/* SPDX-License-Identifier: Apache-2.0 */

/* For tests of rules about pages: a good package of a page that has one of each, and cases of what
 * must not be told. */
#ifndef CHECK_PAGE_FIXTURE_H
#define CHECK_PAGE_FIXTURE_H

#include "check/cases_fixture.h"

/* The files of the package; the page is the first. */
#define PAGE .file = "index.html"

// NOLINTBEGIN(bugprone-suspicious-missing-comma): a file's lines are one string
static const char *const CASE_PAGE[] = {
    "index.html",
    "<!DOCTYPE html>\n"
    "<html lang=\"en-GB\">\n"
    "<head><meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>Course</title>\n"
    "<link rel=\"stylesheet\" href=\"style.css\">\n"
    "</head>\n"
    "<body><main><h1>Course \xE2\x80\x93 1</h1>\n"
    "<h2>Part</h2>\n"
    "<p><a href=\"two.html#top\">Part two</a></p>\n"
    "<img src=\"media/picture\" alt=\"A back\">\n"
    "<form action=\"two.html\"><label for=\"age\">Age</label><input id=\"age\"></form>\n"
    "<button type=\"button\">Go on</button>\n"
    "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>\n"
    "<iframe src=\"two.html\" title=\"Part two\"></iframe>\n"
    "<video controls><source src=\"media/film\">\n"
    "<track kind=\"captions\" srclang=\"en\" src=\"media/captions\"></video>\n"
    "<p><a href=\"transcript.html\">Transcript</a></p>\n"
    "</main></body></html>\n",
    "two.html",
    "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Two</title></head>"
    "<body><main><h1>Two</h1></main></body></html>",
    "transcript.html",
    "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>All</title></head>"
    "<body><main><h1>All that is said</h1></main></body></html>",
    "style.css",
    "/* url(none.png) */\nbody { background: url(media/picture) }\n",
    "script.js",
    "var course = 'x';\n",
    "media/picture",
    "x",
    "media/film",
    "x",
    "media/captions",
    "WEBVTT\n",
    NULL,
};
// NOLINTEND(bugprone-suspicious-missing-comma)

/* What takes the place of `old` in the page, and breaks no rule. */
struct good_change {
    const char *old;
    const char *new;
};

static inline void good_assert(const struct good_change *changes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct check_case one = {
            .rule = "none", PAGE, .old = changes[i].old, .new = changes[i].new};
        const struct check_result *result = case_check(&one, CASE_PAGE, NULL, arena);
        if (result->finding_count > 0) {
            fail_msg("'%s' breaks %s: %s", changes[i].new, result->findings[0].rule->id,
                     result->findings[0].message);
        }
    }
}

#define GOOD_ASSERT(changes) good_assert((changes), sizeof(changes) / sizeof *(changes))

#endif
