/* SPDX-License-Identifier: Apache-2.0 */

/* How long a statement takes to read, beside what Jansson needs for the same text. */
#include "base/clock.h"
#include "base/json.h"
#include "xapi/statement.h"

#include <stdio.h>
#include <stdlib.h>

enum { ROUNDS = 20000 };

/* What a player sends for an answered question. */
static const char body[] =
    "{\"id\":\"7ccd3322-e1a5-411a-a67d-6a735c76f119\",\"actor\":{\"objectType\":\"Agent\","
    "\"account\":{\"homePage\":\"https://lms.example\",\"name\":\"0001\"}},\"verb\":{\"id\":"
    "\"http://adlnet.gov/expapi/verbs/answered\",\"display\":{\"en\":\"answered\"}},\"object\":{"
    "\"id\":\"https://example.org/course/questions/1\",\"definition\":{\"type\":"
    "\"http://adlnet.gov/expapi/activities/cmi.interaction\",\"interactionType\":\"choice\","
    "\"name\":{\"en-GB\":\"Question 1\"},\"correctResponsesPattern\":[\"a[,]c\"],\"choices\":[{"
    "\"id\":\"a\",\"description\":{\"en-GB\":\"First\"}},{\"id\":\"b\",\"description\":{\"en-GB\":"
    "\"Second\"}},{\"id\":\"c\",\"description\":{\"en-GB\":\"Third\"}}]}},\"result\":{\"score\":{"
    "\"scaled\":0.5},\"success\":false,\"response\":\"a\",\"duration\":\"PT12.5S\"},\"context\":{"
    "\"registration\":\"7ccd3322-e1a5-411a-a67d-6a735c76f119\",\"contextActivities\":{\"parent\":["
    "{\"id\":\"https://example.org/course/quiz\"}],\"grouping\":[{\"id\":"
    "\"https://example.org/course\",\"definition\":{\"type\":"
    "\"http://adlnet.gov/expapi/activities/course\"}}],\"category\":[{\"id\":"
    "\"https://w3id.org/xapi/cmi5\"}]},\"language\":\"en-GB\"},\"timestamp\":"
    "\"2026-01-31T12:00:00.000Z\"}";

static void check(enum status status, const struct error *error)
{
    if (status != STATUS_OK) {
        (void)fprintf(stderr, "%s\n", error->message);
        exit(EXIT_FAILURE); // NOLINT(concurrency-mt-unsafe): there is one thread
    }
}

static void parse_only(void)
{
    struct error error;
    AUTO(json_release) json_t *json = NULL;
    check(json_read(text_of(body), NULL, &json, &error), &error);
}

static void read_whole(void)
{
    struct error error;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct statement_context context = {
        XAPI_VERSION_1_0_3,
        text_of("{\"account\":{\"homePage\":\"https://lrs.example\",\"name\":\"key\"}}"), 1};
    struct statement_list list;
    check(statements_read(text_of(body), &context, arena, &list, &error), &error);
}

static double microseconds_of(void (*run)(void))
{
    int64_t begin = clock_monotonic_us();
    for (int i = 0; i < ROUNDS; i++) {
        run();
    }
    return (double)(clock_monotonic_us() - begin) / ROUNDS;
}

int main(void)
{
    double parse = microseconds_of(parse_only);
    double whole = microseconds_of(read_whole);
    (void)printf("%zu bytes: parse %.1f us, read %.1f us, ratio %.2f\n", sizeof body - 1, parse,
                 whole, whole / parse);
    return EXIT_SUCCESS;
}
