/* SPDX-License-Identifier: Apache-2.0 */

/* The files of the dashboard, embedded. */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "base/embed.h"

/* index.html, dashboard.css, dashboard.js; ends with a row whose name is NULL. */
extern const struct embedded_file web_files[];

#endif
