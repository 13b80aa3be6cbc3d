/* SPDX-License-Identifier: Apache-2.0 */

/* Synthetic learners work through the pages of a course that does not exist. */
#include "load/payload.h"

#include "base/chance.h"
#include "base/timestamp.h"

#include <string.h>

#define HOME "https://synthetic.invalid/"
#define COURSE HOME "courses/load"
#define TYPES "http://adlnet.gov/expapi/activities/"
enum { NUMBER_AT = UUID_SIZE - 4, MODULES = 5, NAME_DIGITS = 4, SECOND_US = 1000000 };

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

const struct payload_shape payload_usual_shape = {
    .learners = PAYLOAD_LEARNERS,
    .activities = PAYLOAD_ACTIVITIES,
};

/* Neighbouring seeds give ids that have nothing in common. */
static uint64_t scatter(uint64_t seed)
{
    return chance_next(&(struct chance){seed});
}

struct payload payload_make(uint64_t seed, uint32_t part, const struct payload_shape *shape)
{
    struct payload payload = {.shape = *shape};
    uint64_t halves[] = {scatter(scatter(seed) + part), scatter(scatter(~seed) + part)};
    memcpy(payload.run.bytes, halves, sizeof halves);
    /* Version 4, RFC 4122's variant: some LRSs look. */
    payload.run.bytes[6] = (uint8_t)((payload.run.bytes[6] & 0x0f) | 0x40);
    payload.run.bytes[8] = (uint8_t)((payload.run.bytes[8] & 0x3f) | 0x80);
    return payload;
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

static uint32_t learner_of(const struct payload *payload, uint32_t number)
{
    return number % payload->shape.learners;
}

/* Each turn a learner has another activity, and neighbours have different ones. */
static uint32_t activity_of(const struct payload *payload, uint32_t number)
{
    uint32_t turn = number / payload->shape.learners + learner_of(payload, number);
    return turn % payload->shape.activities;
}

/* No printf(): a statement has a dozen numbers, and where the LRS runs on the same machine, the
 * time that writing them takes counts as its own. */
static void write_between(const char *before, uint32_t number, unsigned digits, const char *after,
                          struct buffer *out)
{
    buffer_add_string(out, before);
    buffer_add_number(out, number, digits);
    buffer_add_string(out, after);
}

/* `kind` is what the account's name begins with. */
static void write_account(const char *kind, uint32_t number, struct buffer *out)
{
    buffer_add_string(out, "\"account\":{\"homePage\":\"" HOME "lms\",\"name\":\"");
    write_between(kind, number, NAME_DIGITS, "\"}}", out);
}

static void write_learner(uint32_t learner, struct buffer *out)
{
    write_between("{\"objectType\":\"Agent\",\"name\":\"Synthetic learner ", learner, NAME_DIGITS,
                  "\",", out);
    write_account("synthetic-", learner, out);
}

static void write_group(const struct payload *payload, uint32_t group, struct buffer *out)
{
    write_between("{\"objectType\":\"Group\",\"name\":\"Synthetic group ", group, NAME_DIGITS,
                  "\",\"member\":[", out);
    for (uint32_t i = 0; i < payload->shape.members; i++) {
        buffer_add_string(out, i == 0 ? "" : ",");
        write_learner((group + i) % payload->shape.learners, out);
    }
    buffer_add_string(out, "],");
    write_account("group-", group, out);
}

static void write_module_id(uint32_t activity, const char *after, struct buffer *out)
{
    write_between(COURSE "/modules/", activity % MODULES, 1, after, out);
}

static void write_activity_id(uint32_t activity, struct buffer *out)
{
    write_module_id(activity, "/pages/", out);
    buffer_add_number(out, activity, 1);
}

static void write_object(uint32_t activity, struct buffer *out)
{
    buffer_add_string(out, ",\"object\":{\"objectType\":\"Activity\",\"id\":\"");
    write_activity_id(activity, out);
    write_between("\",\"definition\":{\"type\":\"http://activitystrea.ms/schema/1.0/page\","
                  "\"name\":{\"en-GB\":\"Page ",
                  activity, 1, " of the course that measures load\"}}}", out);
}

static void write_instructor(const struct payload *payload, uint32_t number, struct buffer *out)
{
    buffer_add_string(out, "\"instructor\":");
    payload_write_instructor_of(payload, number, out);
    buffer_add_character(out, ',');
}

static void write_context(const struct payload *payload, uint32_t number, struct buffer *out)
{
    char registration[UUID_TEXT_SIZE];
    char run[PAYLOAD_URL_SIZE];
    struct uuid of_learner = registration_of(payload, learner_of(payload, number));
    uuid_format(&of_learner, registration);
    payload_run_activity(payload, run);
    buffer_add_string(out, ",\"context\":{\"registration\":\"");
    buffer_add_string(out, registration);
    buffer_add_string(out, "\",");
    if (payload->shape.instructors > 0) {
        write_instructor(payload, number, out);
    }
    buffer_add_string(out, "\"platform\":\"Synthetic load\",\"language\":\"en-GB\","
                           "\"contextActivities\":{\"parent\":[{\"id\":\"");
    write_module_id(activity_of(payload, number),
                    "\",\"definition\":{\"type\":\"" TYPES "module\"}}],"
                    "\"grouping\":[{\"id\":\"" COURSE "\",\"definition\":{\"type\":\"" TYPES
                    "course\"}}],\"other\":[{\"id\":\"",
                    out);
    buffer_add_string(out, run);
    buffer_add_string(out, "\"}]}}");
}

static void write_actor(const struct payload *payload, uint32_t number, struct buffer *out)
{
    uint32_t learner = learner_of(payload, number);
    buffer_add_string(out, "\"actor\":");
    if (payload->shape.members > 0) {
        write_group(payload, learner, out);
    } else {
        write_learner(learner, out);
    }
}

static void write_id(const struct payload *payload, uint32_t number, struct buffer *out)
{
    char text[UUID_TEXT_SIZE];
    struct uuid id = numbered(payload, number);
    uuid_format(&id, text);
    buffer_add_string(out, "{\"id\":\"");
    buffer_add_string(out, text);
    buffer_add_string(out, "\",");
}

static void write_verb(uint32_t number, struct buffer *out)
{
    uint32_t verb = number % PAYLOAD_VERBS;
    buffer_add_string(out, ",\"verb\":{\"id\":\"");
    buffer_add_string(out, verbs[verb].id);
    buffer_add_string(out, "\",\"display\":{\"en-GB\":\"");
    buffer_add_string(out, verbs[verb].name);
    buffer_add_string(out, "\"}}");
}

static void write_result(uint32_t number, struct buffer *out)
{
    write_between(",\"result\":{\"score\":{\"scaled\":0.", number % 100, 2, "},", out);
    write_between("\"duration\":\"PT", 1 + number % 600, 1, "S\"}", out);
}

static void write_timestamp(uint32_t number, struct buffer *out)
{
    char timestamp[TIMESTAMP_SIZE];
    timestamp_format(first_us + (int64_t)number * SECOND_US, timestamp);
    buffer_add_string(out, ",\"timestamp\":\"");
    buffer_add_string(out, timestamp);
    buffer_add_string(out, "\"}");
}

void payload_write(const struct payload *payload, uint32_t number, struct buffer *out)
{
    write_id(payload, number, out);
    write_actor(payload, number, out);
    write_verb(number, out);
    write_object(activity_of(payload, number), out);
    write_context(payload, number, out);
    write_result(number, out);
    write_timestamp(number, out);
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
    static const char begin[] = HOME "runs/";
    memcpy(out, begin, sizeof begin - 1);
    uuid_format(&payload->run, out + sizeof begin - 1);
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

void payload_write_actor_of(const struct payload *payload, uint32_t number, struct buffer *out)
{
    write_learner(learner_of(payload, number), out);
}

void payload_write_instructor_of(const struct payload *payload, uint32_t number, struct buffer *out)
{
    uint32_t instructor = learner_of(payload, number) % payload->shape.instructors;
    buffer_add_string(out, "{\"objectType\":\"Agent\",");
    write_account("instructor-", instructor, out);
}

void payload_write_activity_of(const struct payload *payload, uint32_t number, struct buffer *out)
{
    write_activity_id(activity_of(payload, number), out);
}

void payload_write_module_of(const struct payload *payload, uint32_t number, struct buffer *out)
{
    write_module_id(activity_of(payload, number), "", out);
}

const char *payload_verb_of(uint32_t number)
{
    return verbs[number % PAYLOAD_VERBS].id;
}
