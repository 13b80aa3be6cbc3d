/* SPDX-License-Identifier: Apache-2.0 */

/* What is sent: a rule's request with its placeholders filled in. */
#ifndef CONFORM_MESSAGE_H
#define CONFORM_MESSAGE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"
#include "conform/rule.h"
#include "conform/values.h"

/* Where the LRS is, and who asks. */
struct endpoint {
    const char *url;           /* "http://127.0.0.1:8080/xapi", without a '/' at its end */
    const char *authorization; /* the value of the header, made from key and secret */
    const char *version;       /* "1.0.3" or "2.0.0" */
};

struct header {
    const char *name;
    const char *value;
    struct header *next;
};

struct message {
    const char *method;
    const char *url;
    struct header *headers;
    struct text body;
    bool has_body;
};

/* Fills in `request`; all that *out has is in `arena`, or borrowed from `request`. INVALID if the
 * rule is wrong: an unknown placeholder, JSON that cannot be changed as asked. */
MUST_CHECK enum status message_make(const struct request *request, struct values *values,
                                    const struct endpoint *endpoint, struct arena *arena,
                                    struct message *out, struct error *error);

/* As a person reads it: the request line, the headers (the endpoint's own authorization not
 * shown) and the body, cut after some thousand bytes. */
void message_show(const struct message *message, const struct endpoint *endpoint,
                  struct buffer *out);

/* A command line that sends it again; KEY and SECRET stand for the credential. */
void message_curl(const struct message *message, const struct endpoint *endpoint,
                  struct buffer *out);

/* Adds at most some thousand bytes of `body`, what is no UTF-8 text escaped. */
void message_show_body(struct text body, struct buffer *out);

#endif
