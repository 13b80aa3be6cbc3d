/* SPDX-License-Identifier: Apache-2.0 */

/* Which addresses a network must let through, and what the servers of an AICC course must send. */
#include "sheet/parts.h"

#include "base/arena.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void add_row(const struct sheet *sheet, const char *host, const char *why)
{
    const char *const cells[] = {host, why};
    document_add_row(sheet->document, cells, COUNT(cells));
}

static const char *use_text(const struct sheet *sheet, const struct host *host)
{
    struct arena *arena = sheet->opened->arena;
    const char *file = sheet_show(sheet, host->file);
    switch (host->use) {
    case HOST_LOADED:
        return arena_print(arena, "%s loads something from it: without it, that is missing", file);
    case HOST_LINKED:
        return arena_print(arena, "a link for learners, in %s", file);
    case HOST_NAMED:
        break;
    }
    return arena_print(arena,
                       "named by a script (%s); whether it is called can only be learnt by "
                       "playing the course",
                       file);
}

/* The addresses of units that do not lie in the package. */
static void add_content_hosts(const struct sheet *sheet)
{
    const char *last = "";
    for (size_t i = 0; i < sheet->prediction->unit_count; i++) {
        const struct opened_reference *launch = &sheet->prediction->units[i].unit->launch;
        const char *host = launch->is_external && launch->written != NULL
                               ? sheet_host_of(sheet, launch->written)
                               : NULL;
        if (host != NULL && strcmp(host, last) != 0) {
            add_row(sheet, host, "the web server where the course lies");
            last = host;
        }
    }
}

static void add_all(const struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->lms->domain_count; i++) {
        add_row(sheet, sheet->lms->domains[i],
                arena_print(sheet->opened->arena, "%s (%s)", sheet->lms->name,
                            target_mark_name(sheet->lms->domains_fact.mark)));
    }
    add_content_hosts(sheet);
    if (sheet->conduct->lrs != NULL) {
        add_row(
            sheet, sheet_host_of(sheet, sheet->conduct->lrs),
            arena_print(sheet->opened->arena,
                        "the Learning Record Store, at %s: without it the LMS still tracks, but "
                        "reports stay empty",
                        sheet_show(sheet, sheet->conduct->lrs)));
    }
    for (const struct host *host = sheet->hosts; host != NULL; host = host->next) {
        add_row(sheet, sheet_show(sheet, host->name), use_text(sheet, host));
    }
}

void part_network(const struct sheet *sheet)
{
    static const char *const HEADS[] = {"Address", "Why"};
    struct document *document = sheet->document;
    document_add(document, BLOCK_HEADING, "What IT must allow");
    document_add_table(document, "Addresses, all by https (port 443) unless a port is named", HEADS,
                       COUNT(HEADS));
    if (sheet->lms->domain_count == 0) {
        add_row(sheet, "the LMS's own address",
                sheet->lms->domains_fact.note != NULL ? sheet->lms->domains_fact.note
                                                      : "it is not known here");
    }
    add_all(sheet);
    if (sheet->hosts == NULL && sheet->conduct->lrs == NULL) {
        document_add(document, BLOCK_PARAGRAPH,
                     "The package itself names no other address: all that it needs is in it.");
    }
    if (sheet->conduct->lrs != NULL) {
        document_add(
            document, BLOCK_PARAGRAPH,
            "A content security policy of the LMS must let connect-src reach the Learning "
            "Record Store. The credential in the package can only write, but every learner "
            "can read it: do not offer the zip for download.");
    }
}

void part_content_server(const struct sheet *sheet)
{
    if (strcmp(sheet->structure->format->name, "aicc") != 0) {
        return;
    }
    struct document *document = sheet->document;
    document_add(document, BLOCK_HEADING, "If the course lies on another server than the LMS");
    document_add(
        document, BLOCK_PARAGRAPH,
        "AICC lets a course lie on a web server of its own. Browsers let it talk to the LMS "
        "only if both sides allow it. If the LMS keeps the files itself, none of this is "
        "needed.");
    document_add(
        document, BLOCK_ITEM,
        "The LMS must answer requests to its AICC address (AICC_URL in the launch address) "
        "with the header Access-Control-Allow-Origin: and the origin of the content server, "
        "such as https://content.example.org. Without it the course runs and nothing is "
        "read; its screen says so.");
    document_add(document, BLOCK_ITEM,
                 "If the content server sends a Content-Security-Policy, its connect-src must name "
                 "the origin of the LMS.");
    document_add(document, BLOCK_ITEM,
                 "Both must be served by https, or the browser blocks the requests as mixed "
                 "content.");
    document_add(
        document, BLOCK_ITEM,
        "The content server must not be behind a sign-in of its own, and must let the LMS "
        "show it in a frame (no X-Frame-Options: DENY, and frame-ancestors with the LMS).");
}
