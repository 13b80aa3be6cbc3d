/* SPDX-License-Identifier: Apache-2.0 */

/* How the tables of a PostgreSQL database are spread over a Citus cluster. */
#ifndef STORE_CITUS_H
#define STORE_CITUS_H

/* The SQL to be run on the coordinator, with comments for whoever does. */
const char *store_citus_script(void);

#endif
