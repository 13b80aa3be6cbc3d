/* SPDX-License-Identifier: Apache-2.0 */

/* What learners wait for, or are disturbed by, in pictures. */
#include "check/facts.h"

#include "opened/opened.h"

#include <inttypes.h>

enum { SIDE_MAX = 3840, BYTES_MAX = 2000000 };

static bool is_picture(const struct opened_file *file)
{
    const struct media_kind_row *row = check_promised_kind(file);
    return row != NULL && row->class == MEDIA_CLASS_PICTURE;
}

static void look_at_size(const struct check *check, const struct check_rule *rule)
{
    const struct media_facts *facts = check->prepared;
    if (facts->width > SIDE_MAX || facts->height > SIDE_MAX) {
        check_found(check, rule, check_line(check, 0), "it has %" PRIu32 " x %" PRIu32 " pixels",
                    facts->width, facts->height);
    }
}

static void look_at_weight(const struct check *check, const struct check_rule *rule)
{
    const struct media_facts *facts = check->prepared;
    if (facts->size > BYTES_MAX) {
        check_found(check, rule, check_line(check, 0), "it has %" PRIu64 " bytes", facts->size);
    }
}

static void look_at_movement(const struct check *check, const struct check_rule *rule)
{
    const struct media_facts *facts = check->prepared;
    if (facts->moves_on) {
        check_found(check, rule, check_line(check, 0),
                    "it moves for more than five seconds, or for ever");
    }
}

static const struct check_rule RULES[] = {
    {.id = "M-pixels",
     .severity = CHECK_WARNING,
     .title = "A picture has at most 3840 pixels a side",
     .why = "It is as it came from the camera, far larger than any page shows it; phones run out "
            "of memory.",
     .remedy = "Make it as wide as it is shown, or twice that: 1600 pixels do for a page's width.",
     .source = "NHS pain point 9: upload limits and weight",
     .look = look_at_size},
    {.id = "M-bytes",
     .severity = CHECK_NOTE,
     .title = "A picture has at most 2 MB",
     .why = "Learners on slow networks read the page before its picture comes.",
     .remedy = "Save photographs as JPEG of quality 80, in the size in which they are shown.",
     .source = "NHS pain point 9: upload limits and weight",
     .look = look_at_weight},
    {.id = "M-moving",
     .severity = CHECK_WARNING,
     .title = "A picture that moves comes to rest within five seconds",
     .why = "Nobody can stop it, and some people cannot read beside what moves.",
     .remedy = "Use a film with controls, or let the picture play once.",
     .source = "WCAG 2.2, 2.2.2 Pause, Stop, Hide",
     .look = look_at_movement},
    {0},
};

extern const struct check_family CHECK_PICTURE_FAMILY;
const struct check_family CHECK_PICTURE_FAMILY = {
    .name = "picture",
    .title = "Weight and movement of pictures",
    .wants = is_picture,
    .prepare = check_prepare_facts,
    .rules = RULES,
};
