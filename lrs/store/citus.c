/* SPDX-License-Identifier: Apache-2.0 */

/* The script for Citus, which is part of the program. */
#include "store/citus.h"

#include "base/embed.h"

extern const struct embedded_file store_citus[];

const char *store_citus_script(void)
{
    return (const char *)store_citus[0].begin; /* embed_files() puts a NUL behind each file */
}
