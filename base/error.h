/* SPDX-License-Identifier: Apache-2.0 */

/* How functions fail: a status that the program acts on, and a sentence for the person who must
 * act. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "base/attributes.h"

/* What went wrong, in as many kinds as a caller may want to tell apart. */
enum status {
    STATUS_OK = 0,
    STATUS_INVALID,      /* the caller's data breaks a rule */
    STATUS_NOT_FOUND,    /* nothing under that name */
    STATUS_CONFLICT,     /* differs from what is stored under the same id */
    STATUS_FORBIDDEN,    /* the caller is known and may not do this */
    STATUS_TOO_LARGE,    /* over a limit that the message names */
    STATUS_PRECONDITION, /* If-Match or If-None-Match does not hold */
    STATUS_UNAVAILABLE, /* a service or a disk we depend on did not answer; trying later may help */
    STATUS_INTERNAL,    /* a fault of ours */
};

/* The longest message, its final NUL included; longer ones are cut and end in "…". */
enum { ERROR_MESSAGE_SIZE = 512 };

/* One failure, told to the person who must act on it. Owned by the caller, never allocated. */
struct error {
    enum status status;
    char message[ERROR_MESSAGE_SIZE];
};

/* Describes the failure in *error (which may be NULL) and yields `status`:
 *     return FAIL(error, STATUS_NOT_FOUND, "no statement '%s'", id);
 * A macro, so that compilers and analyzers see which status comes back. */
#define FAIL(error, status, ...) (error_describe((error), (status), __VA_ARGS__), (status))

PRINTF_LIKE(3, 4)
void error_describe(struct error *error, enum status status, const char *format, ...);

/* Puts "prefix: " before the message already in *error (which may be NULL): where an inner function
 * knew what was wrong, and the outer one knows where. */
PRINTF_LIKE(2, 3)
void error_locate(struct error *error, const char *format, ...);

#endif
