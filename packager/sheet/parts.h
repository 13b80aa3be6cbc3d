/* SPDX-License-Identifier: Apache-2.0 */

/* The parts of a sheet; sheet.c has THE table of them, in the order of reading. For this module
 * only. */
#ifndef SHEET_PARTS_H
#define SHEET_PARTS_H

#include "opened/opened.h"
#include "opened/structure.h"
#include "predict/conduct.h"
#include "predict/prediction.h"
#include "sheet/document.h"
#include "sheet/hosts.h"
#include "sheet/sheet.h"
#include "targets/target.h"

/* What parts are made of. All borrowed. */
struct sheet {
    const struct sheet_request *request;
    const struct opened *opened;
    const struct target *lms;
    const struct conduct *conduct;
    const struct prediction *prediction; /* of the format that the sheet is about */
    const struct opened_structure *structure;
    const struct host *hosts;
    struct document *document;
};

/* Each adds its heading and what belongs below it; or nothing. */
void part_package(const struct sheet *sheet);
void part_import(const struct sheet *sheet);
void part_settings(const struct sheet *sheet);
void part_launch(const struct sheet *sheet);
void part_tracking(const struct sheet *sheet);
void part_network(const struct sheet *sheet);
void part_content_server(const struct sheet *sheet); /* AICC */
void part_update(const struct sheet *sheet);
void part_faults(const struct sheet *sheet);
void part_sources(const struct sheet *sheet);

/* A text of the package, fit to be shown; "unknown" for NULL. */
const char *sheet_show(const struct sheet *sheet, const char *text);

/* The host in an address, with its port; NULL if it has none. */
const char *sheet_host_of(const struct sheet *sheet, const char *address);

#endif
