/* SPDX-License-Identifier: Apache-2.0 */

/* Which package it is, and what importing it demands. */
#include "sheet/parts.h"

#include "base/arena.h"
#include "base/file.h"

#include <inttypes.h>
#include <string.h>

static const double MEGABYTE = 1000000.0;

static void add_size(const struct sheet *sheet)
{
    uint64_t size = sheet->opened->size;
    document_add_field(sheet->document, "Size", "%.1f MB (%" PRIu64 " bytes)",
                       (double)size / MEGABYTE, size);
}

void part_package(const struct sheet *sheet)
{
    struct document *document = sheet->document;
    const struct opened_structure *structure = sheet->structure;
    document_add(document, BLOCK_HEADING, "The package");
    document_add_field(document, "File", "%s", sheet_show(sheet, path_name(sheet->opened->name)));
    add_size(sheet);
    document_add_field(document, "Format", "%s", structure->format->title);
    document_add_field(document, "Course version", "%s",
                       sheet_show(sheet, sheet->conduct->version));
    document_add_field(document, "Identifier", "%s", sheet_show(sheet, structure->id));
    document_add_field(document, "Units", "%zu", sheet->prediction->unit_count);
    if (sheet->request->sha256 == NULL) {
        document_add(document, BLOCK_PARAGRAPH,
                     "This is an unpacked folder, so there is no checksum.");
        return;
    }
    document_add_field(document, "SHA-256", "%s", sheet->request->sha256);
    document_add(document, BLOCK_PARAGRAPH,
                 "The checksum proves that your file is this one, whole and unchanged. On Windows: "
                 "certutil -hashfile FILE SHA256. On Linux: sha256sum FILE.");
}

/* A package over a limit will not get in, so that is said first. */
static void add_limit(const struct sheet *sheet)
{
    const struct target_limit *limit = &sheet->lms->limits[TARGET_ZIP_BYTES];
    const char *mark = target_mark_name(limit->fact.mark);
    if (limit->fact.mark == TARGET_UNKNOWN) {
        document_add(sheet->document, BLOCK_ITEM,
                     "How large a package may be is not known%s%s. Ask before you upload.",
                     limit->fact.note != NULL ? ": " : "",
                     limit->fact.note != NULL ? limit->fact.note : "");
        return;
    }
    if (sheet->opened->size > limit->max) {
        document_add(
            sheet->document, BLOCK_WARNING,
            "The package is too large: it has %.1f MB, and at most %.1f MB are taken (%s). "
            "Build it without videos (--without-videos), or a package for each module "
            "(--module all).",
            (double)sheet->opened->size / MEGABYTE, (double)limit->max / MEGABYTE, mark);
        return;
    }
    document_add(sheet->document, BLOCK_ITEM, "Its size fits: at most %.1f MB are taken (%s).%s%s",
                 (double)limit->max / MEGABYTE, mark, limit->fact.note != NULL ? " Note: " : "",
                 limit->fact.note != NULL ? limit->fact.note : "");
}

static const char *how_to_deliver(const struct target *lms)
{
    const char *delivery = lms->switches[TARGET_DELIVERY].value;
    return delivery != NULL && strcmp(delivery, "server") == 0
               ? "Unpack the zip into a folder of its own on that server. Keep all files, their "
                 "names and "
                 "their folders as they are."
               : "Upload the zip as it is. Do not unpack it, and do not zip its folder again.";
}

void part_import(const struct sheet *sheet)
{
    struct document *document = sheet->document;
    const struct target_text *demand = &sheet->lms->behaviour[TARGET_IMPORT];
    document_add(document, BLOCK_HEADING, "Before you import");
    document_add(document, BLOCK_PARAGRAPH, "%s", sheet->lms->description);
    if (sheet->prediction->mark == TARGET_UNKNOWN) {
        document_add(document, BLOCK_WARNING,
                     "Whether %s takes %s packages is not known. Ask its administrator.",
                     sheet->lms->name, sheet->structure->format->title);
    } else {
        document_add(document, BLOCK_ITEM, "It takes %s packages (%s).",
                     sheet->structure->format->title, target_mark_name(sheet->prediction->mark));
    }
    add_limit(sheet);
    if (demand->value != NULL) {
        document_add(document, BLOCK_ITEM, "%s (%s)", demand->value,
                     target_mark_name(demand->fact.mark));
    }
    document_add(document, BLOCK_ITEM, "%s", how_to_deliver(sheet->lms));
}
