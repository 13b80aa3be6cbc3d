/* SPDX-License-Identifier: Apache-2.0 */

/* Whichever call of the engine fails, for once or from then on, the request is answered 503 and
 * nothing of it is kept; the same request is served when the engine works again. */
#include "access/access.h"
#include "base/buffer.h"
#include "base/log.h"
#include "faults/faulty.h"
#include "faults/sound.h"
#include "http/server.h"
#include "resources/routes.h"
#include "store/internal.h"
#include "store/learning.h"
#include "store/unposted.h"

#include <curl/curl.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#define TERMS(name_, scopes_) \
    (&(const struct credential_terms){.name = (name_), .scopes = (scopes_)})

#define FILE_NAME "nth_call_test.db"
#define URL "sqlite:" FILE_NAME
#define XAPI "/xapi/statements"
#define VERB "http://adlnet.gov/expapi/verbs/"
#define ID(digits) "00000000-0000-4000-8000-0000000000" digits
#define ACTOR "\"actor\":{\"mbox\":\"mailto:ann@example.org\",\"name\":\"Ann\"}"
#define ACTIVITY                                                                      \
    "{\"id\":\"https://example.org/course\",\"definition\":{\"name\":{\"en\":\"A\"}," \
    "\"type\":\"http://adlnet.gov/expapi/activities/course\"}}"
#define DID(id, verb)                                                                          \
    "{\"id\":\"" ID(id) "\"," ACTOR ",\"verb\":{\"id\":\"" VERB verb "\",\"display\":{\"en\":" \
                        "\"did\"}},\"object\":" ACTIVITY "}"
#define ABOUT(id, verb, target)                                             \
    "{\"id\":\"" ID(id) "\"," ACTOR ",\"verb\":{\"id\":\"" VERB verb "\"}," \
                        "\"object\":{\"objectType\":\"StatementRef\",\"id\":\"" ID(target) "\"}}"
#define STATE                                                         \
    "/xapi/activities/state?activityId=https%3A%2F%2Fexample.org%2Fa" \
    "&agent=%7B%22mbox%22%3A%22mailto%3Aann%40example.org%22%7D"
#define PROFILE "/xapi/activities/profile?activityId=https%3A%2F%2Fexample.org%2Fa"
#define AGENT "agent=%7B%22mbox%22%3A%22mailto%3Aann%40example.org%22%7D"
#define SHA2_OF_ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define MULTIPART                                                                           \
    "--b\r\nContent-Type: application/json\r\n\r\n{\"id\":\"" ID(                           \
        "08") "\"," ACTOR ",\"verb\":{\"id\":\"" VERB "experienced\"},\"object\":" ACTIVITY \
              ",\"attachments\":[{"                                                         \
              "\"usageType\":\"https://example.org/usage\",\"display\":{\"en\":\"abc\"},"   \
              "\"contentType\":\"text/plain\",\"length\":3,\"sha2\":\"" SHA2_OF_ABC         \
              "\"}]}\r\n--b\r\n"                                                            \
              "Content-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\n"           \
              "X-Experience-API-Hash: " SHA2_OF_ABC "\r\n\r\nabc\r\n--b--\r\n"

enum { ANSWER_MAX = 1 << 22, CALLS_MAX = 5000, TIMEOUT_S = 60 };

struct request {
    const char *method;
    const char *path;
    const char *type; /* NULL: application/json */
    const char *body; /* NULL: none */
    long expected;
};

static const struct request requests[] = {
    {"POST", XAPI, NULL, "[" DID("01", "initialized") "," DID("02", "completed") "]", 200},
    {"POST", XAPI, NULL,
     "[" ABOUT("03", "experienced", "04") "," DID("04", "passed") "," ABOUT("05", "voided",
                                                                            "01") "]",
     200},
    {"PUT", XAPI "?statementId=" ID("06"), NULL, DID("06", "progressed"), 204},
    {"POST", XAPI, "multipart/mixed; boundary=b", MULTIPART, 200},
    {"GET", XAPI "?statementId=" ID("02"), NULL, NULL, 200},
    {"GET", XAPI "?voidedStatementId=" ID("01"), NULL, NULL, 200},
    {"GET", XAPI "?" AGENT "&verb=http%3A%2F%2Fadlnet.gov%2Fexpapi%2Fverbs%2Fpassed", NULL, NULL,
     200},
    {"GET", XAPI "?format=canonical&limit=3&since=2020-01-01T00%3A00%3A00Z", NULL, NULL, 200},
    {"GET", XAPI "?attachments=true", NULL, NULL, 200},
    {"PUT", STATE "&stateId=one", NULL, "{\"a\":1}", 204},
    {"POST", STATE "&stateId=one", NULL, "{\"b\":2}", 204},
    {"GET", STATE "&stateId=one", NULL, NULL, 200},
    {"GET", STATE, NULL, NULL, 200},
    {"DELETE", STATE "&stateId=one", NULL, NULL, 204},
    {"DELETE", STATE, NULL, NULL, 204},
    {"POST", PROFILE "&profileId=one", NULL, "{\"a\":1}", 204},
    {"GET", PROFILE, NULL, NULL, 200},
    {"POST", "/xapi/agents/profile?" AGENT "&profileId=one", NULL, "{\"a\":1}", 204},
    {"GET", "/xapi/agents/profile?" AGENT "&profileId=one", NULL, NULL, 200},
    {"GET", "/xapi/agents?" AGENT, NULL, NULL, 200},
    {"GET", "/xapi/activities?activityId=https%3A%2F%2Fexample.org%2Fcourse", NULL, NULL, 200},
    {"GET", "/reports/funnel?by=module", NULL, NULL, 200},
    {"GET", "/reports/evaluation", NULL, NULL, 200},
    {"GET", "/health/ready", NULL, NULL, 200},
    {"GET", "/health/live", NULL, NULL, 200},
    {"GET", "/xapi/about", NULL, NULL, 200},
};

/* A server in this process, on a store that fails. */
struct serving {
    struct store *store;
    struct access *access;
    struct http_server *server;
    struct service service;
    struct new_credential credential;
    CURL *curl;
    struct buffer answer;
};

static size_t keep_answer(char *bytes, size_t size, size_t count, void *context)
{
    buffer_add(context, bytes, size * count);
    return size * count;
}

static void set_option(CURLcode code)
{
    assert_int_equal(code, CURLE_OK);
}

static struct curl_slist *headers_of(const struct request *request)
{
    char type[128];
    (void)snprintf(type, sizeof type, "Content-Type: %s",
                   request->type == NULL ? "application/json" : request->type);
    struct curl_slist *headers = curl_slist_append(NULL, "X-Experience-API-Version: 1.0.3");
    return curl_slist_append(headers, type);
}

static long send_request(struct serving *serving, const struct request *request)
{
    CURL *curl = serving->curl;
    char url[1024];
    long code = 0;
    (void)snprintf(url, sizeof url, "%s%s", serving->service.public_url, request->path);
    curl_easy_reset(curl);
    struct curl_slist *headers = headers_of(request);
    buffer_clear(&serving->answer);
    set_option(curl_easy_setopt(curl, CURLOPT_URL, url));
    set_option(curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request->method));
    set_option(curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers));
    set_option(curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC));
    set_option(curl_easy_setopt(curl, CURLOPT_USERNAME, serving->credential.key));
    set_option(curl_easy_setopt(curl, CURLOPT_PASSWORD, serving->credential.secret));
    set_option(curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep_answer));
    set_option(curl_easy_setopt(curl, CURLOPT_WRITEDATA, &serving->answer));
    set_option(curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)TIMEOUT_S));
    if (request->body != NULL) {
        set_option(curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body));
    }
    CURLcode result = curl_easy_perform(curl);
    if (result != CURLE_OK) {
        fail_msg("%s %s: %s", request->method, request->path, curl_easy_strerror(result));
    }
    set_option(curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code));
    curl_slist_free_all(headers);
    return code;
}

static void assert_code(const struct serving *serving, const struct request *request, unsigned nth,
                        long code, long expected)
{
    if (code != expected) {
        fail_msg("%s %s, call %u: %ld instead of %ld: %.300s", request->method, request->path, nth,
                 code, expected, serving->answer.data == NULL ? "" : serving->answer.data);
    }
}

/* What writes by itself a little later has done so. */
static void settle(struct serving *serving)
{
    struct error error = {0};
    assert_int_equal(unposted_await_none(serving->store, &error), STATUS_OK);
}

/* Fails one call after the other until there are no more to fail; the last time it is served. */
static unsigned fail_each_call(struct serving *serving, const struct request *request,
                               enum faulty_mode mode)
{
    settle(serving);
    struct digest before = content_of(URL);
    for (unsigned nth = 1; nth < CALLS_MAX; nth++) {
        faulty_arm(nth, mode);
        long code = send_request(serving, request);
        bool failed = faulty_disarm();
        if (!failed) {
            assert_code(serving, request, nth, code, request->expected);
            return nth - 1;
        }
        assert_code(serving, request, nth, code, 503);
        struct digest after = content_of(URL);
        assert_memory_equal(&before, &after, sizeof before);
    }
    fail_msg("%s %s never ends", request->method, request->path);
    return 0;
}

static void open_serving(struct serving *serving)
{
    static char url[64];
    struct error error = {0};
    remove_store(FILE_NAME);
    *serving = (struct serving){.answer = BUFFER_INIT(ANSWER_MAX), .curl = curl_easy_init()};
    assert_int_equal(store_open(URL, NULL, &serving->store, &error), STATUS_OK);
    assert_int_equal(access_create(serving->store, &serving->access, &error), STATUS_OK);
    assert_int_equal(
        credential_create(serving->store, TERMS("Test", "all"), &serving->credential, &error),
        STATUS_OK);
    serving->service = (struct service){.store = serving->store,
                                        .access = serving->access,
                                        .public_url = url,
                                        .batch_max = 100,
                                        .notice = "",
                                        .page_max = 100,
                                        .document_max = 1 << 20,
                                        .body_max = 1 << 20,
                                        .upload_max = 1 << 20,
                                        .attachment_max = 1 << 20,
                                        .part_max = 10};
    const struct http_server_options options = {.listen = "127.0.0.1:0",
                                                .body_max = 1 << 20,
                                                .threads = 1,
                                                .header_max = 32768,
                                                .parameter_max = 64,
                                                .connections_max = 64,
                                                .idle_timeout_s = TIMEOUT_S,
                                                .request_timeout_s = TIMEOUT_S,
                                                .chooser = resources_choose,
                                                .handler = resources_answer,
                                                .context = &serving->service};
    assert_int_equal(http_server_open(&options, &serving->server, &error), STATUS_OK);
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%u",
                   (unsigned)http_server_port(serving->server));
    /* Failed writes use seqs up as well, and it would begin when there are enough of them. */
    learning_end(serving->store->learning);
    faulty_attach(serving->store);
}

static void close_serving(struct serving *serving)
{
    curl_easy_cleanup(serving->curl);
    buffer_finish(&serving->answer);
    http_server_close(serving->server);
    access_destroy(serving->access);
    store_close(serving->store);
}

static void run_all(enum faulty_mode mode)
{
    struct serving serving;
    unsigned failed = 0;
    open_serving(&serving);
    for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
        failed += fail_each_call(&serving, &requests[i], mode);
    }
    close_serving(&serving);
    int64_t stored = assert_sound(URL);
    assert_int_equal(stored, 7);
    print_message("%zu requests, %u failed calls: each answered 503, nothing kept; 7 acknowledged, "
                  "%lld stored\n",
                  sizeof requests / sizeof requests[0], failed, (long long)stored);
    remove_store(FILE_NAME);
}

static void one_failing_call_is_503_and_keeps_nothing(void **state)
{
    (void)state;
    run_all(FAULTY_ONCE);
}

static void an_engine_that_fails_from_a_call_on_is_503_and_keeps_nothing(void **state)
{
    (void)state;
    run_all(FAULTY_ON);
}

static void a_rebuild_that_fails_changes_nothing(void **state)
{
    (void)state;
    struct serving serving;
    struct error error = {0};
    open_serving(&serving);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(send_request(&serving, &requests[i]), requests[i].expected);
    }
    settle(&serving);
    struct digest before = content_of(URL);
    bool failed = true;
    for (unsigned nth = 1; failed; nth++) {
        faulty_arm(nth, FAULTY_ONCE);
        enum status status = store_rebuild(serving.store, &error);
        failed = faulty_disarm();
        assert_int_equal(status, failed ? STATUS_UNAVAILABLE : STATUS_OK);
        struct digest after = content_of(URL);
        assert_memory_equal(&before, &after, sizeof before);
    }
    close_serving(&serving);
    assert_int_equal(assert_sound(URL), 5);
    remove_store(FILE_NAME);
}

/* Until the query is served, what it waits for is in memory only; and the engine may fail before
 * the query or while nobody asks. */
static void a_query_that_cannot_have_postings_written_is_503_and_loses_none(void **state)
{
    (void)state;
    static const struct request ask = {"GET", XAPI "?" AGENT "&limit=1", NULL, NULL, 200};
    struct serving serving;
    unsigned refused = 0;
    open_serving(&serving);
    for (unsigned nth = 1, calm = 0; calm == 0; nth++) {
        char body[1024];
        char id[UUID_TEXT_SIZE];
        (void)snprintf(body, sizeof body, "[" DID("%02u", "passed") "]", nth);
        (void)snprintf(id, sizeof id, ID("%02u"), nth);
        const struct request post = {"POST", XAPI, NULL, body, 200};
        assert_code(&serving, &post, nth, send_request(&serving, &post), 200);
        faulty_arm(nth, FAULTY_ON);
        long code = send_request(&serving, &ask);
        calm = faulty_disarm() ? 0 : 1;
        assert_true(code == 200 || (code == 503 && calm == 0));
        refused += code == 503 ? 1 : 0;
        assert_int_equal(send_request(&serving, &ask), 200);
        assert_non_null(strstr(serving.answer.data, id));
    }
    assert_true(refused > 5);
    close_serving(&serving);
    (void)assert_sound(URL);
    remove_store(FILE_NAME);
}

int main(void)
{
    log_set_level(LOG_LEVEL_ERROR);
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_failing_call_is_503_and_keeps_nothing),
        cmocka_unit_test(an_engine_that_fails_from_a_call_on_is_503_and_keeps_nothing),
        cmocka_unit_test(a_rebuild_that_fails_changes_nothing),
        cmocka_unit_test(a_query_that_cannot_have_postings_written_is_503_and_loses_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
