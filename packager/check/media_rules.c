/* SPDX-License-Identifier: Apache-2.0 */

/* Films, sounds and pictures, by what their bytes say: that learners' browsers show them, whole,
 * and without waiting. */
#include "check/facts.h"

#include "opened/opened.h"
#include "targets/target.h"

#include <inttypes.h>
#include <string.h>

enum {
    FILM_WIDTH_MAX = 1920,
    FILM_HEIGHT_MAX = 1080,
    FILM_KILOBITS_MAX = 5000,
    SOUND_KILOBITS_MAX = 320,
};

#define MDN_CONTAINERS "https://developer.mozilla.org/docs/Web/Media/Guides/Formats/Containers"
#define MDN_VIDEO "https://developer.mozilla.org/docs/Web/Media/Guides/Formats/Video_codecs"
#define MDN_AUDIO "https://developer.mozilla.org/docs/Web/Media/Guides/Formats/Audio_codecs"

static bool is_media(const struct opened_file *file)
{
    return check_promised_kind(file) != NULL;
}

static void found(const struct check *check, const struct check_rule *rule, const char *message)
{
    check_found(check, rule, check_line(check, 0), "%s", message);
}

static bool is_named_as_film(const struct check *check)
{
    return check_promised_kind(check->file)->class == MEDIA_CLASS_FILM;
}

static void look_for_unknown(const struct check *check, const struct check_rule *rule)
{
    const struct media_facts *facts = check->prepared;
    if (facts->kind == MEDIA_KIND_UNKNOWN) {
        check_found(check, rule, check_line(check, 0), "it is %s, not %s",
                    facts->size == 0 ? "empty" : "of no kind that is known by its bytes",
                    check_promised_kind(check->file)->title);
    }
}

static void look_at_kind(const struct check *check, const struct check_rule *rule)
{
    const struct media_facts *facts = check->prepared;
    const struct media_kind_row *promised = check_promised_kind(check->file);
    if (facts->kind != MEDIA_KIND_UNKNOWN && facts->kind != promised->kind) {
        check_found(check, rule, check_line(check, 0), "it is %s, though its name says %s",
                    media_kind_find(facts->kind)->title, promised->title);
    }
}

static void look_for_unshown(const struct check *check, const struct check_rule *rule)
{
    const struct media_facts *facts = check->prepared;
    const struct media_kind_row *row = media_kind_find(facts->kind);
    if (facts->kind != MEDIA_KIND_UNKNOWN && !row->is_shown) {
        check_found(check, rule, check_line(check, 0), "it is %s, which browsers do not show",
                    row->title);
    }
}

static void look_at_container(const struct check *check, const struct check_rule *rule)
{
    const struct media_facts *facts = check->prepared;
    const struct media_kind_row *row = media_kind_find(facts->kind);
    bool is_film = is_named_as_film(check) && row->class == MEDIA_CLASS_FILM && row->is_shown;
    if (is_film && facts->kind != MEDIA_KIND_MP4) {
        check_found(check, rule, check_line(check, 0),
                    "it is %s, which some browsers and LMSs do not know", row->title);
    }
}

static void look_for_cut(const struct check *check, const struct check_rule *rule)
{
    const struct media_facts *facts = check->prepared;
    if (facts->is_cut) {
        found(check, rule, "it ends before its own sizes say: a part of it is missing");
    }
}

static void look_for_damage(const struct check *check, const struct check_rule *rule)
{
    const struct media_facts *facts = check->prepared;
    if (facts->damage[0] != '\0') {
        found(check, rule, facts->damage);
    }
}

static bool is_sound_of_structure(const struct media_facts *facts)
{
    return !facts->is_cut && facts->damage[0] == '\0';
}

static bool is_mp4(const struct media_facts *facts)
{
    return facts->kind == MEDIA_KIND_MP4 || facts->kind == MEDIA_KIND_QUICKTIME;
}

static bool is_webm(const struct media_facts *facts)
{
    return facts->kind == MEDIA_KIND_WEBM || facts->kind == MEDIA_KIND_MATROSKA;
}

static void look_at_order(const struct check *check, const struct check_rule *rule)
{
    const struct media_facts *facts = check->prepared;
    if (facts->index == MEDIA_INDEX_BEHIND) {
        found(check, rule, "its index (box 'moov') stands behind its pictures (box 'mdat')");
    }
}

static void look_for_index(const struct check *check, const struct check_rule *rule)
{
    const struct media_facts *facts = check->prepared;
    bool has_none = is_webm(facts) && facts->index == MEDIA_INDEX_NONE;
    if (has_none && is_sound_of_structure(facts)) {
        found(check, rule, "it has no index (element 'Cues')");
    }
}

static void look_for_fragments(const struct check *check, const struct check_rule *rule)
{
    const struct media_facts *facts = check->prepared;
    if (facts->is_fragmented) {
        found(check, rule, "it is in fragments (box 'moof' or 'mvex')");
    }
}

static void look_at_duration(const struct check *check, const struct check_rule *rule)
{
    const struct media_facts *facts = check->prepared;
    /* Only of what has tracks a duration was looked for. */
    if (facts->track_count > 0 && facts->duration_ms == 0 && is_sound_of_structure(facts)) {
        found(check, rule, "it does not say how long it plays");
    }
}

/* Profiles of H.264 with 8 bits and 4:2:0, which is what decoders in browsers know: Baseline, Main,
 * Extended, High. */
static bool is_playable_video(const char *codec)
{
    static const char *const PROFILES[] = {"42", "4D", "58", "64"};
    if (strncmp(codec, "avc1.", 5) != 0 && strncmp(codec, "avc3.", 5) != 0) {
        return false;
    }
    for (size_t i = 0; i < sizeof PROFILES / sizeof *PROFILES; i++) {
        if (strncmp(codec + 5, PROFILES[i], 2) == 0) {
            return true;
        }
    }
    return false;
}

/* AAC-LC, and its two extensions for low rates. */
static bool is_playable_audio(const char *codec)
{
    return strcmp(codec, "mp4a.40.2") == 0 || strcmp(codec, "mp4a.40.5") == 0 ||
           strcmp(codec, "mp4a.40.29") == 0;
}

struct codec_rule {
    enum media_track_kind kind;
    bool (*is_playable)(const char *codec);
    const char *message;
};

static void look_at_codecs(const struct check *check, const struct check_rule *rule)
{
    const struct media_facts *facts = check->prepared;
    const struct codec_rule *about = rule->about;
    for (size_t i = 0; is_mp4(facts) && i < facts->track_count; i++) {
        const struct media_track *track = &facts->tracks[i];
        if (track->kind == about->kind && !about->is_playable(track->codec)) {
            check_found(check, rule, check_line(check, 0), "%s '%s'", about->message, track->codec);
        }
    }
}

static void look_for_sound_only(const struct check *check, const struct check_rule *rule)
{
    const struct media_facts *facts = check->prepared;
    if (is_named_as_film(check) && facts->track_count > 0 &&
        !check_has_track(facts, MEDIA_TRACK_VIDEO)) {
        found(check, rule, "it is named as a film, and has no pictures");
    }
}

/* Upright films count as lying ones. */
static void look_at_resolution(const struct check *check, const struct check_rule *rule)
{
    const struct media_facts *facts = check->prepared;
    for (size_t i = 0; i < facts->track_count; i++) {
        const struct media_track *track = &facts->tracks[i];
        uint32_t longer = track->width > track->height ? track->width : track->height;
        uint32_t shorter = track->width > track->height ? track->height : track->width;
        bool is_large = longer > FILM_WIDTH_MAX || shorter > FILM_HEIGHT_MAX;
        if (track->kind == MEDIA_TRACK_VIDEO && is_large) {
            check_found(check, rule, check_line(check, 0),
                        "its pictures are of %" PRIu32 " x %" PRIu32 " pixels", track->width,
                        track->height);
        }
    }
}

static void look_at_rate(const struct check *check, const struct check_rule *rule)
{
    const struct media_facts *facts = check->prepared;
    if (facts->duration_ms == 0) {
        return;
    }
    bool is_film = check_has_track(facts, MEDIA_TRACK_VIDEO);
    uint64_t limit = is_film ? FILM_KILOBITS_MAX : SOUND_KILOBITS_MAX;
    uint64_t kilobits = facts->size / facts->duration_ms * 8;
    if (kilobits > limit) {
        check_found(check, rule, check_line(check, 0),
                    "it takes %" PRIu64 " kbit/s, and %" PRIu64 " are plenty for %s", kilobits,
                    limit, is_film ? "a film" : "a sound");
    }
}

/* Of what is not known of an LMS nothing is told. */
static void look_at_share(const struct check *check, const struct check_rule *rule)
{
    const struct media_facts *facts = check->prepared;
    if (check->lms == NULL) {
        return;
    }
    const struct target_limit *limit = &check->lms->limits[TARGET_ZIP_BYTES];
    if (limit->fact.mark != TARGET_UNKNOWN && facts->size > limit->max / 2) {
        check_found(check, rule, check_line(check, 0),
                    "it has %" PRIu64 " bytes, and %s takes at most %" PRIu64 " in all (%s: %s)",
                    facts->size, check->lms->name, limit->max, target_mark_name(limit->fact.mark),
                    limit->fact.source);
    }
}

static const struct check_rule RULES[] = {
    {.id = "M-unknown",
     .severity = CHECK_ERROR,
     .title = "What is named as a film, a sound or a picture is one",
     .why = "A browser shows nothing, or a broken picture. Often it is an error page that was "
            "saved, or an upload that failed.",
     .remedy = "Export the file anew.",
     .source = "https://mimesniff.spec.whatwg.org/",
     .look = look_for_unknown},
    {.id = "M-kind",
     .severity = CHECK_WARNING,
     .title = "A media file's ending is that of its kind",
     .why = "LMSs tell browsers the kind by the ending; some browsers believe them, and show "
            "nothing.",
     .remedy = "Give the file the ending of its kind, and its addresses with it, or convert it.",
     .source = "https://mimesniff.spec.whatwg.org/",
     .look = look_at_kind},
    {.id = "M-shown",
     .severity = CHECK_WARNING,
     .title = "Media files are of kinds that browsers show",
     .why = "No browser of today plays Flash, Windows Media, AVI or MPEG-2, and most do not show "
            "TIFF or HEIC.",
     .remedy = "Convert films to MP4 with H.264 and AAC, sounds to MP3, and pictures to JPEG or "
               "PNG.",
     .source = MDN_CONTAINERS,
     .look = look_for_unshown},
    {.id = "M-container",
     .severity = CHECK_WARNING,
     .title = "Films are MP4 files",
     .why = "It is the one kind that all browsers play and all LMSs serve rightly; older iPhones "
            "and iPads play no other.",
     .remedy = "Convert it to MP4 with H.264 and AAC.",
     .source = MDN_CONTAINERS,
     .look = look_at_container},
    {.id = "M-cut",
     .severity = CHECK_ERROR,
     .title = "A media file is whole",
     .why = "It stops on the way, or is not shown at all; a film that stops never tells the LMS "
            "that it was seen.",
     .remedy = "Export or copy the file anew.",
     .source = "ISO/IEC 14496-12, 4.2; RFC 9559; PNG 3, 5.3",
     .look = look_for_cut},
    {.id = "M-damaged",
     .severity = CHECK_ERROR,
     .title = "A media file can be read",
     .why = "Browsers give up where it breaks the rules of its kind.",
     .remedy = "Export the file anew.",
     .source = "ISO/IEC 14496-12; RFC 9559; ITU-T T.81; PNG 3",
     .look = look_for_damage},
    {.id = "M-faststart",
     .severity = CHECK_WARNING,
     .title = "An MP4 begins with its index",
     .why =
         "A browser must load all of the film before it can begin, or ask for parts of it, which "
         "not every LMS can give.",
     .remedy = "Have it written for the web: `ffmpeg -i IN -c copy -movflags +faststart OUT`.",
     .source = "ISO/IEC 14496-12, 6.2.3",
     .look = look_at_order},
    {.id = "M-index",
     .severity = CHECK_WARNING,
     .title = "A WebM has an index",
     .why = "Learners cannot go back to what they did not understand.",
     .remedy = "Have it written anew: `ffmpeg -i IN -c copy OUT`.",
     .source = "RFC 9559, 5.1.5",
     .look = look_for_index},
    {.id = "M-fragmented",
     .severity = CHECK_NOTE,
     .title = "An MP4 in a package is in one piece",
     .why = "Fragments are for streaming by scripts; played as a file, some browsers show no "
            "duration, or cannot seek.",
     .remedy = "Have it written anew: `ffmpeg -i IN -c copy -movflags +faststart OUT`.",
     .source = "ISO/IEC 14496-12, 8.8",
     .look = look_for_fragments},
    {.id = "M-duration",
     .severity = CHECK_WARNING,
     .title = "A film or sound says how long it plays",
     .why = "Learners do not see how long it takes, and 'seen to the end' may never come.",
     .remedy = "Have it written anew: `ffmpeg -i IN -c copy OUT`.",
     .source = "ISO/IEC 14496-12, 8.2.2; RFC 9559, 5.1.2.10",
     .look = look_at_duration},
    {.id = "M-video",
     .severity = CHECK_WARNING,
     .title = "Pictures of an MP4 are H.264 with 8 bits and 4:2:0",
     .why = "PCs that nobody may install decoders on play nothing else for certain: H.265 stays "
            "black, or needs what the PC lacks.",
     .remedy = "Convert it: `ffmpeg -i IN -c:v libx264 -pix_fmt yuv420p -c:a aac OUT`.",
     .source = MDN_VIDEO,
     .look = look_at_codecs,
     .about = &(const struct codec_rule){MEDIA_TRACK_VIDEO, is_playable_video,
                                         "its pictures are of the codec"}},
    {.id = "M-audio",
     .severity = CHECK_WARNING,
     .title = "The sound of an MP4 is AAC",
     .why = "With another codec some browsers play the film in silence.",
     .remedy = "Convert it: `ffmpeg -i IN -c:v copy -c:a aac OUT`.",
     .source = MDN_AUDIO,
     .look = look_at_codecs,
     .about = &(const struct codec_rule){MEDIA_TRACK_AUDIO, is_playable_audio,
                                         "its sound is of the codec"}},
    {.id = "M-sound-only",
     .severity = CHECK_NOTE,
     .title = "What is named as a film has pictures",
     .why = "Learners look at a black square, and wonder what is broken.",
     .remedy = "Name it .m4a or .mp3, and offer it as sound with a transcript.",
     .source = "WCAG 2.2, 1.2.1",
     .look = look_for_sound_only},
    {.id = "M-resolution",
     .severity = CHECK_WARNING,
     .title = "A film has at most 1920 x 1080 pixels",
     .why = "Older PCs and phones cannot decode more in time: it stutters; and no LMS's window "
            "shows more.",
     .remedy = "Export it with 1280 x 720 or 1920 x 1080 pixels.",
     .source = "ITU-T H.264, level 4.1; NHS pain point 9",
     .look = look_at_resolution},
    {.id = "M-rate",
     .severity = CHECK_NOTE,
     .title = "A film takes at most 5000 kbit/s, a sound 320",
     .why = "On slow networks it stops again and again, and the package grows beyond what LMSs "
            "take.",
     .remedy = "Export it with a lower bit rate: 1500 kbit/s are good for 1280 x 720.",
     .source = "NHS pain point 9: upload limits and video weight",
     .look = look_at_rate},
    {.id = "M-share",
     .severity = CHECK_NOTE,
     .title = "No film takes more than half of what the LMS takes in all",
     .why = "The next film that is added makes the package one that the LMS refuses.",
     .remedy = "Export it with a lower bit rate, or give it a package of its own.",
     .source = "profiles/lms; NHS pain point 9",
     .look = look_at_share},
    {0},
};

extern const struct check_family CHECK_MEDIA_FAMILY;
const struct check_family CHECK_MEDIA_FAMILY = {
    .name = "media",
    .title = "Films, sounds and pictures",
    .wants = is_media,
    .prepare = check_prepare_facts,
    .rules = RULES,
};
