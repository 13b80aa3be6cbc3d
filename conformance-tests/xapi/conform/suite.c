/* SPDX-License-Identifier: Apache-2.0 */

/* Finds the rule files below a folder and has threads run them. */
#include "conform/suite.h"

#include "base/file.h"
#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define SUFFIX ".rule"

struct crew {
    const struct suite *suite;
    const struct setting *setting;
    struct outcome *outcomes;
    long timeout_ms;
    atomic_size_t next;
    atomic_bool failed;
};

static void folder_close(DIR *folder)
{
    if (folder != NULL) {
        (void)closedir(folder);
    }
}
DEFINE_AUTO(DIR, folder_close);

static enum status read_text(const char *path, struct buffer *out, struct error *error)
{
    return file_read(path, RULE_SIZE_MAX, out, error);
}

static enum status add_rule(struct suite *suite, const char *path, const char *id,
                            struct error *error)
{
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(RULE_SIZE_MAX);
    struct rule *rule = NULL;
    enum status status = read_text(path, &text, error);
    if (status == STATUS_OK) {
        struct text kept = {arena_copy(suite->arena, buffer_text(&text)), text.length};
        status = rule_read(kept, id, suite->arena, &rule, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (suite->count == SUITE_RULES_MAX) {
        return FAIL(error, STATUS_TOO_LARGE, "more than %d rules", (int)SUITE_RULES_MAX);
    }
    if (suite->count == suite->capacity) {
        suite->capacity = 2 * suite->capacity + 64;
        suite->rules = mem_resize(suite->rules, suite->capacity, sizeof(void *));
    }
    suite->rules[suite->count++] = rule;
    return STATUS_OK;
}

static enum status read_folder(struct suite *suite, const char *root, const char *below,
                               struct error *error);

static enum status read_entry(struct suite *suite, const char *root, const char *name,
                              struct error *error)
{
    AUTO(free) char *path = path_join(root, name);
    struct text text = text_of(name);
    if (!text_ends_with(text, SUFFIX)) {
        return strchr(path_name(name), '.') == NULL ? read_folder(suite, root, name, error)
                                                    : STATUS_OK;
    }
    text.length -= strlen(SUFFIX);
    return add_rule(suite, path, arena_copy(suite->arena, text), error);
}

/* Reads root/below; a name without '.' is taken for a folder, the file of defines apart. */
static enum status read_folder(struct suite *suite, const char *root, const char *below,
                               struct error *error)
{
    AUTO(free) char *path = path_join(root, below);
    AUTO(folder_close) DIR *folder = opendir(path);
    if (folder == NULL) {
        return FAIL(error, STATUS_NOT_FOUND, "the folder of rules '%s' cannot be opened", path);
    }
    for (;;) {
        errno = 0;
        /* Each thread has its own folder open, and rules are read by one thread only. */
        const struct dirent *entry = readdir(folder); /* NOLINT(concurrency-mt-unsafe) */
        if (entry == NULL) {
            return errno == 0 ? STATUS_OK
                              : FAIL(error, STATUS_UNAVAILABLE, "'%s' cannot be read", path);
        }
        if (entry->d_name[0] == '.') {
            continue;
        }
        AUTO(free) char *name = path_join(below, entry->d_name);
        const char *shown = strncmp(name, "./", 2) == 0 ? name + 2 : name;
        enum status status = read_entry(suite, root, shown, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
}

static enum status read_defines(struct suite *suite, const char *folder, struct error *error)
{
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(RULE_SIZE_MAX);
    AUTO(free) char *path = path_join(folder, "common.defines");
    struct define *defines = NULL;
    if (!file_exists(path)) {
        return STATUS_OK;
    }
    enum status status = read_text(path, &text, error);
    if (status == STATUS_OK) {
        struct text kept = {arena_copy(suite->arena, buffer_text(&text)), text.length};
        status = rule_read_defines(kept, "common.defines", suite->arena, &defines, error);
    }
    suite->defines = defines;
    return status;
}

static int compare_ids(const void *left, const void *right)
{
    const struct rule *const *one = left;
    const struct rule *const *other = right;
    return strcmp((*one)->id, (*other)->id);
}

enum status suite_open(const char *folder, struct suite **out, struct error *error)
{
    AUTO(suite_close) struct suite *suite = MEM_NEW(struct suite);
    suite->arena = arena_create();
    enum status status = read_defines(suite, folder, error);
    status = status != STATUS_OK ? status : read_folder(suite, folder, ".", error);
    if (status == STATUS_OK && suite->count == 0) {
        return FAIL(error, STATUS_NOT_FOUND, "'%s' has no *" SUFFIX, folder);
    }
    if (status == STATUS_OK) {
        qsort(suite->rules, suite->count, sizeof(void *), compare_ids);
        *out = TAKE(suite);
    }
    return status;
}

void suite_close(struct suite *suite)
{
    if (suite == NULL) {
        return;
    }
    arena_destroy(suite->arena);
    free(suite->rules);
    free(suite);
}

static bool is_chosen(const struct rule *rule, const struct choice *choice)
{
    bool fits = choice->pattern_count == 0;
    for (size_t i = 0; i < choice->pattern_count; i++) {
        fits = fits || fnmatch(choice->patterns[i], rule->id, 0) == 0;
    }
    return fits && (rule->versions & choice->versions) != 0;
}

void suite_choose(struct suite *suite, const struct choice *choice)
{
    size_t kept = 0;
    for (size_t i = 0; i < suite->count; i++) {
        if (is_chosen(suite->rules[i], choice)) {
            suite->rules[kept++] = suite->rules[i];
        }
    }
    suite->count = kept;
}

static void *work(void *context)
{
    struct crew *crew = context;
    AUTO(exchange_close) struct exchange *exchange = exchange_open(crew->timeout_ms);
    if (exchange == NULL) {
        atomic_store(&crew->failed, true);
        return NULL;
    }
    for (;;) {
        size_t index = atomic_fetch_add(&crew->next, 1);
        if (index >= crew->suite->count) {
            return NULL;
        }
        run_rule(crew->suite->rules[index], crew->setting, exchange, &crew->outcomes[index]);
    }
}

enum status suite_run(const struct suite *suite, const struct setting *setting, unsigned jobs,
                      long timeout_ms, struct outcome *outcomes, struct error *error)
{
    pthread_t threads[SUITE_JOBS_MAX];
    unsigned started = 0;
    struct crew crew = {
        .suite = suite, .setting = setting, .outcomes = outcomes, .timeout_ms = timeout_ms};
    while (started < jobs && started < SUITE_JOBS_MAX &&
           pthread_create(&threads[started], NULL, work, &crew) == 0) {
        started++;
    }
    for (unsigned i = 0; i < started; i++) {
        (void)pthread_join(threads[i], NULL);
    }
    if (started == 0 || atomic_load(&crew.failed)) {
        return FAIL(error, STATUS_INTERNAL, "threads or libcurl could not be set up");
    }
    return STATUS_OK;
}
