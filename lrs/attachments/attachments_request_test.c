/* SPDX-License-Identifier: Apache-2.0 */

/* Whole requests, taken as attachments.h says: from bytes in any pieces to attachments that are
 * known to be good. */
#include "attachments/attachments.h"
#include "attachments/fixture.h"
#include "attachments/sha2.h"
#include "attachments/signature.h"
#include "base/buffer.h"
#include "multipart/parser.h"

enum { BODY_MAX = 1 << 20 };

/* A request on its way. */
struct request {
    struct buffer statements;
    struct buffer signature;
    struct attachments *attachments; /* NULL: the first part is at hand */
};

static enum status take_begin(void *context, const struct header_list *headers, struct error *error)
{
    struct request *request = context;
    return request->attachments == NULL
               ? attachments_check_first_part(headers, error)
               : attachments_begin_part(request->attachments, headers, error);
}

static enum status take_data(void *context, struct text bytes, struct error *error)
{
    struct request *request = context;
    (void)error;
    if (request->attachments == NULL) {
        buffer_add_text(&request->statements, bytes);
        return STATUS_OK;
    }
    attachments_add(request->attachments, bytes);
    if (attachments_part(request->attachments)->is_signature) {
        buffer_add_text(&request->signature, bytes);
    }
    return STATUS_OK;
}

static enum status end_statements(struct request *request, struct error *error)
{
    struct statement_list list = {NULL, 0};
    struct statement_context version = {XAPI_VERSION_1_0_3, text_of(AUTHORITY), 3};
    enum status status =
        statements_read(buffer_text(&request->statements), &version, arena, &list, error);
    if (status == STATUS_OK) {
        request->attachments = attachments_of(&list, arena);
    }
    return status;
}

static enum status take_end(void *context, struct error *error)
{
    struct request *request = context;
    if (request->attachments == NULL) {
        return end_statements(request, error);
    }
    enum status status = attachments_end_part(request->attachments, error);
    if (status == STATUS_OK && attachments_part(request->attachments)->is_signature) {
        status = attachments_check_signatures(request->attachments,
                                              buffer_text(&request->signature), arena, error);
        buffer_clear(&request->signature);
    }
    return status;
}

static const struct multipart_events events = {take_begin, take_data, take_end};

static enum status feed(struct multipart_parser *parser, const struct request *request,
                        struct text body, size_t piece, struct error *error)
{
    for (size_t done = 0; done < body.length; done += piece) {
        size_t length = piece < body.length - done ? piece : body.length - done;
        struct text bytes = {body.data + done, length};
        enum status status = multipart_feed(parser, bytes, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    enum status status = multipart_complete(parser, error);
    return status == STATUS_OK ? attachments_complete(request->attachments, error) : status;
}

static enum status take(struct text body, size_t piece, struct error *error)
{
    static const struct boundary boundary = {"-------314"};
    struct request request = {.statements = BUFFER_INIT(BODY_MAX),
                              .signature = BUFFER_INIT(BODY_MAX)};
    struct multipart_options options = {&events, &request, 10};
    AUTO(multipart_destroy)
    struct multipart_parser *parser = multipart_create(&boundary, &options);
    enum status status = feed(parser, &request, body, piece, error);
    buffer_finish(&request.statements);
    buffer_finish(&request.signature);
    return status;
}

#define STATEMENT_PART "\r\n---------314\r\nContent-Type:application/json\r\n\r\n"
#define DATA_PART                                                    \
    "\r\n---------314\r\nContent-Type: application/octet-stream\r\n" \
    "Content-Transfer-Encoding: binary\r\nX-Experience-API-Hash: %s\r\n\r\n%s"
#define LAST "\r\n---------314--"
#define BARE ACTOR "," VERB "," OBJECT
#define NAMING                                                                          \
    "{" BARE ",\"attachments\":[{\"usageType\":\"" USAGE_SIGNATURE "\",\"display\":{}," \
    "\"contentType\":\"application/octet-stream\",\"length\":1,\"sha2\":\"%s\"}]}"

static const char *sha256_of(struct text data)
{
    AUTO(sha2_destroy) struct sha2 *sha2 = sha2_create(64);
    char *hex = arena_allocate(arena, 1, SHA2_HEX_SIZE);
    sha2_add(sha2, data);
    sha2_to_hex(sha2, hex);
    return hex;
}

/* A request with a statement and a signature over `payload`. */
static struct text signed_request(const char *payload)
{
    struct signer signer;
    signer_init(&signer, GNUTLS_PK_RSA, 2048, "CN=Test", NULL);
    char *header = arena_print(arena, "{\"alg\":\"RS256\",\"x5c\":[\"%s\"]}", signer.encoded);
    struct parts parts = sign(&signer, GNUTLS_DIG_SHA256, header, text_of(payload));
    signer_finish(&signer);
    struct text jws = compact(&parts);
    const char *hash = sha256_of(jws);
    return text_of(arena_print(arena, STATEMENT_PART NAMING DATA_PART LAST, hash, hash, jws.data));
}

static void assert_taken(struct text body, const char *expected)
{
    static const size_t pieces[] = {1, 7, BODY_MAX};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct error error = {.message = ""};
        enum status status = take(body, pieces[i], &error);
        assert_int_equal(status, expected[0] == '\0' ? STATUS_OK : STATUS_INVALID);
        assert_string_equal(error.message, expected);
    }
}

static void a_signed_statement_is_taken(void **state)
{
    (void)state;
    assert_taken(signed_request("{" BARE "}"), "");
}

static void a_signature_over_another_statement_is_refused(void **state)
{
    (void)state;
    assert_taken(signed_request("{" BARE ",\"result\":{}}"),
                 "attachments[0]: signs another statement: its 'result' differs (xAPI Data 2.6)");
}

static void statements_without_attachments_are_taken_as_multipart(void **state)
{
    (void)state;
    assert_taken(text_of(STATEMENT_PART "{" BARE "}" LAST), "");
}

static void a_part_that_no_statement_names_is_refused(void **state)
{
    (void)state;
    const char *body = arena_print(arena, STATEMENT_PART "{" BARE "}" DATA_PART LAST, "ab", "x");
    assert_taken(text_of(body), "part 2: its X-Experience-API-Hash 'ab' is the sha2 of no "
                                "attachment of these statements (xAPI Communication 1.5.2)");
}

static void a_part_without_its_boundary_is_no_json(void **state)
{
    (void)state;
    struct error error = {.message = ""};
    struct text body = text_of(STATEMENT_PART "{" BARE "}\r\nContent-Type: text/plain\r\n" LAST);
    assert_int_equal(take(body, BODY_MAX, &error), STATUS_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_signed_statement_is_taken),
        TEST(a_signature_over_another_statement_is_refused),
        TEST(statements_without_attachments_are_taken_as_multipart),
        TEST(a_part_that_no_statement_names_is_refused),
        TEST(a_part_without_its_boundary_is_no_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
