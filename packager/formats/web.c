/* SPDX-License-Identifier: Apache-2.0 */

/* Plain web pages: to look at a course, or to put it on a server where nothing is tracked. */
#include "formats/format.h"

extern const struct format WEB_FORMAT;
const struct format WEB_FORMAT = {
    .name = "web",
    .summary = "plain web pages, untracked",
    .first = "index.html",
};
