/* SPDX-License-Identifier: Apache-2.0 */

/* libcurl's multi interface: reaches every LRS, through TLS and proxies too. */
#ifndef LOAD_WIRE_CURL_H
#define LOAD_WIRE_CURL_H

#include "load/wire.h"

extern const struct wire wire_curl;

#endif
