/* SPDX-License-Identifier: Apache-2.0 */

/* What the parts of a comparison share; for the files of this folder only. */
#ifndef DIFF_DIFFERENCE_PARTS_H
#define DIFF_DIFFERENCE_PARTS_H

#include "base/digest.h"
#include "diff/difference.h"

struct opened_file;
struct opened_structure;

/* What is known of a file's content. */
struct difference_print {
    enum { PRINT_UNKNOWN, PRINT_TAKEN, PRINT_DAMAGED } state;
    struct digest digest;
};

/* One of the two packages. */
struct difference_side {
    const struct opened *opened;
    struct difference_print *prints; /* one a file */
};

/* A comparison that is being made. */
struct difference_work {
    struct arena *arena;
    struct difference_side before;
    struct difference_side after;
    struct difference_change *changes;
    size_t change_count;
    size_t change_capacity;
    struct error failure; /* what kept it from reading; its status is OK for nothing */
};

void difference_add(struct difference_work *work, const struct difference_change *change);

/* The digest of a file, taken once; NULL for one that is damaged or cannot be read. */
const struct digest *difference_digest(struct difference_work *work, struct difference_side *side,
                                       const struct opened_file *file);

/* Whether two texts, either of which may be NULL, are the same. */
bool difference_is_same(const char *before, const char *after);

/* How LMSs find again what they keep of learners, in one format. */
struct difference_identity {
    const char *format;  /* as in opened/structure.h */
    const char *changed; /* what happens to records when a unit's identifier changes; a sentence */
    const char *removed; /* and when it is gone */
    enum difference_weight removed_weight;
    bool keeps_groups;          /* whether something is kept of groups, too */
    const char *course_changed; /* what happens when the course's own changes; NULL: nothing */
    enum difference_weight course_weight;
    const char *module_changed; /* and when that of a module does which is no unit of its own */
};

/* NULL for formats without identifiers. */
const struct difference_identity *difference_identity_of(const char *format);

/* The parts, in the order of being asked. Each adds its changes. */
void difference_look_at_formats(struct difference_work *work);
void difference_look_at_pages(struct difference_work *work);
void difference_look_at_files(struct difference_work *work);

/* The units of one format, both structures of which are there. */
void difference_look_at_units(struct difference_work *work, const struct opened_structure *before,
                              const struct opened_structure *after);

#endif
