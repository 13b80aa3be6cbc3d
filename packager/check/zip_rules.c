/* SPDX-License-Identifier: Apache-2.0 */

/* Zips as containers: where one contradicts itself, readers see different things in it, and some
 * refuse it. The faults come from the zip's reader; here each has its words. */
#include "check/rule.h"

#include "opened/opened.h"
#include "zip/zip_reader.h"

#include <string.h>

#define PIF "IMS Content Packaging 1.1, Package Interchange File"
#define APPNOTE "PKWARE APPNOTE.TXT 6.3.10, "

static struct check_place place_of(const struct zip_item *item)
{
    return (struct check_place){.file = item != NULL ? item->name.data : NULL};
}

static void look_for_fault(const struct check *check, const struct check_rule *rule)
{
    const enum zip_fault_kind *kind = rule->about;
    const struct zip_reader *zip = check->opened->zip;
    for (const struct zip_fault *fault = zip != NULL ? zip->faults : NULL; fault != NULL;
         fault = fault->next) {
        if (fault->kind == *kind) {
            check_found(check, rule, place_of(fault->item), "%s", fault->detail);
        }
    }
}

/* Which items a rule is about. */
struct item_rule {
    bool (*breaks)(const struct zip_item *item);
    const char *message;
};

static void look_at_items(const struct check *check, const struct check_rule *rule)
{
    const struct item_rule *about = rule->about;
    const struct zip_reader *zip = check->opened->zip;
    for (size_t i = 0; zip != NULL && i < zip->item_count; i++) {
        if (about->breaks(&zip->items[i])) {
            check_found(check, rule, place_of(&zip->items[i]), "%s", about->message);
        }
    }
}

static bool has_descriptor(const struct zip_item *item)
{
    return (item->flags & ZIP_FLAG_DESCRIPTOR) != 0;
}

static bool has_other_method(const struct zip_item *item)
{
    return item->method != ZIP_ITEM_STORED && item->method != ZIP_ITEM_DEFLATED;
}

/* Neither a plain file, nor a folder, nor a link: a device, a pipe. */
static bool is_special(const struct zip_item *item)
{
    const uint32_t type = item->mode & 0170000;
    return type != 0 && type != 0100000 && type != 0040000 && !zip_item_is_link(item);
}

static bool ignore_piece(void *context, struct text piece)
{
    (void)context;
    (void)piece;
    return true;
}

/* Unpacks everything, to nowhere: a zip that was cut off or damaged on its way often looks whole.
 * What cannot be read for another reason has a rule of its own. */
static void look_for_damage(const struct check *check, const struct check_rule *rule)
{
    struct zip_reader *zip = check->opened->zip;
    const struct zip_sink sink = {.take = ignore_piece};
    for (size_t i = 0; zip != NULL && i < zip->item_count; i++) {
        struct error error = {0};
        enum status status = zip->items[i].is_readable
                                 ? zip_reader_read(zip, &zip->items[i], &sink, &error)
                                 : STATUS_OK;
        check_failed(check, &error);
        if (status == STATUS_INVALID) {
            check_found(check, rule, place_of(&zip->items[i]), "%s", error.message);
        }
        if (status == STATUS_TOO_LARGE || status == STATUS_UNAVAILABLE) {
            return; /* so are all others; Z-unpacked-size tells */
        }
    }
}

static void look_at_unpacked_size(const struct check *check, const struct check_rule *rule)
{
    const struct zip_reader *zip = check->opened->zip;
    uint64_t total = 0;
    for (size_t i = 0; zip != NULL && i < zip->item_count; i++) {
        uint64_t size = zip->items[i].size;
        total = size <= UINT64_MAX - total ? total + size : UINT64_MAX;
    }
    if (zip != NULL &&
        total / ZIP_READ_PER_BYTE > zip->size + ZIP_READ_FREE_BYTES / ZIP_READ_PER_BYTE) {
        check_found(check, rule, place_of(NULL),
                    "%llu bytes are to unpack to %llu, more than are read",
                    (unsigned long long)zip->size, (unsigned long long)total);
    }
}

#define FAULT(kind_)                                              \
    .look = look_for_fault, .about = &(const enum zip_fault_kind) \
    {                                                             \
        kind_                                                     \
    }
#define ITEMS(breaks_, message_)                              \
    .look = look_at_items, .about = &(const struct item_rule) \
    {                                                         \
        breaks_, message_                                     \
    }

static const struct check_rule RULES[] = {
    {.id = "Z-end",
     .severity = CHECK_ERROR,
     .title = "A package is a whole zip file",
     .why = "Without its end record no LMS can open it.",
     .remedy = "Export or download the package anew; what arrived is another kind of file, or was "
               "cut off.",
     .source = APPNOTE "4.3.16",
     FAULT(ZIP_FAULT_NO_END)},
    {.id = "Z-two-ends",
     .severity = CHECK_ERROR,
     .title = "A zip has one end record",
     .why = "Of two, some LMSs go by the one and some by the other, and so import different "
            "packages.",
     .remedy = "Unpack it and zip the files anew; ask where the package comes from.",
     .source = APPNOTE "4.3.16",
     FAULT(ZIP_FAULT_TWO_ENDS)},
    {.id = "Z-trailing",
     .severity = CHECK_WARNING,
     .title = "Nothing stands behind the end of a zip",
     .why = "Strict readers refuse such a zip, and virus scanners distrust it.",
     .remedy = "Unpack it and zip the files anew.",
     .source = APPNOTE "4.3.1",
     FAULT(ZIP_FAULT_BEHIND_END)},
    {.id = "Z-split",
     .severity = CHECK_ERROR,
     .title = "A package is one zip, not a part of a split one",
     .why = "No LMS puts parts together.",
     .remedy = "Join the parts, and zip the files anew as one.",
     .source = APPNOTE "8.3",
     FAULT(ZIP_FAULT_DISKS)},
    {.id = "Z-zip64",
     .severity = CHECK_ERROR,
     .title = "The end records of a large zip agree",
     .why = "Readers that know large zips and those that do not see different packages.",
     .remedy = "Unpack it and zip the files anew.",
     .source = APPNOTE "4.3.14",
     FAULT(ZIP_FAULT_ZIP64)},
    {.id = "Z-directory",
     .severity = CHECK_ERROR,
     .title = "The central directory is where the end record says, and whole",
     .why = "LMSs find the files of a package by it; some refuse the zip, some lose files.",
     .remedy = "Export or download the package anew, or unpack it and zip the files anew.",
     .source = APPNOTE "4.3.12",
     FAULT(ZIP_FAULT_DIRECTORY)},
    {.id = "Z-count",
     .severity = CHECK_ERROR,
     .title = "The end record tells how many entries there are",
     .why = "Readers that go by the number leave files out, or refuse the zip.",
     .remedy = "Unpack it and zip the files anew.",
     .source = APPNOTE "4.4.22",
     FAULT(ZIP_FAULT_COUNT)},
    {.id = "Z-too-many",
     .severity = CHECK_ERROR,
     .title = "A package has at most 100000 files",
     .why = "LMSs unpack for hours, or give up half way; what is beyond was not checked.",
     .remedy = "Leave out what the course does not need, or part it into several packages.",
     .source = "limit of ibest-pack",
     FAULT(ZIP_FAULT_TOO_MANY)},
    {.id = "Z-prefix",
     .severity = CHECK_WARNING,
     .title = "A zip begins with its first entry",
     .why = "LMSs that tell a zip by its first bytes refuse it, and what stands before may be a "
            "program.",
     .remedy = "Zip the files anew, not as an archive that unpacks itself.",
     .source = APPNOTE "4.3.1",
     FAULT(ZIP_FAULT_BEFORE_FIRST)},
    {.id = "Z-hidden",
     .severity = CHECK_WARNING,
     .title = "All bytes of a zip belong to an entry",
     .why = "Readers that go from entry to entry find files there that others do not see.",
     .remedy = "Unpack it and zip the files anew.",
     .source = APPNOTE "4.3.6",
     FAULT(ZIP_FAULT_UNCLAIMED)},
    {.id = "Z-local-header",
     .severity = CHECK_ERROR,
     .title = "An entry's local header and the central directory agree",
     .why = "LMSs that stream a zip unpack another file than those that go by its directory.",
     .remedy = "Unpack it and zip the files anew; ask where the package comes from.",
     .source = APPNOTE "4.3.7",
     FAULT(ZIP_FAULT_LOCAL_HEADER)},
    {.id = "Z-two-names",
     .severity = CHECK_ERROR,
     .title = "An entry has one name",
     .why = "An extra field gives it another, which some LMSs use and others overlook.",
     .remedy = "Unpack it and zip the files anew; ask where the package comes from.",
     .source = APPNOTE "4.6.9",
     FAULT(ZIP_FAULT_TWO_NAMES)},
    {.id = "Z-overlap",
     .severity = CHECK_ERROR,
     .title = "Entries do not share bytes",
     .why = "A small zip can so unpack to one that fills the LMS's disk.",
     .remedy = "Do not import it; ask where the package comes from.",
     .source = "https://www.usenix.org/conference/woot19/presentation/fifield",
     FAULT(ZIP_FAULT_OVERLAP)},
    {.id = "Z-bomb",
     .severity = CHECK_ERROR,
     .title = "An entry unpacks to a size that its packed bytes can honestly hold",
     .why = "It would fill the LMS's disk or memory.",
     .remedy = "Do not import it; ask where the package comes from.",
     .source = "https://cwe.mitre.org/data/definitions/409.html",
     FAULT(ZIP_FAULT_BOMB)},
    {.id = "Z-unpacked-size",
     .severity = CHECK_ERROR,
     .title = "A zip does not unpack to many times its size",
     .why = "It may fill the LMS's disk; what is beyond was not checked.",
     .remedy = "Store what is large and empty in another way, or ask where the package comes from.",
     .source = "https://cwe.mitre.org/data/definitions/409.html",
     .look = look_at_unpacked_size},
    {.id = "Z-damaged",
     .severity = CHECK_ERROR,
     .title = "Each entry unpacks to its size and checksum",
     .why = "The file arrived broken; the LMS refuses the package, or learners meet the damage.",
     .remedy = "Export or download the package anew.",
     .source = APPNOTE "4.4.7",
     .look = look_for_damage},
    {.id = "P25-encrypted",
     .severity = CHECK_ERROR,
     .title = "Entries are not encrypted",
     .why = "LMSs have no password for them.",
     .remedy = "Zip the files anew without a password.",
     .source = PIF,
     ITEMS(zip_item_is_encrypted, "it is encrypted")},
    {.id = "P25-method",
     .severity = CHECK_ERROR,
     .title = "Entries are stored or deflated",
     .why = "LMSs unpack no other method.",
     .remedy = "Zip the files anew with plain settings, not as deflate64, bzip2, LZMA or zstd.",
     .source = PIF,
     ITEMS(has_other_method, "it is packed by a method that LMSs do not know")},
    {.id = "P25-descriptor",
     .severity = CHECK_NOTE,
     .title = "Sizes and checksums stand before the content of entries",
     .why = "Some readers that stream a zip cannot find the end of an entry otherwise.",
     .remedy = "Zip the files anew into a file, not into a pipe.",
     .source = APPNOTE "4.3.9",
     ITEMS(has_descriptor, "its size and checksum stand behind its content")},
    {.id = "P25-link",
     .severity = CHECK_ERROR,
     .title = "No entry is a symbolic link",
     .why = "It may lead to any file of the LMS; most LMSs refuse it or unpack a broken file.",
     .remedy = "Replace it by the file that it leads to.",
     .source = "https://cwe.mitre.org/data/definitions/61.html",
     ITEMS(zip_item_is_link, "it is a symbolic link")},
    {.id = "Z-special",
     .severity = CHECK_ERROR,
     .title = "Entries are files and folders",
     .why = "A device or a pipe cannot be unpacked, and no course needs one.",
     .remedy = "Leave it out.",
     .source = "https://cwe.mitre.org/data/definitions/434.html",
     ITEMS(is_special, "it is neither file nor folder")},
    {0},
};

extern const struct check_family CHECK_ZIP_FAMILY;
const struct check_family CHECK_ZIP_FAMILY = {
    .name = "zip",
    .title = "Zip files",
    .rules = RULES,
};
