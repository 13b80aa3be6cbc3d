/* SPDX-License-Identifier: Apache-2.0 */

/* Questions which thing belongs to which. */
#include "source/question_kind.h"

#include "base/arena.h"
#include "source/files.h"

#include <string.h>

static const struct key KEYS[] = {
    QUESTION_KEYS,
    {"pairs", KEY_ARRAY, true, 2, COURSE_PAIRS_MAX},
    {"distractors", KEY_ARRAY, false, 0, COURSE_DISTRACTORS_MAX},
};
static const struct key PAIR_KEYS[] = {
    {"id", KEY_LINE, true, 0, 0},
    {"text", KEY_TEXT, true, 1, JSON_PAGE_MARKDOWN_MAX},
    {"match", KEY_TEXT, true, 1, JSON_PAGE_MARKDOWN_MAX},
};

/* A learner cannot tell two matches apart that read the same. */
static enum status check_match(const struct place *place, const struct question *question,
                               const char *html, struct error *error)
{
    const struct matching *matching = &question->matching;
    bool is_known = false;
    for (size_t i = 0; i < matching->pair_count; i++) {
        is_known = is_known || strcmp(matching->pairs[i].match_html, html) == 0;
    }
    for (size_t i = 0; i < matching->distractor_count; i++) {
        is_known = is_known || strcmp(matching->distractors[i], html) == 0;
    }
    return is_known ? place_fail(place, error,
                                 "the match '%.60s' of question '%s' stands twice, so that nobody "
                                 "can tell which is right; reword one",
                                 json_string_value(place->json), question->id)
                    : STATUS_OK;
}

static enum status read_pair(const struct json_page *page, const struct place *place,
                             struct json_page_letters *letters, struct question *question,
                             struct error *error)
{
    struct pair *pair = &question->matching.pairs[question->matching.pair_count];
    enum status status = KEYS_CHECK(place, PAIR_KEYS, error);
    if (status == STATUS_OK) {
        status = json_page_letter(place, letters, &pair->id, error);
    }
    if (status == STATUS_OK) {
        status = json_page_render(page, place, "text", SHAPE_PHRASE, &pair->html, error);
    }
    if (status == STATUS_OK) {
        status = json_page_render(page, place, "match", SHAPE_PHRASE, &pair->match_html, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct place match = place_member(place, "match");
    status = check_match(&match, question, pair->match_html, error);
    question->matching.pair_count++;
    return status;
}

static enum status read_distractor(const struct json_page *page, const struct place *place,
                                   struct question *question, struct error *error)
{
    if (!json_is_string(place->json) ||
        text_trim(text_of(json_string_value(place->json))).length == 0) {
        return place_fail(place, error, "a distractor must be text that is not blank");
    }
    struct matching *matching = &question->matching;
    const char **slot = &matching->distractors[matching->distractor_count];
    enum status status = json_page_render_text(page, place, SHAPE_PHRASE, slot, error);
    if (status == STATUS_OK) {
        status = check_match(place, question, *slot, error);
    }
    matching->distractor_count++;
    return status;
}

static enum status read_matching(const struct json_page *page, const struct place *place,
                                 struct question *question, struct error *error)
{
    struct place pairs = place_member(place, "pairs");
    struct place distractors = place_member(place, "distractors");
    struct json_page_letters letters = {.what = "pair", .owner = question->id};
    struct arena *arena = page->source->arena;
    question->matching.pairs = ARENA_ARRAY(arena, struct pair, place_count(&pairs));
    question->matching.distractors = ARENA_ARRAY(arena, const char *, place_count(&distractors));
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < place_count(&pairs); i++) {
        struct place pair = place_element(&pairs, i);
        status = read_pair(page, &pair, &letters, question, error);
    }
    for (size_t i = 0; status == STATUS_OK && i < place_count(&distractors); i++) {
        struct place distractor = place_element(&distractors, i);
        status = read_distractor(page, &distractor, question, error);
    }
    return status;
}

const struct question_kind QUESTION_KIND_MATCHING = {
    .type = QUESTION_MATCHING,
    .keys = KEYS,
    .key_count = sizeof KEYS / sizeof *KEYS,
    .read = read_matching,
};
