/* SPDX-License-Identifier: Apache-2.0 */

/* A package as it is found, whoever made it: its files, wherever they lie, and what it is in each
 * format that it is of. All that looks at packages reads this: check, inspect, and their kin. Used
 * by one thread at a time; all of it lives in the arena that it was opened with. */
#ifndef OPENED_OPENED_H
#define OPENED_OPENED_H

#include "base/digest.h"
#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct media_facts;
struct opened_source;
struct opened_structure;
struct xml_document;
struct zip_entry;
struct zip_item;
struct zip_reader;
struct zip_sink;

enum {
    OPENED_FILES_MAX = 100000,
    OPENED_DEPTH_MAX = 64,      /* folders within one another */
    OPENED_TEXT_MAX = 16 << 20, /* bytes of a file that is looked at as a whole */
};

enum opened_kind {
    OPENED_ZIP,
    OPENED_FOLDER,  /* a package that was unpacked */
    OPENED_ENTRIES, /* a package that was built, and not written */
};

struct opened_file {
    const char *path; /* below the package's root, parted by '/'; may be no UTF-8 */
    uint64_t size;
    const struct zip_item *item;         /* NULL unless OPENED_ZIP */
    const struct zip_entry *entry;       /* NULL unless OPENED_ENTRIES */
    const struct xml_document *document; /* for opened_document() */
    const struct media_facts *facts;     /* for opened_facts() */
};

struct opened {
    struct arena *arena;
    const char *name; /* of the zip or folder, as it was given */
    enum opened_kind kind;
    uint64_t size;             /* of the zip; the sum of the files' sizes if it is none */
    struct opened_file *files; /* without folders; in the package's own order */
    size_t file_count;
    bool is_cut;            /* more files, or folders, than the limits above allow */
    struct zip_reader *zip; /* NULL unless OPENED_ZIP */
    /* One a format that it was found to be of, by the table of structure.h; NULL for none. */
    const struct opened_structure *structures;
    struct opened_file **by_path;        /* `files`, sorted */
    struct opened_file **by_folded_path; /* and sorted without regard to capitals; for the below */
    const struct opened_source *source;
};

/* Opens the zip or the folder at `path`. Only what cannot be read at all fails: NOT_FOUND,
 * INVALID (neither file nor folder), UNAVAILABLE. What is wrong with a package is kept in it: a
 * file that is no zip has no files, and a fault. */
MUST_CHECK enum status opened_open(const char *path, struct arena *arena, struct opened **out,
                                   struct error *error);

/* A zip in memory, which is borrowed. */
struct opened *opened_from_bytes(const char *name, struct text zip, struct arena *arena);

/* A package that was built, whose entries are borrowed. UNAVAILABLE when the size of a file cannot
 * be learnt. */
MUST_CHECK enum status opened_from_entries(const char *name, const struct zip_entry *entries,
                                           size_t count, struct arena *arena, struct opened **out,
                                           struct error *error);

/* NULL if there is none of exactly that path, or, for the second, of that path in small or capital
 * letters (ASCII). Both are fast. */
struct opened_file *opened_find(const struct opened *opened, const char *path);
struct opened_file *opened_find_folded(const struct opened *opened, const char *path);

/* Gives the content of a file in pieces. Fails as zip_reader_read() does. */
MUST_CHECK enum status opened_read(const struct opened *opened, const struct opened_file *file,
                                   const struct zip_sink *sink, struct error *error);

/* The whole content, in `arena`, with a NUL behind it. TOO_LARGE beyond OPENED_TEXT_MAX. */
MUST_CHECK enum status opened_text(const struct opened *opened, const struct opened_file *file,
                                   struct arena *arena, struct text *out, struct error *error);

/* The SHA-256 of the content, however large it is. Fails as opened_read(). */
MUST_CHECK enum status opened_digest(const struct opened *opened, const struct opened_file *file,
                                     struct digest *out, struct error *error);

/* The file as XML, read once. A file that cannot be read is a document with that problem. */
const struct xml_document *opened_document(const struct opened *opened, struct opened_file *file);

/* What the file says of itself as a film, a sound or a picture; read once, and no further than it
 * takes. Fails as opened_read() does. */
MUST_CHECK enum status opened_facts(const struct opened *opened, struct opened_file *file,
                                    const struct media_facts **out, struct error *error);

#endif
