/* SPDX-License-Identifier: Apache-2.0 */

/* What the LMS will show and keep of a learner, and what becomes of that when the course changes.
 */
#include "sheet/parts.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

enum {
    UNITS_MAX = 20, /* with tables of their own */
    IDENTIFIERS_MAX = 100,
};
#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *cell(const struct sheet *sheet, const struct predict_answer *answer)
{
    return answer->mark == TARGET_UNKNOWN
               ? answer->text
               : arena_print(sheet->opened->arena, "%s (%s)", answer->text,
                             target_mark_name(answer->mark));
}

static bool is_same(const struct predicted_unit *left, const struct predicted_unit *right)
{
    for (size_t i = 0; i < PREDICT_SITUATIONS; i++) {
        if (left->applies[i] != right->applies[i]) {
            return false;
        }
        for (size_t j = 0; left->applies[i] && j < PREDICT_QUESTIONS; j++) {
            const struct predict_answer *one = &left->answers[i][j];
            const struct predict_answer *other = &right->answers[i][j];
            if (strcmp(one->text, other->text) != 0 || one->mark != other->mark) {
                return false;
            }
        }
    }
    return true;
}

static bool all_are_same(const struct prediction *prediction)
{
    for (size_t i = 1; i < prediction->unit_count; i++) {
        if (!is_same(&prediction->units[0], &prediction->units[i])) {
            return false;
        }
    }
    return true;
}

static const char *capital(const struct sheet *sheet, const char *text)
{
    char *copy = arena_copy_string(sheet->opened->arena, text);
    if (copy[0] >= 'a' && copy[0] <= 'z') {
        copy[0] = (char)(copy[0] - 'a' + 'A');
    }
    return copy;
}

static void add_unit(const struct sheet *sheet, const struct predicted_unit *unit,
                     const char *title)
{
    static const char *const HEADS[] = {"When the learner has", "Status", "Score",
                                        "On coming back"};
    document_add_table(sheet->document, title, HEADS, COUNT(HEADS));
    for (size_t i = 0; i < PREDICT_SITUATIONS; i++) {
        if (!unit->applies[i]) {
            continue;
        }
        const struct predict_answer *answers = unit->answers[i];
        const char *const cells[] = {
            capital(sheet, predict_situation_title((enum predict_situation)i)),
            cell(sheet, &answers[PREDICT_STATUS]), cell(sheet, &answers[PREDICT_SCORE]),
            cell(sheet, &answers[PREDICT_RESUME])};
        document_add_row(sheet->document, cells, COUNT(cells));
    }
}

static void add_units(const struct sheet *sheet)
{
    const struct prediction *prediction = sheet->prediction;
    if (prediction->unit_count == 0) {
        document_add(sheet->document, BLOCK_WARNING,
                     "No unit of the package can be launched, so nothing will be tracked.");
        return;
    }
    if (prediction->unit_count > 1 && all_are_same(prediction)) {
        add_unit(sheet, &prediction->units[0],
                 arena_print(sheet->opened->arena, "Each of the %zu units: what is shown",
                             prediction->unit_count));
        return;
    }
    size_t shown = prediction->unit_count < UNITS_MAX ? prediction->unit_count : UNITS_MAX;
    for (size_t i = 0; i < shown; i++) {
        add_unit(sheet, &prediction->units[i],
                 arena_print(sheet->opened->arena, "%s: what is shown",
                             sheet_show(sheet, prediction->units[i].unit->title)));
    }
    if (shown < prediction->unit_count) {
        document_add(sheet->document, BLOCK_PARAGRAPH,
                     "%zu more units: ibest-pack predict tells of all.",
                     prediction->unit_count - shown);
    }
}

/* What becomes of answers to quizzes, by the word of the switch. */
static const char *answers_text(const struct sheet *sheet)
{
    const struct target *lms = sheet->lms;
    if (strcmp(sheet->structure->format->name, "aicc") == 0 && sheet->conduct->is_ours) {
        return "Answers to single questions: not sent in AICC.";
    }
    if (target_is(lms, TARGET_INTERACTIONS, "taken") ||
        target_is(lms, TARGET_INTERACTIONS, "checked")) {
        return "Answers to single questions: kept, if the package sends them.";
    }
    if (target_is(lms, TARGET_INTERACTIONS, "refused") ||
        target_is(lms, TARGET_INTERACTIONS, "absent")) {
        return "Answers to single questions: not tracked, the LMS does not take them.";
    }
    return "Answers to single questions: whether the LMS keeps them is not known.";
}

static void add_extent(const struct sheet *sheet)
{
    struct document *document = sheet->document;
    document_add(document, BLOCK_ITEM, "%s", answers_text(sheet));
    if (!sheet->conduct->is_ours) {
        document_add(document, BLOCK_ITEM,
                     "The package is another maker's: what it sends when can only be learnt by "
                     "playing it. Try it with a learner's account before release.");
        return;
    }
    document_add(document, BLOCK_ITEM, "The time spent: sent with each save.");
    document_add(
        document, BLOCK_ITEM,
        sheet->conduct->lrs != NULL
            ? "Single pages, videos watched and downloads: not in the LMS, but sent to the "
              "Learning Record Store named below."
            : "Single pages, videos watched and downloads: not tracked, as the package "
              "names no Learning Record Store.");
    document_add(document, BLOCK_ITEM,
                 "A result is never lowered by the package: not by coming back, and not by a worse "
                 "attempt.");
}

void part_tracking(const struct sheet *sheet)
{
    document_add(sheet->document, BLOCK_HEADING, "What will be tracked, and what not");
    add_units(sheet);
    add_extent(sheet);
}

/* What the LMS does with records, by the word of the switch. */
static const char *records_text(const struct sheet *sheet)
{
    if (target_is(sheet->lms, TARGET_RECORDS_ON_UPDATE, "by-identifier")) {
        return "Put the new zip into the same activity. The LMS knows units by their identifiers: "
               "a "
               "unit whose identifier is gone is deleted with its learners' records.";
    }
    if (target_is(sheet->lms, TARGET_RECORDS_ON_UPDATE, "by-place")) {
        return "Put the new zip in the same place, under the same name. Records belong to that "
               "place.";
    }
    if (target_is(sheet->lms, TARGET_RECORDS_ON_UPDATE, "by-version")) {
        return "Add a new version of the same resource. Do not contribute a second resource.";
    }
    return "How the LMS finds learners' records again is not known. Try an update with a learner's "
           "account of your own, and keep identifiers and file name.";
}

static void add_identifiers(const struct sheet *sheet)
{
    static const char *const HEADS[] = {"Unit", "Identifier"};
    const struct prediction *prediction = sheet->prediction;
    document_add_table(sheet->document, "Identifiers that must stay the same in each new version",
                       HEADS, COUNT(HEADS));
    const char *const course[] = {"The course", sheet_show(sheet, sheet->structure->id)};
    document_add_row(sheet->document, course, COUNT(course));
    for (size_t i = 0; i < prediction->unit_count && i < IDENTIFIERS_MAX; i++) {
        const struct opened_unit *unit = prediction->units[i].unit;
        const char *const cells[] = {sheet_show(sheet, unit->title), sheet_show(sheet, unit->id)};
        document_add_row(sheet->document, cells, COUNT(cells));
    }
}

void part_update(const struct sheet *sheet)
{
    struct document *document = sheet->document;
    const struct target_text *update = &sheet->lms->behaviour[TARGET_UPDATE];
    document_add(document, BLOCK_HEADING, "A new version, without losing learners' records");
    document_add(document, BLOCK_ITEM, "%s", records_text(sheet));
    if (update->value != NULL) {
        document_add(document, BLOCK_ITEM, "%s (%s)", update->value,
                     target_mark_name(update->fact.mark));
    }
    document_add(document, BLOCK_ITEM,
                 "Compare the identifiers below with those of the new "
                 "version's sheet before you upload it.");
    if (sheet->conduct->is_ours) {
        document_add(
            document, BLOCK_ITEM,
            "Learners who are half-way resume if pages and questions are the same, whatever "
            "their wording; else they find the page again, and are told so. Who has "
            "finished stays so, as far as the LMS lets it.");
    }
    if (target_is(sheet->lms, TARGET_ADDRESS_ON_UPDATE, "stays") || !sheet->conduct->is_ours) {
        document_add(
            document, BLOCK_ITEM,
            "If learners see the old version, have them reload the page with Ctrl and F5%s",
            sheet->conduct->is_ours
                ? "; scripts and styles carry a hash in their names, so only the first "
                  "page can be old."
                : ".");
    }
    add_identifiers(sheet);
}
