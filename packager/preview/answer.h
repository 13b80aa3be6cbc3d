/* SPDX-License-Identifier: Apache-2.0 */

/* Answers a browser's requests for a preview: the site's files, by byte ranges too, so that films
 * can be sought in; the number of its version; and the fault instead of pages, if there is one. */
#ifndef PREVIEW_ANSWER_H
#define PREVIEW_ANSWER_H

#include "http/server.h"

/* An http_handler, whose context is the site (preview/site.h). */
enum status preview_answer(void *context, struct http_request *request,
                           struct http_response *response, struct error *error);

#endif
