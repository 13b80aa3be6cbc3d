/* SPDX-License-Identifier: Apache-2.0 */

/* A document for paper as one HTML file in NHS style: no script, no request, pictures inside. */
#ifndef PRINT_WEB_PAGE_H
#define PRINT_WEB_PAGE_H

struct block;
struct buffer;
struct print_source;

/* Adds the whole page. */
void web_page_write(const struct print_source *source, const struct block *blocks,
                    struct buffer *out);

#endif
