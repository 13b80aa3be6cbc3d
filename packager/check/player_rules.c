/* SPDX-License-Identifier: Apache-2.0 */

/* Video and sound in pages: captions, transcripts, and who starts them. WCAG 2.2; what is wrong in
 * the files themselves is told elsewhere. */
#include "check/accessibility.h"
#include "check/rule.h"

#include "base/arena.h"
#include "check/addresses.h"
#include "check/facts.h"
#include "opened/opened.h"

#include <string.h>
#include <strings.h>

/* What the page itself says is played; NULL if that is left to a script. */
static const char *source_of(const struct check_node *at)
{
    const char *source = html_attribute(at->node, "src");
    size_t inner = html_within(at->document, at->place, at->node->end, "source");
    if (source == NULL && inner != HTML_NONE) {
        source = html_attribute(&at->document->nodes[inner], "src");
    }
    return source != NULL && source[0] != '\0' ? source : NULL;
}

static bool has_source(const struct check_node *at)
{
    return source_of(at) != NULL;
}

/* One without sound that goes round and round is a picture. */
static bool is_background(const struct check_node *at)
{
    return html_attribute(at->node, "muted") != NULL && html_attribute(at->node, "loop") != NULL;
}

static bool is_captions(const struct check_node *track)
{
    /* HTML 4.8.11: subtitles are what is meant where nothing is said. */
    return html_attribute(track->node, "kind") == NULL ||
           check_value_is(track, "kind", "captions") || check_value_is(track, "kind", "subtitles");
}

static bool has_captions(const struct check_node *at)
{
    bool has_captions = false;
    for (size_t i = at->place + 1; i < at->node->end; i++) {
        const struct check_node inner = {at->check, at->document, &at->document->nodes[i], i};
        has_captions |=
            html_is(inner.node, "track") && is_captions(&inner) && check_says(&inner, "src");
    }
    return has_captions;
}

/* Captions called as a film in the package is, with an ending for English at most. */
static const struct opened_file *captions_beside(const struct check_node *at,
                                                 const struct opened_file *film)
{
    static const char *const ENDINGS[] = {".vtt", ".en.vtt", ".en-GB.vtt", "-en.vtt", "_en.vtt"};
    int stem = (int)(strrchr(film->path, '.') - film->path);
    const struct opened_file *captions = NULL;
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS && captions == NULL; i++) {
        captions = opened_find_folded(at->check->opened, arena_print(at->check->scratch, "%.*s%s",
                                                                     stem, film->path, ENDINGS[i]));
    }
    return captions;
}

/* A film in the package is listened to, and told of, by V-missing; of one with captions beside it
 * that would say nothing, so it is for the page to show them. */
static const char *captions_fault(const struct check_node *at)
{
    if (!has_source(at) || is_background(at) || has_captions(at)) {
        return NULL;
    }
    const struct opened_file *film = check_address_file(at->check, source_of(at));
    if (film == NULL || check_promised_kind(film) == NULL) {
        return "the video has no captions";
    }
    const struct opened_file *captions = captions_beside(at, film);
    return captions != NULL ? arena_print(at->check->scratch, "no <track> shows its captions '%s'",
                                          check_show(at->check, captions->path))
                            : NULL;
}

static const char *track_language_fault(const struct check_node *at)
{
    return check_says(at, "src") && !check_says(at, "srclang") ? "it does not say its language"
                                                               : NULL;
}

static const char *track_kind_fault(const struct check_node *at)
{
    static const char *const KINDS[] = {"captions", "subtitles", "descriptions",
                                        "chapters", "metadata",  NULL};
    size_t place = 0;
    while (KINDS[place] != NULL && !check_value_is(at, "kind", KINDS[place])) {
        place++;
    }
    const char *kind = html_attribute(at->node, "kind");
    return kind == NULL || KINDS[place] != NULL
               ? NULL
               : arena_print(at->check->scratch, "there is no kind '%s'",
                             check_show(at->check, kind));
}

/* The word in the page's text, in a link or an address. */
static bool mentions_transcript(const struct html_document *document, const struct check *check)
{
    for (size_t i = 0; i < document->count; i++) {
        const struct html_node *node = &document->nodes[i];
        const char *text = node->name == NULL ? arena_copy(check->scratch, node->text)
                                              : html_attribute(node, "href");
        if (text != NULL && check_holds(text, "transcript") != NULL) {
            return true;
        }
    }
    return false;
}

static void look_for_transcript(const struct check *check, const struct check_rule *rule)
{
    static const char *const PLAYED[] = {"audio", "video", NULL};
    const struct check_page *page = check->prepared;
    for (size_t i = 0; i < page->document->count; i++) {
        const struct check_node at = {check, page->document, &page->document->nodes[i], i};
        if (html_is_one_of(at.node, PLAYED) && has_source(&at) && !is_background(&at)) {
            if (!mentions_transcript(page->document, check)) {
                check_node_found(&at, rule, "the page speaks of no transcript");
            }
            return;
        }
    }
}

static const char *autoplay_fault(const struct check_node *at)
{
    bool is_silent = html_attribute(at->node, "muted") != NULL;
    return html_attribute(at->node, "autoplay") != NULL && !is_silent && has_source(at)
               ? "it begins to speak by itself"
               : NULL;
}

static const char *controls_fault(const struct check_node *at)
{
    return html_attribute(at->node, "controls") == NULL && has_source(at) &&
                   !check_page_of(at)->has_scripts && !is_background(at)
               ? "nobody can start or stop it"
               : NULL;
}

static const struct check_rule RULES[] = {
    {.id = "A11Y-captions",
     .severity = CHECK_WARNING,
     .title = "Videos have captions",
     .why = "Who does not hear learns nothing; and on many NHS computers there is no sound.",
     .remedy = "Add <track kind=\"captions\" srclang=\"en\" src=\"...vtt\">.",
     .source = "WCAG 2.2, 1.2.2 Captions (Prerecorded)",
     CHECK_NODES(captions_fault, "video")},
    {.id = "A11Y-track-language",
     .severity = CHECK_NOTE,
     .title = "Captions say their language",
     .why = "Browsers demand it of subtitles, and name the track by it in their menu.",
     .remedy = "Add srclang=\"en\".",
     .source = "HTML, 4.8.11 The track element; WCAG 2.2, 3.1.2 Language of Parts",
     CHECK_NODES(track_language_fault, "track")},
    {.id = "A11Y-track-kind",
     .severity = CHECK_WARNING,
     .title = "Captions are of a kind that there is",
     .why = "Browsers take another one for data, and show nothing.",
     .remedy = "Write kind=\"captions\".",
     .source = "HTML, 4.8.11 The track element; WCAG 2.2, 1.2.2 Captions (Prerecorded)",
     CHECK_NODES(track_kind_fault, "track")},
    {.id = "A11Y-transcript",
     .severity = CHECK_NOTE,
     .title = "Beside video and sound there is a transcript",
     .why = "Who neither sees nor hears has nothing else; all others can read and search it.",
     .remedy = "Put it into the page, or link to it, and call it transcript.",
     .source = "WCAG 2.2, 1.2.1 Audio-only and Video-only; 1.2.3 Audio Description or Media "
               "Alternative",
     .look = look_for_transcript},
    {.id = "A11Y-autoplay",
     .severity = CHECK_WARNING,
     .title = "Nothing speaks by itself",
     .why = "It drowns the screen reader; and browsers often refuse to start it.",
     .remedy = "Remove autoplay, and let the learner start it.",
     .source = "WCAG 2.2, 1.4.2 Audio Control",
     CHECK_NODES(autoplay_fault, "video", "audio")},
    {.id = "A11Y-controls",
     .severity = CHECK_WARNING,
     .title = "Video and sound can be started and stopped",
     .why = "Nobody can play it, or stop it.",
     .remedy = "Add controls.",
     .source = "WCAG 2.2, 2.1.1 Keyboard; 2.2.2 Pause, Stop, Hide",
     CHECK_NODES(controls_fault, "video")},
    {0},
};

extern const struct check_family CHECK_PLAYER_FAMILY;
const struct check_family CHECK_PLAYER_FAMILY = {
    .name = "player",
    .title = "Accessibility of video and sound",
    .wants = check_is_html,
    .prepare = check_prepare_page,
    .rules = RULES,
};
