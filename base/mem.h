/* SPDX-License-Identifier: Apache-2.0 */

/* Allocators that end the process when memory is out, so that no caller checks for NULL. They are
 * safe to use on input because every reader bounds its input first. What they return is owned by
 * the caller, to free(). */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

__attribute__((malloc, returns_nonnull)) void *mem_zeroed(size_t count, size_t size);
__attribute__((malloc, returns_nonnull)) char *mem_copy_string(const char *text);

/* A copy of `length` bytes with a NUL behind them. */
__attribute__((malloc, returns_nonnull)) char *mem_copy(const void *bytes, size_t length);

/* Takes `memory` (NULL allowed) and gives room for `count` elements of `size` bytes; the new part
 * is not zeroed. */
__attribute__((returns_nonnull)) void *mem_resize(void *memory, size_t count, size_t size);

/* `size` zeroed bytes of which only those pages are ever there that are used, for large tables that
 * stay mostly empty. The caller owns it, and gives it to mem_sparse_release() with the same size
 * instead of free(). */
__attribute__((returns_nonnull)) void *mem_sparse(size_t size);
void mem_sparse_release(void *memory, size_t size); /* NULL allowed */

#define MEM_NEW(type) ((type *)mem_zeroed(1, sizeof(type)))

#endif
