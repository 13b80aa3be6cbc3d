/* SPDX-License-Identifier: Apache-2.0 */

/* Parameters of GET statements, by xAPI 1.0.3 Communication 2.1.3. */
#include "load/question.h"

#include "base/ascii.h"
#include "base/json.h"

enum { VALUE_MAX = 1024 };

/* RFC 3986, 2.3. */
static bool is_unreserved(char character)
{
    return ascii_is_letter_or_digit(character) || character == '-' || character == '.' ||
           character == '_' || character == '~';
}

static void add_escape(unsigned char byte, struct buffer *out)
{
    static const char digits[] = "0123456789ABCDEF";
    const char escape[] = {'%', digits[byte >> 4], digits[byte & 0x0F]};
    buffer_add(out, escape, sizeof escape);
}

static void add_parameter(const char *name, const struct buffer *value, struct buffer *out)
{
    buffer_print(out, "&%s=", name);
    for (size_t i = 0; i < value->length; i++) {
        char character = value->data[i];
        if (is_unreserved(character)) {
            buffer_add_character(out, character);
        } else {
            add_escape((unsigned char)character, out);
        }
    }
}

static void write_verb_of(const struct payload *payload, uint32_t number, struct buffer *out)
{
    (void)payload;
    buffer_add_string(out, payload_verb_of(number));
}

static const struct {
    unsigned filter;
    const char *name;
    void (*write)(const struct payload *payload, uint32_t number, struct buffer *out);
    const char *more; /* parameters that belong to it */
} parameters[] = {
    {QUESTION_AGENT, "agent", payload_write_actor_of, ""},
    {QUESTION_VERB, "verb", write_verb_of, ""},
    {QUESTION_ACTIVITY, "activity", payload_write_activity_of, ""},
    {QUESTION_RELATED_AGENT, "agent", payload_write_instructor_of, "&related_agents=true"},
    {QUESTION_RELATED_ACTIVITY, "activity", payload_write_module_of, "&related_activities=true"},
};

void question_write(const char *statements_url, const struct payload *payload, uint32_t number,
                    unsigned filters, struct buffer *out)
{
    buffer_print(out, "%s?limit=%d", statements_url, (int)QUESTION_LIMIT);
    for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++) {
        AUTO(buffer_finish) struct buffer value = BUFFER_INIT(VALUE_MAX);
        if ((filters & parameters[i].filter) != 0) {
            parameters[i].write(payload, number, &value);
            add_parameter(parameters[i].name, &value, out);
            buffer_add_string(out, parameters[i].more);
        }
    }
}

bool question_found(struct text page)
{
    struct json_walk walk = json_walk_begin(json_member(page, "statements"));
    return !walk.is_object && json_walk_next(&walk);
}
