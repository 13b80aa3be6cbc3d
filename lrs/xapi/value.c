/* SPDX-License-Identifier: Apache-2.0 */

/* Strings with a form, numbers, language maps, extensions. */
#include "xapi/value.h"

#include "base/ascii.h"
#include "base/duration.h"
#include "base/iri.h"
#include "base/language.h"
#include "base/timestamp.h"
#include "base/uuid.h"

#include <math.h>
#include <string.h>

enum status string_check(json_t *value, const struct place *place, enum xapi_version version,
                         struct error *error)
{
    (void)version;
    if (!json_is_string(value)) {
        return BROKEN(place, error, "must be a string, not %s", type_name(value));
    }
    return STATUS_OK;
}

enum status boolean_check(json_t *value, const struct place *place, enum xapi_version version,
                          struct error *error)
{
    (void)version;
    if (!json_is_boolean(value)) {
        return BROKEN(place, error, "must be true or false, not %s", type_name(value));
    }
    return STATUS_OK;
}

enum status number_check(json_t *value, const struct place *place, enum xapi_version version,
                         struct error *error)
{
    (void)version;
    if (!json_is_number(value)) {
        return BROKEN(place, error, "must be a number, not %s", type_name(value));
    }
    return STATUS_OK;
}

enum status count_check(json_t *value, const struct place *place, enum xapi_version version,
                        struct error *error)
{
    enum status status = number_check(value, place, version, error);
    if (status != STATUS_OK) {
        return status;
    }
    double number = json_number_value(value);
    if (number < 0 || number > floor(number)) {
        return BROKEN(place, error, "'%g' is not a whole number from 0 up", number);
    }
    return STATUS_OK;
}

/* A string, of which `is_valid` says that it has the form `what`. */
static enum status form_check(const json_t *value, bool (*is_valid)(struct text), const char *what,
                              const struct place *place, struct error *error)
{
    if (!json_is_string(value)) {
        return BROKEN(place, error, "must be a string, %s, not %s", what, type_name(value));
    }
    struct text text = json_text(value);
    if (!is_valid(text)) {
        return BROKEN(place, error, "'%s' is not %s", show(text).text, what);
    }
    return STATUS_OK;
}

static bool is_hexadecimal(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (!ascii_is_hexadecimal(text.data[i])) {
            return false;
        }
    }
    return true;
}

static bool is_sha1(struct text text)
{
    return text.length == 40 && is_hexadecimal(text);
}

static bool is_sha2(struct text text)
{
    bool is_length = text.length == 56 || text.length == 64 || text.length == 96 ||
                     text.length == 128; /* SHA-224, SHA-256, SHA-384, SHA-512 */
    return is_length && is_hexadecimal(text);
}

static bool is_uuid(struct text text)
{
    struct uuid uuid;
    return uuid_read(text, &uuid);
}

/* RFC 2045 5.1: what type and subtype may consist of. */
static bool is_token_character(char character)
{
    return character > ' ' && character < 0x7F && strchr("()<>@,;:\\\"/[]?=", character) == NULL;
}

static size_t token_length(struct text text)
{
    size_t length = 0;
    while (length < text.length && is_token_character(text.data[length])) {
        length++;
    }
    return length;
}

/* type "/" subtype, with any parameters behind ';'. */
/* It will stand in a header line of its own when the data is sent on. */
static bool has_control(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (ascii_is_control(text.data[i])) {
            return true;
        }
    }
    return false;
}

static bool is_media_type(struct text text)
{
    size_t type = token_length(text);
    if (type == 0 || type == text.length || text.data[type] != '/') {
        return false;
    }
    struct text rest = {text.data + type + 1, text.length - type - 1};
    size_t subtype = token_length(rest);
    struct text parameters = text_trim((struct text){rest.data + subtype, rest.length - subtype});
    return subtype > 0 && !has_control(parameters) &&
           (parameters.length == 0 || parameters.data[0] == ';');
}

enum status iri_check(json_t *value, const struct place *place, enum xapi_version version,
                      struct error *error)
{
    (void)version;
    return form_check(value, iri_is_valid, "an IRI with a scheme, such as 'https://…'", place,
                      error);
}

enum status mailto_check(json_t *value, const struct place *place, enum xapi_version version,
                         struct error *error)
{
    (void)version;
    return form_check(value, iri_is_mailto, "of the form 'mailto:name@host'", place, error);
}

enum status sha1_check(json_t *value, const struct place *place, enum xapi_version version,
                       struct error *error)
{
    (void)version;
    return form_check(value, is_sha1, "a SHA-1 of 40 hexadecimal digits", place, error);
}

enum status sha2_check(json_t *value, const struct place *place, enum xapi_version version,
                       struct error *error)
{
    (void)version;
    return form_check(value, is_sha2, "a SHA-2 of 56, 64, 96 or 128 hexadecimal digits", place,
                      error);
}

enum status uuid_check(json_t *value, const struct place *place, enum xapi_version version,
                       struct error *error)
{
    (void)version;
    return form_check(value, is_uuid, "a UUID", place, error);
}

enum status duration_check(json_t *value, const struct place *place, enum xapi_version version,
                           struct error *error)
{
    (void)version;
    return form_check(value, duration_is_valid, "an ISO 8601 duration, such as 'PT1H30M'", place,
                      error);
}

enum status language_check(json_t *value, const struct place *place, enum xapi_version version,
                           struct error *error)
{
    (void)version;
    return form_check(value, language_is_valid, "an RFC 5646 language tag, such as 'en-GB'", place,
                      error);
}

enum status media_type_check(json_t *value, const struct place *place, enum xapi_version version,
                             struct error *error)
{
    (void)version;
    return form_check(value, is_media_type, "a media type, such as 'application/pdf'", place,
                      error);
}

/* The longest timestamp with nine digits of fraction and an offset has 35 characters. */
enum { TIMESTAMP_TEXT_MAX = 64 };

bool timestamp_read(struct text text, enum xapi_version version, int64_t *out_us)
{
    if (timestamp_parse(text, out_us)) {
        return true;
    }
    if (version != XAPI_VERSION_1_0_3 || text.length >= TIMESTAMP_TEXT_MAX) {
        return false;
    }
    char with_zone[TIMESTAMP_TEXT_MAX + 1];
    if (text.length > 0) {
        memcpy(with_zone, text.data, text.length);
    }
    with_zone[text.length] = 'Z';
    return timestamp_parse((struct text){with_zone, text.length + 1}, out_us);
}

static bool is_timestamp(struct text text)
{
    int64_t us;
    return timestamp_read(text, XAPI_VERSION_1_0_3, &us);
}

static bool is_zoned_timestamp(struct text text)
{
    int64_t us;
    return timestamp_read(text, XAPI_VERSION_2_0_0, &us);
}

enum status timestamp_check(json_t *value, const struct place *place, enum xapi_version version,
                            struct error *error)
{
    return form_check(value, version == XAPI_VERSION_1_0_3 ? is_timestamp : is_zoned_timestamp,
                      "an ISO 8601 date and time, such as '2026-01-31T12:00:00.000Z'", place,
                      error);
}

enum status language_map_check(json_t *value, const struct place *place, enum xapi_version version,
                               struct error *error)
{
    if (!json_is_object(value)) {
        return BROKEN(place, error, "must be a language map (an object), not %s", type_name(value));
    }
    const char *language;
    json_t *text;
    json_object_foreach (value, language, text) {
        struct place member = place_member(place, language, "Data 4.2");
        if (!language_is_valid(text_of(language))) {
            return BROKEN(&member, error, "'%s' is not an RFC 5646 language tag",
                          show(text_of(language)).text);
        }
        enum status status = string_check(text, &member, version, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

/* Data 4.1: the keys are IRIs, the values anything, null included. */
enum status extensions_check(json_t *value, const struct place *place, enum xapi_version version,
                             struct error *error)
{
    (void)version;
    if (!json_is_object(value)) {
        return BROKEN(place, error, "must be an object, not %s", type_name(value));
    }
    const char *key;
    json_t *anything;
    json_object_foreach (value, key, anything) {
        if (!iri_is_valid(text_of(key))) {
            struct place member = place_member(place, key, "Data 4.1");
            return BROKEN(&member, error, "an extension's name must be an IRI with a scheme");
        }
    }
    return STATUS_OK;
}

enum status strings_check(json_t *value, const struct place *place, enum xapi_version version,
                          struct error *error)
{
    return array_check(value, string_check, place, version, error);
}
