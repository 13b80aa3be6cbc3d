/* SPDX-License-Identifier: Apache-2.0 */

/* Release at the end of scope, and handing over: what replaces `goto cleanup`. */
#ifndef BASE_AUTO_H
#define BASE_AUTO_H

#include <stdlib.h>
#include <string.h>

/* AUTO(store_close) struct store *store = NULL;
 * calls store_close(store) when `store` leaves its scope. */
#define AUTO(release) __attribute__((cleanup(release##_auto)))

/* Makes `release` usable in AUTO(); `release` must accept NULL. */
#define DEFINE_AUTO(type, release)                                                          \
    static inline void release##_auto(type **slot) /* NOLINT(bugprone-macro-parentheses) */ \
    {                                                                                       \
        release(*slot);                                                                     \
    }                                                                                       \
    struct release##_auto_needs_a_semicolon

/* The same for a struct that is itself in scope: AUTO(buffer_finish) struct buffer buffer =
 * BUFFER_INIT(limit); */
#define DEFINE_AUTO_VALUE(type, finish)                                                   \
    static inline void finish##_auto(type *slot) /* NOLINT(bugprone-macro-parentheses) */ \
    {                                                                                     \
        finish(slot);                                                                     \
    }                                                                                     \
    struct finish##_auto_needs_a_semicolon

/* Hands a pointer on: yields it and leaves NULL behind, so that AUTO() no longer frees it. */
#define TAKE(pointer)                         \
    __extension__({                           \
        __typeof__(pointer) taken_ = pointer; \
        (pointer) = NULL;                     \
        taken_;                               \
    })

static inline void free_auto(void *slot)
{
    void *memory;
    memcpy(&memory, slot, sizeof memory);
    free(memory);
}

#endif
