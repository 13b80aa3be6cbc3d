/* SPDX-License-Identifier: Apache-2.0 */

/* The files of a course source: how they are named, read, and referred to by one another. */
#ifndef SOURCE_FILES_H
#define SOURCE_FILES_H

#include "base/error.h"
#include "base/text.h"

#include <stddef.h>

struct arena;
struct cache;
struct claims;
struct glossary;
struct place;

enum { SOURCE_TEXT_MAX = 1 << 20 }; /* bytes in a course, page, quiz, transcript or caption file */

/* A course folder being read into an arena. */
struct source {
    const char *folder;
    struct arena *arena;
    const struct glossary *glossary; /* NULL if the course has none, or it was not read yet */
    struct claims *claims;           /* filled while pages are read; they need it */
    struct cache *cache;             /* of what was made of files before; NULL: none */
    const char *language;            /* the course's, once course.json was read that far */
};

/* One file's mention of another. */
struct reference {
    const char *from; /* the file it stands in, below the course folder */
    size_t line;
    const struct place *place; /* if not NULL, tells the line instead, once it is needed: finding it
                                * means reading the JSON again */
    const char *to;            /* as written there, relative to `from` */
};

/* "folder/path": what opens the file, and how messages name it. Lives in the arena. */
const char *source_name(const struct source *source, const char *path);

/* Reads a UTF-8 file of at most SOURCE_TEXT_MAX bytes into the arena, with a NUL behind it. INVALID
 * with the line of the first byte that is not UTF-8 or is a NUL, or for a link out of the course
 * folder; NOT_FOUND; TOO_LARGE. */
MUST_CHECK enum status source_read_text(const struct source *source, const char *path,
                                        struct text *out, struct error *error);

/* Fails with "folder/file:line: ..." at the place of the reference. */
PRINTF_LIKE(4, 5)
MUST_CHECK enum status reference_fail(const struct source *source,
                                      const struct reference *reference, struct error *error,
                                      const char *format, ...);

/* Where the reference leads, below the course folder. INVALID when it climbs out of it, by its path
 * or over a symbolic link, is absolute, has a name that is not of [a-z0-9._-] or begins with '.',
 * or when no plain file is there. Lives in the arena. */
MUST_CHECK enum status reference_resolve(const struct source *source,
                                         const struct reference *reference, const char **out_path,
                                         struct error *error);

#endif
