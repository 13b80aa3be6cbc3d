/* SPDX-License-Identifier: Apache-2.0 */

/* Bytes, streams and headers for the library. */
#include "http/message.h"

#include "base/log.h"

#include <microhttpd.h>

static struct text body_of(const struct http_response *response)
{
    return response->static_body.data != NULL ? response->static_body
                                              : buffer_text(&response->body);
}

/* The headers are on their way when a read fails: all that can be told is that the answer is not
 * whole. The library cuts the connection before the length that was told. */
static ssize_t read_stream(void *context, uint64_t offset, char *buffer, size_t room)
{
    struct http_stream *stream = context;
    struct error error = {.status = STATUS_OK};
    size_t length = 0;
    if (stream->read(stream->context, offset, buffer, room, &length, &error) != STATUS_OK) {
        LOG_ERROR("event=stream_cut offset=%llu reason=\"%s\"", (unsigned long long)offset,
                  error.message);
        return MHD_CONTENT_READER_END_WITH_ERROR;
    }
    stream->done += length;
    return length == 0 ? MHD_CONTENT_READER_END_OF_STREAM : (ssize_t)length;
}

static struct MHD_Response *create_body(struct http_response *response)
{
    struct http_stream *stream = &response->stream;
    if (stream->read != NULL) {
        return MHD_create_response_from_callback(stream->length, HTTP_STREAM_PIECE, read_stream,
                                                 stream, NULL);
    }
    struct text body = body_of(response);
    /* The cast drops a const that the library's C89 signature lacks. */
    union {
        const char *given;
        void *taken;
    } bytes = {.given = body.data == NULL ? "" : body.data};
    return MHD_create_response_from_buffer(body.length, bytes.taken, MHD_RESPMEM_PERSISTENT);
}

struct MHD_Response *message_create(struct http_response *response)
{
    struct MHD_Response *message = create_body(response);
    for (size_t i = 0; i < response->header_count && message != NULL; i++) {
        if (MHD_add_response_header(message, response->headers[i].name,
                                    response->headers[i].value) != MHD_YES) {
            MHD_destroy_response(message);
            message = NULL;
        }
    }
    return message;
}

uint64_t message_length(const struct http_response *response)
{
    return response->stream.read != NULL ? response->stream.done : body_of(response).length;
}
