/* SPDX-License-Identifier: Apache-2.0 */

/* What the published views are, for people and programs alike: the file views.md, which says how it
 * is to be read. */
#ifndef STORE_VIEWS_H
#define STORE_VIEWS_H

#include "base/embed.h"

/* Has "views.md". */
extern const struct embedded_file store_views[];

#endif
