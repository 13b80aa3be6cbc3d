/* SPDX-License-Identifier: Apache-2.0 */

/* Decoding, and the rules of the header. */
#include "attachments/jws.h"

#include "base/json.h"

#include <sodium.h>
#include <string.h>

/* Strict decoders: libsodium refuses other characters, bits left over, and padding that is missing
 * or too much. */
static bool decode(struct text encoded, int variant, struct arena *arena, struct text *out)
{
    size_t room = encoded.length / 4 * 3 + 3;
    unsigned char *bytes = arena_allocate(arena, room, 1);
    size_t length = 0;
    if (encoded.length == 0 || sodium_base642bin(bytes, room, encoded.data, encoded.length, NULL,
                                                 &length, NULL, variant) != 0) {
        return false;
    }
    *out = (struct text){(const char *)bytes, length};
    return true;
}

static bool decode_url(struct text encoded, struct arena *arena, struct text *out)
{
    return decode(encoded, sodium_base64_VARIANT_URLSAFE_NO_PADDING, arena, out);
}

static enum status read_algorithm(const json_t *header, const struct place *place,
                                  enum jws_algorithm *out, struct error *error)
{
    static const char *const names[] = {
        [JWS_RS256] = "RS256", [JWS_RS384] = "RS384", [JWS_RS512] = "RS512"};
    struct text name = json_text(json_object_get(header, "alg"));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (name.data != NULL && text_is(name, names[i])) {
            *out = (enum jws_algorithm)i;
            return STATUS_OK;
        }
    }
    return BROKEN(place, error, "the JWS header has alg '%s', not RS256, RS384 or RS512",
                  show(name).text);
}

static enum status read_certificates(const json_t *x5c, const struct place *place,
                                     struct arena *arena, struct jws *jws, struct error *error)
{
    size_t count = json_array_size(x5c);
    if (count == 0 || count > JWS_CERTIFICATES_MAX) {
        return BROKEN(place, error, "x5c in the JWS header is not an array of 1 to %d certificates",
                      JWS_CERTIFICATES_MAX);
    }
    for (size_t i = 0; i < count; i++) {
        struct text encoded = json_text(json_array_get(x5c, i));
        if (!decode(encoded, sodium_base64_VARIANT_ORIGINAL, arena, &jws->certificates[i])) {
            return BROKEN(place, error, "x5c[%zu] in the JWS header is not base64", i);
        }
    }
    jws->certificate_count = count;
    return STATUS_OK;
}

static enum status read_header(const json_t *header, const struct place *place, struct arena *arena,
                               struct jws *jws, struct error *error)
{
    if (!json_is_object(header)) {
        return BROKEN(place, error, "the JWS header is %s, not an object", type_name(header));
    }
    enum status status = read_algorithm(header, place, &jws->algorithm, error);
    if (status != STATUS_OK) {
        return status;
    }
    const json_t *type = json_object_get(header, "typ");
    if (type != NULL && !json_is_string(type)) {
        return BROKEN(place, error, "typ in the JWS header is %s, not a string", type_name(type));
    }
    /* RFC 7515 4.1.11: who does not know such an extension must refuse; we know none. */
    if (json_object_get(header, "crit") != NULL) {
        return BROKEN(place, error, "the JWS header has crit: no extension is supported");
    }
    const json_t *x5c = json_object_get(header, "x5c");
    return x5c == NULL ? STATUS_OK : read_certificates(x5c, place, arena, jws, error);
}

static enum status read_header_text(struct text text, const struct place *place,
                                    struct arena *arena, struct jws *jws, struct error *error)
{
    AUTO(json_release) json_t *header = NULL;
    struct error reason = {.message = ""};
    if (json_read(text, NULL, &header, &reason) != STATUS_OK) {
        return BROKEN(place, error, "the JWS header is not JSON: %s",
                      show(text_of(reason.message)).text);
    }
    return read_header(header, place, arena, jws, error);
}

/* The three parts, still encoded. */
static bool split(struct text compact, struct text parts[3])
{
    for (size_t i = 0; i < 3; i++) {
        if (!text_split(&compact, '.', &parts[i])) {
            return false;
        }
    }
    return compact.data == NULL;
}

static enum status decode_parts(struct text compact, const struct place *place, struct arena *arena,
                                struct jws *jws, struct text *out_header, struct error *error)
{
    static const char *const names[] = {"header", "payload", "signature"};
    struct text *const decoded[] = {out_header, &jws->payload, &jws->signature};
    struct text parts[3];
    if (!split(compact, parts)) {
        return BROKEN(place, error,
                      "is not a JWS in compact serialisation: header.payload.signature");
    }
    for (size_t i = 0; i < 3; i++) {
        if (!decode_url(parts[i], arena, decoded[i])) {
            return BROKEN(place, error,
                          "the JWS %s is not base64url without padding and white space", names[i]);
        }
    }
    jws->signed_text = (struct text){compact.data, parts[0].length + 1 + parts[1].length};
    return STATUS_OK;
}

/* BROKEN() yields INVALID; a limit has a status of its own. */
static enum status too_large(size_t length, const struct place *place, struct error *error)
{
    (void)BROKEN(place, error, "a signature of %zu bytes, but at most %d are taken", length,
                 JWS_SIZE_MAX);
    if (error != NULL) {
        error->status = STATUS_TOO_LARGE;
    }
    return STATUS_TOO_LARGE;
}

enum status jws_read(struct text compact, const struct place *place, struct arena *arena,
                     struct jws *out, struct error *error)
{
    if (compact.length > JWS_SIZE_MAX) {
        return too_large(compact.length, place, error);
    }
    struct jws jws = {.certificate_count = 0};
    struct text header;
    enum status status = decode_parts(compact, place, arena, &jws, &header, error);
    if (status == STATUS_OK) {
        status = read_header_text(header, place, arena, &jws, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    size_t length = jws.signature.length;
    if (length < JWS_KEY_BITS_MIN / 8 || length > JWS_KEY_BITS_MAX / 8) {
        return BROKEN(place, error, "the JWS signature has %zu bytes: no RSA signature has",
                      length);
    }
    *out = jws;
    return STATUS_OK;
}
