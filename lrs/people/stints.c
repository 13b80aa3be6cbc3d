/* SPDX-License-Identifier: Apache-2.0 */

/* Stored spans and a file's rows made one story.
 *
 * Spans never overlap: the next one ends the one before, unless a row has said where that ends.
 * What is stored is never deleted, so that a file which tells less takes nothing away. */
#include "people/stints.h"

#include <string.h>

static bool says_the_same(const struct stint *left, const struct stint *right)
{
    for (size_t i = 0; i < STINT_COLUMNS; i++) {
        if (!text_equals(left->values[i], right->values[i])) {
            return false;
        }
    }
    return true;
}

/* The last span that begins at or before `us`; NULL: none. */
static struct told_stint *find(const struct story *story, int64_t us)
{
    struct told_stint *found = NULL;
    for (size_t i = 0; i < story->count && story->items[i].stint.from_us <= us; i++) {
        found = &story->items[i];
    }
    return found;
}

static struct told_stint *insert(struct story *story, const struct stint *stint)
{
    size_t at = story->count;
    while (at > 0 && story->items[at - 1].stint.from_us > stint->from_us) {
        at--;
    }
    memmove(&story->items[at + 1], &story->items[at], (story->count - at) * sizeof *story->items);
    story->items[at] = (struct told_stint){.stint = *stint};
    story->count++;
    return &story->items[at];
}

static void refuse(struct problems *problems, size_t line, const char *column, const char *remedy)
{
    const struct problem_place place = {line, column, text_of("")};
    problems_add(problems, &problems->errors, &place, "%s", remedy);
}

/* The row tells of the span that begins at from_us. */
static void tell_dated(const struct roster_row *row, int64_t from_us, struct problems *problems,
                       struct story *story)
{
    struct stint stint = row->stint;
    stint.from_us = from_us;
    stint.to_us = row->has_to ? row->stint.to_us : PEOPLE_TO_EVER_US;
    struct told_stint *told = find(story, from_us);
    if (told == NULL || told->stint.from_us != from_us) {
        told = insert(story, &stint);
    } else if (told->line != 0) {
        refuse(problems, row->line, "from",
               "begins on the day of another row of this account; keep one of them");
    }
    told->is_other = told->was_stored && !says_the_same(&told->stint, &stint);
    told->stint = stint;
    told->line = row->line;
    told->is_to_given = row->has_to;
}

/* The row tells of what holds at as_of_us. */
static void tell_present(const struct roster_row *row, int64_t as_of_us, struct problems *problems,
                         struct story *story)
{
    struct told_stint *told = find(story, as_of_us);
    if (story->count == 0) {
        tell_dated(row, PEOPLE_FROM_EVER_US, problems, story);
        return;
    }
    bool holds = told != NULL && told->stint.to_us > as_of_us;
    if (!holds || !says_the_same(&told->stint, &row->stint)) {
        tell_dated(row, as_of_us, problems, story);
        return;
    }
    told->line = row->line;
    if (row->has_to) {
        told->stint.to_us = row->stint.to_us;
        told->is_to_given = true;
    }
}

static void end_before_next(struct problems *problems, struct story *story)
{
    for (size_t i = 0; i + 1 < story->count; i++) {
        struct told_stint *told = &story->items[i];
        int64_t next_us = told[1].stint.from_us;
        if (told->stint.to_us > next_us && told->is_to_given) {
            refuse(problems, told->line, "to",
                   "is after the beginning of the account's next row, or of one that is stored; "
                   "a learner is counted in one place at a time: end the row there");
        }
        told->stint.to_us = told->stint.to_us > next_us ? next_us : told->stint.to_us;
    }
}

/* Without `from`, among others of its account or over already, a row is the first of all. */
static bool tells_of_present(const struct telling *telling, const struct roster_row *row)
{
    bool is_over = row->has_to && row->stint.to_us <= telling->as_of_us;
    return !row->has_from && telling->row_count == 1 && !is_over;
}

void stints_tell(const struct telling *telling, struct problems *problems, struct story *out)
{
    out->count = 0;
    for (size_t i = 0; i < telling->stored_count; i++) {
        const struct stint *stored = &telling->stored[i];
        out->items[out->count++] = (struct told_stint){
            .stint = *stored, .was_stored = true, .stored_to_us = stored->to_us};
    }
    for (size_t i = 0; i < telling->row_count; i++) {
        const struct roster_row *row = &telling->rows[i];
        if (tells_of_present(telling, row)) {
            tell_present(row, telling->as_of_us, problems, out);
        } else {
            tell_dated(row, row->has_from ? row->stint.from_us : PEOPLE_FROM_EVER_US, problems,
                       out);
        }
    }
    end_before_next(problems, out);
}

void stints_end(struct story *story, int64_t us)
{
    for (size_t i = 0; i < story->count; i++) {
        struct stint *stint = &story->items[i].stint;
        if (stint->from_us < us && stint->to_us > us) {
            stint->to_us = us;
        }
    }
}
