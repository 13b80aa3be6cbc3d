/* SPDX-License-Identifier: Apache-2.0 */

/* A package as a whole: that an LMS finds its manifest. */
#include "check/rule.h"

#include "opened/opened.h"
#include "opened/structure.h"
#include "zip/zip_reader.h"

#include <string.h>
#include <strings.h>

static const char *const MANIFESTS[] = {"imsmanifest.xml", "cmi5.xml", "tincan.xml"};

static bool is_manifest_name(const char *name)
{
    for (size_t i = 0; i < sizeof MANIFESTS / sizeof *MANIFESTS; i++) {
        if (strcasecmp(name, MANIFESTS[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* The manifest nearest to the root that has the right name but for its place or its capitals. */
static const struct opened_file *find_misplaced(const struct opened *opened)
{
    const struct opened_file *found = NULL;
    for (size_t i = 0; i < opened->file_count; i++) {
        const struct opened_file *file = opened->by_path[i];
        const char *slash = strrchr(file->path, '/');
        if (is_manifest_name(slash != NULL ? slash + 1 : file->path) &&
            (found == NULL || strlen(file->path) < strlen(found->path))) {
            found = file;
        }
    }
    return found;
}

static bool is_of_an_lms_format(const struct opened *opened)
{
    return opened->structures != NULL && opened_structure_of(opened, "web") == NULL;
}

static bool is_readable(const struct opened *opened)
{
    return opened->zip == NULL || opened->zip->fault_counts[ZIP_FAULT_NO_END] == 0;
}

static void look_for_manifest(const struct check *check, const struct check_rule *rule)
{
    if (is_of_an_lms_format(check->opened) || !is_readable(check->opened)) {
        return;
    }
    const struct opened_file *misplaced = find_misplaced(check->opened);
    if (misplaced != NULL) {
        bool is_nested = strchr(misplaced->path, '/') != NULL;
        check_found(check, rule, (struct check_place){.file = misplaced->path}, "%s",
                    is_nested ? "the manifest lies in a folder, and LMSs look at the root"
                              : "the manifest's name has capital letters, and LMSs look for none");
        return;
    }
    /* Web pages are no fault, unless they are for an LMS. */
    if (check->opened->structures == NULL || check->lms != NULL) {
        check_found(check, rule, (struct check_place){0},
                    "there is no imsmanifest.xml, cmi5.xml or tincan.xml at its root");
    }
}

static void look_for_cut(const struct check *check, const struct check_rule *rule)
{
    if (check->opened->is_cut && check->opened->zip == NULL) {
        check_found(check, rule, (struct check_place){0},
                    "it has more than %d files, or folders more than %d deep", OPENED_FILES_MAX,
                    OPENED_DEPTH_MAX);
    }
}

static const struct check_rule RULES[] = {
    {.id = "P1",
     .severity = CHECK_ERROR,
     .title = "The manifest lies at the root of the package, under its exact name",
     .why =
         "LMSs compare the name letter by letter and look nowhere else; they say that this is no "
         "SCORM package.",
     .remedy =
         "Zip what is inside the course's folder, not the folder; keep the manifest's name in "
         "small letters.",
     .source = "Moodle 4.5 mod/scorm/lib.php; DLS-LEGACY ManageContent.aspx.vb; cmi5 14.1.0.0-2",
     .look = look_for_manifest},
    {.id = "Z-folder-too-large",
     .severity = CHECK_ERROR,
     .title = "A folder is looked at as a whole",
     .why = "What is beyond the limit was not checked.",
     .remedy = "Give the folder of one package, and not one that holds much else.",
     .source = "limit of ibest-pack",
     .look = look_for_cut},
    {0},
};

extern const struct check_family CHECK_PACKAGE_FAMILY;
const struct check_family CHECK_PACKAGE_FAMILY = {
    .name = "package",
    .title = "Packages as a whole",
    .rules = RULES,
};
