/* SPDX-License-Identifier: Apache-2.0 */

/* Signed statements: headers, certificates, payloads, and how all of it is written. */
#include "attachments/signature.h"

#include "attachments/fixture.h"
#include "attachments/jws.h"

/* Keys take long to make: one set for all tests. */
static struct {
    struct signer authority;
    struct signer leaf;  /* certified by `authority` */
    struct signer other; /* certified by itself */
    struct signer small; /* RSA of 1024 bits */
    struct signer tiny;  /* RSA of 768 bits */
    struct signer curve; /* no RSA */
} signers;

static int make_signers(void **state)
{
    (void)state;
    signer_init(&signers.authority, GNUTLS_PK_RSA, 2048, "CN=Authority", NULL);
    signer_init(&signers.leaf, GNUTLS_PK_RSA, 2048, "CN=Leaf", &signers.authority);
    signer_init(&signers.other, GNUTLS_PK_RSA, 2048, "CN=Authority", NULL);
    signer_init(&signers.small, GNUTLS_PK_RSA, 1024, "CN=Small", NULL);
    signer_init(&signers.tiny, GNUTLS_PK_RSA, 768, "CN=Tiny", NULL);
    signer_init(&signers.curve, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1),
                "CN=Curve", NULL);
    return 0;
}

static int finish_signers(void **state)
{
    (void)state;
    signer_finish(&signers.authority);
    signer_finish(&signers.leaf);
    signer_finish(&signers.other);
    signer_finish(&signers.small);
    signer_finish(&signers.tiny);
    signer_finish(&signers.curve);
    return 0;
}

#define SIGNATURE_OBJECT                                                 \
    "{\"usageType\":\"" USAGE_SIGNATURE "\",\"display\":{\"en\":\"s\"}," \
    "\"contentType\":\"application/octet-stream\",\"length\":1,\"sha2\":\"" SHA2 "\"}"
#define FILE_OBJECT                                                           \
    "{\"usageType\":\"https://example.org/file\",\"display\":{\"en\":\"f\"}," \
    "\"contentType\":\"text/plain\",\"length\":1,\"sha2\":\"" SHA2 "\"}"
#define SHA2 "495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a"
#define BARE ACTOR "," VERB "," OBJECT
#define SIGNED "{" BARE ",\"attachments\":[" SIGNATURE_OBJECT "]}"
#define WITH(members) "{" BARE "," members ",\"attachments\":[" SIGNATURE_OBJECT "]}"

/* What `statement` is told of the signature `jws`; "" for nothing. */
static const char *outcome(const char *statement, struct text jws, enum status *status)
{
    struct statement read = fixture_statement(XAPI_VERSION_1_0_3, statement);
    struct place root = {.clause = "Data 2.2"};
    struct place list = place_member(&root, "attachments", "Data 2.4.11");
    struct place place = place_element(&list, 0);
    struct error *error = ARENA_NEW(arena, struct error);
    *status = signature_check(&read, jws, &place, arena, error);
    return error->message;
}

static void assert_outcome(const char *name, const char *statement, struct text jws,
                           const char *expected)
{
    enum status status = STATUS_OK;
    const char *message = outcome(statement, jws, &status);
    if (expected[0] == '\0') {
        if (status != STATUS_OK) {
            fail_msg("%s: %s", name, message);
        }
        return;
    }
    const char *full = arena_print(arena, "attachments[0]: %s", expected);
    if (status != STATUS_INVALID || !text_starts_with(text_of(message), full) ||
        !text_ends_with(text_of(message), "(xAPI Data 2.6)")) {
        fail_msg("%s: status %d, '%s'", name, (int)status, message);
    }
}

/* ---- the payload ---- */

struct payload_case {
    const char *name;
    const char *statement;
    const char *payload;
    const char *expected; /* "": accepted */
};

static void the_payload_is_the_statement_before_it_was_signed(void **state)
{
    (void)state;
#define ID "\"id\":\"" STATEMENT_ID "\""
#define OTHER_ID "\"id\":\"00000000-e1a5-411a-a67d-6a735c76f119\""
#define TIME(time) "\"timestamp\":\"2026-01-31T" time "\""
#define LASTS(duration) "\"result\":{\"duration\":\"" duration "\"}"
    static const struct payload_case rows[] = {
        {"the same", SIGNED, "{" BARE "}", ""},
        {"the same, written otherwise", SIGNED, "{ " OBJECT ",\n" VERB "," ACTOR " }", ""},
        {"no attachments left", SIGNED, "{" BARE ",\"attachments\":[]}", ""},
        {"an LRS gave what the payload lacks",
         WITH(ID "," TIME("12:00:00Z") ",\"version\":\"1.0.3\""), "{" BARE "}", ""},
        {"the same id in capitals", WITH(ID),
         "{\"id\":\"7CCD3322-E1A5-411A-A67D-6A735C76F119\"," BARE "}", ""},
        {"the same point in time", WITH(TIME("12:00:00.1234Z")),
         "{" TIME("13:00:00.1239+01:00") "," BARE "}", ""},
        {"another version, stored and authority", SIGNED,
         "{\"version\":\"1.0.0\",\"stored\":1,\"authority\":2," BARE "}", ""},
        {"a duration to hundredths", WITH(LASTS("PT1.239S")), "{" BARE "," LASTS("PT1.23S") "}",
         ""},
        {"another attachment, signed too",
         "{" BARE ",\"attachments\":[" FILE_OBJECT "," SIGNATURE_OBJECT "]}",
         "{" BARE ",\"attachments\":[" FILE_OBJECT "]}", ""},
        {"two signatures", "{" BARE ",\"attachments\":[" SIGNATURE_OBJECT "," SIGNATURE_OBJECT "]}",
         "{" BARE ",\"attachments\":[" SIGNATURE_OBJECT "]}", ""},
        {"another actor", SIGNED,
         "{\"actor\":{\"mbox\":\"mailto:b@example.org\"}," VERB "," OBJECT "}",
         "signs another statement: its 'actor' differs"},
        {"another verb", SIGNED, "{" ACTOR ",\"verb\":{\"id\":\"urn:a:b\"}," OBJECT "}",
         "signs another statement: its 'verb' differs"},
        {"another object", SIGNED, "{" ACTOR "," VERB ",\"object\":{\"id\":\"urn:a:b\"}}",
         "signs another statement: its 'object' differs"},
        {"more than the statement", SIGNED, "{" BARE ",\"result\":{}}",
         "signs another statement: its 'result' differs"},
        {"less than the statement", WITH("\"context\":{\"language\":\"en\"}"), "{" BARE "}",
         "signs another statement: its 'context' differs"},
        {"another duration", WITH(LASTS("PT60S")), "{" BARE "," LASTS("PT1M") "}",
         "signs another statement: its 'result' differs"},
        {"an attachment that was not signed",
         "{" BARE ",\"attachments\":[" FILE_OBJECT "," SIGNATURE_OBJECT "]}", "{" BARE "}",
         "signs another statement: its 'attachments' differs"},
        {"an unknown property", SIGNED, "{" BARE ",\"x\":1}",
         "the JWS payload is no statement: it has 'x'"},
        {"another id", WITH(ID), "{" OTHER_ID "," BARE "}",
         "signs a statement with the id '00000000-"},
        {"an id that the statement lacks", SIGNED, "{" ID "," BARE "}",
         "signs a statement with the id '7ccd"},
        {"an id that is none", WITH(ID), "{\"id\":1," BARE "}", "signs a statement with the id ''"},
        {"another time", WITH(TIME("12:00:00Z")), "{" TIME("12:00:00.001Z") "," BARE "}",
         "signs a statement with the timestamp '2026-01-31T12:00:00.001Z'"},
        {"a time that the statement lacks", SIGNED, "{" TIME("12:00:00Z") "," BARE "}",
         "signs a statement with the timestamp"},
        {"no JSON", SIGNED, "{'actor\":1}", "the JWS payload is not JSON: line 1"},
        {"a property twice", SIGNED, "{" BARE "," ACTOR "}", "the JWS payload is not JSON:"},
        {"more than JSON", SIGNED, "{" BARE "}x", "the JWS payload is not JSON:"},
        {"an array", SIGNED, "[{" BARE "}]", "the JWS payload is an array, not a statement"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct parts parts =
            sign(&signers.leaf, GNUTLS_DIG_SHA256, "{\"alg\":\"RS256\"}", text_of(rows[i].payload));
        assert_outcome(rows[i].name, rows[i].statement, compact(&parts), rows[i].expected);
    }
}

/* ---- the header ---- */

struct header_case {
    const char *header;
    const char *expected;
};

static void the_header_names_an_allowed_algorithm_and_no_extension(void **state)
{
    (void)state;
    static const struct header_case rows[] = {
        {"{\"alg\":\"RS256\"}", ""},
        {"{\"alg\":\"RS384\",\"typ\":\"JWT\"}", ""},
        {"{\"typ\":\"JWS\",\"alg\":\"RS512\",\"kid\":\"1\",\"jku\":\"https://example.org\"}", ""},
        {"{}", "the JWS header has alg '', not RS256, RS384 or RS512"},
        {"{\"alg\":1}", "the JWS header has alg '', not"},
        {"{\"alg\":\"none\"}", "the JWS header has alg 'none', not"},
        {"{\"alg\":\"HS256\"}", "the JWS header has alg 'HS256', not"},
        {"{\"alg\":\"PS256\"}", "the JWS header has alg 'PS256', not"},
        {"{\"alg\":\"rs256\"}", "the JWS header has alg 'rs256', not"},
        {"{\"alg\":\"RS256\",\"alg\":\"RS256\"}", "the JWS header is not JSON:"},
        {"{\"alg\":\"RS256\"", "the JWS header is not JSON:"},
        {"[]", "the JWS header is an array, not an object"},
        {"{\"alg\":\"RS256\",\"typ\":1}", "typ in the JWS header is"},
        {"{\"alg\":\"RS256\",\"crit\":[\"b64\"],\"b64\":false}", "the JWS header has crit"},
        {"{\"alg\":\"RS256\",\"x5c\":\"a\"}", "x5c in the JWS header is not an array of 1 to 8"},
        {"{\"alg\":\"RS256\",\"x5c\":[]}", "x5c in the JWS header is not an array of 1 to 8"},
        {"{\"alg\":\"RS256\",\"x5c\":[1,1,1,1,1,1,1,1,1]}",
         "x5c in the JWS header is not an array"},
        {"{\"alg\":\"RS256\",\"x5c\":[1]}", "x5c[0] in the JWS header is not base64"},
        {"{\"alg\":\"RS256\",\"x5c\":[\"\"]}", "x5c[0] in the JWS header is not base64"},
        {"{\"alg\":\"RS256\",\"x5c\":[\"A_-A\"]}", "x5c[0] in the JWS header is not base64"},
        {"{\"alg\":\"RS256\",\"x5c\":[\"AA\"]}", "x5c[0] in the JWS header is not base64"},
        {"{\"alg\":\"RS256\",\"x5c\":[\"AA==\"]}",
         "x5c[0] in the JWS header is no X.509 certificate"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct parts parts =
            sign(&signers.leaf, GNUTLS_DIG_SHA256, rows[i].header, text_of("{" BARE "}"));
        assert_outcome(rows[i].header, SIGNED, compact(&parts), rows[i].expected);
    }
}

/* ---- certificates ---- */

struct chain_case {
    const char *name;
    const struct signer *signer;
    const struct signer *chain[3]; /* x5c */
    const char *algorithm;
    gnutls_digest_algorithm_t digest;
    const char *expected;
};

static struct parts sign_with_chain(const struct chain_case *row)
{
    const char *x5c = "";
    for (size_t i = 0; i < 3 && row->chain[i] != NULL; i++) {
        x5c = arena_print(arena, "%s%s\"%s\"", x5c, i > 0 ? "," : "", row->chain[i]->encoded);
    }
    const char *header = arena_print(arena, "{\"alg\":\"%s\",\"x5c\":[%s]}", row->algorithm, x5c);
    return sign(row->signer, row->digest, header, text_of("{" BARE "}"));
}

static void the_first_certificate_signs_and_the_next_certify(void **state)
{
    (void)state;
    const struct signer *leaf = &signers.leaf;
    const struct signer *authority = &signers.authority;
    const struct signer *other = &signers.other;
#define WRONG_KEY "the JWS signature was not made with the key of x5c[0]"
#define NO_KEY "x5c[0] in the JWS header has no usable key: an RSA key of 1024 to 8192 bits"
    const struct chain_case rows[] = {
        {"RS256", leaf, {leaf}, "RS256", GNUTLS_DIG_SHA256, ""},
        {"RS384", leaf, {leaf}, "RS384", GNUTLS_DIG_SHA384, ""},
        {"RS512", leaf, {leaf}, "RS512", GNUTLS_DIG_SHA512, ""},
        {"certified by itself", other, {other}, "RS256", GNUTLS_DIG_SHA256, ""},
        {"a chain", leaf, {leaf, authority}, "RS256", GNUTLS_DIG_SHA256, ""},
        {"1024 bits", &signers.small, {&signers.small}, "RS256", GNUTLS_DIG_SHA256, ""},
        {"another key", other, {leaf}, "RS256", GNUTLS_DIG_SHA256, WRONG_KEY},
        {"another hash", leaf, {leaf}, "RS256", GNUTLS_DIG_SHA384, WRONG_KEY},
        {"the chain upside down",
         leaf,
         {authority, leaf},
         "RS256",
         GNUTLS_DIG_SHA256,
         "x5c[1] in the JWS header did not certify x5c[0]"},
        {"an issuer of the same name",
         leaf,
         {leaf, other},
         "RS256",
         GNUTLS_DIG_SHA256,
         "x5c[1] in the JWS header did not certify x5c[0]"},
        {"one too many",
         leaf,
         {leaf, authority, leaf},
         "RS256",
         GNUTLS_DIG_SHA256,
         "x5c[2] in the JWS header did not certify x5c[1]"},
        {"768 bits",
         &signers.tiny,
         {&signers.tiny},
         "RS256",
         GNUTLS_DIG_SHA256,
         "the JWS signature has 96 bytes"},
        {"768 bits, padded", leaf, {&signers.tiny}, "RS256", GNUTLS_DIG_SHA256, NO_KEY},
        {"no RSA", leaf, {&signers.curve}, "RS256", GNUTLS_DIG_SHA256, NO_KEY},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct parts parts = sign_with_chain(&rows[i]);
        assert_outcome(rows[i].name, SIGNED, compact(&parts), rows[i].expected);
    }
}

static void what_was_changed_after_signing_is_refused(void **state)
{
    (void)state;
    const struct chain_case row = {"",      &signers.leaf,     {&signers.leaf},
                                   "RS256", GNUTLS_DIG_SHA256, ""};
    struct parts parts = sign_with_chain(&row);
    struct parts changed = parts;
    changed.payload = encode_url(text_of("{ " BARE "}"));
    assert_outcome("payload", SIGNED, compact(&changed), WRONG_KEY);
    changed = parts;
    changed.signature = arena_copy_string(arena, parts.signature);
    changed.signature[10] = changed.signature[10] == 'A' ? 'B' : 'A';
    assert_outcome("signature", SIGNED, compact(&changed), WRONG_KEY);
    changed.signature = arena_copy(arena, (struct text){parts.signature, 340});
    assert_outcome("a byte less", SIGNED, compact(&changed), WRONG_KEY);
}

/* ---- how it is written ---- */

struct form_case {
    const char *name;
    const char *tails[3]; /* behind header, payload and signature */
    const char *expected;
};

static void the_serialisation_is_strict(void **state)
{
    (void)state;
#define NOT_COMPACT "is not a JWS in compact serialisation"
#define NOT_BASE64(part) "the JWS " part " is not base64url without padding and white space"
    static const struct form_case rows[] = {
        {"as it should be", {"", "", ""}, ""},
        {"a fourth part", {"", "", "."}, NOT_COMPACT},
        {"a part in between", {"", ".AA", ""}, NOT_COMPACT},
        {"padding", {"=", "", ""}, NOT_BASE64("header")},
        {"padding of the payload", {"", "=", ""}, NOT_BASE64("payload")},
        {"padding of the signature", {"", "", "=="}, NOT_BASE64("signature")},
        {"a line end at the end", {"", "", "\n"}, NOT_BASE64("signature")},
        {"white space", {" ", "", ""}, NOT_BASE64("header")},
        {"a character of the other base64", {"", "+", ""}, NOT_BASE64("payload")},
        {"one character too many", {"", "", "AAA"}, NOT_BASE64("signature")},
    };
    struct parts parts =
        sign(&signers.leaf, GNUTLS_DIG_SHA256, "{\"alg\":\"RS256\"}", text_of("{" BARE "}"));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const *tails = rows[i].tails;
        char *jws = arena_print(arena, "%s%s.%s%s.%s%s", parts.header, tails[0], parts.payload,
                                tails[1], parts.signature, tails[2]);
        assert_outcome(rows[i].name, SIGNED, text_of(jws), rows[i].expected);
    }
}

static void what_is_no_jws_is_refused(void **state)
{
    (void)state;
    static const struct header_case rows[] = {
        {"", NOT_COMPACT},
        {"AA", NOT_COMPACT},
        {"AA.AA", NOT_COMPACT},
        {"{\"payload\":\"\",\"signatures\":[]}", NOT_COMPACT},
        {"..", NOT_BASE64("header")},
        {"AA..AA", NOT_BASE64("payload")},
        {"AA.AA.", NOT_BASE64("signature")},
        {"AB.AA.AA", NOT_BASE64("header")}, /* bits that are left over */
        {"e30.e30.AA", "the JWS header has alg ''"},
        {"eyJhbGciOiJSUzI1NiJ9.e30.AA", "the JWS signature has 1 bytes: no RSA signature has"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_outcome(rows[i].header, SIGNED, text_of(rows[i].header), rows[i].expected);
    }
}

static void a_signature_has_a_limit(void **state)
{
    (void)state;
    enum status status = STATUS_OK;
    struct text large = {arena_allocate(arena, JWS_SIZE_MAX + 1, 1), JWS_SIZE_MAX + 1};
    const char *message = outcome(SIGNED, large, &status);
    assert_int_equal(status, STATUS_TOO_LARGE);
    assert_string_equal(message, "attachments[0]: a signature of 4194305 bytes, but at most "
                                 "4194304 are taken (xAPI Data 2.6)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_payload_is_the_statement_before_it_was_signed),
        TEST(the_header_names_an_allowed_algorithm_and_no_extension),
        TEST(the_first_certificate_signs_and_the_next_certify),
        TEST(what_was_changed_after_signing_is_refused),
        TEST(the_serialisation_is_strict),
        TEST(what_is_no_jws_is_refused),
        TEST(a_signature_has_a_limit),
    };
    return cmocka_run_group_tests(tests, make_signers, finish_signers);
}
