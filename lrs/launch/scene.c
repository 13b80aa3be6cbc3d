/* SPDX-License-Identifier: Apache-2.0 */

/* A session with its course. satisfied is said in the transaction that made it so, and a standing
 * is kept in the same: so it is said once, whatever comes at the same time. */
#include "launch/scene.h"

#include "base/clock.h"
#include "cmi5/judge.h"
#include "xapi/agent.h"
#include "xapi/statement.h"

enum status scene_load_course(struct scene *scene, struct error *error)
{
    struct stored_course stored = {0};
    enum status status = transaction_get_course(scene->transaction, scene->session.course,
                                                scene->arena, &stored, error);
    status = status != STATUS_OK
                 ? status
                 : cmi5_course_read(stored.structure, scene->arena, &scene->course, error);
    if (status != STATUS_OK) {
        return status;
    }
    scene->launch = (struct cmi5_launch){
        .session = scene->session.id,
        .registration = scene->session.registration,
        .actor = scene->session.actor,
        .course = &scene->course,
        .unit = scene->session.node,
        .mode = (enum cmi5_mode)scene->session.mode,
        .return_url = scene->session.return_url,
        .content_url = stored.content_url,
    };
    return STATUS_OK;
}

/* Who launched answers for what is said in the session, the LMS's words and the AU's. */
static struct text make_authority(const struct scene *scene)
{
    const char *name = arena_copy(scene->arena, scene->session.launched_by);
    return agent_of_account(scene->public_url, name, scene->arena);
}

enum status scene_say(const struct scene *scene, struct text statement, struct error *error)
{
    const struct statement_context context = {
        .version = XAPI_VERSION_1_0_3, .authority = make_authority(scene), .batch_max = 1};
    struct statement_list list = {NULL, 0};
    enum status status = statements_read(statement, &context, scene->arena, &list, error);
    if (status == STATUS_OK) {
        list.items[0].defines = true; /* whoever imported the course has named it */
    }
    return status == STATUS_OK ? transaction_put_statements(scene->transaction, &list, error)
                               : status;
}

struct standings {
    struct cmi5_standing *items;
    size_t count;
};

static void add_standing(void *context, const struct stored_standing *stored)
{
    struct standings *standings = context;
    if (stored->node >= standings->count) {
        return;
    }
    standings->items[stored->node] = (struct cmi5_standing){
        .is_completed = (stored->said & CMI5_SAID_COMPLETED) != 0,
        .is_passed = (stored->said & CMI5_SAID_PASSED) != 0,
        .is_satisfied = stored->is_satisfied,
    };
}

static enum status tell_satisfied(const struct scene *scene, size_t node, struct error *error)
{
    enum status status =
        transaction_note_satisfied(scene->transaction, &scene->session.registration, node, error);
    if (status != STATUS_OK || scene->course.nodes[node].kind == CMI5_UNIT) {
        return status; /* cmi5 9.4: satisfied is said of blocks and courses */
    }
    return scene_say(scene, cmi5_say_satisfied(&scene->launch, node, clock_now_us(), scene->arena),
                     error);
}

enum status scene_judge(const struct scene *scene, struct error *error)
{
    size_t count = scene->course.count;
    struct standings standings = {
        .items = ARENA_ARRAY(scene->arena, struct cmi5_standing, count),
        .count = count,
    };
    bool *fresh = ARENA_ARRAY(scene->arena, bool, count);
    enum status status = transaction_list_standings(
        scene->transaction, &scene->session.registration, add_standing, &standings, error);
    if (status != STATUS_OK) {
        return status;
    }
    cmi5_judge(&scene->course, standings.items, fresh);
    /* The innermost first: a course is told behind its blocks. */
    for (size_t node = count; node-- > 0 && status == STATUS_OK;) {
        if (fresh[node]) {
            status = tell_satisfied(scene, node, error);
        }
    }
    return status;
}
