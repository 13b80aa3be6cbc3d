/* SPDX-License-Identifier: Apache-2.0 */

/* A file of ours has the parent's file behind it in the memory that SQLite gives; files that are no
 * log are the parent's own. */
#include "store/sqlite_wal.h"

#include "base/mem.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* SQLite's VFS for files writes no more than 128 KB at once, less a byte. */
enum { GATHERED_MAX = 124 * 1024 };

struct wal_file {
    sqlite3_file base;
    char *gathered; /* NULL until the first write */
    sqlite3_int64 begin;
    int length;
};

static sqlite3_file *parent_of(sqlite3_file *file)
{
    return (sqlite3_file *)(void *)((struct wal_file *)file + 1);
}

static int hand_on(struct wal_file *file)
{
    int length = file->length;
    file->length = 0;
    sqlite3_file *parent = parent_of(&file->base);
    return length == 0 ? SQLITE_OK
                       : parent->pMethods->xWrite(parent, file->gathered, length, file->begin);
}

static int wal_write(sqlite3_file *base, const void *bytes, int length, sqlite3_int64 offset)
{
    struct wal_file *file = (struct wal_file *)base;
    bool follows = offset == file->begin + file->length;
    if (file->length > 0 && (!follows || length > GATHERED_MAX - file->length)) {
        int code = hand_on(file);
        if (code != SQLITE_OK) {
            return code;
        }
    }
    if (length > GATHERED_MAX) {
        return parent_of(base)->pMethods->xWrite(parent_of(base), bytes, length, offset);
    }
    if (file->gathered == NULL) {
        file->gathered = mem_resize(NULL, 1, GATHERED_MAX);
    }
    if (file->length == 0) {
        file->begin = offset;
    }
    memcpy(file->gathered + file->length, bytes, (size_t)length);
    file->length += length;
    return SQLITE_OK;
}

static int wal_read(sqlite3_file *base, void *out, int length, sqlite3_int64 offset)
{
    struct wal_file *file = (struct wal_file *)base;
    bool is_apart =
        offset >= file->begin + file->length || offset + (sqlite3_int64)length <= file->begin;
    int code = is_apart ? SQLITE_OK : hand_on(file);
    return code == SQLITE_OK
               ? parent_of(base)->pMethods->xRead(parent_of(base), out, length, offset)
               : code;
}

static int wal_sync(sqlite3_file *base, int flags)
{
    int code = hand_on((struct wal_file *)base);
    return code == SQLITE_OK ? parent_of(base)->pMethods->xSync(parent_of(base), flags) : code;
}

static int wal_truncate(sqlite3_file *base, sqlite3_int64 size)
{
    int code = hand_on((struct wal_file *)base);
    return code == SQLITE_OK ? parent_of(base)->pMethods->xTruncate(parent_of(base), size) : code;
}

static int wal_size(sqlite3_file *base, sqlite3_int64 *out)
{
    int code = hand_on((struct wal_file *)base);
    return code == SQLITE_OK ? parent_of(base)->pMethods->xFileSize(parent_of(base), out) : code;
}

static int wal_close(sqlite3_file *base)
{
    struct wal_file *file = (struct wal_file *)base;
    int code = hand_on(file);
    free(file->gathered);
    file->gathered = NULL;
    int closed = parent_of(base)->pMethods->xClose(parent_of(base));
    return code == SQLITE_OK ? closed : code;
}

/* ---- what the parent does alone ---- */

static int wal_lock(sqlite3_file *base, int level)
{
    return parent_of(base)->pMethods->xLock(parent_of(base), level);
}

static int wal_unlock(sqlite3_file *base, int level)
{
    return parent_of(base)->pMethods->xUnlock(parent_of(base), level);
}

static int wal_check_lock(sqlite3_file *base, int *out)
{
    return parent_of(base)->pMethods->xCheckReservedLock(parent_of(base), out);
}

static int wal_control(sqlite3_file *base, int operation, void *argument)
{
    return parent_of(base)->pMethods->xFileControl(parent_of(base), operation, argument);
}

static int wal_sector_size(sqlite3_file *base)
{
    return parent_of(base)->pMethods->xSectorSize(parent_of(base));
}

static int wal_characteristics(sqlite3_file *base)
{
    return parent_of(base)->pMethods->xDeviceCharacteristics(parent_of(base));
}

/* Version 1: a log is neither shared nor mapped. */
static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = wal_close,
    .xRead = wal_read,
    .xWrite = wal_write,
    .xTruncate = wal_truncate,
    .xSync = wal_sync,
    .xFileSize = wal_size,
    .xLock = wal_lock,
    .xUnlock = wal_unlock,
    .xCheckReservedLock = wal_check_lock,
    .xFileControl = wal_control,
    .xSectorSize = wal_sector_size,
    .xDeviceCharacteristics = wal_characteristics,
};

/* ---- the VFS ---- */

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *out)
{
    sqlite3_vfs *parent = vfs->pAppData;
    if ((flags & SQLITE_OPEN_WAL) == 0) {
        return parent->xOpen(parent, name, base, flags, out);
    }
    *(struct wal_file *)base = (struct wal_file){0};
    int code = parent->xOpen(parent, name, parent_of(base), flags, out);
    if (code == SQLITE_OK) {
        base->pMethods = &methods;
    } else if (parent_of(base)->pMethods != NULL) {
        (void)parent_of(base)->pMethods->xClose(parent_of(base));
    }
    return code;
}

int sqlite_wal_register(const char *name, const char *parent_name)
{
    sqlite3_vfs *parent = sqlite3_vfs_find(parent_name);
    if (parent == NULL) {
        return SQLITE_NOTFOUND;
    }
    sqlite3_vfs *vfs = MEM_NEW(sqlite3_vfs);
    *vfs = *parent;
    vfs->szOsFile = (int)sizeof(struct wal_file) + parent->szOsFile;
    vfs->pNext = NULL;
    vfs->zName = name;
    vfs->pAppData = parent;
    vfs->xOpen = open_file;
    return sqlite3_vfs_register(vfs, 0);
}
