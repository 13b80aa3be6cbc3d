/* SPDX-License-Identifier: Apache-2.0 */

/* A JWS against the certificates that it brings along (GnuTLS). */
#include "attachments/jws.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

DEFINE_AUTO(struct gnutls_pubkey_st, gnutls_pubkey_deinit);

/* The certificates of x5c. */
struct chain {
    gnutls_x509_crt_t items[JWS_CERTIFICATES_MAX];
    size_t count;
};

static void chain_finish(struct chain *chain)
{
    for (size_t i = 0; i < chain->count; i++) {
        gnutls_x509_crt_deinit(chain->items[i]);
    }
}
DEFINE_AUTO_VALUE(struct chain, chain_finish);

/* GnuTLS takes no const bytes, though it does not write to them. */
static gnutls_datum_t datum_of(struct text text, struct arena *arena)
{
    return (gnutls_datum_t){(unsigned char *)arena_copy(arena, text), (unsigned int)text.length};
}

static enum status out_of_order(int code, struct error *error)
{
    return FAIL(error, STATUS_INTERNAL, "GnuTLS: %s", gnutls_strerror(code));
}

static enum status chain_read(const struct jws *jws, const struct place *place, struct arena *arena,
                              struct chain *chain, struct error *error)
{
    for (size_t i = 0; i < jws->certificate_count; i++) {
        int code = gnutls_x509_crt_init(&chain->items[i]);
        if (code != 0) {
            return out_of_order(code, error);
        }
        chain->count = i + 1;
        gnutls_datum_t der = datum_of(jws->certificates[i], arena);
        code = gnutls_x509_crt_import(chain->items[i], &der, GNUTLS_X509_FMT_DER);
        if (code != 0) {
            return BROKEN(place, error, "x5c[%zu] in the JWS header is no X.509 certificate: %s", i,
                          gnutls_strerror(code));
        }
    }
    return STATUS_OK;
}

/* RFC 7515 4.1.6: each further certificate is the one that certifies the one before it. */
static enum status chain_check(const struct chain *chain, const struct place *place,
                               struct error *error)
{
    const unsigned int flags =
        GNUTLS_VERIFY_DISABLE_CA_SIGN | GNUTLS_VERIFY_ALLOW_ANY_X509_V1_CA_CRT |
        GNUTLS_VERIFY_ALLOW_BROKEN | GNUTLS_VERIFY_ALLOW_SIGN_WITH_SHA1 |
        GNUTLS_VERIFY_DISABLE_TIME_CHECKS | GNUTLS_VERIFY_DISABLE_TRUSTED_TIME_CHECKS |
        GNUTLS_VERIFY_DO_NOT_ALLOW_SAME;
    for (size_t i = 1; i < chain->count; i++) {
        unsigned int faults = 0;
        int code = gnutls_x509_crt_verify(chain->items[i - 1], &chain->items[i], 1, flags, &faults);
        if (code != 0 || faults != 0) {
            return BROKEN(place, error,
                          "x5c[%zu] in the JWS header did not certify x5c[%zu]: order the chain "
                          "from the signer up",
                          i, i - 1);
        }
    }
    return STATUS_OK;
}

/* A public exponent is small (65537); a huge one would only cost us time. */
enum { EXPONENT_BYTES_MAX = 8 };

static bool has_small_exponent(gnutls_pubkey_t key)
{
    gnutls_datum_t modulus = {NULL, 0};
    gnutls_datum_t exponent = {NULL, 0};
    if (gnutls_pubkey_export_rsa_raw2(key, &modulus, &exponent, GNUTLS_EXPORT_FLAG_NO_LZ) != 0) {
        return false;
    }
    bool is_small = exponent.size <= EXPONENT_BYTES_MAX;
    gnutls_free(modulus.data);
    gnutls_free(exponent.data);
    return is_small;
}

/* The signer's key is RSA; those above may be any, but none may be so large that using it takes
 * long. */
static bool is_usable(gnutls_pubkey_t key, bool is_signer)
{
    unsigned int bits = 0;
    bool is_rsa = gnutls_pubkey_get_pk_algorithm(key, &bits) == GNUTLS_PK_RSA;
    if (bits > JWS_KEY_BITS_MAX || (is_rsa && !has_small_exponent(key))) {
        return false;
    }
    return !is_signer || (is_rsa && bits >= JWS_KEY_BITS_MIN);
}

static enum status keys_check(const struct chain *chain, const struct place *place,
                              struct error *error)
{
    for (size_t i = 0; i < chain->count; i++) {
        AUTO(gnutls_pubkey_deinit) gnutls_pubkey_t key = NULL;
        int code = gnutls_pubkey_init(&key);
        if (code != 0) {
            return out_of_order(code, error);
        }
        if (gnutls_pubkey_import_x509(key, chain->items[i], 0) != 0 || !is_usable(key, i == 0)) {
            return BROKEN(place, error,
                          "x5c[%zu] in the JWS header has no usable key: an RSA key of %d to %d "
                          "bits signs",
                          i, JWS_KEY_BITS_MIN, JWS_KEY_BITS_MAX);
        }
    }
    return STATUS_OK;
}

static enum status signature_verify(const struct jws *jws, const struct chain *chain,
                                    const struct place *place, struct arena *arena,
                                    struct error *error)
{
    static const gnutls_sign_algorithm_t algorithms[] = {
        [JWS_RS256] = GNUTLS_SIGN_RSA_SHA256,
        [JWS_RS384] = GNUTLS_SIGN_RSA_SHA384,
        [JWS_RS512] = GNUTLS_SIGN_RSA_SHA512,
    };
    AUTO(gnutls_pubkey_deinit) gnutls_pubkey_t key = NULL;
    int code = gnutls_pubkey_init(&key);
    if (code == 0) {
        code = gnutls_pubkey_import_x509(key, chain->items[0], 0);
    }
    if (code != 0) {
        return out_of_order(code, error);
    }
    gnutls_datum_t data = datum_of(jws->signed_text, arena);
    gnutls_datum_t signature = datum_of(jws->signature, arena);
    code = gnutls_pubkey_verify_data2(key, algorithms[jws->algorithm], 0, &data, &signature);
    if (code < 0) {
        return BROKEN(place, error,
                      "the JWS signature was not made with the key of x5c[0] over this header and "
                      "payload");
    }
    return STATUS_OK;
}

enum status jws_verify(const struct jws *jws, const struct place *place, struct arena *arena,
                       struct error *error)
{
    if (jws->certificate_count == 0) {
        return STATUS_OK;
    }
    AUTO(chain_finish) struct chain chain = {.count = 0};
    enum status status = chain_read(jws, place, arena, &chain, error);
    if (status == STATUS_OK) {
        status = keys_check(&chain, place, error);
    }
    if (status == STATUS_OK) {
        status = chain_check(&chain, place, error);
    }
    return status == STATUS_OK ? signature_verify(jws, &chain, place, arena, error) : status;
}
