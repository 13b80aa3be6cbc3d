/* SPDX-License-Identifier: Apache-2.0 */

/* How each test of faults ends: the store is counted, and verified. */
#ifndef FAULTS_SOUND_H
#define FAULTS_SOUND_H

#include "base/digest.h"

#include <stdint.h>

/* How many statements the store at `url` has. Fails the test unless `ibest-lrs verify` would find
 * nothing: none is doubled, and projections are what a new store makes of the statements. */
int64_t assert_sound(const char *url);

/* Of all that stands in all tables. */
struct digest content_of(const char *url);

/* Removes "NAME" and what SQLite and the store put beside it. */
void remove_store(const char *name);

#endif
