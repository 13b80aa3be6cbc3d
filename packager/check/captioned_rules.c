/* SPDX-License-Identifier: Apache-2.0 */

/* Films, and the captions and chapters beside them. Which belong together is told by names alone:
 * captions are those of the film that is called as they are, but for a language or the like behind
 * a '.', '-' or
 * '_'; of one in the same folder rather than of one elsewhere. */
#include "check/facts.h"

#include "base/arena.h"
#include "base/file.h"
#include "media/webvtt.h"
#include "opened/opened.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    BEYOND_MS = 1000, /* encoders round a film's end */
    SUFFIXES_MAX = 4, /* "talk.en-GB_captions.vtt" */
    LONG_FILM_MS = 30000,
};

/* A film or captions. */
struct one {
    struct opened_file *file;
    struct text folder;
    const char *stem; /* its name without ending */
    bool is_captioned;
    bool is_group_captioned; /* of the first of that stem: captions elsewhere are for all of it */
};

struct list {
    struct one *items; /* by stem, then folder */
    size_t count;
};

struct captioned {
    struct list films;
    struct list captions;
    struct list chapters;
};

static struct one describe(struct opened_file *file, struct arena *arena)
{
    const char *name = path_name(file->path);
    const char *dot = strrchr(name, '.');
    return (struct one){.file = file,
                        .folder = {file->path, (size_t)(name - file->path)},
                        .stem = arena_copy(arena, (struct text){name, (size_t)(dot - name)})};
}

static int compare_folders(struct text left, struct text right)
{
    size_t shorter = left.length < right.length ? left.length : right.length;
    int order = shorter > 0 ? memcmp(left.data, right.data, shorter) : 0;
    return order != 0 ? order : (left.length > right.length) - (left.length < right.length);
}

static int compare_ones(const void *left, const void *right)
{
    const struct one *one = left;
    const struct one *other = right;
    int order = strcasecmp(one->stem, other->stem);
    return order != 0 ? order : compare_folders(one->folder, other->folder);
}

static bool is_film(const struct opened_file *file)
{
    const struct media_kind_row *row = check_promised_kind(file);
    return row != NULL && row->class == MEDIA_CLASS_FILM;
}

static bool is_captions(const struct opened_file *file)
{
    const char *ending = strrchr(path_name(file->path), '.');
    return ending != NULL && strcasecmp(ending, ".vtt") == 0 && !check_is_chapters(file);
}

static struct list list(const struct check *check, bool (*belongs)(const struct opened_file *file))
{
    const struct opened *opened = check->opened;
    struct list list = {.items = ARENA_ARRAY(check->scratch, struct one, opened->file_count)};
    for (size_t i = 0; i < opened->file_count; i++) {
        if (belongs(&opened->files[i])) {
            list.items[list.count++] = describe(&opened->files[i], check->scratch);
        }
    }
    if (list.count > 0) {
        qsort(list.items, list.count, sizeof *list.items, compare_ones);
    }
    return list;
}

/* The first film that is not before `wanted`. */
static size_t lower_bound(const struct list *films, const struct one *wanted)
{
    size_t low = 0;
    size_t high = films->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool is_before = compare_ones(&films->items[middle], wanted) < 0;
        low = is_before ? middle + 1 : low;
        high = is_before ? high : middle;
    }
    return low;
}

/* The first film of that stem; NULL if there is none. */
static struct one *find_group(const struct list *films, const char *stem)
{
    const struct one wanted = {.folder = {"", 0}, .stem = stem};
    size_t place = lower_bound(films, &wanted);
    bool is_one = place < films->count && strcasecmp(films->items[place].stem, stem) == 0;
    return is_one ? &films->items[place] : NULL;
}

/* The film of that stem in that folder, else the first of that stem; NULL if there is none. */
static struct one *find_by_stem(const struct list *films, const struct one *captions,
                                const char *stem)
{
    const struct one wanted = {.folder = captions->folder, .stem = stem};
    size_t place = lower_bound(films, &wanted);
    bool is_here = place < films->count && compare_ones(&films->items[place], &wanted) == 0;
    return is_here ? &films->items[place] : find_group(films, stem);
}

/* The film that captions belong to; NULL if no name tells. */
static struct one *find_film(const struct check *check, const struct list *films,
                             const struct one *captions)
{
    char *stem = arena_copy(check->scratch, text_of(captions->stem));
    struct one *film = find_by_stem(films, captions, stem);
    for (size_t i = 0; film == NULL && i < SUFFIXES_MAX; i++) {
        size_t length = strlen(stem);
        while (length > 0 && strchr("._- ", stem[length - 1]) == NULL) {
            length--;
        }
        if (length < 2) {
            break;
        }
        stem[length - 1] = '\0';
        film = find_by_stem(films, captions, stem);
    }
    return film;
}

static bool is_in_folder(struct text folder, const struct one *one)
{
    return text_equals(folder, one->folder);
}

static int compare_texts(const void *left, const void *right)
{
    const struct text *one = left;
    const struct text *other = right;
    return compare_folders(*one, *other);
}

/* Captions that no name joins to a film may be of any in their folder, by names that only a script
 * knows: all of them get the benefit of the doubt. */
static void forgive(struct list *films, struct text *folders, size_t count)
{
    if (count == 0) {
        return;
    }
    qsort(folders, count, sizeof *folders, compare_texts);
    for (size_t i = 0; i < films->count; i++) {
        struct one *film = &films->items[i];
        if (bsearch(&film->folder, folders, count, sizeof *folders, compare_texts) != NULL) {
            film->is_captioned = true;
        }
    }
}

static void join(const struct check *check, struct captioned *captioned)
{
    struct text *loose = ARENA_ARRAY(check->scratch, struct text, captioned->captions.count);
    size_t loose_count = 0;
    for (size_t i = 0; i < captioned->captions.count; i++) {
        const struct one *captions = &captioned->captions.items[i];
        struct one *film = find_film(check, &captioned->films, captions);
        if (film == NULL) {
            loose[loose_count++] = captions->folder;
        } else if (is_in_folder(captions->folder, film)) {
            film->is_captioned = true;
        } else {
            film->is_group_captioned = true;
        }
    }
    forgive(&captioned->films, loose, loose_count);
}

static const void *prepare(const struct check *check)
{
    struct captioned *captioned = ARENA_NEW(check->scratch, struct captioned);
    captioned->films = list(check, is_film);
    captioned->captions = list(check, is_captions);
    captioned->chapters = list(check, check_is_chapters);
    join(check, captioned);
    return captioned->films.count > 0 ? captioned : NULL;
}

static void look_for_missing(const struct check *check, const struct check_rule *rule)
{
    const struct captioned *captioned = check->prepared;
    for (size_t i = 0; i < captioned->films.count; i++) {
        const struct one *film = &captioned->films.items[i];
        if (film->is_captioned || find_group(&captioned->films, film->stem)->is_group_captioned) {
            continue;
        }
        const struct media_facts *facts = check_facts(check, film->file);
        bool speaks = facts != NULL && check_has_track(facts, MEDIA_TRACK_VIDEO) &&
                      check_has_track(facts, MEDIA_TRACK_AUDIO);
        if (speaks) {
            check_found(check, rule, (struct check_place){.file = film->file->path},
                        "it has sound, and the package no captions (.vtt) of its name");
        }
    }
}

/* Captions, or chapters, with the duration of their film. */
struct pair {
    const struct check *check;
    const struct check_rule *rule;
    const struct opened_file *captions;
    const struct webvtt *webvtt;
    uint64_t film_ms;
};

struct pair_rule {
    bool is_about_chapters;
    void (*look)(const struct pair *pair);
};

/* Reads the captions into memory of its own, as a package may have many. */
static void look_at_pair(struct pair *pair, const struct opened_file *captions)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct text text;
    struct error error = {0};
    if (opened_text(pair->check->opened, captions, arena, &text, &error) != STATUS_OK) {
        check_failed(pair->check, &error);
        return;
    }
    struct webvtt webvtt = webvtt_parse(text, arena);
    const struct pair_rule *about = pair->rule->about;
    pair->captions = captions;
    pair->webvtt = &webvtt;
    about->look(pair);
}

static void look_at_pairs(const struct check *check, const struct check_rule *rule)
{
    const struct captioned *captioned = check->prepared;
    const struct pair_rule *about = rule->about;
    const struct list *list =
        about->is_about_chapters ? &captioned->chapters : &captioned->captions;
    for (size_t i = 0; i < list->count; i++) {
        const struct one *captions = &list->items[i];
        const struct one *film = find_film(check, &captioned->films, captions);
        const struct media_facts *facts = film != NULL ? check_facts(check, film->file) : NULL;
        if (facts != NULL && facts->duration_ms > 0) {
            struct pair pair = {.check = check, .rule = rule, .film_ms = facts->duration_ms};
            look_at_pair(&pair, captions->file);
        }
    }
}

static void look_beyond(const struct pair *pair)
{
    for (size_t i = 0; i < pair->webvtt->cue_count; i++) {
        const struct webvtt_cue *cue = &pair->webvtt->cues[i];
        if (cue->end_ms > pair->film_ms + BEYOND_MS) {
            check_found(pair->check, pair->rule,
                        (struct check_place){.file = pair->captions->path, .line = cue->line},
                        "the cue ends after %" PRIu64 " ms, and the film after %" PRIu64 " ms",
                        cue->end_ms, pair->film_ms);
            return;
        }
    }
}

static void look_for_unreached(const struct pair *pair)
{
    for (size_t i = 0; i < pair->webvtt->cue_count; i++) {
        const struct webvtt_cue *cue = &pair->webvtt->cues[i];
        if (cue->start_ms >= pair->film_ms) {
            check_found(pair->check, pair->rule,
                        (struct check_place){.file = pair->captions->path, .line = cue->line},
                        "the chapter starts after %" PRIu64 " ms, and the film ends after %" PRIu64
                        " ms",
                        cue->start_ms, pair->film_ms);
            return;
        }
    }
}

static void look_for_rest(const struct pair *pair)
{
    bool is_short = pair->webvtt->end_ms < pair->film_ms / 2;
    if (pair->webvtt->cue_count > 0 && is_short && pair->film_ms > LONG_FILM_MS) {
        check_found(pair->check, pair->rule, (struct check_place){.file = pair->captions->path},
                    "the last cue ends after %" PRIu64 " ms, and the film after %" PRIu64 " ms",
                    pair->webvtt->end_ms, pair->film_ms);
    }
}

#define PAIRS(look_)                                          \
    .look = look_at_pairs, .about = &(const struct pair_rule) \
    {                                                         \
        .look = (look_)                                       \
    }

static const struct check_rule RULES[] = {
    {.id = "V-missing",
     .severity = CHECK_WARNING,
     .title = "A film that speaks has captions",
     .why = "Who cannot hear is left out, and so is who works where sound is off, as it is on many "
            "NHS PCs.",
     .remedy = "Add captions in WebVTT, named as the film is: talk.mp4, talk.vtt or talk.en.vtt.",
     .source = "WCAG 2.2, 1.2.2 Captions (Prerecorded)",
     .look = look_for_missing},
    {.id = "V-beyond",
     .severity = CHECK_WARNING,
     .title = "Captions end with their film",
     .why = "They belong to another film, or to another cut of it, and then all of them may be "
            "late.",
     .remedy = "Time the captions anew, or give the film its own.",
     .source = "WCAG 2.2, 1.2.2 Captions (Prerecorded): synchronised",
     PAIRS(look_beyond)},
    {.id = "V-rest",
     .severity = CHECK_NOTE,
     .title = "Captions go on for more than half of their film",
     .why = "If somebody speaks after the last one, that is not captioned.",
     .remedy = "Look whether the captions are complete.",
     .source = "WCAG 2.2, 1.2.2 Captions (Prerecorded)",
     PAIRS(look_for_rest)},
    {.id = "V-chapters-beyond",
     .severity = CHECK_WARNING,
     .title = "Chapters start before their film ends",
     .why = "They belong to another film, or to another cut of it, and lead nowhere.",
     .remedy = "Time the chapters anew, or give the film its own.",
     .source = "https://www.w3.org/TR/webvtt1/#introduction-chapters",
     .look = look_at_pairs,
     .about = &(const struct pair_rule){.is_about_chapters = true, .look = look_for_unreached}},
    {0},
};

extern const struct check_family CHECK_CAPTIONED_FAMILY;
const struct check_family CHECK_CAPTIONED_FAMILY = {
    .name = "captioned",
    .title = "Films, their captions and chapters",
    .prepare = prepare,
    .rules = RULES,
};
