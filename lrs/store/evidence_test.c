/* SPDX-License-Identifier: Apache-2.0 */

/* Whom a cmi5 statement's evidence counts for when the LMS gave the object an id of its own. */
#include "store/evidence.h"

#include "base/buffer.h"
#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#define VERBS "http://adlnet.gov/expapi/verbs/"
#define SATISFIED "https://w3id.org/xapi/adl/verbs/satisfied"
#define MODULE ",\"definition\":{\"type\":\"http://adlnet.gov/expapi/activities/module\"}"
#define COURSE ",\"definition\":{\"type\":\"http://adlnet.gov/expapi/activities/course\"}"
#define CMI5_COURSE ",\"definition\":{\"type\":\"https://w3id.org/xapi/cmi5/activitytype/course\"}"
#define CMI5_BLOCK ",\"definition\":{\"type\":\"https://w3id.org/xapi/cmi5/activitytype/block\"}"
#define CATEGORY "https://w3id.org/xapi/cmi5/context/categories/cmi5"
#define SESSION "\"https://w3id.org/xapi/cmi5/context/extensions/sessionid\":\"s\""
#define IS(id, type) "{\"id\":\"x:" id "\"" type "}"

/* The object is always x:lms; `type` and the activities around it vary. */
static const struct {
    const char *what;
    const char *verb;
    const char *type;
    const char *parent;
    const char *grouping;
    const char *category;
    const char *extensions;
    const char *expected; /* activities found, then placed as kind:activity@course */
} cases[] = {
    {"an AU counts for the one publisher's id", VERBS "completed", "", "", IS("au", ""), CATEGORY,
     "", "x:au"},
    {"an AU's kind is the publisher's id's", VERBS "completed", MODULE, IS("course", COURSE),
     IS("au", ""), CATEGORY, "", "x:au x:course module:x:au@x:course course:x:course@x:course"},
    {"the course in grouping is told from the AU by its type", VERBS "passed", MODULE, "",
     IS("course", CMI5_COURSE) "," IS("au", ""), CATEGORY, "",
     "x:au x:course module:x:au@x:course course:x:course@x:course"},
    {"or by what parent says of it", VERBS "passed", MODULE, IS("course", COURSE),
     IS("course", "") "," IS("au", ""), CATEGORY, "",
     "x:au x:course module:x:au@x:course course:x:course@x:course"},
    {"an id that is named twice is one", VERBS "completed", MODULE, "",
     IS("au", "") "," IS("au", MODULE), CATEGORY, "", "x:au module:x:au@"},
    {"a block is no AU", VERBS "completed", "", "", IS("block", CMI5_BLOCK) "," IS("au", ""),
     CATEGORY, "", "x:au"},
    {"satisfied counts for the course's publisher's id", SATISFIED, CMI5_COURSE, "",
     IS("course", ""), CATEGORY, "", "x:course course:x:course@x:course"},
    {"satisfied does not make a module a course", SATISFIED, CMI5_COURSE, "", IS("au", MODULE),
     CATEGORY, "", "x:lms x:au course:x:lms@x:lms module:x:au@"},
    {"satisfied of a block tells nothing of courses", SATISFIED, CMI5_BLOCK, "", IS("block", ""),
     CATEGORY, "", ""},
    {"progress of an AU counts, which cmi5 allows", VERBS "progressed", MODULE, "", IS("au", ""),
     "x:other", SESSION, "x:au module:x:au@"},
    {"two that can be it are none", VERBS "completed", "", "", IS("au", "") "," IS("other", ""),
     CATEGORY, "", "x:lms"},
    {"an object with the publisher's id keeps it", VERBS "completed", "", "",
     IS("course", "") "," IS("lms", ""), CATEGORY, "", "x:lms"},
    {"without grouping the object counts", VERBS "completed", "", "", "", CATEGORY, "", "x:lms"},
    {"what cmi5 allows may be about anything", VERBS "completed", MODULE, "", IS("au", ""),
     "x:other", SESSION, "x:lms module:x:lms@"},
    {"outside of cmi5 grouping names no publisher", VERBS "progressed", MODULE, "", IS("au", ""),
     "x:other", "", "x:lms module:x:lms@"},
};

static json_t *make(struct arena *arena, size_t index)
{
    json_t *statement = NULL;
    const char *text =
        arena_print(arena,
                    "{\"actor\":{\"mbox\":\"mailto:ann@example.org\"},\"verb\":{\"id\":\"%s\"},"
                    "\"object\":{\"id\":\"x:lms\"%s},\"context\":{\"contextActivities\":{"
                    "\"parent\":[%s],\"grouping\":[%s],\"category\":[{\"id\":\"%s\"}]},"
                    "\"extensions\":{%s}}}",
                    cases[index].verb, cases[index].type, cases[index].parent,
                    cases[index].grouping, cases[index].category, cases[index].extensions);
    assert_int_equal(json_read(text_of(text), NULL, &statement, NULL), STATUS_OK);
    return statement;
}

static void describe(const struct reading *reading, struct buffer *out)
{
    for (size_t i = 0; i < reading->finding_count; i++) {
        struct text activity = reading->findings[i].activity;
        buffer_print(out, " %.*s", (int)activity.length, activity.data);
    }
    for (size_t i = 0; i < reading->place_count; i++) {
        const struct placement *place = &reading->places[i];
        buffer_print(out, " %s:%.*s@%.*s", place->kind, (int)place->activity.length,
                     place->activity.data, (int)place->course.length,
                     place->course.data == NULL ? "" : place->course.data);
    }
}

static void cmi5_evidence_counts_for_the_publishers_id(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        AUTO(json_release) json_t *statement = make(arena, i);
        AUTO(buffer_finish) struct buffer told = BUFFER_INIT(1024);
        struct reading *reading = ARENA_NEW(arena, struct reading);
        evidence_read(statement, arena, reading);
        buffer_add_string(&told, "");
        describe(reading, &told);
        const char *text = told.length == 0 ? "" : told.data + 1;
        if (strcmp(text, cases[i].expected) != 0) {
            fail_msg("%s: '%s', not '%s'", cases[i].what, text, cases[i].expected);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cmi5_evidence_counts_for_the_publishers_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
