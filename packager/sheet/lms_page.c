/* SPDX-License-Identifier: Apache-2.0 */

/* The page of one LMS, and the comparison of all: the same values, once by LMS and once by value.
 */
#include "sheet/lms_page.h"

#include "base/arena.h"
#include "sheet/document.h"
#include "sheet/lms_values.h"
#include "targets/target_terms.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define FOOTER "Written by ibest-pack " IBEST_VERSION

static void add_marks(struct document *document)
{
    document_add_field(document, "verified",
                       "read in the LMS's code or on its own page in full, or tried");
    document_add_field(document, "claimed", "seen in an excerpt, on a page or in a thread only");
    document_add_field(document, "inferred", "concluded from those");
    document_add_field(document, "unknown", "nobody knows: try it out before you rely on it");
}

static void add_links(struct document *document, const struct target *lms)
{
    for (size_t i = 0; i < lms->link_count; i++) {
        document_add_link(document, lms->links[i].words, lms->links[i].address);
    }
}

static void add_counts(struct document *document, const struct target *lms)
{
    size_t counts[TARGET_VERIFIED + 1] = {0};
    size_t all = 0;
    const struct target_fact *fact = NULL;
    while ((fact = target_fact_at(lms, all)) != NULL) {
        counts[fact->mark]++;
        all++;
    }
    document_add(document, BLOCK_HEADING, "How much is known");
    document_add(document, BLOCK_PARAGRAPH,
                 "Of %zu values %zu are verified, %zu claimed, %zu inferred and %zu unknown.", all,
                 counts[TARGET_VERIFIED], counts[TARGET_CLAIMED], counts[TARGET_INFERRED],
                 counts[TARGET_UNKNOWN]);
    add_marks(document);
}

static void add_value(struct document *document, const struct lms_section *section,
                      const struct target *lms, size_t index)
{
    struct arena *arena = document->arena;
    const struct target_fact *fact = section->fact(lms, index);
    const char *cells[DOCUMENT_CELLS_MAX] = {section->name(index),
                                             lms_known(section, lms, index, arena)};
    size_t count = 2;
    if (section->meaning != NULL) {
        cells[count++] =
            fact->mark == TARGET_UNKNOWN ? section->unknown : section->meaning(lms, index);
    }
    cells[count++] = target_mark_name(fact->mark);
    cells[count++] = lms_source(fact, arena);
    document_add_row(document, cells, count);
}

static void add_section(struct document *document, const struct lms_section *section,
                        const struct target *lms)
{
    const char *heads[DOCUMENT_CELLS_MAX] = {section->heads[0], section->heads[1]};
    size_t count = 2;
    if (section->meaning != NULL) {
        heads[count++] = section->heads[2];
    }
    heads[count++] = "How sure";
    heads[count++] = "Source";
    document_add(document, BLOCK_HEADING, "%s", section->title);
    document_add_table(document, section->about, heads, count);
    for (size_t i = 0; i < section->count; i++) {
        add_value(document, section, lms, i);
    }
}

/* "", or which formats something is about only. */
static const char *scope_words(const struct target_scope *scope, struct arena *arena)
{
    const char *list = "";
    bool is_all = true;
    for (size_t i = 0; i < TARGET_FORMATS; i++) {
        is_all = is_all && scope->has[i];
        if (scope->has[i]) {
            list = arena_print(arena, "%s%s%s", list, list[0] != '\0' ? ", " : "",
                               TARGET_FORMAT_TERMS[i].title);
        }
    }
    return is_all ? "" : arena_print(arena, " (only for %s)", list);
}

static void add_settings(struct document *document, const struct target *lms)
{
    static const char *const HEADS[] = {"Setting", "Set it to", "Where",
                                        "Why",     "How sure",  "Source"};
    struct arena *arena = document->arena;
    document_add(document, BLOCK_HEADING, "What its administrator has to set");
    if (lms->setting_count == 0) {
        document_add(document, BLOCK_PARAGRAPH, "No settings are known.");
        return;
    }
    document_add_table(document, "The settings, as its own pages call them", HEADS, COUNT(HEADS));
    for (size_t i = 0; i < lms->setting_count; i++) {
        const struct target_setting *setting = &lms->settings[i];
        const char *why =
            arena_print(arena, "%s%s", setting->why, scope_words(&setting->scope, arena));
        const char *const cells[] = {setting->label,
                                     setting->value,
                                     setting->place,
                                     why,
                                     target_mark_name(setting->fact.mark),
                                     lms_source(&setting->fact, arena)};
        document_add_row(document, cells, COUNT(cells));
    }
}

static void add_faults(struct document *document, const struct target *lms)
{
    static const char *const HEADS[] = {"Fault", "What to do", "How sure", "Source"};
    struct arena *arena = document->arena;
    document_add(document, BLOCK_HEADING, "Its faults");
    if (lms->fault_count == 0) {
        document_add(document, BLOCK_PARAGRAPH,
                     "None are known, which does not say that there are none.");
        return;
    }
    document_add_table(document, "What goes wrong whatever the package", HEADS, COUNT(HEADS));
    for (size_t i = 0; i < lms->fault_count; i++) {
        const struct target_fault *fault = &lms->faults[i];
        const char *text =
            arena_print(arena, "%s%s", fault->text, scope_words(&fault->scope, arena));
        const char *const cells[] = {text, fault->remedy, target_mark_name(fault->fact.mark),
                                     lms_source(&fault->fact, arena)};
        document_add_row(document, cells, COUNT(cells));
    }
}

static void add_domains(struct document *document, const struct target *lms)
{
    const struct target_fact *fact = &lms->domains_fact;
    document_add(document, BLOCK_HEADING, "Addresses that IT must allow");
    for (size_t i = 0; i < lms->domain_count; i++) {
        document_add(document, BLOCK_ITEM, "%s", lms->domains[i]);
    }
    document_add(document, BLOCK_PARAGRAPH, "How sure: %s. Source: %s",
                 target_mark_name(fact->mark), lms_source(fact, document->arena));
}

const struct document *lms_page_make(const struct target *lms, struct arena *arena)
{
    struct document *document =
        document_create(arena, arena_print(arena, "What %s does with a package", lms->name),
                        lms->description, FOOTER);
    document->header = "LMS profile for LMS administrators and course teams";
    add_links(document, lms);
    add_counts(document, lms);
    for (size_t i = 0; i < LMS_SECTION_COUNT; i++) {
        add_section(document, &LMS_SECTIONS[i], lms);
    }
    add_settings(document, lms);
    add_faults(document, lms);
    add_domains(document, lms);
    return document;
}

/* Where LMSs link the same words, the first one's address is taken. */
static void add_all_links(struct document *document, const struct target *const *all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        add_links(document, all[i]);
    }
}

static void add_compared(struct document *document, const struct lms_section *section, size_t index,
                         const struct target *const *all, size_t count)
{
    const char *const heads[] = {"LMS", section->heads[1], "How sure", "Source"};
    document_add_table(document, section->name(index), heads, COUNT(heads));
    for (size_t i = 0; i < count; i++) {
        const struct target_fact *fact = section->fact(all[i], index);
        const char *const cells[] = {
            all[i]->name, lms_known(section, all[i], index, document->arena),
            target_mark_name(fact->mark), lms_source(fact, document->arena)};
        document_add_row(document, cells, COUNT(cells));
    }
}

const struct document *lms_comparison_make(const struct target *const *all, size_t count,
                                           struct arena *arena)
{
    struct document *document = document_create(
        arena, "What LMSs do with a package",
        arena_print(arena, "%zu profiles beside each other, value by value", count), FOOTER);
    document->header = "LMS profiles for LMS administrators and course teams";
    add_all_links(document, all, count);
    document_add(document, BLOCK_HEADING, "How sure it is");
    add_marks(document);
    for (size_t i = 0; i < LMS_SECTION_COUNT; i++) {
        document_add(document, BLOCK_HEADING, "%s", LMS_SECTIONS[i].title);
        document_add(document, BLOCK_PARAGRAPH, "%s.", LMS_SECTIONS[i].about);
        for (size_t j = 0; j < LMS_SECTIONS[i].count; j++) {
            add_compared(document, &LMS_SECTIONS[i], j, all, count);
        }
    }
    return document;
}
