/* SPDX-License-Identifier: Apache-2.0 */

/* AUTO() for addresses that libcurl takes apart. */
#ifndef CLIENT_CURL_AUTO_H
#define CLIENT_CURL_AUTO_H

#include "base/auto.h"

#include <curl/curl.h>

/* Of curl_url(). */
static inline void curl_release_url(CURLU *url)
{
    curl_url_cleanup(url);
}
DEFINE_AUTO(CURLU, curl_release_url);

/* Of curl_url_get(). */
static inline void curl_release_part(char *part)
{
    curl_free(part);
}
DEFINE_AUTO(char, curl_release_part);

#endif
