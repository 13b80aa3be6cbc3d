/* SPDX-License-Identifier: Apache-2.0 */

/* How long the text gets in which the player keeps progress: as packager/player/core/codec.mjs
 * writes it, part by part, each as long as a learner can make it. */
#ifndef CHECK_OWN_STATE_H
#define CHECK_OWN_STATE_H

#include <jansson.h>
#include <stddef.h>

/* What the player keeps within, by leaving out what matters least. */
enum { OWN_STATE_MAX = 4096 };

/* What the text depends on. Zeros are a course without a page. */
struct own_state {
    size_t pages;
    size_t quizzes;
    size_t tries;      /* quizzes that limit or draw, or of which an attempt is enough */
    size_t watched;    /* videos of which a share has to be watched */
    size_t path_bits;  /* of the places in all scenarios */
    size_t draft_bits; /* of the answers on the page that has most of them */
};

/* Adds the pages of a module of the script; of one that is none of ours, nothing. */
void own_state_add(struct own_state *state, const json_t *module);

/* Characters of the text at most. */
size_t own_state_length(const struct own_state *state);

/* Characters of the answers on one page at most. */
size_t own_state_draft_length(const struct own_state *state);

#endif
