/* SPDX-License-Identifier: Apache-2.0 */

/* WebVTT captions, as far as they must be right for a browser to show every cue. */
#ifndef SOURCE_WEBVTT_H
#define SOURCE_WEBVTT_H

#include "base/error.h"
#include "base/text.h"

#include <stddef.h>
#include <stdint.h>

struct webvtt {
    size_t cue_count;
    uint64_t end_ms; /* when the last cue ends */
};

/* Reads a caption file: the WEBVTT header, then cues (at least one) with well-formed timings, each
 * ending after it starts and none starting before the one above it. Browsers drop what is not so
 * without a word. INVALID with "name:line: ..."; *out only on success. */
MUST_CHECK enum status webvtt_read(struct text text, const char *name, struct webvtt *out,
                                   struct error *error);

#endif
