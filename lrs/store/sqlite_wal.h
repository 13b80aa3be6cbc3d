/* SPDX-License-Identifier: Apache-2.0 */

/* A VFS for SQLite (sqlite.org/vfs.html) that writes a transaction's part of the write-ahead log at
 * once. SQLite hands each page over in two writes; what they cost the kernel is a good part of what
 * a small statement costs at all. */
#ifndef STORE_SQLITE_WAL_H
#define STORE_SQLITE_WAL_H

#include <sqlite3.h>

/* Registers a VFS `name` on top of the VFS `parent` (NULL: the default one), from which it differs
 * in files opened as SQLITE_OPEN_WAL only: what is written to them one piece behind the other is
 * gathered, and handed on when it is much, when any of it is read, and before xSync returns. So it
 * wants synchronous=FULL, where a commit is published after its xSync: other connections then never
 * look for what is not in the file. A piece that cannot be handed on is told by the call that
 * tries, and dropped, as SQLite undoes a transaction whose write or sync has failed. Of the
 * parent's functions only xOpen may ask its VFS for anything, as it is with SQLite's own for files.
 * `name` is borrowed for good. Returns an SQLite code. */
int sqlite_wal_register(const char *name, const char *parent);

#endif
