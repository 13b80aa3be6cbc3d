/* SPDX-License-Identifier: Apache-2.0 */

/* The units of one format: what became of each. */
#include "diff/difference_parts.h"

#include "base/arena.h"
#include "diff/unit_pairs.h"
#include "opened/structure.h"

/* What is being compared. */
struct units {
    struct difference_work *work;
    const struct difference_identity *identity; /* NULL: none */
    const char *format;
    struct unit_pairs pairs;
};

static const char *name_of(const struct opened_unit *unit)
{
    const char *spare = unit->id != NULL ? unit->id : unit->launch.written;
    return unit->title != NULL && unit->title[0] != '\0' ? unit->title : spare;
}

static void add(const struct units *units, struct difference_change change)
{
    change.format = units->format;
    difference_add(units->work, &change);
}

/* Whether LMS or LRS keep something of learners under its identifier. */
static bool is_kept(const struct units *units, const struct opened_unit *unit)
{
    bool is_group = unit->kind == OPENED_GROUP;
    return units->identity != NULL && unit->kind != OPENED_UNTRACKED &&
           (!is_group || units->identity->keeps_groups);
}

static void tell_removed(const struct units *units, const struct opened_unit *unit)
{
    bool loses = is_kept(units, unit);
    add(units, (struct difference_change){
                   .kind = DIFFERENCE_UNIT_REMOVED,
                   .weight = loses ? units->identity->removed_weight : DIFFERENCE_NOTE,
                   .subject = name_of(unit),
                   .before = unit->id,
                   .effect = loses ? units->identity->removed : NULL,
               });
}

static void tell_added(const struct units *units, const struct opened_unit *unit)
{
    add(units, (struct difference_change){
                   .kind = DIFFERENCE_UNIT_ADDED, .subject = name_of(unit), .after = unit->id});
}

static void compare_ids(const struct units *units, const struct opened_unit *before,
                        const struct opened_unit *after, enum unit_evidence evidence)
{
    static const char *const EVIDENCE[] = {
        [UNIT_BY_ID] = NULL,
        [UNIT_BY_CONTENT] = "It is the same by what it launches.",
        [UNIT_BY_ADDRESS] = "It is the same by its address.",
        [UNIT_BY_TITLE] = "It is the same by its title.",
    };
    if (evidence == UNIT_BY_ID || units->identity == NULL) {
        return;
    }
    bool loses = is_kept(units, before);
    add(units, (struct difference_change){
                   .kind = DIFFERENCE_UNIT_ID,
                   .weight = loses ? DIFFERENCE_ERROR : DIFFERENCE_NOTE,
                   .subject = name_of(after),
                   .before = before->id,
                   .after = after->id,
                   .effect = loses ? arena_print(units->work->arena, "%s %s", EVIDENCE[evidence],
                                                 units->identity->changed)
                                   : NULL,
               });
}

static void compare_texts(const struct units *units, const struct difference_change *change)
{
    if (!difference_is_same(change->before, change->after)) {
        add(units, *change);
    }
}

/* Where it leads; an address that changes its spelling only leads to the same file. */
static const char *target_of(const struct opened_reference *launch)
{
    return launch->file != NULL ? launch->file->path : launch->written;
}

static void compare_kinds(const struct units *units, const struct opened_unit *before,
                          const struct opened_unit *after)
{
    static const char *const KINDS[] = {
        [OPENED_GROUP] = "a group",
        [OPENED_TRACKED] = "tracked",
        [OPENED_UNTRACKED] = "not tracked",
        [OPENED_MENTIONED] = "named only",
    };
    bool loses = before->kind == OPENED_TRACKED;
    compare_texts(units,
                  &(const struct difference_change){
                      .kind = DIFFERENCE_UNIT_KIND,
                      .weight = loses ? DIFFERENCE_WARNING : DIFFERENCE_NOTE,
                      .subject = name_of(after),
                      .before = KINDS[before->kind],
                      .after = KINDS[after->kind],
                      .effect = loses ? "What learners do in it is no longer recorded." : NULL,
                  });
}

static void compare_launches(const struct units *units, const struct opened_unit *before,
                             const struct opened_unit *after)
{
    compare_texts(units, &(const struct difference_change){.kind = DIFFERENCE_UNIT_LAUNCH,
                                                           .subject = name_of(after),
                                                           .before = target_of(&before->launch),
                                                           .after = target_of(&after->launch)});
    compare_texts(units, &(const struct difference_change){.kind = DIFFERENCE_UNIT_PARAMETERS,
                                                           .subject = name_of(after),
                                                           .before = before->parameters,
                                                           .after = after->parameters});
}

static void compare_marks(const struct units *units, const struct opened_unit *before,
                          const struct opened_unit *after)
{
    compare_texts(units, &(const struct difference_change){
                             .kind = DIFFERENCE_UNIT_MASTERY,
                             .weight = DIFFERENCE_WARNING,
                             .subject = name_of(after),
                             .before = before->mastery_score,
                             .after = after->mastery_score,
                             .effect = "Learners from now on pass by another score than those "
                                       "before them.",
                         });
    compare_texts(units, &(const struct difference_change){
                             .kind = DIFFERENCE_UNIT_MOVE_ON,
                             .weight = DIFFERENCE_WARNING,
                             .subject = name_of(after),
                             .before = before->move_on,
                             .after = after->move_on,
                             .effect = "It decides when the LMS takes the unit for done.",
                         });
}

static const char *place_of(const struct opened_structure *structure, size_t parent)
{
    return parent == PAIRS_NONE ? NULL : name_of(&structure->units[parent]);
}

static void tell_move(const struct units *units, size_t after)
{
    const struct unit_pairs *pairs = &units->pairs;
    size_t before = pairs->pairs.of_after[after];
    add(units, (struct difference_change){
                   .kind = DIFFERENCE_UNIT_MOVED,
                   .subject = name_of(&pairs->after->units[after]),
                   .before = place_of(pairs->before, pairs->parents_before[before]),
                   .after = place_of(pairs->after, pairs->parents_after[after]),
               });
}

static void compare_pair(const struct units *units, size_t index)
{
    const struct unit_pairs *pairs = &units->pairs;
    size_t old = pairs->pairs.of_after[index];
    const struct opened_unit *before = &pairs->before->units[old];
    const struct opened_unit *after = &pairs->after->units[index];
    compare_ids(units, before, after, pairs->evidence[old]);
    compare_texts(units, &(const struct difference_change){.kind = DIFFERENCE_UNIT_RENAMED,
                                                           .subject = name_of(after),
                                                           .before = before->title,
                                                           .after = after->title});
    if (pairs->is_moved[index]) {
        tell_move(units, index);
    }
    compare_kinds(units, before, after);
    compare_launches(units, before, after);
    compare_marks(units, before, after);
}

void difference_look_at_units(struct difference_work *work, const struct opened_structure *before,
                              const struct opened_structure *after)
{
    const struct units units = {
        .work = work,
        .identity = difference_identity_of(before->format->name),
        .format = before->format->name,
        .pairs = unit_pairs_find(work, before, after),
    };
    for (size_t i = 0; i < before->unit_count; i++) {
        if (units.pairs.pairs.of_before[i] == PAIRS_NONE) {
            tell_removed(&units, &before->units[i]);
        }
    }
    for (size_t i = 0; i < after->unit_count; i++) {
        if (units.pairs.pairs.of_after[i] == PAIRS_NONE) {
            tell_added(&units, &after->units[i]);
        } else {
            compare_pair(&units, i);
        }
    }
}
