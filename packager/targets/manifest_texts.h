/* SPDX-License-Identifier: Apache-2.0 */

/* The texts of an imsmanifest.xml, and of the metadata in it, that LMSs keep in columns of limited
 * length. */
#ifndef TARGETS_MANIFEST_TEXTS_H
#define TARGETS_MANIFEST_TEXTS_H

#include "base/error.h"
#include "base/text.h"

struct arena;

/* From MANIFEST_ENTRY on: of a LOM record, in either binding. */
enum manifest_text_kind {
    MANIFEST_TITLE,
    MANIFEST_IDENTIFIER,
    MANIFEST_LAUNCH_ADDRESS,
    MANIFEST_ENTRY,
    MANIFEST_DESCRIPTION,
    MANIFEST_KEYWORDS, /* all of them, one behind the other */
    MANIFEST_COPYRIGHT,
    MANIFEST_DURATION,
};

struct manifest_text {
    enum manifest_text_kind kind;
    const char *text;
    const struct manifest_text *next;
};

/* All of them, in `arena`. INTERNAL when `manifest`, which the packager made, is no XML. */
MUST_CHECK enum status manifest_texts_read(struct text manifest, struct arena *arena,
                                           const struct manifest_text **out, struct error *error);

#endif
