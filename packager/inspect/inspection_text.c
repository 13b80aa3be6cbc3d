/* SPDX-License-Identifier: Apache-2.0 */

/* An inspection for people. Of each list as much is shown as one reads. */
#include "inspect/inspection.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/printable.h"
#include "inspect/inventory.h"
#include "opened/structure.h"
#include "zip/zip_reader.h"

#include <inttypes.h>

enum {
    TEXT_MAX = 1 << 20,
    ROWS_MAX = 40, /* of each list */
    UNITS_MAX = 200,
    INDENT_MAX = 20,
};

/* An inspection being written. */
struct sheet {
    const struct opened *opened;
    struct buffer *out;
};

static const char *show(const struct sheet *sheet, const char *text)
{
    return printable(sheet->opened->arena, text_of(text != NULL ? text : ""));
}

static void add_field(const struct sheet *sheet, const char *name, const char *value)
{
    if (value != NULL) {
        buffer_print(sheet->out, "  %-12s %s\n", name, show(sheet, value));
    }
}

static void add_rest(const struct sheet *sheet, size_t count, size_t shown)
{
    if (count > shown) {
        buffer_print(sheet->out, "  ... and %zu more\n", count - shown);
    }
}

static const char *remark_on(const struct opened_reference *launch)
{
    if (launch->is_external) {
        return "  (outside the package)";
    }
    return launch->file == NULL ? "  (not in the package)" : "";
}

static void add_unit(const struct sheet *sheet, const struct opened_unit *unit)
{
    int indent = (int)(2 * (unit->depth < INDENT_MAX ? unit->depth : INDENT_MAX));
    buffer_print(sheet->out, "  %*s%s", indent, "",
                 show(sheet, unit->title != NULL ? unit->title : "(no title)"));
    if (unit->id != NULL) {
        buffer_print(sheet->out, "  [%s]", show(sheet, unit->id));
    }
    if (unit->launch.written != NULL) {
        buffer_print(sheet->out, "  -> %s%s", show(sheet, unit->launch.written),
                     remark_on(&unit->launch));
    }
    if (unit->kind == OPENED_UNTRACKED) {
        buffer_add_string(sheet->out, "  (not tracked)");
    }
    if (unit->mastery_score != NULL) {
        buffer_print(sheet->out, "  mastery score %s", show(sheet, unit->mastery_score));
    }
    if (unit->move_on != NULL) {
        buffer_print(sheet->out, "  moveOn %s", show(sheet, unit->move_on));
    }
    buffer_add_character(sheet->out, '\n');
}

static void add_list(const struct sheet *sheet, const char *title, const struct opened_list *list)
{
    buffer_print(sheet->out, "\n%s: %zu\n", title, list->count);
    size_t shown = list->count < ROWS_MAX ? list->count : ROWS_MAX;
    for (size_t i = 0; i < shown; i++) {
        buffer_print(sheet->out, "  %12" PRIu64 "  %s\n", list->files[i]->size,
                     show(sheet, list->files[i]->path));
    }
    add_rest(sheet, list->count, shown);
}

static void add_structure(const struct sheet *sheet, const struct opened_structure *structure)
{
    buffer_print(sheet->out, "\n%s\n", structure->format->title);
    add_field(sheet, "title", structure->title);
    add_field(sheet, "description", structure->description);
    add_field(sheet, "identifier", structure->id);
    add_field(sheet, "version", structure->version);
    add_field(sheet, "told by", structure->manifest->path);
    buffer_print(sheet->out, "\nUnits: %zu\n", structure->unit_count);
    size_t shown = structure->unit_count < UNITS_MAX ? structure->unit_count : UNITS_MAX;
    for (size_t i = 0; i < shown; i++) {
        add_unit(sheet, &structure->units[i]);
    }
    add_rest(sheet, structure->unit_count, shown);
    if (structure->lists_files) {
        struct opened_list unlisted =
            opened_unlisted(sheet->opened, structure, sheet->opened->arena);
        add_list(sheet, "Files that are not listed", &unlisted);
    }
}

static void add_twins(const struct sheet *sheet, const struct inventory_twins *twins, size_t count)
{
    uint64_t spare = 0;
    for (size_t i = 0; i < count; i++) {
        spare += twins[i].size * (twins[i].count - 1);
    }
    buffer_print(sheet->out,
                 "\nSame content under several names: %zu, %" PRIu64 " bytes to spare\n", count,
                 spare);
    size_t shown = count < ROWS_MAX ? count : ROWS_MAX;
    for (size_t i = 0; i < shown; i++) {
        const char *others = twins[i].count > 2 ? ", ..." : "";
        buffer_print(sheet->out, "  %12" PRIu64 "  %s = %s%s\n", twins[i].size,
                     show(sheet, twins[i].files[0]->path), show(sheet, twins[i].files[1]->path),
                     others);
    }
    add_rest(sheet, count, shown);
}

static void add_faults(const struct sheet *sheet)
{
    const struct zip_reader *zip = sheet->opened->zip;
    size_t count = 0;
    for (size_t i = 0; zip != NULL && i < ZIP_FAULT_KINDS; i++) {
        count += zip->fault_counts[i];
    }
    if (count > 0) {
        buffer_print(sheet->out,
                     "\nThe zip contradicts itself in %zu places; 'ibest-pack check' tells them.\n",
                     count);
    }
}

enum status inspection_text(const struct opened *opened, struct text *out, struct error *error)
{
    const struct inventory_twins *twins = NULL;
    size_t twin_count = 0;
    enum status status = inventory_find_twins(opened, &twins, &twin_count, error);
    if (status != STATUS_OK) {
        return status;
    }
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(TEXT_MAX);
    const struct sheet sheet = {opened, &buffer};
    buffer_print(&buffer, "%s: %zu files, %" PRIu64 " bytes%s\n", show(&sheet, opened->name),
                 opened->file_count, opened->size,
                 opened->structures == NULL ? "; of no known format" : "");
    for (const struct opened_structure *one = opened->structures; one != NULL; one = one->next) {
        add_structure(&sheet, one);
    }
    struct opened_list by_size = inventory_by_size(opened);
    add_list(&sheet, "Files, the largest first", &by_size);
    add_twins(&sheet, twins, twin_count);
    add_faults(&sheet);
    *out = (struct text){arena_copy(opened->arena, buffer_text(&buffer)), buffer.length};
    return buffer_check(&buffer, "the inspection", error);
}
