/* SPDX-License-Identifier: Apache-2.0 */

/* For commands after which many histories are due (store/profile_histories.h). */
#ifndef COMMANDS_SETTLE_LINE_H
#define COMMANDS_SETTLE_LINE_H

#include "store/store.h"

/* Settles all, and shows how far it is. */
MUST_CHECK enum status settle_histories(struct store *store, struct error *error);

#endif
