/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes: a rule that is read has a clause and a request with a status, and every error has its
 * line. */
#include "base/fuzz.h"
#include "conform/rule.h"

static void check_rule(const struct rule *rule)
{
    fuzz_require(rule->clause != NULL && rule->requests != NULL && rule->versions != 0);
    for (const struct request *request = rule->requests; request != NULL; request = request->next) {
        fuzz_require(request->line > 0 && request_item(request, ITEM_EXPECT) != NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(free) char *copy = fuzz_copy(data, size);
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct error error = {0};
    struct rule *rule = NULL;
    if (rule_read((struct text){copy, size}, "fuzz", arena, &rule, &error) == STATUS_OK) {
        check_rule(rule);
    } else {
        fuzz_require(strncmp(error.message, "fuzz:", strlen("fuzz:")) == 0);
    }
    return 0;
}
