/* SPDX-License-Identifier: Apache-2.0 */

/* What messages call a store. */
#ifndef STORE_SHOWN_URL_H
#define STORE_SHOWN_URL_H

/* The URL of a store, or what was written for one, without passwords: "..." stands for them, and
 * where it is not clear how far one goes, for more. Of a file it is the URL itself. The caller owns
 * it and frees it. Whatever prints a store's URL or location calls this. */
char *shown_url(const char *url);

#endif
