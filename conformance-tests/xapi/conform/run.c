/* SPDX-License-Identifier: Apache-2.0 */

/* Sends a rule's requests one after the other and checks what came. */
#include "conform/run.h"

#include "base/buffer.h"
#include "base/clock.h"
#include "conform/checks.h"
#include "conform/judge.h"
#include "conform/values.h"

#include <stdlib.h>
#include <string.h>

static enum status send_all(struct running *running, const struct request *request,
                            struct volley *volley, struct error *error)
{
    struct message *messages = ARENA_ARRAY(running->arena, struct message, volley->count);
    struct answer *answers = ARENA_ARRAY(running->arena, struct answer, volley->count);
    volley->messages = messages;
    volley->answers = answers;
    for (size_t i = 0; i < volley->count; i++) {
        char number[32];
        (void)snprintf(number, sizeof number, "%zu", i + 1);
        values_set(running->values, "n", text_of(number));
        enum status status = message_make(request, running->values, &running->setting->endpoint,
                                          running->arena, &messages[i], error);
        if (status != STATUS_OK) {
            volley->count = i;
            return status;
        }
    }
    return exchange_send(running->exchange, messages, volley->count, running->arena, answers,
                         error);
}

/* The rule itself, or libcurl, is at fault. */
static bool tell_error(struct running *running, unsigned line, const struct error *error)
{
    struct finding *finding = &running->outcome->finding;
    *finding = (struct finding){.line = line, .sent = "", .came = "", .expected = "", .repeat = ""};
    finding->differs =
        arena_print(running->arena, "the rule could not be carried out: %s", error->message);
    return false;
}

/* Sends a request once, or several times at once; false when a finding was made. */
static bool run_once(struct running *running, const struct request *request)
{
    const struct item *at_once = request_item(request, ITEM_AT_ONCE);
    struct error error = {0};
    struct volley volley = {.request = request,
                            .count = at_once == NULL ? 1 : strtoul(at_once->value, NULL, 10)};
    if (send_all(running, request, &volley, &error) != STATUS_OK) {
        return tell_error(running, request->line, &error);
    }
    if (!judge(running, &volley)) {
        return false;
    }
    judge_capture(running, &volley);
    return true;
}

/* Once a value of `each`, or just once. */
static bool run_request(struct running *running, const struct request *request)
{
    const struct item *each = request_item(request, ITEM_EACH);
    if (each == NULL) {
        return run_once(running, request);
    }
    struct text rest = text_of(each->value);
    struct text line = {NULL, 0};
    while (text_split(&rest, '\n', &line)) {
        struct text value = {NULL, 0};
        struct error error = {0};
        line = text_trim(line);
        if (line.length == 0) {
            continue;
        }
        const char *written = arena_copy(running->arena, line);
        if (values_expand(running->values, written, &value, &error) != STATUS_OK) {
            return tell_error(running, each->line, &error);
        }
        values_set(running->values, each->name, value);
        if (!run_once(running, request)) {
            return false;
        }
    }
    return true;
}

static void set_values(struct running *running)
{
    const struct setting *setting = running->setting;
    struct values *values = running->values;
    values_define(values, setting->defines);
    values_define(values, running->outcome->rule->defines);
    values_set(values, "key", text_of(setting->key));
    values_set(values, "secret", text_of(setting->secret));
    values_set(values, "authorization", text_of(setting->endpoint.authorization));
    values_set(values, "version", text_of(setting->endpoint.version));
    values_set(values, "endpoint", text_of(setting->endpoint.url));
}

void run_rule(const struct rule *rule, const struct setting *setting, struct exchange *exchange,
              struct outcome *out)
{
    struct arena *arena = arena_create();
    *out = (struct outcome){.rule = rule, .held = true, .arena = arena};
    struct running running = {.setting = setting,
                              .exchange = exchange,
                              .outcome = out,
                              .arena = arena,
                              .values = values_create(arena)};
    int64_t begin_us = clock_monotonic_us();
    set_values(&running);
    const struct request *request = rule->requests;
    while (request != NULL && out->held) {
        out->held = run_request(&running, request);
        request = request->next;
    }
    out->duration_us = clock_monotonic_us() - begin_us;
}

void outcome_finish(struct outcome *outcome)
{
    arena_destroy(outcome->arena);
    outcome->arena = NULL;
}
