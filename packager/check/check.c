/* SPDX-License-Identifier: Apache-2.0 */

/* Asks families about packages, and sorts what they find, so that the same package always gets the
 * same report. */
#include "check/check.h"

#include "base/arena.h"
#include "base/printable.h"
#include "html/html_document.h"
#include "opened/structure.h"
#include "script/script_memory.h"
#include "xml/xml_document.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MESSAGE_SIZE = 1024 };

/* A finding with what it is sorted by. */
struct kept {
    struct check_finding finding;
    size_t package; /* its place among them */
    size_t order;   /* of the rule in the table */
};

struct check_run {
    struct arena *arena;
    struct check_options options;
    struct kept *kept;
    size_t kept_count;
    size_t kept_capacity;
    size_t *tally; /* findings in the package at hand, one a rule */
    bool *asked;   /* one a rule */
    size_t rule_count;
    struct check_more *more;
    size_t more_count;
    size_t more_capacity;
    size_t counts[CHECK_SEVERITIES];
    const char **packages;
    size_t package_count;
    size_t package_capacity;
    struct error failure;
    struct script_memory *scripts;
    /* The file at hand, read once for all rules. */
    struct text text;
    enum { TEXT_UNREAD, TEXT_READ, TEXT_NONE } text_state;
    const struct html_document *html; /* NULL: unread */
};

struct check_run *check_begin(struct arena *arena, const struct check_options *options)
{
    struct check_run *run = ARENA_NEW(arena, struct check_run);
    run->arena = arena;
    run->options = *options;
    while (check_rule_at(run->rule_count) != NULL) {
        run->rule_count++;
    }
    run->scripts = script_memory_create(arena);
    run->tally = ARENA_ARRAY(arena, size_t, run->rule_count);
    run->asked = ARENA_ARRAY(arena, bool, run->rule_count);
    return run;
}

const char *check_show(const struct check *check, const char *value)
{
    return printable(check->scratch, text_of(value != NULL ? value : ""));
}

struct check_place check_place_of(const struct check *check, const xmlNode *element)
{
    const struct opened_file *manifest = check->structure->manifest;
    return (struct check_place){
        .file = manifest->path,
        .line = xml_line(element),
        .element = element != NULL ? check_show(check, (const char *)element->name) : NULL,
    };
}

struct check_place check_line(const struct check *check, size_t line)
{
    return (struct check_place){.file = check->file->path, .line = line};
}

static struct kept *add_kept(struct check_run *run)
{
    run->kept =
        arena_grow(run->arena, run->kept, run->kept_count, &run->kept_capacity, sizeof *run->kept);
    return &run->kept[run->kept_count++];
}

static void keep(struct check_run *run, const struct check_rule *rule, struct check_place place,
                 const char *message)
{
    size_t order = check_rule_order(rule);
    run->counts[rule->severity]++;
    if (++run->tally[order] > CHECK_FINDINGS_KEPT) {
        return;
    }
    const char *file = place.file != NULL ? printable(run->arena, text_of(place.file)) : NULL;
    const char *element =
        place.element != NULL ? arena_copy_string(run->arena, place.element) : NULL;
    *add_kept(run) = (struct kept){
        .finding = {.rule = rule,
                    .package = run->packages[run->package_count - 1],
                    .place = {.file = file, .line = place.line, .element = element},
                    .message = arena_copy_string(run->arena, message)},
        .package = run->package_count,
        .order = order,
    };
}

void check_found(const struct check *check, const struct check_rule *rule, struct check_place place,
                 const char *format, ...)
{
    char message[MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    /* What was too long was cut anywhere. */
    for (size_t length = strlen(message); !text_is_utf8((struct text){message, length}); length--) {
        message[length - 1] = '\0';
    }
    keep(check->run, rule, place, message);
}

bool check_text(const struct check *check, struct text *out)
{
    struct check_run *run = check->run;
    if (run->text_state == TEXT_UNREAD) {
        struct error error = {0};
        bool is_read = opened_text(check->opened, check->file, check->scratch, &run->text,
                                   &error) == STATUS_OK;
        run->text_state = is_read ? TEXT_READ : TEXT_NONE;
        check_failed(check, &error);
    }
    *out = run->text;
    return run->text_state == TEXT_READ;
}

const struct html_document *check_html(const struct check *check)
{
    struct text text;
    if (check->run->html == NULL && check_text(check, &text)) {
        check->run->html = html_document_read(text, check->scratch);
    }
    return check->run->html;
}

void check_failed(const struct check *check, const struct error *error)
{
    bool is_ours = error->status == STATUS_UNAVAILABLE || error->status == STATUS_INTERNAL;
    if (is_ours && check->run->failure.status == STATUS_OK) {
        check->run->failure = *error;
    }
}

static void ask(struct check *check, const struct check_family *family)
{
    check->prepared = family->prepare != NULL ? family->prepare(check) : NULL;
    if (family->prepare != NULL && check->prepared == NULL) {
        return;
    }
    for (const struct check_rule *rule = family->rules; rule->id != NULL; rule++) {
        if (rule->look != NULL) {
            check->run->asked[check_rule_order(rule)] = true;
            rule->look(check, rule);
        }
    }
}

/* Whether the family has anything to do with the package; sets check->structure. */
static bool is_about(struct check *check, const struct check_family *family)
{
    check->structure = NULL;
    for (size_t i = 0;
         family->formats != NULL && family->formats[i] != NULL && check->structure == NULL; i++) {
        check->structure = opened_structure_of(check->opened, family->formats[i]);
    }
    return family->formats == NULL || check->structure != NULL;
}

static void ask_about_package(struct check *check)
{
    for (const struct check_family *const *family = CHECK_FAMILIES; *family != NULL; family++) {
        if ((*family)->wants == NULL && is_about(check, *family)) {
            AUTO(arena_destroy) struct arena *scratch = arena_create();
            check->scratch = scratch;
            ask(check, *family);
        }
    }
}

static void ask_about_file(struct check *check)
{
    AUTO(arena_destroy) struct arena *scratch = arena_create();
    check->scratch = scratch;
    check->run->text_state = TEXT_UNREAD;
    check->run->html = NULL;
    for (const struct check_family *const *family = CHECK_FAMILIES; *family != NULL; family++) {
        if ((*family)->wants != NULL && is_about(check, *family) && (*family)->wants(check->file)) {
            ask(check, *family);
        }
    }
}

/* Begins another package. */
static void begin_package(struct check_run *run, const char *name)
{
    run->packages = arena_grow(run->arena, run->packages, run->package_count,
                               &run->package_capacity, sizeof *run->packages);
    run->packages[run->package_count++] = printable(run->arena, text_of(name));
    for (size_t i = 0; i < run->rule_count; i++) {
        run->tally[i] = 0;
    }
}

/* Turns what was not kept of the package into counts. */
static void end_package(struct check_run *run)
{
    for (size_t i = 0; i < run->rule_count; i++) {
        if (run->tally[i] > CHECK_FINDINGS_KEPT) {
            run->more = arena_grow(run->arena, run->more, run->more_count, &run->more_capacity,
                                   sizeof *run->more);
            run->more[run->more_count++] =
                (struct check_more){.rule = check_rule_at(i),
                                    .package = run->packages[run->package_count - 1],
                                    .count = run->tally[i] - CHECK_FINDINGS_KEPT};
        }
    }
}

void check_package(struct check_run *run, const struct opened *opened)
{
    begin_package(run, opened->name);
    struct check check = {.opened = opened,
                          .lms = run->options.lms,
                          .arena = run->arena,
                          .scripts = run->scripts,
                          .run = run};
    ask_about_package(&check);
    for (size_t i = 0; i < opened->file_count; i++) {
        check.file = &opened->files[i];
        ask_about_file(&check);
    }
    end_package(run);
}

/* Parts "file:line: message"; the whole is the message if it begins otherwise. */
static struct check_place place_of_fault(struct arena *arena, const char **message)
{
    struct check_place place = {0};
    for (const char *colon = strchr(*message, ':'); colon != NULL; colon = strchr(colon + 1, ':')) {
        char *end = NULL;
        unsigned long line = strtoul(colon + 1, &end, 10);
        if (line > 0 && end[0] == ':' && end[1] == ' ') {
            place.file = arena_copy(arena, (struct text){*message, (size_t)(colon - *message)});
            place.line = line;
            *message = end + 2;
            break;
        }
    }
    return place;
}

void check_source_fault(struct check_run *run, const char *folder, const struct error *fault)
{
    begin_package(run, folder);
    const char *message = fault->message;
    struct check_place place = place_of_fault(run->arena, &message);
    const struct check_rule *rule = check_rule_find("S-source");
    run->asked[check_rule_order(rule)] = true;
    keep(run, rule, place, message);
    end_package(run);
}

static int compare_texts(const char *left, const char *right)
{
    return strcmp(left != NULL ? left : "", right != NULL ? right : "");
}

static int compare_numbers(size_t left, size_t right)
{
    return (left > right) - (left < right);
}

static int compare_kept(const void *left, const void *right)
{
    const struct kept *one = left;
    const struct kept *other = right;
    int order = compare_numbers(one->package, other->package);
    order = order != 0 ? order : compare_texts(one->finding.place.file, other->finding.place.file);
    order =
        order != 0 ? order : compare_numbers(one->finding.place.line, other->finding.place.line);
    order = order != 0 ? order : compare_numbers(one->order, other->order);
    return order != 0 ? order : strcmp(one->finding.message, other->finding.message);
}

enum status check_end(struct check_run *run, const struct check_result **out, struct error *error)
{
    if (run->failure.status != STATUS_OK) {
        return FAIL(error, run->failure.status, "%s", run->failure.message);
    }
    if (run->kept_count > 0) {
        qsort(run->kept, run->kept_count, sizeof *run->kept, compare_kept);
    }
    struct check_finding *findings = ARENA_ARRAY(run->arena, struct check_finding, run->kept_count);
    for (size_t i = 0; i < run->kept_count; i++) {
        findings[i] = run->kept[i].finding;
    }
    struct check_result *result = ARENA_NEW(run->arena, struct check_result);
    *result = (struct check_result){
        .options = run->options,
        .asked = run->asked,
        .findings = findings,
        .finding_count = run->kept_count,
        .more = run->more,
        .more_count = run->more_count,
        .packages = run->packages,
        .package_count = run->package_count,
    };
    memcpy(result->counts, run->counts, sizeof result->counts);
    *out = result;
    return STATUS_OK;
}

bool check_result_is_bad(const struct check_result *result)
{
    size_t count = 0;
    for (size_t i = result->options.threshold; i < CHECK_SEVERITIES; i++) {
        count += result->counts[i];
    }
    return count > 0;
}
