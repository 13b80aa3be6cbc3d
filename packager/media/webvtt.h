/* SPDX-License-Identifier: Apache-2.0 */

/* WebVTT captions, as far as they must be right for a browser to show every cue. */
#ifndef MEDIA_WEBVTT_H
#define MEDIA_WEBVTT_H

#include "base/error.h"
#include "base/text.h"

#include <stddef.h>
#include <stdint.h>

struct arena;

enum { WEBVTT_CUES_MAX = 20000 }; /* a day of talk; more are a fault, and not read */

/* What can be wrong with a file, or with a cue. */
enum webvtt_fault_kind {
    WEBVTT_NOT_UTF8, /* nothing else is told then; nor is it of the next */
    WEBVTT_NO_HEADER,
    WEBVTT_BAD_TIMING,
    WEBVTT_ENDS_BEFORE_START,
    WEBVTT_OUT_OF_ORDER,
    WEBVTT_NO_CUE,
    WEBVTT_TOO_MANY,
};

struct webvtt_fault {
    enum webvtt_fault_kind kind;
    size_t line;
    const char *message; /* what is wrong and what to do, as a sentence that begins small */
    const struct webvtt_fault *next;
};

struct webvtt_cue {
    size_t line; /* of its timing */
    uint64_t start_ms;
    uint64_t end_ms;  /* after start_ms */
    struct text text; /* its lines, as they are written, with tags */
};

struct webvtt {
    size_t cue_count;
    uint64_t end_ms;               /* when the last cue ends */
    const struct webvtt_cue *cues; /* those with well-formed timings that end after they start */
    struct text language;          /* as a line "Language: en" of the header says; may be empty */
    const struct webvtt_fault *faults; /* in the order of lines */
};

/* Reads a caption file as far as it goes. All of *out lives in `arena`, but for texts, which are
 * borrowed from `text`. */
struct webvtt webvtt_parse(struct text text, struct arena *arena);

/* Checks a caption file: the WEBVTT header, then cues (at least one) with well-formed timings, each
 * ending after it starts and none starting before the one above it. Browsers drop what is not so
 * without a word. INVALID with "name:line: ..." for the first fault. */
MUST_CHECK enum status webvtt_check(struct text text, const char *name, struct error *error);

#endif
