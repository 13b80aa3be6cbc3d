/* SPDX-License-Identifier: Apache-2.0 */

/* For this module's tests: keys and certificates made on the spot, and signatures with them. */
#ifndef ATTACHMENTS_FIXTURE_H
#define ATTACHMENTS_FIXTURE_H

#include "xapi/fixture.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>
#include <sodium.h>
#include <string.h>

struct signer {
    gnutls_x509_privkey_t key;
    gnutls_x509_crt_t certificate;
    char encoded[4096]; /* the certificate as in x5c */
};

/* A key of `bits`, and an expired certificate for it by `issuer`, or by itself for NULL. */
static inline void signer_init(struct signer *signer, gnutls_pk_algorithm_t algorithm,
                               unsigned int bits, const char *name, const struct signer *issuer)
{
    assert_int_equal(gnutls_x509_privkey_init(&signer->key), 0);
    assert_int_equal(gnutls_x509_privkey_generate(signer->key, algorithm, bits, 0), 0);
    gnutls_x509_crt_t certificate;
    assert_int_equal(gnutls_x509_crt_init(&certificate), 0);
    assert_int_equal(gnutls_x509_crt_set_version(certificate, 3), 0);
    assert_int_equal(gnutls_x509_crt_set_serial(certificate, "\x01", 1), 0);
    assert_int_equal(gnutls_x509_crt_set_activation_time(certificate, 86400), 0);
    assert_int_equal(gnutls_x509_crt_set_expiration_time(certificate, 2 * 86400), 0);
    assert_int_equal(gnutls_x509_crt_set_dn(certificate, name, NULL), 0);
    assert_int_equal(gnutls_x509_crt_set_key(certificate, signer->key), 0);
    signer->certificate = certificate;
    const struct signer *by = issuer != NULL ? issuer : signer;
    assert_int_equal(
        gnutls_x509_crt_sign2(certificate, by->certificate, by->key, GNUTLS_DIG_SHA256, 0), 0);
    unsigned char der[3000];
    size_t length = sizeof der;
    assert_int_equal(gnutls_x509_crt_export(certificate, GNUTLS_X509_FMT_DER, der, &length), 0);
    (void)sodium_bin2base64(signer->encoded, sizeof signer->encoded, der, length,
                            sodium_base64_VARIANT_ORIGINAL);
}

static inline void signer_finish(struct signer *signer)
{
    gnutls_x509_crt_deinit(signer->certificate);
    gnutls_x509_privkey_deinit(signer->key);
}

/* Base64url, in the test's arena. */
static inline char *encode_url(struct text bytes)
{
    const int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    size_t room = sodium_base64_encoded_len(bytes.length, variant);
    return sodium_bin2base64(arena_allocate(arena, room, 1), room,
                             (const unsigned char *)bytes.data, bytes.length, variant);
}

/* The three parts of a JWS, encoded. */
struct parts {
    char *header;
    char *payload;
    char *signature;
};

static inline struct parts sign(const struct signer *signer, gnutls_digest_algorithm_t digest,
                                const char *header, struct text payload)
{
    struct parts parts = {encode_url(text_of(header)), encode_url(payload), NULL};
    char *data = arena_print(arena, "%s.%s", parts.header, parts.payload);
    gnutls_datum_t datum = {(unsigned char *)data, (unsigned int)strlen(data)};
    gnutls_datum_t signature;
    gnutls_privkey_t key;
    assert_int_equal(gnutls_privkey_init(&key), 0);
    assert_int_equal(gnutls_privkey_import_x509(key, signer->key, 0), 0);
    assert_int_equal(gnutls_privkey_sign_data(key, digest, 0, &datum, &signature), 0);
    parts.signature = encode_url((struct text){(const char *)signature.data, signature.size});
    gnutls_free(signature.data);
    gnutls_privkey_deinit(key);
    return parts;
}

static inline struct text compact(const struct parts *parts)
{
    return text_of(arena_print(arena, "%s.%s.%s", parts->header, parts->payload, parts->signature));
}

#endif
