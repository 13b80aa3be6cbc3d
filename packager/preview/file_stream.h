/* SPDX-License-Identifier: Apache-2.0 */

/* A file as the body of an answer, or the range of it that was asked for (RFC 9110, 14): one range;
 * several, or what is no range in bytes, give the whole, as the RFC allows. */
#ifndef PREVIEW_FILE_STREAM_H
#define PREVIEW_FILE_STREAM_H

#include "http/response.h"

/* Sets status, headers and stream. NOT_FOUND: the file has gone since. UNAVAILABLE: it cannot be
 * read. A range that begins behind the end is answered with 416. */
MUST_CHECK enum status file_stream_answer(const char *path, const struct http_request *request,
                                          struct http_response *response, struct error *error);

/* The first and the last byte of `header` ("bytes=0-99", "bytes=100-", "bytes=-100") in a file of
 * `size` bytes. */
enum file_range { FILE_RANGE_WHOLE, FILE_RANGE_PART, FILE_RANGE_BEYOND };
enum file_range file_range_read(const char *header, uint64_t size, uint64_t *out_first,
                                uint64_t *out_last);

#endif
