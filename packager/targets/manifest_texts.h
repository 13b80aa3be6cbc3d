/* SPDX-License-Identifier: Apache-2.0 */

/* The texts of an imsmanifest.xml that LMSs keep in columns of limited length. */
#ifndef TARGETS_MANIFEST_TEXTS_H
#define TARGETS_MANIFEST_TEXTS_H

#include "base/error.h"
#include "base/text.h"

struct arena;

enum manifest_text_kind { MANIFEST_TITLE, MANIFEST_IDENTIFIER, MANIFEST_LAUNCH_ADDRESS };

struct manifest_text {
    enum manifest_text_kind kind;
    const char *text;
    const struct manifest_text *next;
};

/* All of them, in `arena`. INTERNAL when `manifest`, which the packager made, is no XML. */
MUST_CHECK enum status manifest_texts_read(struct text manifest, struct arena *arena,
                                           const struct manifest_text **out, struct error *error);

#endif
