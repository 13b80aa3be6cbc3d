/* SPDX-License-Identifier: Apache-2.0 */

/* How a program that serves is ended. */
#ifndef BASE_ENDING_H
#define BASE_ENDING_H

#include <signal.h>

/* Keeps SIGTERM and SIGINT from all threads, so that they can be waited for, and gives both; what a
 * write to a closed connection or beyond a limit of file sizes would send is ignored, as the write
 * tells of it. Before other threads start. */
sigset_t ending_block(void);

#endif
