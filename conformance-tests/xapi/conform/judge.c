/* SPDX-License-Identifier: Apache-2.0 */

/* Judges answers, and writes the finding where one is not as expected. */
#include "conform/judge.h"

#include "base/buffer.h"
#include "conform/checks.h"
#include "conform/place.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 65536, REPEAT_MAX = 262144 };

/* One expectation about one answer. */
struct judgement {
    struct running *running;
    const struct item *item;
    const struct message *message;
    const struct answer *answer;
    struct text value; /* what is expected, expanded */
    struct buffer *difference;
};

/* "200", "4xx" */
static bool status_fits(long status, struct text word)
{
    char written[32];
    (void)snprintf(written, sizeof written, "%ld", status);
    if (word.length != strlen(written)) {
        return false;
    }
    for (size_t i = 0; i < word.length; i++) {
        if (word.data[i] != 'x' && word.data[i] != written[i]) {
            return false;
        }
    }
    return true;
}

static bool status_holds(const struct judgement *judgement)
{
    struct text rest = judgement->value;
    struct text word = {NULL, 0};
    while (text_split(&rest, ' ', &word)) {
        if (status_fits(judgement->answer->status, word)) {
            return true;
        }
    }
    buffer_print(judgement->difference, "the status is %ld", judgement->answer->status);
    return false;
}

static bool header_holds(const struct judgement *judgement)
{
    const char *value = answer_header(judgement->answer, judgement->item->place);
    AUTO(json_release) json_t *found = value == NULL ? NULL : json_string(value);
    return check_holds(judgement->item->check, found, judgement->value, false,
                       judgement->difference);
}

static bool json_holds(const struct judgement *judgement)
{
    AUTO(json_release) json_t *root = answer_json(judgement->answer);
    if (root == NULL) {
        buffer_add_string(judgement->difference, "the body is no JSON");
        return false;
    }
    AUTO(json_release) json_t *found = place_find(root, judgement->item->place);
    return check_holds(judgement->item->check, found, judgement->value, true,
                       judgement->difference);
}

/* Byte for byte as what another request sent, or was answered. */
static bool bytes_hold(const struct judgement *judgement)
{
    const struct named *named = judgement->running->named;
    while (named != NULL && !text_is(judgement->value, named->name)) {
        named = named->next;
    }
    if (named == NULL) {
        buffer_print(judgement->difference, "the rule has no request named '%.*s' above this",
                     TEXT_ARGUMENTS(judgement->value));
        return false;
    }
    bool was_sent = check_bytes(judgement->item->check) == BYTES_SENT;
    struct text other = was_sent ? named->message->body : named->answer->body;
    struct text came = judgement->answer->body;
    size_t at = 0;
    while (at < came.length && at < other.length && came.data[at] == other.data[at]) {
        at++;
    }
    if (at == came.length && at == other.length) {
        return true;
    }
    buffer_print(judgement->difference,
                 "%zu bytes came, %zu expected; they differ from byte %zu on", came.length,
                 other.length, at);
    return false;
}

static bool body_holds(const struct judgement *judgement)
{
    struct text body = judgement->answer->body;
    if (check_bytes(judgement->item->check) != BYTES_NONE) {
        return bytes_hold(judgement);
    }
    AUTO(json_release) json_t *found = json_stringn(body.length > 0 ? body.data : "", body.length);
    return check_holds(judgement->item->check, found, judgement->value, false,
                       judgement->difference);
}

static bool holds(const struct judgement *judgement)
{
    switch (judgement->item->subject) {
    case SUBJECT_STATUS:
        return status_holds(judgement);
    case SUBJECT_HEADER:
        return header_holds(judgement);
    case SUBJECT_JSON:
        return json_holds(judgement);
    case SUBJECT_BODY:
        return body_holds(judgement);
    case SUBJECT_TALLY:
        break;
    }
    return true;
}

static const char *keep(struct running *running, const struct buffer *text)
{
    return arena_copy(running->arena, buffer_text(text));
}

static const char *show_answer(struct running *running, const struct answer *answer)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(TEXT_MAX);
    if (answer->status == 0) {
        buffer_print(&out, "no answer: %s", answer->problem);
        return keep(running, &out);
    }
    buffer_print(&out, "status %ld\n", answer->status);
    for (const struct header *header = answer->headers; header != NULL; header = header->next) {
        buffer_print(&out, "%s: %s\n", header->name, header->value);
    }
    if (answer->body.length > 0) {
        buffer_add_character(&out, '\n');
        message_show_body(answer->body, &out);
    }
    return keep(running, &out);
}

static const char *show_expected(const struct judgement *judgement)
{
    static const char *const subjects[] = {"status", "header", "json", "body", "tally"};
    const struct item *item = judgement->item;
    return arena_print(judgement->running->arena, "%s%s%s%s%s %.*s", subjects[item->subject],
                       item->place != NULL ? " " : "", item->place != NULL ? item->place : "",
                       item->check != NULL ? " " : "",
                       item->check != NULL ? check_name(item->check) : "",
                       TEXT_ARGUMENTS(judgement->value));
}

static void find_against(const struct judgement *judgement)
{
    struct running *running = judgement->running;
    const struct endpoint *endpoint = &running->setting->endpoint;
    AUTO(buffer_finish) struct buffer sent = BUFFER_INIT(TEXT_MAX);
    AUTO(buffer_finish) struct buffer repeat = BUFFER_INIT(REPEAT_MAX);
    message_show(judgement->message, endpoint, &sent);
    message_curl(judgement->message, endpoint, &repeat);
    running->outcome->finding = (struct finding){
        .line = judgement->item->line,
        .sent = keep(running, &sent),
        .came = show_answer(running, judgement->answer),
        .expected = show_expected(judgement),
        .differs = keep(running, judgement->difference),
        .repeat = keep(running, &repeat),
    };
}

/* Expands what is expected; a rule that is wrong is a difference, too. */
static bool expand(struct judgement *judgement)
{
    struct error error = {0};
    const struct item *item = judgement->item;
    if (values_expand(judgement->running->values, item->value, &judgement->value, &error) ==
        STATUS_OK) {
        return true;
    }
    judgement->value = text_of(item->value);
    buffer_print(judgement->difference, "the rule itself is wrong: %s", error.message);
    return false;
}

static bool judge_answer(struct running *running, const struct volley *volley, size_t index)
{
    const struct item *item = volley->request->items;
    for (; item != NULL; item = item->next) {
        AUTO(buffer_finish) struct buffer difference = BUFFER_INIT(TEXT_MAX);
        struct judgement judgement = {.running = running,
                                      .item = item,
                                      .message = &volley->messages[index],
                                      .answer = &volley->answers[index],
                                      .difference = &difference};
        if (item->kind != ITEM_EXPECT) {
            continue;
        }
        if (!expand(&judgement) || !holds(&judgement)) {
            find_against(&judgement);
            return false;
        }
    }
    return true;
}

/* "expect tally 204 1": so many of the answers have that status. */
static bool judge_tally(struct running *running, const struct volley *volley,
                        const struct item *item)
{
    AUTO(buffer_finish) struct buffer difference = BUFFER_INIT(TEXT_MAX);
    struct judgement judgement = {.running = running,
                                  .item = item,
                                  .message = &volley->messages[0],
                                  .answer = &volley->answers[0],
                                  .value = text_of(item->value),
                                  .difference = &difference};
    size_t fitting = 0;
    buffer_add_string(&difference, "the statuses are");
    for (size_t i = 0; i < volley->count; i++) {
        fitting += status_fits(volley->answers[i].status, text_of(item->place)) ? 1 : 0;
        buffer_print(&difference, " %ld", volley->answers[i].status);
    }
    if (fitting == strtoul(item->value, NULL, 10)) {
        return true;
    }
    find_against(&judgement);
    return false;
}

/* An answer that did not come is a finding whatever is expected. */
static bool judge_arrival(struct running *running, const struct volley *volley, size_t index)
{
    const struct answer *answer = &volley->answers[index];
    AUTO(buffer_finish) struct buffer difference = BUFFER_INIT(TEXT_MAX);
    struct item item = {.line = volley->request->line, .subject = SUBJECT_STATUS};
    struct judgement judgement = {.running = running,
                                  .item = &item,
                                  .message = &volley->messages[index],
                                  .answer = answer,
                                  .value = text_of("an answer"),
                                  .difference = &difference};
    if (answer->status != 0) {
        return true;
    }
    buffer_print(&difference, "no answer: %s", answer->problem);
    find_against(&judgement);
    return false;
}

bool judge(struct running *running, const struct volley *volley)
{
    for (size_t i = 0; i < volley->count; i++) {
        if (!judge_arrival(running, volley, i) || !judge_answer(running, volley, i)) {
            return false;
        }
    }
    for (const struct item *item = volley->request->items; item != NULL; item = item->next) {
        bool is_tally = item->kind == ITEM_EXPECT && item->subject == SUBJECT_TALLY;
        if (is_tally && !judge_tally(running, volley, item)) {
            return false;
        }
    }
    return true;
}

static void capture_json(struct running *running, const struct item *item,
                         const struct answer *answer)
{
    AUTO(json_release) json_t *root = answer_json(answer);
    AUTO(json_release) json_t *found = root == NULL ? NULL : place_find(root, item->place);
    AUTO(free)
    char *dumped =
        found == NULL || json_is_string(found)
            ? NULL
            : json_dumps(found, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(15));
    const char *text = json_is_string(found) ? json_string_value(found) : dumped;
    values_set(running->values, item->name, text_of(text == NULL ? "" : text));
}

static void capture(struct running *running, const struct item *item, const struct answer *answer)
{
    const char *header = NULL;
    if (item->subject == SUBJECT_JSON) {
        capture_json(running, item, answer);
    } else if (item->subject == SUBJECT_BODY) {
        values_set(running->values, item->name, answer->body);
    } else if (item->subject == SUBJECT_HEADER) {
        header = answer_header(answer, item->place);
        values_set(running->values, item->name, text_of(header == NULL ? "" : header));
    }
}

void judge_capture(struct running *running, const struct volley *volley)
{
    size_t last = volley->count - 1;
    for (const struct item *item = volley->request->items; item != NULL; item = item->next) {
        if (item->kind == ITEM_CAPTURE) {
            capture(running, item, &volley->answers[last]);
        } else if (item->kind == ITEM_NAME) {
            struct named *named = ARENA_NEW(running->arena, struct named);
            *named = (struct named){item->name, &volley->messages[last], &volley->answers[last],
                                    running->named};
            running->named = named;
        }
    }
}
