/* SPDX-License-Identifier: Apache-2.0 */

/* Reads zip files from anywhere, hostile ones included. What is wrong with one is noted as a fault,
 * not refused, so that a person can be told all of it. Nothing is ever written to disk. A zip is
 * used by one thread at a time. */
#ifndef ZIP_ZIP_READER_H
#define ZIP_ZIP_READER_H

#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct zip_parts;

/* What bounds time and memory, whatever the zip claims. */
enum {
    ZIP_ITEMS_MAX = 100000,          /* entries read; the others are a fault */
    ZIP_DIRECTORY_MAX = 64 << 20,    /* bytes of central directory read */
    ZIP_FAULTS_KEPT = 20,            /* of each kind; the others are counted */
    ZIP_RATIO_MAX = 200,             /* unpacked to packed bytes of one entry, ... */
    ZIP_RATIO_FREE_BYTES = 64 << 20, /* ... unless it unpacks to less than this */
    ZIP_READ_PER_BYTE = 20,          /* bytes read in all, for each byte of the zip, ... */
};
#define ZIP_READ_FREE_BYTES (UINT64_C(2) << 30) /* ... beside this many */

/* What can be wrong with a zip. */
enum zip_fault_kind {
    /* with all of it; `item` of the fault is NULL */
    ZIP_FAULT_NO_END,       /* no end record: it is no zip, or was cut off */
    ZIP_FAULT_TWO_ENDS,     /* more than one end record fits: readers see different zips */
    ZIP_FAULT_BEHIND_END,   /* bytes behind the end record */
    ZIP_FAULT_DISKS,        /* a part of a zip that was split */
    ZIP_FAULT_ZIP64,        /* the end records for large zips are missing or contradict */
    ZIP_FAULT_DIRECTORY,    /* the central directory is not where or what the end record says */
    ZIP_FAULT_COUNT,        /* the end record tells another number of entries */
    ZIP_FAULT_TOO_MANY,     /* over ZIP_ITEMS_MAX or ZIP_DIRECTORY_MAX */
    ZIP_FAULT_BEFORE_FIRST, /* bytes before the first entry, as in programs that unpack themselves
                             */
    ZIP_FAULT_UNCLAIMED,    /* bytes between entries that belong to none */
    /* with one entry */
    ZIP_FAULT_LOCAL_HEADER, /* what stands before its content contradicts the directory */
    ZIP_FAULT_TWO_NAMES,    /* an extra field gives it another name */
    ZIP_FAULT_OVERLAP,      /* it shares bytes with another one */
    ZIP_FAULT_BOMB,         /* over ZIP_RATIO_MAX, or larger than its packed bytes can be */
    ZIP_FAULT_KINDS
};

/* Bits of an item's flags, and methods, that are told apart here. */
enum {
    ZIP_FLAG_ENCRYPTED = 1 << 0,
    ZIP_FLAG_DESCRIPTOR = 1 << 3,
    ZIP_FLAG_STRONG_ENCRYPTION = 1 << 6,
    ZIP_FLAG_UTF8 = 1 << 11,
    ZIP_FLAG_MASKED = 1 << 13,
    ZIP_ITEM_STORED = 0,
    ZIP_ITEM_DEFLATED = 8,
};

/* One entry, as the central directory tells of it. */
struct zip_item {
    struct text name; /* any bytes, with a NUL behind them */
    uint64_t size;
    uint64_t packed_size;
    uint64_t header_offset; /* of its local header, from the beginning of the zip */
    uint64_t data_offset;   /* of its content; 0 if the local header cannot be read */
    uint32_t checksum;      /* CRC-32 */
    uint32_t mode;          /* as Unix has it; 0 if another system wrote the entry */
    uint16_t method;
    uint16_t flags;
    bool is_readable; /* zip_reader_read() will try */
};

struct zip_fault {
    enum zip_fault_kind kind;
    const struct zip_item *item;
    const char *detail; /* what was found, fit for a terminal */
    const struct zip_fault *next;
};

/* A zip that is open. All of it lives in the arena that it was opened with. */
struct zip_reader {
    uint64_t size;          /* of the zip, in bytes */
    struct zip_item *items; /* in the order of the central directory */
    size_t item_count;
    const struct zip_fault *faults;       /* in the order of being found */
    size_t fault_counts[ZIP_FAULT_KINDS]; /* those that were not kept included */
    struct zip_parts *parts;
};

/* Opens the zip at `path`, or in `bytes`, which are borrowed as long as the arena lives. The file
 * is closed with the arena. Only a file that cannot be read fails: NOT_FOUND, INVALID (a folder, a
 * device), UNAVAILABLE; all else that may be wrong with a zip is in its faults. */
MUST_CHECK enum status zip_reader_open(const char *path, struct arena *arena,
                                       struct zip_reader **out, struct error *error);
struct zip_reader *zip_reader_open_bytes(struct text bytes, struct arena *arena);

/* Takes content piece by piece. */
struct zip_sink {
    /* The next piece, borrowed during the call; false says that no more is wanted. */
    bool (*take)(void *context, struct text piece);
    void *context;
};

/* Gives the content of an entry to `sink`, never more bytes than the entry's size, and checks size
 * and checksum at its end. INVALID, saying what is wrong, for what is not is_readable or turns out
 * damaged, which may be after pieces were given; TOO_LARGE once the zip has given all that the
 * limits above allow; UNAVAILABLE when the file cannot be read. */
MUST_CHECK enum status zip_reader_read(struct zip_reader *reader, const struct zip_item *item,
                                       const struct zip_sink *sink, struct error *error);

bool zip_item_is_folder(const struct zip_item *item); /* its name ends with '/' */
bool zip_item_is_link(const struct zip_item *item);   /* a symbolic link */
bool zip_item_is_encrypted(const struct zip_item *item);

#endif
