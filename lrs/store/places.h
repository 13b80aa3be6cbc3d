/* SPDX-License-Identifier: Apache-2.0 */

/* Where activities belong: of which kind they are, and in which course. */
#ifndef STORE_PLACES_H
#define STORE_PLACES_H

#include "store/application.h"

/* Counts one statement more, or one fewer (`change` -1), that says where its activities belong and
 * what they are called, at the end of the transaction (PENDING_PLACE, PENDING_NAME). */
MUST_CHECK enum status places_count(struct application *application, int change,
                                    struct error *error);

#endif
