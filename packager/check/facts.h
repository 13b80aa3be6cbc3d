/* SPDX-License-Identifier: Apache-2.0 */

/* What families about films, sounds and pictures share. */
#ifndef CHECK_FACTS_H
#define CHECK_FACTS_H

#include "check/rule.h"
#include "media/media.h"

/* The row of the kind that the file's name promises; NULL for what is no media file, or was left
 * behind by a Mac beside one. */
const struct media_kind_row *check_promised_kind(const struct opened_file *file);

/* Whether it is a WebVTT file (.vtt) of a film's chapters and not of captions: a word of its name,
 * parted by '.', '-', '_' or ' ', is "chapters". */
bool check_is_chapters(const struct opened_file *file);

/* NULL if they cannot be had, which is told by other rules. */
const struct media_facts *check_facts(const struct check *check, struct opened_file *file);

/* The same of check->file, for `prepare`. */
const void *check_prepare_facts(const struct check *check);

/* Whether it has a track of that kind. */
bool check_has_track(const struct media_facts *facts, enum media_track_kind kind);

#endif
