/* SPDX-License-Identifier: Apache-2.0 */

/* Captions and chapters (WebVTT): that browsers show every cue, and that people can read it. */
#include "check/facts.h"

#include "base/arena.h"
#include "base/language.h"
#include "media/webvtt.h"
#include "opened/opened.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

enum { CHARACTERS_PER_SECOND_MAX = 20, CUE_LINES_MAX = 3 };

#define WEBVTT "https://www.w3.org/TR/webvtt1/"
#define NETFLIX "Netflix Timed Text Style Guide, English: 20 characters a second"
#define BBC "https://www.bbc.co.uk/accessibility/forproducts/guides/subtitles/"

static bool ends_as(const char *path, const char *ending)
{
    size_t length = strlen(path);
    size_t tail = strlen(ending);
    return length > tail && strcasecmp(path + length - tail, ending) == 0;
}

static bool is_webvtt(const struct opened_file *file)
{
    return ends_as(file->path, ".vtt");
}

static bool is_captions(const struct opened_file *file)
{
    static const char *const OTHERS[] = {".srt", ".sbv", ".ttml", ".dfxp", ".ass", ".ssa"};
    bool is_other = false;
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
        is_other = is_other || ends_as(file->path, OTHERS[i]);
    }
    return is_other || (is_webvtt(file) && !check_is_chapters(file));
}

/* Of captions of other kinds nothing is read. */
static const void *prepare(const struct check *check)
{
    struct webvtt *webvtt = ARENA_NEW(check->scratch, struct webvtt);
    struct text text;
    if (!is_webvtt(check->file)) {
        return webvtt;
    }
    if (!check_text(check, &text)) {
        return NULL;
    }
    *webvtt = webvtt_parse(text, check->scratch);
    return webvtt;
}

static void look_at_format(const struct check *check, const struct check_rule *rule)
{
    if (!is_webvtt(check->file)) {
        check_found(check, rule, check_line(check, 0), "it is no WebVTT");
    }
}

static void look_for_faults(const struct check *check, const struct check_rule *rule)
{
    const struct webvtt *webvtt = check->prepared;
    const enum webvtt_fault_kind *kind = rule->about;
    for (const struct webvtt_fault *fault = webvtt->faults; fault != NULL; fault = fault->next) {
        if (fault->kind == *kind) {
            check_found(check, rule, check_line(check, fault->line), "%s", fault->message);
        }
    }
}

struct cue_rule {
    /* Tells of a cue; `before` is the one above it, or NULL. */
    void (*look)(const struct check *check, const struct check_rule *rule,
                 const struct webvtt_cue *cue, const struct webvtt_cue *before);
};

static void look_at_cues(const struct check *check, const struct check_rule *rule)
{
    const struct webvtt *webvtt = check->prepared;
    const struct cue_rule *about = rule->about;
    for (size_t i = 0; i < webvtt->cue_count; i++) {
        about->look(check, rule, &webvtt->cues[i], i > 0 ? &webvtt->cues[i - 1] : NULL);
    }
}

/* The end of what begins with '<' or '&' at `at`, or `at` itself if it is just that character. */
static size_t end_of_markup(struct text text, size_t at)
{
    enum { REFERENCE_MAX = 12 };
    bool is_tag = text.data[at] == '<';
    size_t limit = is_tag || text.length - at < REFERENCE_MAX ? text.length : at + REFERENCE_MAX;
    for (size_t i = at + 1; i < limit; i++) {
        if (text.data[i] == (is_tag ? '>' : ';')) {
            return i;
        }
    }
    return at;
}

/* What a reader sees: no tags; a reference is one character, and so is white space. */
static size_t count_shown(struct text text)
{
    size_t count = 0;
    bool is_behind_blank = true;
    for (size_t i = 0; i < text.length; i++) {
        char character = text.data[i];
        bool is_blank = strchr(" \t\r\n", character) != NULL && character != '\0';
        bool is_inside = ((unsigned char)character & 0xC0) == 0x80; /* of a UTF-8 sequence */
        if (character == '<' && end_of_markup(text, i) > i) {
            i = end_of_markup(text, i);
            continue;
        }
        if (character == '&') {
            i = end_of_markup(text, i);
        }
        count += is_inside || (is_blank && is_behind_blank) ? 0 : 1;
        is_behind_blank = is_blank;
    }
    return count;
}

static void look_for_empty(const struct check *check, const struct check_rule *rule,
                           const struct webvtt_cue *cue, const struct webvtt_cue *before)
{
    (void)before;
    if (count_shown(cue->text) == 0) {
        check_found(check, rule, check_line(check, cue->line), "the cue has no text");
    }
}

static void look_for_overlap(const struct check *check, const struct check_rule *rule,
                             const struct webvtt_cue *cue, const struct webvtt_cue *before)
{
    if (before != NULL && cue->start_ms >= before->start_ms && cue->start_ms < before->end_ms) {
        check_found(check, rule, check_line(check, cue->line),
                    "the cue starts %" PRIu64 " ms before the one above it ends",
                    before->end_ms - cue->start_ms);
    }
}

static void look_at_speed(const struct check *check, const struct check_rule *rule,
                          const struct webvtt_cue *cue, const struct webvtt_cue *before)
{
    (void)before;
    uint64_t length = cue->end_ms - cue->start_ms;
    uint64_t characters = count_shown(cue->text);
    if (characters * 1000 > CHARACTERS_PER_SECOND_MAX * length) {
        check_found(check, rule, check_line(check, cue->line),
                    "the cue shows %" PRIu64 " characters for %" PRIu64 " ms: %" PRIu64 " a second",
                    characters, length, characters * 1000 / length);
    }
}

static void look_at_lines(const struct check *check, const struct check_rule *rule,
                          const struct webvtt_cue *cue, const struct webvtt_cue *before)
{
    (void)before;
    size_t lines = 1;
    for (size_t i = 0; i < cue->text.length; i++) {
        bool is_pair =
            cue->text.data[i] == '\r' && i + 1 < cue->text.length && cue->text.data[i + 1] == '\n';
        bool is_end = cue->text.data[i] == '\n' || (cue->text.data[i] == '\r' && !is_pair);
        lines += is_end ? 1 : 0;
    }
    if (lines > CUE_LINES_MAX) {
        check_found(check, rule, check_line(check, cue->line), "the cue has %zu lines", lines);
    }
}

/* 4.2.2 has c, i, b, u, ruby, rt, v, lang and times; what a converter leaves behind is another tag,
 * or a code of ASS in braces. */
static bool is_foreign_at(struct text rest)
{
    static const char *const FOREIGN[] = {"<font", "</font", "<span", "</span", "{\\", "<br"};
    for (size_t i = 0; i < sizeof FOREIGN / sizeof *FOREIGN; i++) {
        size_t length = strlen(FOREIGN[i]);
        if (rest.length >= length && strncasecmp(rest.data, FOREIGN[i], length) == 0) {
            return true;
        }
    }
    return false;
}

static void look_for_foreign_tags(const struct check *check, const struct check_rule *rule,
                                  const struct webvtt_cue *cue, const struct webvtt_cue *before)
{
    (void)before;
    for (size_t i = 0; i < cue->text.length; i++) {
        struct text rest = {cue->text.data + i, cue->text.length - i};
        if (is_foreign_at(rest)) {
            enum { SHOWN = 16 };
            const char *shown =
                arena_copy(check->scratch,
                           (struct text){rest.data, rest.length < SHOWN ? rest.length : SHOWN});
            check_found(check, rule, check_line(check, cue->line),
                        "the cue has markup of another format: '%s'", check_show(check, shown));
            return;
        }
    }
}

static void look_at_language(const struct check *check, const struct check_rule *rule)
{
    const struct webvtt *webvtt = check->prepared;
    if (webvtt->language.length > 0 && !language_is_valid(webvtt->language)) {
        const char *language = arena_copy(check->scratch, webvtt->language);
        check_found(check, rule, check_line(check, 0), "'%s' is no language tag",
                    check_show(check, language));
    }
}

/* Of chapters one rule tells all that keeps a browser from listing them, but for their order. */
static void look_for_unlisted(const struct check *check, const struct check_rule *rule)
{
    const struct webvtt *webvtt = check->prepared;
    for (const struct webvtt_fault *fault = webvtt->faults; fault != NULL; fault = fault->next) {
        if (fault->kind != WEBVTT_OUT_OF_ORDER) {
            check_found(check, rule, check_line(check, fault->line), "%s", fault->message);
        }
    }
}

#define FAULT(kind_)                                                  \
    .look = look_for_faults, .about = &(const enum webvtt_fault_kind) \
    {                                                                 \
        kind_                                                         \
    }
#define CUES(look_)                                         \
    .look = look_at_cues, .about = &(const struct cue_rule) \
    {                                                       \
        look_                                               \
    }

static const struct check_rule RULES[] = {
    {.id = "V-format",
     .severity = CHECK_WARNING,
     .title = "Captions are WebVTT",
     .why = "Browsers show no other format.",
     .remedy = "Convert it to WebVTT (.vtt), as any editor of subtitles can.",
     .source = "https://html.spec.whatwg.org/multipage/media.html#the-track-element",
     .look = look_at_format},
    {.id = "V-utf8",
     .severity = CHECK_ERROR,
     .title = "Captions are UTF-8",
     .why = "Browsers read nothing else: letters beyond ASCII turn into question marks.",
     .remedy = "Save the file as UTF-8.",
     .source = WEBVTT "#file-structure",
     FAULT(WEBVTT_NOT_UTF8)},
    {.id = "V-header",
     .severity = CHECK_ERROR,
     .title = "Captions begin with 'WEBVTT'",
     .why = "Browsers drop the whole file without a word.",
     .remedy = "Put a line with WEBVTT, and an empty one, before the first cue.",
     .source = WEBVTT "#file-structure",
     FAULT(WEBVTT_NO_HEADER)},
    {.id = "V-timing",
     .severity = CHECK_ERROR,
     .title = "Cue timings are well formed",
     .why =
         "Browsers drop the cue without a word; commas, as SubRip has them, are the usual cause.",
     .remedy = "Write it as 00:01.000 --> 00:04.500, with blanks around the arrow.",
     .source = WEBVTT "#webvtt-timestamp",
     FAULT(WEBVTT_BAD_TIMING)},
    {.id = "V-ends",
     .severity = CHECK_ERROR,
     .title = "Each cue ends after it starts",
     .why = "No browser shows it.",
     .remedy = "Correct its times.",
     .source = WEBVTT "#webvtt-cue-timings",
     FAULT(WEBVTT_ENDS_BEFORE_START)},
    {.id = "V-order",
     .severity = CHECK_WARNING,
     .title = "Cues stand in the order of time",
     .why = "The standard asks for it; transcripts and screen readers give them in the order of "
            "the file.",
     .remedy = "Sort the cues by their start.",
     .source = WEBVTT "#webvtt-cue-timings",
     FAULT(WEBVTT_OUT_OF_ORDER)},
    {.id = "V-none",
     .severity = CHECK_ERROR,
     .title = "Captions have cues",
     .why = "The player offers captions, and shows none.",
     .remedy = "Write them; speech recognition gives a first draft.",
     .source = "WCAG 2.2, 1.2.2 Captions (Prerecorded)",
     FAULT(WEBVTT_NO_CUE)},
    {.id = "V-many",
     .severity = CHECK_WARNING,
     .title = "Captions have at most 20000 cues",
     .why = "That is a day of talk: the file is no captions, and browsers grow slow with it.",
     .remedy = "Look at what the file holds; cues of data belong elsewhere.",
     .source = "a limit of this check",
     FAULT(WEBVTT_TOO_MANY)},
    {.id = "V-empty",
     .severity = CHECK_WARNING,
     .title = "Each cue has text",
     .why = "Something was said there, and who cannot hear it is not told.",
     .remedy = "Write what is said, or remove the cue.",
     .source = "WCAG 2.2, 1.2.2 Captions (Prerecorded)",
     CUES(look_for_empty)},
    {.id = "V-overlap",
     .severity = CHECK_NOTE,
     .title = "A cue ends before the next one starts",
     .why = "Two are shown at once, in an order that browsers choose, and cover more of the film.",
     .remedy = "End the one where the other starts, or put both speakers into one cue.",
     .source = BBC,
     CUES(look_for_overlap)},
    {.id = "V-speed",
     .severity = CHECK_WARNING,
     .title = "Cues can be read: at most 20 characters a second",
     .why = "Captions that are faster than people read help nobody.",
     .remedy = "Show it longer, or shorten the text.",
     .source = NETFLIX,
     CUES(look_at_speed)},
    {.id = "V-lines",
     .severity = CHECK_NOTE,
     .title = "A cue has at most three lines",
     .why = "It covers the film, and on phones lines are broken once more.",
     .remedy = "Part it into two cues.",
     .source = BBC,
     CUES(look_at_lines)},
    {.id = "V-tags",
     .severity = CHECK_WARNING,
     .title = "Cues have no markup of other formats",
     .why = "Browsers show codes as text, or drop them and what they meant.",
     .remedy = "Remove it, or use WebVTT's own: <b>, <i>, <v Speaker>.",
     .source = WEBVTT "#webvtt-cue-text",
     CUES(look_for_foreign_tags)},
    {.id = "V-language",
     .severity = CHECK_WARNING,
     .title = "The language that captions name is a language tag",
     .why = "Players offer it by that name, and screen readers choose the voice by it.",
     .remedy = "Write en, or en-GB.",
     .source = "RFC 5646",
     .look = look_at_language},
    {0},
};

extern const struct check_family CHECK_CAPTIONS_FAMILY;
const struct check_family CHECK_CAPTIONS_FAMILY = {
    .name = "captions",
    .title = "Captions",
    .wants = is_captions,
    .prepare = prepare,
    .rules = RULES,
};

static const struct check_rule CHAPTER_RULES[] = {
    {.id = "V-chapters",
     .severity = CHECK_ERROR,
     .title = "Chapters are WebVTT that browsers read",
     .why = "A chapter that is not well formed is dropped without a word, or all of them are.",
     .remedy = "Begin with WEBVTT and an empty line; write times as 00:01.000 --> 00:04.500.",
     .source = WEBVTT "#file-structure",
     .look = look_for_unlisted},
    {.id = "V-chapters-order",
     .severity = CHECK_WARNING,
     .title = "Chapters stand in the order of time",
     .why = "They are listed in the order of the file, and the list leads back and forth.",
     .remedy = "Sort them by their start.",
     .source = WEBVTT "#introduction-chapters",
     FAULT(WEBVTT_OUT_OF_ORDER)},
    {.id = "V-chapters-overlap",
     .severity = CHECK_WARNING,
     .title = "A chapter ends before the next one starts",
     .why = "Where two are at once, what is marked as the one being shown is chance.",
     .remedy = "End the one where the other starts.",
     .source = WEBVTT "#introduction-chapters",
     CUES(look_for_overlap)},
    {.id = "V-chapters-title",
     .severity = CHECK_WARNING,
     .title = "Each chapter has a title",
     .why = "It is an empty line in the list.",
     .remedy = "Write what the chapter is about, in a few words.",
     .source = WEBVTT "#introduction-chapters",
     CUES(look_for_empty)},
    {0},
};

extern const struct check_family CHECK_CHAPTERS_FAMILY;
const struct check_family CHECK_CHAPTERS_FAMILY = {
    .name = "chapters",
    .title = "Chapters of films",
    .wants = check_is_chapters,
    .prepare = prepare,
    .rules = CHAPTER_RULES,
};
