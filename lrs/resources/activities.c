/* SPDX-License-Identifier: Apache-2.0 */

/* An Activity that nobody has told of is answered too, with nothing but its id: 1.0.3 recommends
 * that, 2.0 demands it. */
#include "resources/activities.h"

#include "base/json.h"
#include "resources/etag.h"

#include <string.h>

enum { ACTIVITY_MAX = 1 << 20 };

static enum status write_activity(struct text id, struct text definition, struct buffer *out,
                                  struct error *error)
{
    AUTO(json_release)
    json_t *activity = json_pack("{s:s, s:s%}", "objectType", "Activity", "id", id.data, id.length);
    AUTO(free) char *text = json_dumps(activity, JSON_COMPACT);
    if (text == NULL) {
        return FAIL(error, STATUS_INTERNAL, "the Activity can't be written");
    }
    if (definition.data == NULL) {
        buffer_add_string(out, text);
    } else {
        /* The definition stays text, for its numbers. */
        buffer_add(out, text, strlen(text) - 1);
        buffer_add_string(out, ",\"definition\":");
        buffer_add_text(out, definition);
        buffer_add_character(out, '}');
    }
    return buffer_check(out, "the Activity", error);
}

enum status activities_get(struct call *call, struct error *error)
{
    struct query query;
    enum status status = call_read_query(call, QUERY_ACTIVITIES_GET, &query, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct text definition = {NULL, 0};
    AUTO(buffer_finish) struct buffer body = BUFFER_INIT(ACTIVITY_MAX);
    status = store_get_definition(call->service->store, DEFINITION_OF_ACTIVITY, query.activity,
                                  call->request->arena, &definition, error);
    if (status == STATUS_OK) {
        status = write_activity(query.activity, definition, &body, error);
    }
    if (status != STATUS_OK || etag_answer(call, buffer_text(&body))) {
        return status;
    }
    buffer_add_text(&call->response->body, buffer_text(&body));
    http_response_set(call->response, "Content-Type", "application/json");
    return STATUS_OK;
}
