/* SPDX-License-Identifier: Apache-2.0 */

/* PCRE2 backtracks, so each item of an expression that it tries calls back, and the steps are
 * counted there. Its own match limit begins anew at each byte of the subject, which would leave the
 * time to the subject's length. What PCRE2 scans between two items is no longer than the subject,
 * so a step weighs more in a long one. */
#define PCRE2_CODE_UNIT_WIDTH 8

#include "schema/pattern.h"

#include "base/mem.h"
#include "schema/schema.h"

#include <pcre2.h>
#include <stdlib.h>

enum { HEAP_KIB_MAX = 1024, NESTING_MAX = 50, WEIGHT_BYTES = 1024, STOPPED = -10000 };

struct schema_pattern {
    pcre2_code *code;
};

struct pattern_run {
    pcre2_match_context *context;
    pcre2_match_data *match;
    size_t *steps_left;
    size_t weight; /* of a step */
};

static void release_code(void *code)
{
    pcre2_code_free(code);
}

/* An expression may be anything that ECMA 262 gives a meaning to; PCRE2's options bring the two
 * closest: \u1234, [], empty back references, '$' at the very end alone. */
static pcre2_compile_context *create_context(void)
{
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    if (context == NULL) {
        abort();
    }
    (void)pcre2_set_max_pattern_length(context, SCHEMA_PATTERN_BYTES_MAX);
    (void)pcre2_set_parens_nest_limit(context, NESTING_MAX);
    (void)pcre2_set_compile_extra_options(context, PCRE2_EXTRA_ALT_BSUX);
    return context;
}

enum status pattern_read(struct text text, struct arena *arena, size_t *room,
                         struct schema_pattern **out, struct error *error)
{
    static const uint32_t OPTIONS =
        PCRE2_UTF | PCRE2_ALT_BSUX | PCRE2_ALLOW_EMPTY_CLASS | PCRE2_MATCH_UNSET_BACKREF |
        PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_AUTO_POSSESS | PCRE2_AUTO_CALLOUT;
    int code = 0;
    PCRE2_SIZE offset = 0;
    if (text.length > SCHEMA_PATTERN_BYTES_MAX) {
        return FAIL(error, STATUS_TOO_LARGE, "it has %zu bytes, and a pattern may have %d",
                    text.length, SCHEMA_PATTERN_BYTES_MAX);
    }
    pcre2_compile_context *context = create_context();
    pcre2_code *compiled =
        pcre2_compile((PCRE2_SPTR)text.data, text.length, OPTIONS, &code, &offset, context);
    pcre2_compile_context_free(context);
    if (compiled == NULL) {
        char reason[128] = "";
        (void)pcre2_get_error_message(code, (PCRE2_UCHAR *)reason, sizeof reason);
        return FAIL(error,
                    code == PCRE2_ERROR_PATTERN_TOO_LARGE ? STATUS_TOO_LARGE : STATUS_INVALID,
                    "at byte %zu: %s", offset + 1, reason);
    }
    arena_defer(arena, release_code, compiled);
    size_t size = 0;
    (void)pcre2_pattern_info(compiled, PCRE2_INFO_SIZE, &size);
    if (size > *room) {
        return FAIL(error, STATUS_TOO_LARGE,
                    "it takes %zu bytes when compiled, and patterns may take %zu more", size,
                    *room);
    }
    *room -= size;
    *out = ARENA_NEW(arena, struct schema_pattern);
    (*out)->code = compiled;
    return STATUS_OK;
}

static int count_step(pcre2_callout_block *block, void *context)
{
    struct pattern_run *run = context;
    (void)block;
    if (*run->steps_left < run->weight) {
        *run->steps_left = 0;
        return STOPPED;
    }
    *run->steps_left -= run->weight;
    return 0;
}

struct pattern_run *pattern_run_create(void)
{
    struct pattern_run *run = MEM_NEW(struct pattern_run);
    run->context = pcre2_match_context_create(NULL);
    run->match = pcre2_match_data_create(1, NULL);
    if (run->context == NULL || run->match == NULL) {
        abort();
    }
    (void)pcre2_set_heap_limit(run->context, HEAP_KIB_MAX);
    (void)pcre2_set_callout(run->context, count_step, run);
    return run;
}

void pattern_run_destroy(struct pattern_run *run)
{
    if (run != NULL) {
        pcre2_match_data_free(run->match);
        pcre2_match_context_free(run->context);
        free(run);
    }
}

enum pattern_outcome pattern_find(struct pattern_run *run, const struct schema_pattern *pattern,
                                  struct text subject, size_t *steps_left)
{
    if (subject.length > SCHEMA_SUBJECT_BYTES_MAX) {
        return PATTERN_UNDECIDED;
    }
    run->steps_left = steps_left;
    run->weight = 1 + subject.length / WEIGHT_BYTES;
    int found = pcre2_match(pattern->code, (PCRE2_SPTR)subject.data, subject.length, 0, 0,
                            run->match, run->context);
    if (found == PCRE2_ERROR_NOMATCH) {
        return PATTERN_NOT_FOUND;
    }
    return found >= 0 ? PATTERN_FOUND : PATTERN_UNDECIDED;
}
