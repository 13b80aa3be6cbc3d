/* SPDX-License-Identifier: Apache-2.0 */

/* What to set in the LMS, how the package opens there, its faults, and where all that is known
 * from.
 */
#include "sheet/parts.h"

#include "base/arena.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_about(const struct sheet *sheet, const struct target_scope *scope)
{
    return target_is_about(sheet->lms, scope, sheet->structure->format->name);
}

static void add_setting(const struct sheet *sheet, const struct target_setting *setting)
{
    const char *note = setting->fact.note;
    const char *why = note == NULL
                          ? setting->why
                          : arena_print(sheet->opened->arena, "%s (%s)", setting->why, note);
    const char *const cells[] = {setting->label, setting->value, setting->place, why,
                                 target_mark_name(setting->fact.mark)};
    document_add_row(sheet->document, cells, COUNT(cells));
}

void part_settings(const struct sheet *sheet)
{
    static const char *const HEADS[] = {"Setting", "Set it to", "Where", "Why", "How sure"};
    const struct target *lms = sheet->lms;
    document_add(sheet->document, BLOCK_HEADING, "Boxes to tick");
    size_t count = 0;
    for (size_t i = 0; i < lms->setting_count; i++) {
        if (!is_about(sheet, &lms->settings[i].scope)) {
            continue;
        }
        if (count++ == 0) {
            document_add_table(sheet->document, "The settings, as the LMS's own pages call them",
                               HEADS, COUNT(HEADS));
        }
        add_setting(sheet, &lms->settings[i]);
    }
    if (count == 0) {
        document_add(sheet->document, BLOCK_PARAGRAPH,
                     "Which settings %s has for this is not known. Choose what lets learners come "
                     "back as often as they like, and counts both passed and completed as done.",
                     lms->name);
    }
}

/* How content is opened, by the switch's word. */
static const struct window_advice {
    const char *word;
    const char *text;
} WINDOWS[] = {
    {"frameset", "It opens in a frame of the LMS's own window."},
    {"iframe", "It opens in a frame of the LMS's own page."},
    {"pop-up", "It opens in a new window. Have the LMS's address allowed to open windows: in "
               "managed browsers this is the policy PopupsAllowedForUrls of Edge and Chrome."},
    {"iframe-or-pop-up",
     "You choose whether it opens in the page or in a new window. For a new window, have the "
     "LMS's address allowed to open windows: in managed browsers this is the policy "
     "PopupsAllowedForUrls of Edge and Chrome."},
};

static const char *window_text(const struct sheet *sheet)
{
    for (size_t i = 0; i < COUNT(WINDOWS); i++) {
        if (target_is(sheet->lms, TARGET_WINDOW, WINDOWS[i].word)) {
            return WINDOWS[i].text;
        }
    }
    return "How it opens is not known. Allow the LMS's address to open new windows.";
}

static void add_behaviour(const struct sheet *sheet, const char *what, enum target_behaviour_id id)
{
    const struct target_text *row = &sheet->lms->behaviour[id];
    if (row->value != NULL) {
        document_add(sheet->document, BLOCK_ITEM, "%s: %s (%s)", what, row->value,
                     target_mark_name(row->fact.mark));
    }
}

void part_launch(const struct sheet *sheet)
{
    const struct target_fact *fact = &sheet->lms->switches[TARGET_WINDOW].fact;
    document_add(sheet->document, BLOCK_HEADING, "How it opens");
    document_add(sheet->document, BLOCK_ITEM, "%s (%s%s%s)", window_text(sheet),
                 target_mark_name(fact->mark), fact->note != NULL ? "; " : "",
                 fact->note != NULL ? fact->note : "");
    if (sheet->conduct->is_ours) {
        document_add(sheet->document, BLOCK_ITEM,
                     "The course fits any window from 320 pixels on, and needs neither sound nor "
                     "a plug-in: videos have captions and a transcript.");
        document_add(sheet->document, BLOCK_ITEM,
                     "Tell learners to leave by 'Save and exit'. Whoever closes the window loses "
                     "nothing that the screen calls saved.");
    }
    add_behaviour(sheet, "Videos", TARGET_VIDEO);
    add_behaviour(sheet, "Phones and tablets", TARGET_MOBILE);
}

static void add_fault(const struct sheet *sheet, const struct target_fault *fault)
{
    const char *const cells[] = {fault->text, fault->remedy, target_mark_name(fault->fact.mark)};
    document_add_row(sheet->document, cells, COUNT(cells));
}

void part_faults(const struct sheet *sheet)
{
    static const char *const HEADS[] = {"Fault", "What to do", "How sure"};
    const struct target *lms = sheet->lms;
    size_t count = 0;
    document_add(sheet->document, BLOCK_HEADING, "Known faults of the LMS");
    for (size_t i = 0; i < lms->fault_count; i++) {
        if (!is_about(sheet, &lms->faults[i].scope)) {
            continue;
        }
        if (count++ == 0) {
            document_add_table(sheet->document, "Faults that no package can mend", HEADS,
                               COUNT(HEADS));
        }
        add_fault(sheet, &lms->faults[i]);
    }
    if (count == 0) {
        document_add(sheet->document, BLOCK_PARAGRAPH,
                     "None are known of %s, which does not say that there are none.", lms->name);
    }
}

/* Sources of what the sheet says, each once. */
static void add_source(const struct sheet *sheet, const struct target_fact *fact, const char **seen,
                       size_t *count)
{
    if (fact->source == NULL) {
        return;
    }
    for (size_t i = 0; i < *count; i++) {
        if (strcmp(seen[i], fact->source) == 0) {
            return;
        }
    }
    seen[(*count)++] = fact->source;
    document_add(sheet->document, BLOCK_ITEM, "%s", fact->source);
}

static void add_sources(const struct sheet *sheet)
{
    const struct target *lms = sheet->lms;
    size_t most = TARGET_SWITCHES + TARGET_BEHAVIOURS + lms->setting_count + lms->fault_count + 2;
    const char **seen = ARENA_ARRAY(sheet->opened->arena, const char *, most);
    size_t count = 0;
    for (size_t i = 0; i < lms->setting_count; i++) {
        add_source(sheet, &lms->settings[i].fact, seen, &count);
    }
    for (size_t i = 0; i < TARGET_SWITCHES; i++) {
        add_source(sheet, &lms->switches[i].fact, seen, &count);
    }
    for (size_t i = 0; i < TARGET_BEHAVIOURS; i++) {
        add_source(sheet, &lms->behaviour[i].fact, seen, &count);
    }
    for (size_t i = 0; i < lms->fault_count; i++) {
        add_source(sheet, &lms->faults[i].fact, seen, &count);
    }
    add_source(sheet, &lms->limits[TARGET_ZIP_BYTES].fact, seen, &count);
    add_source(sheet, &lms->domains_fact, seen, &count);
}

void part_sources(const struct sheet *sheet)
{
    struct document *document = sheet->document;
    document_add(document, BLOCK_HEADING, "How sure this is");
    document_add_field(document, "verified", "read in the LMS's code or on its own page, or tried");
    document_add_field(document, "claimed", "seen in an excerpt, on a page or in a thread only");
    document_add_field(document, "inferred",
                       "concluded from those, or from what the package's scripts name");
    document_add_field(document, "unknown", "nobody knows: try it out before you rely on it");
    for (size_t i = 0; i < sheet->lms->link_count; i++) {
        document_add_link(document, sheet->lms->links[i].words, sheet->lms->links[i].address);
    }
    document_add(document, BLOCK_PARAGRAPH, "What is said of %s comes from:", sheet->lms->name);
    add_sources(sheet);
}
