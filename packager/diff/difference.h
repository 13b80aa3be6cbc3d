/* SPDX-License-Identifier: Apache-2.0 */

/* What changes for learners when one package takes the place of another, whoever made them: units,
 * pages, captions, files, and above all whether an LMS still finds what it keeps of learners. */
#ifndef DIFF_DIFFERENCE_H
#define DIFF_DIFFERENCE_H

#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct opened;

/* What a change is about, in the order of being told. */
enum difference_topic {
    DIFFERENCE_COURSE,
    DIFFERENCE_UNITS,
    DIFFERENCE_PAGES,
    DIFFERENCE_CAPTIONS,
    DIFFERENCE_FILES,
    DIFFERENCE_TOPICS
};

/* The change itself; difference.c has the table of their names. */
enum difference_kind {
    DIFFERENCE_FORMAT_ADDED,
    DIFFERENCE_FORMAT_REMOVED,
    DIFFERENCE_COURSE_ID,
    DIFFERENCE_COURSE_TITLE,
    DIFFERENCE_COURSE_DESCRIPTION,
    DIFFERENCE_COURSE_VERSION,
    DIFFERENCE_COURSE_STRUCTURE,
    DIFFERENCE_UNIT_ADDED,
    DIFFERENCE_UNIT_REMOVED,
    DIFFERENCE_UNIT_ID,
    DIFFERENCE_UNIT_RENAMED,
    DIFFERENCE_UNIT_MOVED,
    DIFFERENCE_UNIT_LAUNCH,
    DIFFERENCE_UNIT_PARAMETERS,
    DIFFERENCE_UNIT_KIND,
    DIFFERENCE_UNIT_MASTERY,
    DIFFERENCE_UNIT_MOVE_ON,
    DIFFERENCE_MODULE_ID,
    DIFFERENCE_PAGE_ADDED,
    DIFFERENCE_PAGE_REMOVED,
    DIFFERENCE_PAGE_RENAMED,
    DIFFERENCE_PAGE_MOVED,
    DIFFERENCE_PAGE_CHANGED,
    DIFFERENCE_PAGE_PASS_MARK,
    DIFFERENCE_CAPTIONS_ADDED,
    DIFFERENCE_CAPTIONS_REMOVED,
    DIFFERENCE_CAPTIONS_CHANGED,
    DIFFERENCE_FILE_ADDED,
    DIFFERENCE_FILE_REMOVED,
    DIFFERENCE_FILE_RENAMED,
    DIFFERENCE_FILE_CHANGED,
    DIFFERENCE_FILE_DAMAGED,
    DIFFERENCE_KINDS
};

enum difference_weight {
    DIFFERENCE_NOTE,
    DIFFERENCE_WARNING, /* some learners will notice more than new content */
    DIFFERENCE_ERROR,   /* records of learners are lost, or no longer found */
    DIFFERENCE_WEIGHTS
};

/* Texts are as the packages have them, and may be no UTF-8; NULL where there is none. */
struct difference_change {
    enum difference_kind kind;
    enum difference_weight weight;
    const char *format; /* as `build --format` has it; NULL: whatever the format */
    const char *subject;
    const char *before;
    const char *after;
    const char *effect; /* what comes of it, as a sentence; ours */
    bool has_sizes;     /* whether it is of files, of these bytes: */
    uint64_t old_size;
    uint64_t new_size;
};

struct difference {
    struct arena *arena;
    const struct opened *before;
    const struct opened *after;
    /* By topic, in each in the packages' order. */
    const struct difference_change *changes;
    size_t change_count;
    size_t counts[DIFFERENCE_KINDS];
    size_t weights[DIFFERENCE_WEIGHTS];
};

/* Compares two packages, which must live as long as `arena`, where *out lives too. Content is read
 * where names and sizes do not tell. UNAVAILABLE when a package cannot be read. */
MUST_CHECK enum status difference_make(const struct opened *before, const struct opened *after,
                                       struct arena *arena, const struct difference **out,
                                       struct error *error);

/* Lines of text for course teams: first what happens to learners' records; of long lists only the
 * beginning. Lives in the difference's arena, as the other. TOO_LARGE over 1 MiB. */
MUST_CHECK enum status difference_text(const struct difference *difference, struct text *out,
                                       struct error *error);

/* All of it as JSON: an object whose keys packager/README.md lists. */
MUST_CHECK enum status difference_json(const struct difference *difference, struct text *out,
                                       struct error *error);

/* "unit-renamed"; what it is about; and how a line about it begins: "renamed". */
const char *difference_kind_name(enum difference_kind kind);
enum difference_topic difference_kind_topic(enum difference_kind kind);
const char *difference_kind_word(enum difference_kind kind);

/* "note", "warning", "error". */
const char *difference_weight_name(enum difference_weight weight);

#endif
