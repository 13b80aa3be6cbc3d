/* SPDX-License-Identifier: Apache-2.0 */

/* SCORM and AICC: the package says status, score and state, and the LMS makes of them what its
 * profile tells. What profiles know was learnt with SCORM 1.2, so for its kin it is inferred. Our
 * own player's habits stand in packager/player/README.md, and its tests keep them. */
#include "predict/rules.h"

#include "base/arena.h"
#include "opened/structure.h"

#include <string.h>

typedef struct predict_answer (*question_rule)(const struct predict_case *one,
                                               enum predict_situation situation);

static enum target_mark lower(enum target_mark left, enum target_mark right)
{
    return left < right ? left : right;
}

/* How far what the LMS's profile says holds for this package. */
static enum target_mark trust(const struct predict_case *one, const struct target_fact *fact)
{
    bool is_12 = strcmp(one->format, "scorm12") == 0;
    return lower(one->conduct->mark, is_12 ? fact->mark : lower(fact->mark, TARGET_INFERRED));
}

static struct predict_answer with_source(struct predict_answer answer,
                                         const struct target_fact *fact)
{
    answer.source = fact->source;
    return answer;
}

/* An answer that hangs on a switch of the LMS. */
static struct predict_answer by_switch(const struct predict_case *one, enum target_switch_id id,
                                       const char *text, const char *reason)
{
    const struct target_fact *fact = &one->lms->switches[id].fact;
    const char *rest = fact->note;
    if (fact->mark == TARGET_UNKNOWN) {
        rest = arena_print(one->arena, "what %s does then is not known", one->lms->name);
    }
    return with_source(predict_say(one, trust(one, fact), text, "%s%s%s", reason,
                                   rest != NULL ? "; " : "", rest != NULL ? rest : ""),
                       fact);
}

/* The package says `word`; `reason` tells when. */
static struct predict_answer shown(const struct predict_case *one, const char *word,
                                   const char *reason)
{
    if (target_is(one->lms, TARGET_LESSON_STATUS, "completed-passed") &&
        strcmp(word, "incomplete") == 0) {
        return by_switch(one, TARGET_LESSON_STATUS, "started",
                         arena_print(one->arena, "%s; only completed and passed count", reason));
    }
    return by_switch(one, TARGET_LESSON_STATUS, word, reason);
}

/* Nothing in the package can set a status. */
static struct predict_answer unset_status(const struct predict_case *one)
{
    const struct target_text *row = &one->lms->switches[TARGET_UNSET_STATUS];
    return by_switch(one, TARGET_UNSET_STATUS, row->value,
                     "no script of the package sets a status");
}

/* What the LMS does with a mastery score of the manifest, if that is more than to show it. */
static bool is_overridden(const struct predict_case *one)
{
    return one->unit->mastery_score != NULL &&
           target_is(one->lms, TARGET_MASTERY_SCORE, "overrides");
}

static const char *done_word(const struct predict_case *one)
{
    return strcmp(one->format, "scorm2004") == 0 && one->quizzes.are_there ? "completed and passed"
                                                                           : "completed";
}

static struct predict_answer status_again(const struct predict_case *one)
{
    if (target_is(one->lms, TARGET_AFTER_COMPLETION, "cleared")) {
        return by_switch(one, TARGET_AFTER_COMPLETION, "incomplete",
                         "the LMS sets the status back at the launch");
    }
    return by_switch(one, TARGET_AFTER_COMPLETION, done_word(one),
                     "the player takes nothing back that was reached");
}

static struct predict_answer others_status(const struct predict_case *one,
                                           enum predict_situation situation)
{
    if (one->conduct->status == CONDUCT_NEVER) {
        return unset_status(one);
    }
    if (situation == PREDICT_COME_BACK && target_is(one->lms, TARGET_AFTER_COMPLETION, "cleared")) {
        return status_again(one);
    }
    bool is_marked = situation == PREDICT_QUIZ_PASSED || situation == PREDICT_QUIZ_FAILED;
    if (is_marked && is_overridden(one)) {
        const char *word = situation == PREDICT_QUIZ_PASSED ? "passed" : "failed";
        return by_switch(
            one, TARGET_MASTERY_SCORE, word,
            arena_print(one->arena,
                        "the manifest has a mastery score (%.20s), by which %s decides "
                        "as soon as there is a score",
                        one->unit->mastery_score, one->lms->name));
    }
    const char *unset = one->lms->switches[TARGET_UNSET_STATUS].value;
    return predict_say(one, TARGET_UNKNOWN, "",
                       "its scripts can set a status, and when they do can only be learnt by "
                       "playing it%s%s%s%s",
                       unset != NULL ? "; while they have set none, " : "",
                       unset != NULL ? one->lms->name : "", unset != NULL ? " makes it " : "",
                       unset != NULL ? unset : "");
}

static struct predict_answer asset_status(const struct predict_case *one)
{
    const struct target_text *row = &one->lms->switches[TARGET_ASSET_STATUS];
    return by_switch(one, TARGET_ASSET_STATUS, row->value,
                     "the manifest calls it no SCO, so it does not track");
}

static struct predict_answer done_status(const struct predict_case *one)
{
    bool needs_time = target_is(one->lms, TARGET_COMPLETION_TIME, "needed");
    return shown(one, done_word(one),
                 needs_time ? "every page was seen and every quiz passed; the time that this LMS "
                              "wants with it is always sent"
                            : "every page was seen and every quiz passed");
}

static struct predict_answer status_updated(const struct predict_case *one)
{
    const char *id = one->unit->id != NULL ? one->unit->id : "";
    if (target_is(one->lms, TARGET_RECORDS_ON_UPDATE, "by-identifier")) {
        return by_switch(one, TARGET_RECORDS_ON_UPDATE, "as before, while the identifier stays",
                         arena_print(one->arena, "records hang on the identifier '%.130s'", id));
    }
    if (target_is(one->lms, TARGET_RECORDS_ON_UPDATE, "by-place")) {
        return by_switch(one, TARGET_RECORDS_ON_UPDATE, "as before, while its place stays",
                         "records do not hang on the package");
    }
    struct predict_answer answer = predict_say(
        one, TARGET_UNKNOWN, "", "what becomes of %s's records is not known", one->lms->name);
    return with_source(answer, &one->lms->switches[TARGET_RECORDS_ON_UPDATE].fact);
}

static struct predict_answer unmarked_status(const struct predict_case *one)
{
    return shown(one, "incomplete",
                 one->quizzes.must_pass ? "the quizzes have to be passed too"
                                        : "the quizzes have to be taken too, passed or not");
}

static struct predict_answer failed_status(const struct predict_case *one)
{
    return one->quizzes.must_pass
               ? shown(one, "incomplete", "the player never says failed: a quiz has to be passed")
               : shown(one, "completed",
                       "it suffices to take the quizzes; the player never says failed");
}

static struct predict_answer our_status(const struct predict_case *one,
                                        enum predict_situation situation)
{
    switch (situation) {
    case PREDICT_OPENED:
    case PREDICT_HALF_WAY:
        return shown(one, "incomplete", "the player says incomplete at once");
    case PREDICT_ALL_SEEN:
        return one->quizzes.are_there ? unmarked_status(one) : done_status(one);
    case PREDICT_QUIZ_PASSED:
        return done_status(one);
    case PREDICT_QUIZ_FAILED:
        return failed_status(one);
    case PREDICT_COME_BACK:
        return status_again(one);
    case PREDICT_UPDATED:
    case PREDICT_SITUATIONS:
        break;
    }
    return status_updated(one);
}

static struct predict_answer status_of(const struct predict_case *one,
                                       enum predict_situation situation)
{
    if (one->unit->kind == OPENED_UNTRACKED) {
        return asset_status(one);
    }
    if (situation == PREDICT_UPDATED) {
        return status_updated(one);
    }
    return one->conduct->is_ours ? our_status(one, situation) : others_status(one, situation);
}

static struct predict_answer no_score(const struct predict_case *one, const char *reason)
{
    return predict_say(one, one->conduct->mark, "none", "%s", reason);
}

/* The package sends one; the profile's own sentence says what the LMS makes of it. */
static struct predict_answer sent_score(const struct predict_case *one, const char *text)
{
    const struct target_text *row = &one->lms->behaviour[TARGET_SCORE];
    return with_source(
        predict_say(one, trust(one, &row->fact), text, "%s%s",
                    "the mean of the best results of all quizzes, in whole per cent",
                    row->value != NULL
                        ? arena_print(one->arena, "; %s: %s", one->lms->name, row->value)
                        : "; what this LMS makes of scores is not known"),
        &row->fact);
}

static struct predict_answer our_score(const struct predict_case *one,
                                       enum predict_situation situation)
{
    if (!one->quizzes.are_there) {
        return no_score(one, "it has no quiz");
    }
    if (situation == PREDICT_QUIZ_PASSED) {
        return sent_score(one, arena_print(one->arena, "%d to 100", (int)one->quizzes.pass_mark));
    }
    if (situation == PREDICT_COME_BACK) {
        bool is_cleared = target_is(one->lms, TARGET_AFTER_COMPLETION, "cleared");
        return by_switch(one, TARGET_AFTER_COMPLETION, is_cleared ? "none" : "as before",
                         is_cleared ? "the LMS clears it" : "the player never sends a lower one");
    }
    if (situation == PREDICT_UPDATED) {
        return status_updated(one);
    }
    if (situation == PREDICT_QUIZ_FAILED && !one->quizzes.must_pass) {
        return sent_score(one, "0 to 99");
    }
    return no_score(one, "the player sends one at completion, not before");
}

static struct predict_answer score_of(const struct predict_case *one,
                                      enum predict_situation situation)
{
    if (one->unit->kind == OPENED_UNTRACKED) {
        return no_score(one, "it does not track");
    }
    if (one->conduct->is_ours) {
        return our_score(one, situation);
    }
    if (one->conduct->score == CONDUCT_NEVER) {
        return no_score(one, "no script of the package names a score");
    }
    return predict_say(one, TARGET_UNKNOWN, "",
                       "its scripts can send a score; which, can only be learnt by playing it");
}

static struct predict_answer resume_unfinished(const struct predict_case *one, const char *text)
{
    if (target_is(one->lms, TARGET_EXIT, "no-resume")) {
        return by_switch(one, TARGET_EXIT, "starts anew", "the LMS gives nothing back");
    }
    return by_switch(one, TARGET_EXIT, text,
                     one->conduct->is_ours
                         ? "the player keeps progress in at most 4096 characters, exit 'suspend'"
                         : "if the package says exit 'suspend' and keeps its progress");
}

static struct predict_answer resume_finished(const struct predict_case *one)
{
    if (target_is(one->lms, TARGET_EXIT, "no-resume")) {
        return resume_unfinished(one, "");
    }
    if (target_is(one->lms, TARGET_AFTER_COMPLETION, "cleared")) {
        return by_switch(one, TARGET_AFTER_COMPLETION, "starts anew", "the LMS clears progress");
    }
    return by_switch(one, TARGET_AFTER_COMPLETION, "everything is shown as done",
                     "progress is kept");
}

static struct predict_answer resume_updated(const struct predict_case *one)
{
    if (target_is(one->lms, TARGET_EXIT, "no-resume")) {
        return resume_unfinished(one, "");
    }
    if (!one->conduct->is_ours) {
        return predict_say(one, TARGET_UNKNOWN, "",
                           "whether the new version can read the old one's progress is its maker's "
                           "to say");
    }
    return by_switch(one, TARGET_RECORDS_ON_UPDATE,
                     "where the learner left, if pages and questions are the same; else the page",
                     "the player drops progress of another structure, and says so");
}

static struct predict_answer resume_of(const struct predict_case *one,
                                       enum predict_situation situation)
{
    if (one->unit->kind == OPENED_UNTRACKED || one->conduct->state == CONDUCT_NEVER) {
        return predict_say(one, one->conduct->mark, "starts anew",
                           one->unit->kind == OPENED_UNTRACKED
                               ? "it does not track"
                               : "no script of the package keeps progress in the LMS");
    }
    bool is_finished =
        situation == PREDICT_QUIZ_PASSED || situation == PREDICT_COME_BACK ||
        (situation == PREDICT_ALL_SEEN && !one->quizzes.are_there) ||
        (situation == PREDICT_QUIZ_FAILED && one->conduct->is_ours && !one->quizzes.must_pass);
    if (situation == PREDICT_UPDATED) {
        return resume_updated(one);
    }
    return is_finished ? resume_finished(one) : resume_unfinished(one, "where the learner left");
}

static struct predict_answer answer(const struct predict_case *one,
                                    enum predict_situation situation,
                                    enum predict_question question)
{
    static const question_rule RULES[PREDICT_QUESTIONS] = {
        [PREDICT_STATUS] = status_of, [PREDICT_SCORE] = score_of, [PREDICT_RESUME] = resume_of};
    return RULES[question](one, situation);
}

extern const struct predict_rules SCORM_PREDICT_RULES;
const struct predict_rules SCORM_PREDICT_RULES = {.formats = "scorm12 scorm2004 aicc",
                                                  .answer = answer};
