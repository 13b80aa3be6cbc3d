/* SPDX-License-Identifier: Apache-2.0 */

/* Promises about functions that the compiler checks. */
#ifndef BASE_ATTRIBUTES_H
#define BASE_ATTRIBUTES_H

#include <stddef.h>

/* A caller that ignores the result gets a warning. */
#define MUST_CHECK __attribute__((warn_unused_result))

/* The parameter `format_at` (from 1) is a printf format for the ones from `args_at` on. */
#define PRINTF_LIKE(format_at, args_at) __attribute__((format(printf, format_at, args_at)))

#endif
