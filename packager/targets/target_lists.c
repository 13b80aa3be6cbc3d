/* SPDX-License-Identifier: Apache-2.0 */

/* Reads what stands beside each value of a profile, and its lists: settings, faults, domains,
 * links. */
#include "targets/target_read.h"

#include "base/arena.h"
#include "base/iri.h"
#include "source/keys.h"

#include <string.h>

enum {
    FACT_KEYS_MAX = 9, /* of one object: its values, and mark, source and note */
    FACT_KEYS = 3,
    MARK_MAX_CHARACTERS = 60,
};
#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const MARKS[] = {
    [TARGET_UNKNOWN] = "unknown",
    [TARGET_INFERRED] = "inferred",
    [TARGET_CLAIMED] = "claimed",
    [TARGET_VERIFIED] = "verified",
};

const char *target_mark_name(enum target_mark mark)
{
    return MARKS[mark];
}

static enum status read_mark(const struct place *fact, enum target_mark *out, struct error *error)
{
    struct place member = place_member(fact, "mark");
    const char *word = json_string_value(member.json);
    if (word == NULL) {
        return place_fail(fact, error,
                          "'mark' is missing: say how it is known, by verified, claimed, inferred "
                          "or unknown");
    }
    for (size_t i = 0; i < COUNT(MARKS); i++) {
        if (strcmp(MARKS[i], word) == 0) {
            *out = (enum target_mark)i;
            return STATUS_OK;
        }
    }
    return place_fail(&member, error,
                      "'%.60s' is no mark; write verified, claimed, inferred or unknown", word);
}

static enum status check_keys(const struct place *place, const struct key *values, size_t count,
                              struct error *error)
{
    static const struct key FACT[FACT_KEYS] = {
        {"mark", KEY_LINE, false, 1, MARK_MAX_CHARACTERS},
        {"source", KEY_LINE, false, 1, TARGET_LINE_MAX},
        {"note", KEY_LINE, false, 1, TARGET_LINE_MAX},
    };
    struct key keys[FACT_KEYS_MAX];
    memcpy(keys, values, count * sizeof *keys);
    memcpy(keys + count, FACT, sizeof FACT);
    return keys_check(place, keys, count + FACT_KEYS, error);
}

/* A value stands there just if something is known of it, and then with its source. */
static enum status check_known(const struct place *place, const struct key *values,
                               const struct target_fact *fact, struct error *error)
{
    const json_t *json = json_object_get(place->json, values->name);
    bool has_value = json != NULL && !(json_is_array(json) && json_array_size(json) == 0);
    if (fact->mark == TARGET_UNKNOWN && has_value) {
        return place_fail(place, error,
                          "'%s' has a value but its mark is unknown; drop it, or say by mark and "
                          "source how it is known",
                          values->name);
    }
    if (fact->mark != TARGET_UNKNOWN && !has_value) {
        return place_fail(place, error,
                          "'%s' is missing, but its mark is '%s'; give it, or mark it unknown",
                          values->name, target_mark_name(fact->mark));
    }
    if (fact->mark != TARGET_UNKNOWN && fact->source == NULL) {
        return place_fail(place, error,
                          "'source' is missing: say where '%s' was seen, or drop it and mark it "
                          "unknown",
                          values->name);
    }
    return STATUS_OK;
}

enum status target_read_fact(const struct place *place, const struct key *values, size_t count,
                             struct target_fact *out, struct error *error)
{
    enum status status = check_keys(place, values, count, error);
    if (status == STATUS_OK) {
        status = read_mark(place, &out->mark, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    out->source = place_text(place, "source");
    out->note = place_text(place, "note");
    return check_known(place, values, out, error);
}

static enum status add_format(const struct place *format, const struct target *target,
                              struct target_scope *scope, struct error *error)
{
    const char *name = json_string_value(format->json);
    for (size_t i = 0; i < TARGET_FORMATS; i++) {
        if (name != NULL && strcmp(target->formats[i].name, name) == 0) {
            scope->has[i] = true;
            return STATUS_OK;
        }
    }
    return place_fail(format, error, "'%.60s' is no format; write one that 'formats' above names",
                      name != NULL ? name : "");
}

/* Without a list it is about all formats. */
static enum status read_scope(const struct place *row, const struct target *target,
                              struct target_scope *scope, struct error *error)
{
    struct place list = place_member(row, "formats");
    for (size_t i = 0; list.json == NULL && i < TARGET_FORMATS; i++) {
        scope->has[i] = true;
    }
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && list.json != NULL && i < place_count(&list); i++) {
        struct place format = place_element(&list, i);
        status = add_format(&format, target, scope, error);
    }
    return status;
}

static enum status read_setting(const struct place *row, const struct target *target,
                                struct target_setting *setting, struct error *error)
{
    static const struct key VALUES[] = {
        {"value", KEY_LINE, true, 1, TARGET_LINE_MAX},
        {"place", KEY_LINE, true, 1, TARGET_LINE_MAX},
        {"label", KEY_LINE, true, 1, TARGET_LINE_MAX},
        {"why", KEY_LINE, true, 1, TARGET_LINE_MAX},
        {"formats", KEY_ARRAY, false, 1, TARGET_FORMATS},
    };
    enum status status = target_read_fact(row, VALUES, COUNT(VALUES), &setting->fact, error);
    if (status == STATUS_OK) {
        setting->place = place_text(row, "place");
        setting->label = place_text(row, "label");
        setting->value = place_text(row, "value");
        setting->why = place_text(row, "why");
        status = read_scope(row, target, &setting->scope, error);
    }
    return status;
}

static enum status read_settings(const struct place *root, struct target *target,
                                 struct error *error)
{
    struct place list = place_member(root, "settings");
    struct target_setting *settings =
        ARENA_ARRAY(root->file->arena, struct target_setting, place_count(&list));
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < place_count(&list); i++) {
        struct place row = place_element(&list, i);
        status = read_setting(&row, target, &settings[target->setting_count++], error);
    }
    target->settings = settings;
    return status;
}

static enum status read_fault(const struct place *row, const struct target *target,
                              struct target_fault *fault, struct error *error)
{
    static const struct key VALUES[] = {
        {"text", KEY_LINE, true, 1, TARGET_LINE_MAX},
        {"remedy", KEY_LINE, true, 1, TARGET_LINE_MAX},
        {"formats", KEY_ARRAY, false, 1, TARGET_FORMATS},
    };
    enum status status = target_read_fact(row, VALUES, COUNT(VALUES), &fault->fact, error);
    if (status == STATUS_OK) {
        fault->text = place_text(row, "text");
        fault->remedy = place_text(row, "remedy");
        status = read_scope(row, target, &fault->scope, error);
    }
    return status;
}

static enum status read_faults(const struct place *root, struct target *target, struct error *error)
{
    struct place list = place_member(root, "faults");
    struct target_fault *faults =
        ARENA_ARRAY(root->file->arena, struct target_fault, place_count(&list));
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < place_count(&list); i++) {
        struct place row = place_element(&list, i);
        status = read_fault(&row, target, &faults[target->fault_count++], error);
    }
    target->faults = faults;
    return status;
}

static enum status read_domains(const struct place *root, struct target *target,
                                struct error *error)
{
    static const struct key VALUE = {"values", KEY_ARRAY, true, 0, TARGET_LIST_MAX};
    struct place domains = place_member(root, "domains");
    enum status status = target_read_fact(&domains, &VALUE, 1, &target->domains_fact, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct arena *arena = root->file->arena;
    struct place list = place_member(&domains, VALUE.name);
    target->domains = ARENA_ARRAY(arena, const char *, place_count(&list));
    for (size_t i = 0; i < place_count(&list); i++) {
        struct place domain = place_element(&list, i);
        const char *value = json_string_value(domain.json);
        if (value == NULL || value[0] == '\0' || strpbrk(value, " :/") != NULL) {
            return place_fail(&domain, error,
                              "a domain must be a host's name without scheme and path, such as "
                              "lms.example.org");
        }
        target->domains[target->domain_count++] = arena_copy_string(arena, value);
    }
    return STATUS_OK;
}

static bool is_named(const struct target *target, const char *words)
{
    const struct target_fact *fact = NULL;
    for (size_t i = 0; (fact = target_fact_at(target, i)) != NULL; i++) {
        if (fact->source != NULL && strstr(fact->source, words) != NULL) {
            return true;
        }
    }
    return false;
}

static enum status read_link(const struct place *row, const struct target *target,
                             struct target_link *link, struct error *error)
{
    static const struct key KEYS[] = {
        {"words", KEY_LINE, true, 1, TARGET_LINE_MAX},
        {"address", KEY_LINE, true, 1, TARGET_LINE_MAX},
    };
    enum status status = KEYS_CHECK(row, KEYS, error);
    if (status != STATUS_OK) {
        return status;
    }
    link->words = place_text(row, "words");
    link->address = place_text(row, "address");
    if (strncmp(link->address, "https://", strlen("https://")) != 0 ||
        !iri_is_valid(text_of(link->address))) {
        return place_fail(row, error,
                          "'address' must be an address that begins with https://, such as "
                          "https://example.org/manual");
    }
    if (!is_named(target, link->words)) {
        return place_fail(row, error,
                          "no source has the words '%.60s', so nobody would meet the link; write "
                          "them as a source does, or drop the link",
                          link->words);
    }
    return STATUS_OK;
}

static enum status read_links(const struct place *root, struct target *target, struct error *error)
{
    struct place list = place_member(root, "links");
    if (list.json == NULL) {
        return STATUS_OK;
    }
    struct target_link *links =
        ARENA_ARRAY(root->file->arena, struct target_link, place_count(&list));
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < place_count(&list); i++) {
        struct place row = place_element(&list, i);
        status = read_link(&row, target, &links[i], error);
    }
    target->links = links;
    target->link_count = place_count(&list);
    return status;
}

enum status target_read_lists(const struct place *root, struct target *target, struct error *error)
{
    static enum status (*const LISTS[])(const struct place *root, struct target *target,
                                        struct error *error) = {read_settings, read_faults,
                                                                read_domains, read_links};
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < COUNT(LISTS); i++) {
        status = LISTS[i](root, target, error);
    }
    return status;
}
