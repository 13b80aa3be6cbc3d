/* SPDX-License-Identifier: Apache-2.0 */

/* Synthetic learners work through the pages of a course that does not exist. */
#include "load/payload.h"

#include "base/timestamp.h"

#include <stdio.h>
#include <string.h>

#define HOME "https://synthetic.invalid/"
#define COURSE HOME "courses/load"
#define TYPES "http://adlnet.gov/expapi/activities/"
enum { NUMBER_AT = UUID_SIZE - 4, MODULES = 5, SECOND_US = 1000000 };

/* 2018-01-01T00:00:00Z; statement n happened n seconds later, so that a run repeats. */
static const int64_t first_us = 1514764800000000;

static const struct {
    const char *id;
    const char *name;
} verbs[PAYLOAD_VERBS] = {
    {"http://adlnet.gov/expapi/verbs/initialized", "initialized"},
    {"http://adlnet.gov/expapi/verbs/experienced", "experienced"},
    {"http://adlnet.gov/expapi/verbs/progressed", "progressed"},
    {"http://adlnet.gov/expapi/verbs/passed", "passed"},
    {"http://adlnet.gov/expapi/verbs/completed", "completed"},
};

struct payload payload_make(void)
{
    return (struct payload){.run = uuid_make()};
}

static struct uuid numbered(const struct payload *payload, uint32_t number)
{
    struct uuid id = payload->run;
    for (size_t i = 0; i < 4; i++) {
        id.bytes[NUMBER_AT + i] = (uint8_t)(number >> (24 - 8 * i));
    }
    return id;
}

/* Differs from every statement's id in its first byte, so the two are never mistaken. */
static struct uuid registration_of(const struct payload *payload, uint32_t learner)
{
    struct uuid registration = numbered(payload, learner);
    registration.bytes[0] ^= 0xff;
    return registration;
}

static void write_actor(uint32_t learner, struct buffer *out)
{
    buffer_print(out,
                 "\"actor\":{\"objectType\":\"Agent\",\"name\":\"Synthetic learner %04u\","
                 "\"account\":{\"homePage\":\"" HOME "lms\",\"name\":\"synthetic-%04u\"}}",
                 learner, learner);
}

static void write_object(uint32_t activity, struct buffer *out)
{
    buffer_print(out,
                 ",\"object\":{\"objectType\":\"Activity\",\"id\":\"" COURSE
                 "/modules/%u/pages/%u\",\"definition\":{"
                 "\"type\":\"http://activitystrea.ms/schema/1.0/page\","
                 "\"name\":{\"en-GB\":\"Page %u of the course that measures load\"}}}",
                 activity % MODULES, activity, activity);
}

static void write_context(const struct payload *payload, uint32_t learner, uint32_t activity,
                          struct buffer *out)
{
    char registration[UUID_TEXT_SIZE];
    char run[PAYLOAD_URL_SIZE];
    struct uuid of_learner = registration_of(payload, learner);
    uuid_format(&of_learner, registration);
    payload_run_activity(payload, run);
    buffer_print(out,
                 ",\"context\":{\"registration\":\"%s\",\"platform\":\"Synthetic load\","
                 "\"language\":\"en-GB\",\"contextActivities\":{\"parent\":[{\"id\":\"" COURSE
                 "/modules/%u\",\"definition\":{\"type\":\"" TYPES "module\"}}],"
                 "\"grouping\":[{\"id\":\"" COURSE "\",\"definition\":{\"type\":\"" TYPES
                 "course\"}}],\"other\":[{\"id\":\"%s\"}]}}",
                 registration, activity % MODULES, run);
}

void payload_write(const struct payload *payload, uint32_t number, struct buffer *out)
{
    uint32_t learner = number % PAYLOAD_LEARNERS;
    uint32_t turn = number / PAYLOAD_LEARNERS + learner;
    uint32_t activity = turn % PAYLOAD_ACTIVITIES;
    uint32_t verb = number % PAYLOAD_VERBS;
    char text[UUID_TEXT_SIZE];
    char timestamp[TIMESTAMP_SIZE];
    struct uuid id = numbered(payload, number);
    uuid_format(&id, text);
    timestamp_format(first_us + (int64_t)number * SECOND_US, timestamp);
    buffer_print(out, "{\"id\":\"%s\",", text);
    write_actor(learner, out);
    buffer_print(out, ",\"verb\":{\"id\":\"%s\",\"display\":{\"en-GB\":\"%s\"}}", verbs[verb].id,
                 verbs[verb].name);
    write_object(activity, out);
    write_context(payload, learner, activity, out);
    buffer_print(out, ",\"result\":{\"score\":{\"scaled\":0.%02u},\"duration\":\"PT%uS\"}",
                 number % 100, 1 + number % 600);
    buffer_print(out, ",\"timestamp\":\"%s\"}", timestamp);
}

void payload_write_batch(const struct payload *payload, uint32_t first, uint32_t count,
                         struct buffer *out)
{
    for (uint32_t i = 0; i < count; i++) {
        buffer_add_character(out, i == 0 ? '[' : ',');
        payload_write(payload, first + i, out);
    }
    buffer_add_character(out, ']');
}

void payload_run_activity(const struct payload *payload, char out[PAYLOAD_URL_SIZE])
{
    char text[UUID_TEXT_SIZE];
    uuid_format(&payload->run, text);
    (void)snprintf(out, PAYLOAD_URL_SIZE, HOME "runs/%s", text);
}

bool payload_number_of(const struct payload *payload, struct text id, uint32_t *out)
{
    struct uuid uuid;
    if (!uuid_read(id, &uuid) || memcmp(uuid.bytes, payload->run.bytes, NUMBER_AT) != 0) {
        return false;
    }
    uint32_t number = 0;
    for (size_t i = 0; i < 4; i++) {
        number = number << 8 | uuid.bytes[NUMBER_AT + i];
    }
    *out = number;
    return true;
}
