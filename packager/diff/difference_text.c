/* SPDX-License-Identifier: Apache-2.0 */

/* A difference for course teams. Of each topic as much is shown as one reads. */
#include "diff/difference.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/printable.h"
#include "opened/opened.h"

#include <inttypes.h>

enum { TEXT_MAX = 1 << 20, ROWS_MAX = 40 };

/* A difference being written. */
struct sheet {
    const struct difference *difference;
    struct buffer *out;
};

static const char *show(const struct sheet *sheet, const char *text)
{
    return printable(sheet->difference->arena, text_of(text != NULL ? text : "(none)"));
}

static void add_sizes(const struct sheet *sheet, const struct difference_change *change)
{
    if (change->old_size != 0 && change->new_size != 0 && change->old_size != change->new_size) {
        buffer_print(sheet->out, "  (%" PRIu64 " -> %" PRIu64 " bytes)", change->old_size,
                     change->new_size);
    } else if (change->has_sizes) {
        buffer_print(sheet->out, "  (%" PRIu64 " bytes)",
                     change->old_size != 0 ? change->old_size : change->new_size);
    }
}

static void add_values(const struct sheet *sheet, const struct difference_change *change)
{
    if (change->before != NULL && change->after != NULL) {
        buffer_print(sheet->out, ": %s -> %s", show(sheet, change->before),
                     show(sheet, change->after));
    } else if (change->before != NULL || change->after != NULL) {
        const char *value = change->before != NULL ? change->before : change->after;
        bool is_gone = change->before != NULL && change->kind != DIFFERENCE_UNIT_REMOVED &&
                       change->kind != DIFFERENCE_PAGE_REMOVED;
        buffer_print(sheet->out, "%s  [%s]", is_gone ? ": none now" : "", show(sheet, value));
    }
}

static void add_change(const struct sheet *sheet, const struct difference_change *change)
{
    buffer_print(sheet->out, "  %-8s %s",
                 change->weight == DIFFERENCE_NOTE ? "" : difference_weight_name(change->weight),
                 difference_kind_word(change->kind));
    if (change->subject != NULL) {
        buffer_print(sheet->out, " '%s'", show(sheet, change->subject));
    }
    add_values(sheet, change);
    add_sizes(sheet, change);
    buffer_add_character(sheet->out, '\n');
    if (change->effect != NULL) {
        buffer_print(sheet->out, "           %s\n", change->effect);
    }
}

/* Within a topic errors are told first: a list is cut at its end. */
static void add_topic(const struct sheet *sheet, enum difference_topic topic, const char *title)
{
    const struct difference *difference = sheet->difference;
    size_t count = 0;
    for (int weight = DIFFERENCE_ERROR; weight >= DIFFERENCE_NOTE; weight--) {
        for (size_t i = 0; i < difference->change_count; i++) {
            const struct difference_change *change = &difference->changes[i];
            if (difference_kind_topic(change->kind) != topic || (int)change->weight != weight) {
                continue;
            }
            if (count == 0) {
                buffer_print(sheet->out, "\n%s\n", title);
            }
            if (count++ < ROWS_MAX) {
                add_change(sheet, change);
            }
        }
    }
    if (count > ROWS_MAX) {
        buffer_print(sheet->out, "  ... and %zu more; --json gives all\n", count - ROWS_MAX);
    }
}

/* "Units: 2 added, 1 renamed". */
static void add_counts(const struct sheet *sheet, enum difference_topic topic, const char *title)
{
    const char *before = arena_print(sheet->difference->arena, "  %s: ", title);
    bool has_any = false;
    for (enum difference_kind kind = 0; kind < DIFFERENCE_KINDS; kind++) {
        size_t count = sheet->difference->counts[kind];
        if (count > 0 && difference_kind_topic(kind) == topic) {
            buffer_print(sheet->out, "%s%zu %s", before, count, difference_kind_word(kind));
            before = ", ";
            has_any = true;
        }
    }
    buffer_add_string(sheet->out, has_any ? "\n" : "");
}

static void add_verdict(const struct sheet *sheet)
{
    const struct difference *difference = sheet->difference;
    size_t errors = difference->weights[DIFFERENCE_ERROR];
    if (errors > 0) {
        buffer_print(sheet->out,
                     "Learners who have begun lose records, by %zu %s: see 'error' below.\n",
                     errors, errors == 1 ? "change" : "changes");
    } else if (difference->change_count == 0) {
        buffer_add_string(sheet->out, "Nothing changes for learners.\n");
    } else {
        buffer_add_string(sheet->out, "Learners who have begun keep their records.\n");
    }
}

enum status difference_text(const struct difference *difference, struct text *out,
                            struct error *error)
{
    static const char *const TITLES[] = {
        [DIFFERENCE_COURSE] = "Course", [DIFFERENCE_UNITS] = "Units",
        [DIFFERENCE_PAGES] = "Pages",   [DIFFERENCE_CAPTIONS] = "Captions",
        [DIFFERENCE_FILES] = "Files",
    };
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(TEXT_MAX);
    const struct sheet sheet = {difference, &buffer};
    buffer_print(&buffer, "%s -> %s: %zu -> %zu files, %" PRIu64 " -> %" PRIu64 " bytes\n",
                 show(&sheet, difference->before->name), show(&sheet, difference->after->name),
                 difference->before->file_count, difference->after->file_count,
                 difference->before->size, difference->after->size);
    add_verdict(&sheet);
    for (enum difference_topic topic = 0; topic < DIFFERENCE_TOPICS; topic++) {
        add_counts(&sheet, topic, TITLES[topic]);
    }
    for (enum difference_topic topic = 0; topic < DIFFERENCE_TOPICS; topic++) {
        add_topic(&sheet, topic, TITLES[topic]);
    }
    *out = (struct text){arena_copy(difference->arena, buffer_text(&buffer)), buffer.length};
    return buffer_check(&buffer, "the difference", error);
}
