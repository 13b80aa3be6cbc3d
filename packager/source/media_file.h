/* SPDX-License-Identifier: Apache-2.0 */

/* Files that packages carry unchanged: which kinds there are, and that each is what its name says.
 */
#ifndef SOURCE_MEDIA_FILE_H
#define SOURCE_MEDIA_FILE_H

#include "base/error.h"

struct media;
struct page;
struct reference;
struct source;

/* What a page wants the file for. */
enum media_use {
    MEDIA_VIDEO,
    MEDIA_CAPTIONS,
    MEDIA_CHAPTERS,
    MEDIA_POSTER,
    MEDIA_IMAGE,
    MEDIA_DOWNLOAD,
};

/* Checks the file that `reference` names and adds it to the page's media, if it is not among them.
 * *out lives in the arena. INVALID, at the place of the reference, when it is missing, of a kind
 * that does not serve this use, too large, or not of the kind that its name says; for captions and
 * chapters, at the place in that file. */
MUST_CHECK enum status media_take(const struct source *source, const struct reference *reference,
                                  enum media_use use, struct page *page, const struct media **out,
                                  struct error *error);

#endif
