/* SPDX-License-Identifier: Apache-2.0 */

/* A prediction for people. */
#include "predict/prediction.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/printable.h"
#include "opened/opened.h"
#include "opened/structure.h"
#include "predict/conduct.h"

enum { TEXT_MAX = 4 << 20, UNITS_MAX = 100 };

/* A prediction being written. */
struct sheet {
    const struct opened *opened;
    const struct target *lms;
    struct buffer *out;
};

static const char *show(const struct sheet *sheet, const char *text)
{
    return printable(sheet->opened->arena, text_of(text));
}

static void add_maker(const struct sheet *sheet, const struct conduct *conduct)
{
    if (conduct->is_ours) {
        buffer_print(sheet->out,
                     "Its player is this tool's own, whose behaviour is known; course version %s\n",
                     show(sheet, conduct->version != NULL ? conduct->version : "unknown"));
        return;
    }
    buffer_add_string(sheet->out, "Its player is another maker's: what is told of it is what its "
                                  "scripts and manifest show\n");
}

static void add_answer(const struct sheet *sheet, const char *name,
                       const struct predict_answer *answer)
{
    buffer_print(sheet->out, "    %-7s %s (%s): %s\n", name, answer->text,
                 target_mark_name(answer->mark), show(sheet, answer->reason));
}

static void add_unit(const struct sheet *sheet, const struct predicted_unit *unit)
{
    const char *title = unit->unit->title != NULL ? unit->unit->title : "(no title)";
    buffer_print(sheet->out, "\n%s  [%s]\n", show(sheet, title),
                 show(sheet, unit->unit->id != NULL ? unit->unit->id : ""));
    for (size_t i = 0; i < PREDICT_SITUATIONS; i++) {
        if (!unit->applies[i]) {
            continue;
        }
        buffer_print(sheet->out, "  %s\n", predict_situation_title((enum predict_situation)i));
        for (size_t j = 0; j < PREDICT_QUESTIONS; j++) {
            add_answer(sheet, predict_question_name((enum predict_question)j),
                       &unit->answers[i][j]);
        }
    }
}

static void add_format(const struct sheet *sheet, const struct prediction *prediction)
{
    const char *format = prediction->structure->format->title;
    if (!prediction->is_taken) {
        buffer_print(sheet->out, "\n%s: %s does not take it (%s)\n", format, sheet->lms->name,
                     target_mark_name(prediction->mark));
        return;
    }
    buffer_print(sheet->out, "\n%s: %s (%s)\n", format,
                 prediction->mark == TARGET_UNKNOWN ? "whether it is taken must be asked of the LMS"
                                                    : "taken",
                 target_mark_name(prediction->mark));
    size_t shown = prediction->unit_count < UNITS_MAX ? prediction->unit_count : UNITS_MAX;
    for (size_t i = 0; i < shown; i++) {
        add_unit(sheet, &prediction->units[i]);
    }
    if (shown < prediction->unit_count) {
        buffer_print(sheet->out, "\n... and %zu more units; --json has all\n",
                     prediction->unit_count - shown);
    }
}

enum status prediction_text(const struct opened *opened, const struct conduct *conduct,
                            const struct target *lms, struct text *out, struct error *error)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(TEXT_MAX);
    const struct sheet sheet = {.opened = opened, .lms = lms, .out = &buffer};
    buffer_print(&buffer, "%s: what %s will show\n", show(&sheet, opened->name), lms->name);
    add_maker(&sheet, conduct);
    const struct prediction *first = predict(opened, conduct, lms);
    if (first == NULL) {
        buffer_add_string(&buffer, "\nIt is no package of a format that is known here\n");
    }
    for (const struct prediction *one = first; one != NULL; one = one->next) {
        add_format(&sheet, one);
    }
    enum status status = buffer_check(&buffer, "the prediction", error);
    if (status == STATUS_OK) {
        *out = (struct text){arena_copy(opened->arena, buffer_text(&buffer)), buffer.length};
    }
    return status;
}
