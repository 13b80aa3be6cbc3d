/* SPDX-License-Identifier: Apache-2.0 */

/* Finds out what a sheet needs, and has its parts written. */
#include "sheet/sheet.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/printable.h"
#include "sheet/parts.h"

#include <string.h>

static void (*const PARTS[])(const struct sheet *sheet) = {
    part_package, part_import,         part_settings, part_launch, part_tracking,
    part_network, part_content_server, part_update,   part_faults, part_sources,
};

extern const struct sheet_format SHEET_HTML;
extern const struct sheet_format SHEET_TEXT;

const struct sheet_format *const SHEET_FORMATS[] = {&SHEET_HTML, &SHEET_TEXT, NULL};

const struct sheet_format *sheet_format_find(const char *name)
{
    for (size_t i = 0; SHEET_FORMATS[i] != NULL; i++) {
        if (strcmp(SHEET_FORMATS[i]->name, name) == 0) {
            return SHEET_FORMATS[i];
        }
    }
    return NULL;
}

const char *sheet_show(const struct sheet *sheet, const char *text)
{
    return text != NULL ? printable(sheet->opened->arena, text_of(text)) : "unknown";
}

const char *sheet_host_of(const struct sheet *sheet, const char *address)
{
    const char *host = strstr(address, "://");
    if (host == NULL) {
        return NULL;
    }
    host += strlen("://");
    return printable(sheet->opened->arena, (struct text){host, strcspn(host, "/?#")});
}

/* The first format that the LMS takes, or may take. */
static const struct prediction *choose(const struct prediction *first)
{
    while (first != NULL && !first->is_taken) {
        first = first->next;
    }
    return first;
}

/* Web pages can be opened anywhere, and imported nowhere. */
static enum status check_taken(const struct sheet *sheet, const struct prediction *first,
                               struct error *error)
{
    const char *name = printable(sheet->opened->arena, text_of(path_name(sheet->opened->name)));
    if (first == NULL || strcmp(first->structure->format->name, "web") == 0) {
        return FAIL(error, STATUS_INVALID,
                    "%s: is no package for an LMS; build or export the course as one", name);
    }
    if (sheet->prediction != NULL) {
        return STATUS_OK;
    }
    enum target_mark mark;
    struct error reason = {0};
    enum status status = target_check_format(sheet->lms, first->structure->format->name,
                                             sheet->opened->arena, &mark, &reason);
    return status == STATUS_OK ? STATUS_OK
                               : FAIL(error, status, "%s: %.800s", name, reason.message);
}

static struct document *begin_document(const struct sheet *sheet)
{
    struct arena *arena = sheet->opened->arena;
    struct document *document = document_create(
        arena, arena_print(arena, "Settings for %s", sheet->lms->name),
        sheet_show(sheet, sheet->structure->title), "Written by ibest-pack " IBEST_VERSION);
    document->header = "Settings sheet for LMS administrators";
    return document;
}

enum status sheet_make(const struct sheet_request *request, const struct document **out,
                       struct error *error)
{
    struct sheet sheet = {.request = request, .opened = request->opened, .lms = request->lms};
    enum status status = conduct_read(request->opened, &sheet.conduct, error);
    if (status != STATUS_OK) {
        return status;
    }
    const struct prediction *first = predict(request->opened, sheet.conduct, request->lms);
    sheet.prediction = choose(first);
    status = check_taken(&sheet, first, error);
    if (status == STATUS_OK) {
        status = hosts_find(request->opened, &sheet.hosts, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    sheet.structure = sheet.prediction->structure;
    sheet.document = begin_document(&sheet);
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        PARTS[i](&sheet);
    }
    *out = sheet.document;
    return STATUS_OK;
}
