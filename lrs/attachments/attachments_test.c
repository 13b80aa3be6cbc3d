/* SPDX-License-Identifier: Apache-2.0 */

/* Which parts go with which statements, and which requests are refused. */
#include "attachments/attachments.h"

#include "attachments/fixture.h"
#include "attachments/sha2.h"
#include "attachments/signature.h"

/* SHA-2 of "one" and "two". */
#define ONE "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
#define TWO "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3"
#define ONE_224 "7371e4047e2a524ba3f417cc5dedd64a5070638c1991b0c0b196f9af"

#define ATTACHMENT(sha2, type, more)                                          \
    "{\"usageType\":\"https://example.org/file\",\"display\":{\"en\":\"f\"}," \
    "\"contentType\":\"" type "\",\"length\":3,\"sha2\":\"" sha2 "\"" more "}"
#define FILE_ONE ATTACHMENT(ONE, "text/plain; charset=utf-8", "")
#define FILE_TWO ATTACHMENT(TWO, "image/png", "")
#define LINK_ONE ATTACHMENT(ONE, "text/plain", ",\"fileUrl\":\"https://example.org/one\"")
#define WITH(list) "{" ACTOR "," VERB "," OBJECT ",\"attachments\":[" list "]}"
#define INSIDE(list)                                                                             \
    "{" ACTOR "," VERB ",\"object\":{\"objectType\":\"SubStatement\"," ACTOR "," VERB "," OBJECT \
    ",\"attachments\":[" list "]}}"
#define PLAIN "{" ACTOR "," VERB "," OBJECT "}"

/* A part's headers, as lines that end in LF, and its data. */
struct sent {
    const char *headers;
    const char *data;
};

#define PART(hash, data)                                                           \
    {                                                                              \
        "X-Experience-API-Hash:" hash "\nContent-Transfer-Encoding:binary\n", data \
    }
#define PARTS_MAX 3

struct request_case {
    const char *name;
    const char *statements;
    struct sent parts[PARTS_MAX]; /* behind the statements' one */
    const char *expected;         /* "": accepted; else how the message begins */
};

static struct attachments *attachments_in(const char *statements)
{
    struct statement_list list = {NULL, 0};
    struct error error = {.message = ""};
    if (fixture_read(XAPI_VERSION_1_0_3, statements, &list, &error) != STATUS_OK) {
        fail_msg("%s: %s", statements, error.message);
    }
    return attachments_of(&list, arena);
}

static enum status send_part(struct attachments *attachments, const struct sent *part,
                             struct error *error)
{
    struct header_list headers;
    assert_int_equal(headers_read(text_of(part->headers), 2, &headers, error), STATUS_OK);
    enum status status = attachments_begin_part(attachments, &headers, error);
    if (status != STATUS_OK) {
        return status;
    }
    for (const char *byte = part->data; *byte != '\0'; byte++) {
        attachments_add(attachments, (struct text){byte, 1});
    }
    return attachments_end_part(attachments, error);
}

static enum status send(struct attachments *attachments, const struct sent *parts,
                        struct error *error)
{
    for (size_t i = 0; i < PARTS_MAX && parts[i].headers != NULL; i++) {
        enum status status = send_part(attachments, &parts[i], error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return attachments_complete(attachments, error);
}

static void assert_cases(const struct request_case *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct request_case *row = &rows[i];
        struct error error = {.message = ""};
        enum status status = send(attachments_in(row->statements), row->parts, &error);
        bool is_refused = row->expected[0] != '\0';
        if (status != (is_refused ? STATUS_INVALID : STATUS_OK) ||
            !text_starts_with(text_of(error.message), row->expected)) {
            fail_msg("%s: %s", row->name, error.message);
        }
    }
}

static void each_part_belongs_to_an_attachment_by_its_hash(void **state)
{
    (void)state;
    static const struct request_case rows[] = {
        {"nothing", PLAIN, {{NULL, NULL}}, ""},
        {"an empty batch", "[]", {{NULL, NULL}}, ""},
        {"one", WITH(FILE_ONE), {PART(ONE, "one")}, ""},
        {"two in another order",
         WITH(FILE_ONE "," FILE_TWO),
         {PART(TWO, "two"), PART(ONE, "one")},
         ""},
        {"the same twice", WITH(FILE_ONE), {PART(ONE, "one"), PART(ONE, "one")}, ""},
        {"one for two statements",
         "[" WITH(FILE_ONE) "," WITH(FILE_ONE) "]",
         {PART(ONE, "one")},
         ""},
        {"in a SubStatement", INSIDE(FILE_ONE), {PART(ONE, "one")}, ""},
        {"with fileUrl and a part", WITH(LINK_ONE), {PART(ONE, "one")}, ""},
        {"with fileUrl alone", WITH(LINK_ONE), {{NULL, NULL}}, ""},
        {"SHA-224", WITH(ATTACHMENT(ONE_224, "text/plain", "")), {PART(ONE_224, "one")}, ""},
        {"no hash",
         WITH(FILE_ONE),
         {{"Content-Transfer-Encoding:binary\n", "one"}},
         "part 2: lacks the header X-Experience-API-Hash"},
        {"no part allowed", PLAIN, {PART(ONE, "one")}, "part 2: its X-Experience-API-Hash '7692"},
        {"one too many",
         WITH(FILE_ONE),
         {PART(ONE, "one"), PART(TWO, "two")},
         "part 3: its X-Experience-API-Hash '3fc4"},
        {"an empty hash",
         WITH(FILE_ONE),
         {PART("", "one")},
         "part 2: its X-Experience-API-Hash ''"},
        {"a longer hash",
         WITH(FILE_ONE),
         {PART(ONE ONE "00", "one")},
         "part 2: its X-Experience-API-Hash '7692"},
        {"other data", WITH(FILE_ONE), {PART(ONE, "two")}, "part 2: its data has the hash '3fc4"},
        {"no data", WITH(FILE_ONE), {PART(ONE, "")}, "part 2: its data has the hash 'e3b0"},
        {"a part missing",
         WITH(FILE_ONE "," FILE_TWO),
         {PART(ONE, "one")},
         "attachments[1]: its data is not in the request"},
        {"a part of a batch missing",
         "[" PLAIN "," WITH(FILE_ONE) "]",
         {{NULL, NULL}},
         "[1].attachments[0]: its data is not in the request"},
        {"a SubStatement's missing",
         INSIDE(FILE_ONE),
         {{NULL, NULL}},
         "object.attachments[0]: its data is not in the request"},
    };
    assert_cases(rows, sizeof rows / sizeof *rows);
}

static void headers_must_match_what_the_statement_says(void **state)
{
    (void)state;
#define HEADERS(more)                                                                   \
    {                                                                                   \
        "x-experience-api-hash:" ONE "\nContent-Transfer-Encoding:BINARY\n" more, "one" \
    }
#define ENCODED(more)                                 \
    {                                                 \
        "X-Experience-API-Hash:" ONE "\n" more, "one" \
    }
    static const struct request_case rows[] = {
        {"the same type",
         WITH(FILE_ONE),
         {HEADERS("Content-Type: text/plain; charset=utf-8\n")},
         ""},
        {"other parameters", WITH(FILE_ONE), {HEADERS("Content-Type: Text/Plain\n")}, ""},
        {"the type of one of two",
         WITH(FILE_ONE "," ATTACHMENT(ONE, "text/html", "")),
         {HEADERS("Content-Type: text/html\n")},
         ""},
        {"another type",
         WITH(FILE_ONE),
         {HEADERS("Content-Type: text/html\n")},
         "part 2: its Content-Type 'text/html' is not the contentType 'text/plain; charset=utf-8'"},
        {"the same length", WITH(FILE_ONE), {HEADERS("Content-Length: 3\n")}, ""},
        {"another length",
         WITH(FILE_ONE),
         {HEADERS("Content-Length: 4\n")},
         "part 2: its Content-Length 4 is not the length"},
        {"no length",
         WITH(FILE_ONE),
         {HEADERS("Content-Length:\n")},
         "part 2: its Content-Length is no number"},
        {"a negative length",
         WITH(FILE_ONE),
         {HEADERS("Content-Length: -3\n")},
         "part 2: its Content-Length is no number"},
        {"a huge length",
         WITH(FILE_ONE),
         {HEADERS("Content-Length: 9999999999999999999\n")},
         "part 2: its Content-Length is no number"},
        {"no encoding",
         WITH(FILE_ONE),
         {ENCODED("")},
         "part 2: lacks the header Content-Transfer-Encoding: binary"},
        {"base64",
         WITH(FILE_ONE),
         {ENCODED("Content-Transfer-Encoding: base64\n")},
         "part 2: lacks the header Content-Transfer-Encoding: binary"},
    };
    assert_cases(rows, sizeof rows / sizeof *rows);
}

static void a_length_in_a_statement_that_its_data_has_not_is_left_alone(void **state)
{
    (void)state;
#define LONG_ONE                                                        \
    "{\"usageType\":\"urn:a:b\",\"display\":{},\"contentType\":\"text/" \
    "plain\",\"length\":4,\"sha2\":\"" ONE "\"}"
    static const struct request_case rows[] = {
        {"without Content-Length", WITH(LONG_ONE), {PART(ONE, "one")}, ""},
        {"with it",
         WITH(LONG_ONE),
         {HEADERS("Content-Length: 4\n")},
         "part 2: has 3 bytes, not the 4 of its Content-Length"},
    };
    assert_cases(rows, sizeof rows / sizeof *rows);
}

static void the_first_part_is_plain_json(void **state)
{
    (void)state;
    static const struct sent rows[] = {
        /* headers, message */
        {"Content-Type: application/json\n", ""},
        {"content-type: Application/JSON; charset=utf-8\nContent-Transfer-Encoding: 8bit\n", ""},
        {"", "part 1: holds the statements, but its Content-Type"},
        {"Content-Type: text/plain\n", "part 1: holds the statements, but its Content-Type"},
        {"Content-Type: application/json\nContent-Transfer-Encoding: base64\n",
         "part 1: its Content-Transfer-Encoding"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct header_list headers;
        struct error error = {.message = ""};
        assert_int_equal(headers_read(text_of(rows[i].headers), 1, &headers, &error), STATUS_OK);
        enum status status = attachments_check_first_part(&headers, &error);
        assert_int_equal(status, rows[i].data[0] == '\0' ? STATUS_OK : STATUS_INVALID);
        assert_true(text_starts_with(text_of(error.message), rows[i].data));
    }
}

static void a_part_says_what_to_keep(void **state)
{
    (void)state;
    struct attachments *attachments = attachments_in(WITH(FILE_ONE));
    const struct sent part = PART(ONE, "one");
    assert_int_equal(send_part(attachments, &part, NULL), STATUS_OK);
    const struct attachment_part *told = attachments_part(attachments);
    assert_true(text_is(told->sha2, ONE));
    assert_true(text_is(told->type, "text/plain; charset=utf-8"));
    assert_int_equal(told->number, 2);
    assert_int_equal(told->length, 3);
    assert_false(told->is_repeated);
    assert_false(told->is_signature);
    assert_int_equal(send_part(attachments, &part, NULL), STATUS_OK);
    assert_true(attachments_part(attachments)->is_repeated);
    assert_int_equal(attachments_count(attachments), 1);
    assert_true(attachments_at(attachments, 0)->is_received);
}

/* ---- signatures ---- */

static const char *sha256_of(struct text data)
{
    AUTO(sha2_destroy) struct sha2 *sha2 = sha2_create(64);
    char *hex = arena_allocate(arena, 1, SHA2_HEX_SIZE);
    sha2_add(sha2, data);
    sha2_to_hex(sha2, hex);
    return hex;
}

static struct text sign_plain(void)
{
    struct signer signer;
    signer_init(&signer, GNUTLS_PK_RSA, 2048, "CN=Test", NULL);
    struct parts parts = sign(&signer, GNUTLS_DIG_SHA256, "{\"alg\":\"RS256\"}", text_of(PLAIN));
    signer_finish(&signer);
    return compact(&parts);
}

#define SIGNATURE                                                         \
    "{\"usageType\":\"" USAGE_SIGNATURE "\",\"display\":{},\"length\":1," \
    "\"contentType\":\"application/octet-stream\",\"sha2\":\"%s\"%s}"

static enum status send_signature(const char *statements, struct text jws, struct error *error)
{
    struct attachments *attachments = attachments_in(statements);
    char *headers = arena_print(
        arena, "X-Experience-API-Hash:%s\nContent-Transfer-Encoding:binary\n", sha256_of(jws));
    struct sent part = {headers, jws.data};
    assert_int_equal(send_part(attachments, &part, error), STATUS_OK);
    assert_true(attachments_part(attachments)->is_signature);
    return attachments_check_signatures(attachments, jws, arena, error);
}

static void a_signature_is_checked_against_each_statement_with_it(void **state)
{
    (void)state;
    struct text jws = sign_plain();
    const char *sha2 = sha256_of(jws);
    struct error error = {.message = ""};
    const char *one = arena_print(arena, WITH(SIGNATURE), sha2, "");
    const char *twice = arena_print(arena, WITH(SIGNATURE "," SIGNATURE), sha2, "", sha2, "");
    assert_int_equal(send_signature(one, jws, &error), STATUS_OK);
    assert_int_equal(send_signature(twice, jws, &error), STATUS_OK);
    const char *other = arena_print(
        arena, "[%s,{\"result\":{}," ACTOR "," VERB "," OBJECT ",\"attachments\":[" SIGNATURE "]}]",
        one, sha2, "");
    assert_int_equal(send_signature(other, jws, &error), STATUS_INVALID);
    assert_string_equal(error.message, "[1].attachments[0]: signs another statement: its 'result' "
                                       "differs (xAPI Data 2.6)");
}

static void a_signature_must_come_with_its_statement(void **state)
{
    (void)state;
    const char *linked =
        arena_print(arena, WITH(SIGNATURE), ONE, ",\"fileUrl\":\"https://example.org/one\"");
    struct error error = {.message = ""};
    assert_int_equal(attachments_complete(attachments_in(linked), &error), STATUS_INVALID);
    assert_true(text_starts_with(text_of(error.message),
                                 "attachments[0]: its data is not in the request: send it as a "
                                 "part of multipart/mixed with X-Experience-API-Hash: " ONE " ("));
}

static void a_request_that_ends_inside_a_part_leaks_nothing(void **state)
{
    (void)state;
    struct attachments *attachments = attachments_in(WITH(FILE_ONE));
    const struct sent part = PART(ONE, "one");
    struct header_list headers;
    assert_int_equal(headers_read(text_of(part.headers), 2, &headers, NULL), STATUS_OK);
    assert_int_equal(attachments_begin_part(attachments, &headers, NULL), STATUS_OK);
    attachments_add(attachments, text_of("on"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_part_belongs_to_an_attachment_by_its_hash),
        TEST(headers_must_match_what_the_statement_says),
        TEST(a_length_in_a_statement_that_its_data_has_not_is_left_alone),
        TEST(the_first_part_is_plain_json),
        TEST(a_part_says_what_to_keep),
        TEST(a_signature_is_checked_against_each_statement_with_it),
        TEST(a_signature_must_come_with_its_statement),
        TEST(a_request_that_ends_inside_a_part_leaks_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
