/* SPDX-License-Identifier: Apache-2.0 */

/* Writes the terms of a profile as C macros and as a JavaScript module. The same terms give the
 * same bytes. */
#ifndef GENERATOR_VOCABULARY_WRITER_H
#define GENERATOR_VOCABULARY_WRITER_H

#include "base/buffer.h"
#include "generator/term_list.h"

/* VERB_REGISTERED, ACTIVITY_TYPE_CMI_INTERACTION, EXTENSION_VIDEO_TIME, CATEGORY_MOVEON, …, and
 * PROFILE_ID, PROFILE_VERSION. Too small a limit shows in buffer_check(). */
void write_header(struct buffer *out, const struct terms *terms);

/* verbs.registered, activityTypes.cmiInteraction, extensions.videoTime, categories.moveon, …, and
 * `profile`, the version. Kinds without a term are written too, as empty objects. */
void write_script(struct buffer *out, const struct terms *terms);

#endif
