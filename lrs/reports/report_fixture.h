/* SPDX-License-Identifier: Apache-2.0 */

/* A small store, what is told to it, and reports of it, for tests. */
#ifndef REPORTS_REPORT_FIXTURE_H
#define REPORTS_REPORT_FIXTURE_H

#include "base/buffer.h"
#include "base/london.h"
#include "base/timestamp.h"
#include "reports/reports.h"
#include "store/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#define COURSE "https://example.org/courses/back"
#define MODULE COURSE "/modules/one"
#define VERBS "http://adlnet.gov/expapi/verbs/"
#define COURSE_ACTIVITY                                                           \
    "{\"id\":\"" COURSE                                                           \
    "\",\"definition\":{\"type\":\"http://adlnet.gov/expapi/activities/course\"," \
    "\"name\":{\"en-GB\":\"Back care\"}}}"
#define MODULE_ACTIVITY                                                           \
    "{\"id\":\"" MODULE                                                           \
    "\",\"definition\":{\"type\":\"http://adlnet.gov/expapi/activities/module\"," \
    "\"name\":{\"en-GB\":\"First, the pain\"}}}"

struct world {
    struct store *store;
    struct arena *arena;
    struct buffer output;
    struct error error;
    unsigned next;
    const char *organisation; /* the one that reports are for; NULL: all */
};

static inline void put_at(struct world *world, const char *members, int64_t timestamp_us)
{
    char timestamp[TIMESTAMP_SIZE];
    struct statement statement =
        fixture_statement(world->arena, ++world->next, members, timestamp_us);
    timestamp_format(timestamp_us, timestamp);
    statement.timestamp = text_of(arena_copy_string(world->arena, timestamp));
    if (fixture_put(world->store, &statement, 1, &world->error) != STATUS_OK) {
        fail_msg("%s", world->error.message);
    }
}

static inline void put(struct world *world, const char *members)
{
    put_at(world, members, 1500000000000001 + world->next);
}

/* Midnight of a day of London's winter. */
static inline int64_t midnight_us(const char *day)
{
    int64_t number = 0;
    assert_true(day_parse(text_of(day), &number));
    return number * INT64_C(86400) * 1000000;
}

/* What a hospital tells of its patients on that day. */
static inline void put_site_report(struct world *world, const char *site, const char *day,
                                   int patients)
{
    put_at(world,
           arena_print(world->arena,
                       "\"actor\":{\"account\":{\"homePage\":\"https://fhir.nhs.uk/Id/"
                       "ods-organization-code\",\"name\":\"%s\"}},"
                       "\"verb\":{\"id\":\"https://w3id.org/xapi/acrossx/verbs/reported\"},"
                       "\"object\":{\"id\":\"" COURSE "/evaluation\",\"definition\":{\"type\":"
                       "\"https://w3id.org/xapi/ibest/activity-types/site-evaluation\"}},"
                       "\"context\":{\"contextActivities\":{\"grouping\":[" COURSE_ACTIVITY "]}},"
                       "\"result\":{\"extensions\":{"
                       "\"https://w3id.org/xapi/ibest/extensions/patients\":%d}}",
                       site, patients),
           midnight_us(day));
}

static inline int set_up_world(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    assert_non_null(world);
    world->arena = arena_create();
    world->output = (struct buffer)BUFFER_INIT(1 << 20);
    assert_int_equal(fixture_open(NULL, &world->store, &world->error), STATUS_OK);
    *state = world;
    return 0;
}

static inline int tear_down_world(void **state)
{
    struct world *world = *state;
    store_close(world->store);
    arena_destroy(world->arena);
    buffer_finish(&world->output);
    free(world);
    return 0;
}

static inline enum status collect(void *context, struct text bytes, struct error *error)
{
    (void)error;
    buffer_add_text(context, bytes);
    return STATUS_OK;
}

static inline enum status run(struct world *world, const char *name, const char *by,
                              enum report_format format)
{
    const struct report_parameter parameters[] = {{"by", by}};
    const struct report_request request = {.report = report_find(text_of(name)),
                                           .parameters = parameters,
                                           .parameter_count = by == NULL ? 0 : 1,
                                           .format = format,
                                           .disclosure = DISCLOSURE_NONE};
    return report_run(world->store, &request, collect, &world->output, &world->error);
}

enum { ASKED_MAX = 8 };

/* Asks with parameters "by=total&period=month"; "": none. */
static inline enum status run_asking(struct world *world, const char *name, const char *asked,
                                     const char *profile, enum report_format format)
{
    struct report_parameter parameters[ASKED_MAX];
    struct report_request request = {.report = report_find(text_of(name)),
                                     .parameters = parameters,
                                     .format = format,
                                     .organisation = world->organisation,
                                     .names_people = true};
    assert_int_equal(disclosure_find(text_of(profile), &request.disclosure, &world->error),
                     STATUS_OK);
    struct text rest = text_of(asked);
    struct text one;
    while (rest.length > 0 && text_split(&rest, '&', &one)) {
        struct text key;
        assert_true(request.parameter_count < ASKED_MAX && text_split(&one, '=', &key));
        parameters[request.parameter_count++] =
            (struct report_parameter){arena_copy(world->arena, key), arena_copy(world->arena, one)};
    }
    buffer_clear(&world->output);
    buffer_add_string(&world->output, "");
    return report_run(world->store, &request, collect, &world->output, &world->error);
}

/* The rows in CSV, without the header. */
static inline void expect_rows(struct world *world, const char *name, const char *asked,
                               const char *profile, const char *wanted)
{
    if (run_asking(world, name, asked, profile, REPORT_CSV) != STATUS_OK) {
        fail_msg("%s", world->error.message);
    }
    assert_string_equal(strstr(world->output.data, "\r\n") + 2, wanted);
}

#endif
