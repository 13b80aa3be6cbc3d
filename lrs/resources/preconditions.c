/* SPDX-License-Identifier: Apache-2.0 */

/* Entity tags read and compared. */
#include "resources/preconditions.h"

#include "base/ascii.h"
#include "base/text.h"

#include <string.h>
#include <strings.h>

enum { BARE_LENGTH = 40 }; /* a SHA-1, as etag_of() makes them */

/* RFC 9110 8.8.3: what may stand between the quotes. */
static bool is_tag_character(char character)
{
    unsigned char byte = (unsigned char)character;
    return byte > ' ' && byte != '"' && byte != 0x7f;
}

static struct text skip(struct text text, size_t count)
{
    return (struct text){text.data + count, text.length - count};
}

/* RFC 9110 5.6.1: a list may have empty elements. */
static struct text skip_separators(struct text text)
{
    while (text.length > 0 && strchr(", \t", text.data[0]) != NULL && text.data[0] != '\0') {
        text = skip(text, 1);
    }
    return text;
}

/* Cuts the tag off the front of *rest, without W/ and quotes; false if none stands there. */
static bool cut_tag(struct text *rest, struct text *out)
{
    struct text text = text_starts_with(*rest, "W/\"") ? skip(*rest, 2) : *rest;
    bool is_quoted = text.length > 0 && text.data[0] == '"';
    text = is_quoted ? skip(text, 1) : text;
    size_t length = 0;
    while (length < text.length && (is_quoted ? is_tag_character(text.data[length])
                                              : ascii_is_hexadecimal(text.data[length]))) {
        length++;
    }
    bool is_closed = length < text.length && text.data[length] == '"';
    if (is_quoted ? !is_closed : length != BARE_LENGTH) {
        return false;
    }
    *out = (struct text){text.data, length};
    *rest = text_trim(skip(text, length + (is_quoted ? 1 : 0)));
    return rest->length == 0 || rest->data[0] == ',';
}

static bool tag_is(struct text tag, const char *etag)
{
    return tag.length == strlen(etag) && strncasecmp(tag.data, etag, tag.length) == 0;
}

/* Reads the whole header; *names tells whether it names `etag` (may be NULL). False: malformed. */
static bool read_list(const char *header, const char *etag, bool *names)
{
    struct text rest = skip_separators(text_of(header));
    *names = text_is(text_trim(text_of(header)), "*");
    if (*names) {
        return true;
    }
    bool is_well_formed = rest.length > 0;
    while (is_well_formed && rest.length > 0) {
        struct text tag = {NULL, 0};
        is_well_formed = cut_tag(&rest, &tag);
        *names = *names || (is_well_formed && etag != NULL && tag_is(tag, etag));
        rest = skip_separators(rest);
    }
    return is_well_formed;
}

bool preconditions_name(const char *header, const char *etag)
{
    bool names = false;
    return header != NULL && read_list(header, etag, &names) && names;
}

static enum status check_header(const char *name, const char *header, struct error *error)
{
    bool names = false;
    if (header == NULL || read_list(header, NULL, &names)) {
        return STATUS_OK;
    }
    return FAIL(error, STATUS_INVALID,
                "%s: is neither '*' nor a list of ETags in quotes, as GET answers them (xAPI "
                "Communication 3.1)",
                name);
}

enum status preconditions_read(const struct preconditions *preconditions, struct error *error)
{
    enum status status = check_header("If-Match", preconditions->if_match, error);
    return status != STATUS_OK ? status
                               : check_header("If-None-Match", preconditions->if_none_match, error);
}

/* Neither header was sent. */
static enum status check_need(enum precondition_need need, const char *etag, struct error *error)
{
    if (etag != NULL && need != PRECONDITION_OPTIONAL) {
        return FAIL(error, STATUS_CONFLICT,
                    "the document exists: fetch its current state, then send its ETag in If-Match "
                    "(xAPI Communication 3.1)");
    }
    if (need == PRECONDITION_TO_PUT) {
        return FAIL(error, STATUS_INVALID,
                    "If-None-Match: send '*' to make a new profile, or If-Match with the ETag to "
                    "replace one (xAPI Communication 3.1)");
    }
    return STATUS_OK;
}

enum status preconditions_check(const struct preconditions *preconditions, const char *etag,
                                struct error *error)
{
    const char *match = preconditions->if_match;
    const char *none_match = preconditions->if_none_match;
    if (match == NULL && none_match == NULL) {
        return check_need(preconditions->need, etag, error);
    }
    if (match != NULL && (etag == NULL || !preconditions_name(match, etag))) {
        return FAIL(error, STATUS_PRECONDITION,
                    "If-Match: the document %s; fetch it again before changing it",
                    etag == NULL ? "does not exist" : "has another ETag");
    }
    if (etag != NULL && preconditions_name(none_match, etag)) {
        return FAIL(error, STATUS_PRECONDITION, "If-None-Match: the document exists already");
    }
    return STATUS_OK;
}
