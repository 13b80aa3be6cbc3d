/* SPDX-License-Identifier: Apache-2.0 */

/* The server that with_server.sh has started, ended under a test. */
#ifndef POSTGRESQL_SERVER_FIXTURE_H
#define POSTGRESQL_SERVER_FIXTURE_H

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

/* At once, as in a crash; with_server.sh starts it again. */
static inline void end_server(void)
{
    char line[32] = "";
    FILE *file = fopen(getenv("IBEST_TEST_SERVER"), "r");
    if (file == NULL) {
        return; /* it is down just now */
    }
    if (fgets(line, sizeof line, file) != NULL) {
        (void)kill((pid_t)strtol(line, NULL, 10), SIGQUIT);
    }
    (void)fclose(file);
}

#endif
