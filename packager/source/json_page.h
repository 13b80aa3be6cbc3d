/* SPDX-License-Identifier: Apache-2.0 */

/* What the readers of quizzes, banks, surveys and scenarios share: JSON files with Markdown in
 * them.
 */
#ifndef SOURCE_JSON_PAGE_H
#define SOURCE_JSON_PAGE_H

#include "base/error.h"
#include "base/text.h"
#include "source/keys.h"

#include <stdbool.h>
#include <stddef.h>

struct page;
struct source;

enum {
    JSON_PAGE_TITLE_MAX = 200,
    JSON_PAGE_MARKDOWN_MAX = 2000,
    JSON_PAGE_ADDRESS_MAX = 255, /* of "$schema" */
};

/* The rows that stand in every table of a page's keys, and of a question's. */
#define JSON_PAGE_KEYS                                             \
    {"$schema", KEY_LINE, false, 0, JSON_PAGE_ADDRESS_MAX},        \
        {"title", KEY_LINE, true, 1, JSON_PAGE_TITLE_MAX},         \
    {                                                              \
        "introduction", KEY_TEXT, false, 1, JSON_PAGE_MARKDOWN_MAX \
    }

/* One file being read for a page. */
struct json_page {
    const struct source *source;
    struct page *page;
    const char *path; /* below the course folder: the page's own, or that of a bank */
};

/* What one kind of page has to do once its file is read as JSON: `root` is gone afterwards. */
typedef enum status json_page_reader(const struct json_page *page, const struct place *root,
                                     struct error *error);

/* Reads `text` as JSON and hands it to `read`. INVALID with "folder/file:line: ...", and what
 * `read` returns. */
MUST_CHECK enum status json_page_parse(const struct json_page *page, struct text text,
                                       json_page_reader *read, struct error *error);

/* Takes title and introduction, whose keys were checked, into the page. */
MUST_CHECK enum status json_page_begin(const struct json_page *page, const struct place *root,
                                       struct error *error);

/* Whether Markdown may be of any blocks, or must be one phrase that stands beside a button. */
enum json_page_shape { SHAPE_BLOCKS, SHAPE_PHRASE };

/* Renders the Markdown under `key`, which was checked to be text; leaves *out alone if there is
 * none. */
MUST_CHECK enum status json_page_render(const struct json_page *page, const struct place *object,
                                        const char *key, enum json_page_shape shape,
                                        const char **out, struct error *error);

/* Renders a text that stands in a list. */
MUST_CHECK enum status json_page_render_text(const struct json_page *page, const struct place *text,
                                             enum json_page_shape shape, const char **out,
                                             struct error *error);

/* The letters that the elements of one list have so far. */
struct json_page_letters {
    const char *what;  /* an element of it: "choice" */
    const char *owner; /* the id of the question or step that has the list */
    bool is_taken['z' - 'a' + 1];
};

/* Takes "id", which was checked to be text: a small letter that no element before has. *out lives
 * in the arena. INVALID at its line. */
MUST_CHECK enum status json_page_letter(const struct place *object,
                                        struct json_page_letters *letters, const char **out,
                                        struct error *error);

/* Checks that the element of a list is one line of 1 to `max` characters. */
MUST_CHECK enum status json_page_check_line(const struct place *text, const char *what, size_t max,
                                            struct error *error);

#endif
