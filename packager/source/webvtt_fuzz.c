/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as captions: what is accepted has cues, and messages name a line of the file. */
#include "source/webvtt.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct webvtt webvtt = {0};
    struct error error = {0};
    struct text text = {(const char *)data, size};
    if (webvtt_read(text, "a.vtt", &webvtt, &error) == STATUS_OK) {
        assert(webvtt.cue_count > 0 && webvtt.end_ms > 0);
    } else {
        assert(strncmp(error.message, "a.vtt:", 6) == 0);
    }
    return 0;
}
