/* SPDX-License-Identifier: Apache-2.0 */

/* Pairs are made by one kind of key after the other. All but identifiers may stand for several
 * units by chance, and then make no pair. */
#include "diff/unit_pairs.h"

#include "base/arena.h"
#include "opened/structure.h"

#include <string.h>

/* One package's units in the making of pairs. */
struct party {
    struct difference_work *work;
    struct difference_side *side;
    const struct opened_structure *structure;
    const size_t *partners; /* of_before or of_after */
};

typedef const char *key_function(const struct party *party, const struct opened_unit *unit);

static const char *id_of(const struct party *party, const struct opened_unit *unit)
{
    (void)party;
    return unit->id;
}

/* The same page may be launched as several units, which then differ in what is behind '?'. */
static const char *content_of(const struct party *party, const struct opened_unit *unit)
{
    const struct digest *digest =
        unit->launch.file != NULL ? difference_digest(party->work, party->side, unit->launch.file)
                                  : NULL;
    if (digest == NULL) {
        return NULL;
    }
    char hex[DIGEST_HEX_SIZE];
    digest_to_hex(digest, hex);
    const char *query = strchr(unit->launch.written, '?');
    return arena_print(party->work->arena, "%s%s%s", hex, query != NULL ? query : "",
                       unit->parameters != NULL ? unit->parameters : "");
}

static const char *address_of(const struct party *party, const struct opened_unit *unit)
{
    return unit->launch.written == NULL
               ? NULL
               : arena_print(party->work->arena, "%s %s", unit->launch.written,
                             unit->parameters != NULL ? unit->parameters : "");
}

static const char *title_of(const struct party *party, const struct opened_unit *unit)
{
    (void)party;
    return unit->title;
}

/* Of the units that have no pair yet. */
static struct pairs_keys keys_of(const struct party *party, key_function *key_of)
{
    const struct opened_structure *structure = party->structure;
    struct pairs_keys keys = pairs_keys_begin(party->work->arena, structure->unit_count);
    for (size_t i = 0; i < structure->unit_count; i++) {
        if (party->partners[i] == PAIRS_NONE) {
            pairs_keys_add(&keys, key_of(party, &structure->units[i]), i);
        }
    }
    return keys;
}

static size_t *find_parents(struct arena *arena, const struct opened_structure *structure)
{
    size_t *parents = ARENA_ARRAY(arena, size_t, structure->unit_count);
    for (size_t i = 0; i < structure->unit_count; i++) {
        size_t depth = structure->units[i].depth;
        size_t above = i > 0 ? i - 1 : PAIRS_NONE;
        while (above != PAIRS_NONE && structure->units[above].depth >= depth) {
            above = parents[above];
        }
        parents[i] = above;
    }
    return parents;
}

/* One a unit of the new package: whether it stands in another unit than before. */
static bool *find_other_parents(struct arena *arena, const struct unit_pairs *pairs)
{
    bool *has_other = ARENA_ARRAY(arena, bool, pairs->after->unit_count);
    for (size_t i = 0; i < pairs->after->unit_count; i++) {
        size_t partner = pairs->pairs.of_after[i];
        size_t parent = partner != PAIRS_NONE ? pairs->parents_before[partner] : PAIRS_NONE;
        size_t expected = parent != PAIRS_NONE ? pairs->pairs.of_before[parent] : PAIRS_NONE;
        has_other[i] = partner != PAIRS_NONE && expected != pairs->parents_after[i];
    }
    return has_other;
}

static void find_moves(struct arena *arena, struct unit_pairs *pairs)
{
    bool *moved = find_other_parents(arena, pairs);
    const bool *stays = pairs_find_staying(&pairs->pairs, moved);
    bool *is_carried = ARENA_ARRAY(arena, bool, pairs->after->unit_count);
    for (size_t i = 0; i < pairs->after->unit_count; i++) {
        size_t parent = pairs->parents_after[i];
        is_carried[i] = parent != PAIRS_NONE && (moved[parent] || is_carried[parent]);
        moved[i] =
            moved[i] || (pairs->pairs.of_after[i] != PAIRS_NONE && !stays[i] && !is_carried[i]);
    }
    pairs->is_moved = moved;
}

static void note_evidence(struct unit_pairs *pairs, enum unit_evidence evidence)
{
    for (size_t i = 0; i < pairs->before->unit_count; i++) {
        if (pairs->pairs.of_before[i] != PAIRS_NONE && pairs->evidence[i] == UNIT_EVIDENCES) {
            pairs->evidence[i] = evidence;
        }
    }
}

static void match(struct difference_work *work, struct unit_pairs *pairs)
{
    static key_function *const KEYS[] = {
        [UNIT_BY_ID] = id_of,
        [UNIT_BY_CONTENT] = content_of,
        [UNIT_BY_ADDRESS] = address_of,
        [UNIT_BY_TITLE] = title_of,
    };
    const struct party old = {work, &work->before, pairs->before, pairs->pairs.of_before};
    const struct party new = {work, &work->after, pairs->after, pairs->pairs.of_after};
    for (size_t i = 0; i < pairs->before->unit_count; i++) {
        pairs->evidence[i] = UNIT_EVIDENCES;
    }
    for (enum unit_evidence evidence = 0; evidence < UNIT_EVIDENCES; evidence++) {
        struct pairs_keys before = keys_of(&old, KEYS[evidence]);
        struct pairs_keys after = keys_of(&new, KEYS[evidence]);
        /* LMSs take an identifier that stands there twice for the first unit's. */
        pairs_match(&pairs->pairs, &before, &after,
                    evidence == UNIT_BY_ID ? PAIRS_TAKE_FIRST : PAIRS_TAKE_NONE);
        note_evidence(pairs, evidence);
    }
}

struct unit_pairs unit_pairs_find(struct difference_work *work,
                                  const struct opened_structure *before,
                                  const struct opened_structure *after)
{
    struct unit_pairs pairs = {
        .before = before,
        .after = after,
        .pairs = pairs_begin(work->arena, before->unit_count, after->unit_count),
        .evidence = ARENA_ARRAY(work->arena, enum unit_evidence, before->unit_count),
        .parents_before = find_parents(work->arena, before),
        .parents_after = find_parents(work->arena, after),
    };
    match(work, &pairs);
    find_moves(work->arena, &pairs);
    return pairs;
}
