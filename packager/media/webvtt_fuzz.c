/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as captions: what has no fault has cues, what is told lies within the file, and the
 * first fault is the one that a check ends with. */
#include "media/webvtt.h"

#include "base/arena.h"
#include "base/fuzz.h"

static void look_at(const struct webvtt *webvtt, struct text text)
{
    for (size_t i = 0; i < webvtt->cue_count; i++) {
        const struct webvtt_cue *cue = &webvtt->cues[i];
        fuzz_require(cue->line > 0 && cue->start_ms < cue->end_ms && cue->end_ms <= webvtt->end_ms);
        fuzz_require(cue->text.length == 0 ||
                     (cue->text.data >= text.data &&
                      cue->text.data + cue->text.length <= text.data + text.length));
    }
    for (const struct webvtt_fault *fault = webvtt->faults; fault != NULL; fault = fault->next) {
        fuzz_require(fault->line > 0 && fault->message[0] != '\0');
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(free) char *copy = fuzz_copy(data, size);
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct text text = {copy, size};
    const struct webvtt webvtt = webvtt_parse(text, arena);
    look_at(&webvtt, text);
    fuzz_require(webvtt.faults != NULL || webvtt.cue_count > 0);
    struct error error = {0};
    bool is_good = webvtt_check(text, "a.vtt", &error) == STATUS_OK;
    fuzz_require(is_good == (webvtt.faults == NULL));
    fuzz_require(is_good || strncmp(error.message, "a.vtt:", 6) == 0);
    return 0;
}
