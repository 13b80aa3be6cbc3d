/* SPDX-License-Identifier: Apache-2.0 */

/* Names of files: LMSs unpack them on file systems of every kind, and put them into addresses,
 * scripts and databases. */
#include "check/rule.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "opened/opened.h"
#include "zip/zip_reader.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <uninorm.h>

enum { PART_MAX = 255, PATH_LONG = 200, PATH_MAX_BYTES = 1024 };

#define TRAVERSAL "https://cwe.mitre.org/data/definitions/22.html"
#define WINDOWS "https://learn.microsoft.com/windows/win32/fileio/naming-a-file"

/* All names, those of folders in zips included; in the order of the package. */
static size_t count_names(const struct opened *opened)
{
    return opened->zip != NULL ? opened->zip->item_count : opened->file_count;
}

static struct text name_at(const struct opened *opened, size_t index)
{
    return opened->zip != NULL ? opened->zip->items[index].name
                               : text_of(opened->files[index].path);
}

struct name_rule {
    bool (*breaks)(struct text name);
    const char *message;
};

static struct check_place place_of(struct text name)
{
    return (struct check_place){.file = name.data};
}

static void look_at_names(const struct check *check, const struct check_rule *rule)
{
    const struct name_rule *about = rule->about;
    for (size_t i = 0; i < count_names(check->opened); i++) {
        struct text name = name_at(check->opened, i);
        if (about->breaks(name)) {
            check_found(check, rule, place_of(name), "%s", about->message);
        }
    }
}

static bool is_absolute(struct text name)
{
    bool has_drive = name.length >= 2 && ascii_is_letter(name.data[0]) && name.data[1] == ':';
    return text_starts_with(name, "/") || text_starts_with(name, "\\") || has_drive;
}

/* Whether one of the parts between slashes, of either kind, is so. */
static bool has_part(struct text name, bool (*is_so)(struct text part))
{
    size_t begin = 0;
    for (size_t i = 0; i <= name.length; i++) {
        if (i == name.length || name.data[i] == '/' || name.data[i] == '\\') {
            if (is_so((struct text){name.data + begin, i - begin})) {
                return true;
            }
            begin = i + 1;
        }
    }
    return false;
}

static bool is_up(struct text part)
{
    return text_is(part, "..");
}

static bool climbs(struct text name)
{
    return has_part(name, is_up);
}

static bool has_character(struct text name, const char *characters)
{
    for (size_t i = 0; i < name.length; i++) {
        if (name.data[i] != '\0' && strchr(characters, name.data[i]) != NULL) {
            return true;
        }
    }
    return false;
}

static bool has_backslash(struct text name)
{
    return has_character(name, "\\");
}

static bool has_control(struct text name)
{
    for (size_t i = 0; i < name.length; i++) {
        if (ascii_is_control(name.data[i])) {
            return true;
        }
    }
    return false;
}

static bool is_no_utf8(struct text name)
{
    return !text_is_utf8(name);
}

static bool is_ascii(struct text name)
{
    for (size_t i = 0; i < name.length; i++) {
        if ((unsigned char)name.data[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static bool is_beyond_ascii(struct text name)
{
    return !is_ascii(name) && text_is_utf8(name);
}

static bool is_empty_or_dot(struct text part)
{
    return part.length == 0 || text_is(part, ".");
}

/* A folder's last slash parts nothing. A name that begins with one is absolute, and told so. */
static bool has_empty_part(struct text name)
{
    if (name.length > 1 && text_ends_with(name, "/")) {
        name.length--;
    }
    return !is_absolute(name) && has_part(name, is_empty_or_dot);
}

static bool is_long_part(struct text part)
{
    return part.length > PART_MAX;
}

static bool is_too_long(struct text name)
{
    return name.length > PATH_MAX_BYTES || has_part(name, is_long_part);
}

static bool is_long(struct text name)
{
    return name.length > PATH_LONG && !is_too_long(name);
}

/* Names of devices, whatever their ending. */
static bool is_device(struct text part)
{
    static const char *const DEVICES[] = {
        "con",  "prn",  "aux",  "nul",  "com1", "com2", "com3", "com4", "com5", "com6", "com7",
        "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"};
    struct text stem;
    (void)text_split(&part, '.', &stem);
    for (size_t i = 0; i < sizeof DEVICES / sizeof *DEVICES; i++) {
        if (stem.length == strlen(DEVICES[i]) &&
            strncasecmp(stem.data, DEVICES[i], stem.length) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_bad_on_windows(struct text part)
{
    bool is_special = text_is(part, ".") || text_is(part, "..");
    bool ends_badly = text_ends_with(part, ".") || text_ends_with(part, " ");
    return is_device(part) || (ends_badly && !is_special) || has_character(part, "<>:\"|?*");
}

static bool breaks_windows(struct text name)
{
    return !is_absolute(name) && has_part(name, is_bad_on_windows);
}

/* Those that are refused elsewhere are not told twice. */
static bool needs_care_in_addresses(struct text name)
{
    return has_character(name, " '~%#&+;[]{}^`") && !has_control(name);
}

static bool is_junk_part(struct text part)
{
    return text_is(part, "__MACOSX") || text_is(part, ".DS_Store") || text_is(part, "Thumbs.db") ||
           text_is(part, "desktop.ini") || text_is(part, ".git") || text_is(part, ".svn") ||
           text_starts_with(part, "._") || text_starts_with(part, "~$");
}

static bool is_junk(struct text name)
{
    return has_part(name, is_junk_part);
}

static bool ends_with_any(struct text name, const char *const *endings)
{
    for (; *endings != NULL; endings++) {
        size_t length = strlen(*endings);
        if (name.length > length &&
            strncasecmp(name.data + name.length - length, *endings, length) == 0) {
            return true;
        }
    }
    return false;
}

static bool runs_on_servers(struct text name)
{
    static const char *const ENDINGS[] = {".php", ".phtml", ".php5", ".phar", ".asp",      ".aspx",
                                          ".jsp", ".jspx",  ".cgi",  ".pl",   ".py",       ".rb",
                                          ".sh",  ".exe",   ".dll",  ".bat",  ".cmd",      ".com",
                                          ".msi", ".scr",   ".ps1",  ".vbs",  ".htaccess", NULL};
    return ends_with_any(name, ENDINGS);
}

static bool is_served_wrongly(struct text name)
{
    static const char *const ENDINGS[] = {".mjs",  ".wasm", ".woff", ".woff2",
                                          ".webp", ".avif", NULL};
    return ends_with_any(name, ENDINGS);
}

/* Names that are told apart by one file system and not by another, sorted side by side. */
struct folded {
    struct text name;
    size_t index;
};

static int compare_exactly(const void *left, const void *right)
{
    const struct folded *one = left;
    const struct folded *other = right;
    size_t shorter = one->name.length < other->name.length ? one->name.length : other->name.length;
    int order = shorter > 0 ? memcmp(one->name.data, other->name.data, shorter) : 0;
    if (order == 0) {
        order = (one->name.length > other->name.length) - (one->name.length < other->name.length);
    }
    return order != 0 ? order : (one->index > other->index) - (one->index < other->index);
}

static int compare_loosely(const void *left, const void *right)
{
    const struct folded *one = left;
    const struct folded *other = right;
    int order = strcasecmp(one->name.data, other->name.data);
    return order != 0 ? order : compare_exactly(left, right);
}

static struct folded *sort_names(const struct check *check,
                                 int (*compare)(const void *, const void *))
{
    size_t count = count_names(check->opened);
    struct folded *names = ARENA_ARRAY(check->scratch, struct folded, count);
    for (size_t i = 0; i < count; i++) {
        names[i] = (struct folded){name_at(check->opened, i), i};
    }
    if (count > 0) {
        qsort(names, count, sizeof *names, compare);
    }
    return names;
}

static void look_for_doubles(const struct check *check, const struct check_rule *rule)
{
    const struct folded *names = sort_names(check, compare_exactly);
    for (size_t i = 1; i < count_names(check->opened); i++) {
        if (text_equals(names[i - 1].name, names[i].name)) {
            check_found(check, rule, place_of(names[i].name), "it stands in the package twice");
        }
    }
}

static void look_for_case_doubles(const struct check *check, const struct check_rule *rule)
{
    const struct folded *names = sort_names(check, compare_loosely);
    for (size_t i = 1; i < count_names(check->opened); i++) {
        struct text before = names[i - 1].name;
        if (strcasecmp(before.data, names[i].name.data) == 0 &&
            !text_equals(before, names[i].name)) {
            check_found(check, rule, place_of(names[i].name), "so is '%s', but for capitals",
                        check_show(check, before.data));
        }
    }
}

/* The folder that a slash ends must not be a file. Only so many slashes are looked at that no name
 * costs much; longer ones are told elsewhere. */
static void look_for_file_above(const struct check *check, const struct check_rule *rule,
                                const char *path)
{
    size_t depth = 0;
    for (const char *slash = strchr(path, '/'); slash != NULL && depth < OPENED_DEPTH_MAX;
         slash = strchr(slash + 1, '/'), depth++) {
        const char *folder =
            arena_copy(check->scratch, (struct text){path, (size_t)(slash - path)});
        if (opened_find(check->opened, folder) != NULL) {
            check_found(check, rule, place_of(text_of(path)),
                        "'%s' is a file, and cannot be its folder", check_show(check, folder));
        }
    }
}

static void look_for_file_as_folder(const struct check *check, const struct check_rule *rule)
{
    for (size_t i = 0; i < check->opened->file_count; i++) {
        if (!is_too_long(text_of(check->opened->files[i].path))) {
            look_for_file_above(check, rule, check->opened->files[i].path);
        }
    }
}

/* P25: only a flag tells readers that a name is UTF-8. */
static void look_for_missing_flag(const struct check *check, const struct check_rule *rule)
{
    const struct zip_reader *zip = check->opened->zip;
    for (size_t i = 0; zip != NULL && i < zip->item_count; i++) {
        const struct zip_item *item = &zip->items[i];
        if (is_beyond_ascii(item->name) && (item->flags & ZIP_FLAG_UTF8) == 0) {
            check_found(check, rule, place_of(item->name),
                        "its name is UTF-8, but its flag (bit 11) does not say so");
        }
    }
}

/* Whether it has letters in parts, as macOS spells them; what is too long is told elsewhere. */
static bool is_decomposed(struct text name)
{
    if (!is_beyond_ascii(name) || name.length > PATH_MAX_BYTES || !text_is_utf8(name)) {
        return false;
    }
    uint8_t normal[4 * PATH_MAX_BYTES];
    size_t length = sizeof normal;
    const uint8_t *bytes = (const uint8_t *)name.data;
    uint8_t *result = u8_normalize(UNINORM_NFC, bytes, name.length, normal, &length);
    bool is_same = result == NULL || (length == name.length && memcmp(result, bytes, length) == 0);
    if (result != normal) {
        free(result);
    }
    return !is_same;
}

#define NAMES(breaks_, message_)                              \
    .look = look_at_names, .about = &(const struct name_rule) \
    {                                                         \
        breaks_, message_                                     \
    }

static const struct check_rule RULES[] = {
    {.id = "Z-absolute",
     .severity = CHECK_ERROR,
     .title = "No name is absolute",
     .why = "Unpacking it would write outside the course's folder; LMSs refuse the package.",
     .remedy = "Zip the files anew from within the course's folder.",
     .source = TRAVERSAL,
     NAMES(is_absolute, "its name is absolute")},
    {.id = "Z-climbs",
     .severity = CHECK_ERROR,
     .title = "No name climbs with '..'",
     .why = "Unpacking it would write outside the course's folder; LMSs refuse the package.",
     .remedy = "Do not import it; ask where the package comes from.",
     .source = TRAVERSAL,
     NAMES(climbs, "its name climbs out of its folder")},
    {.id = "P25-backslash",
     .severity = CHECK_ERROR,
     .title = "Names are parted by '/'",
     .why = "With '\\' other systems unpack one file with a strange name instead of folders, and "
            "no address finds it.",
     .remedy = "Zip the files anew with a program that keeps to the standard.",
     .source = "PKWARE APPNOTE.TXT 6.3.10, 4.4.17",
     NAMES(has_backslash, "its name has a backslash")},
    {.id = "Z-control",
     .severity = CHECK_ERROR,
     .title = "Names have no control characters",
     .why = "They hide what a name is, and break scripts and reports of LMSs.",
     .remedy = "Rename the file.",
     .source = "https://cwe.mitre.org/data/definitions/150.html",
     NAMES(has_control, "its name has control characters")},
    {.id = "Z-utf8",
     .severity = CHECK_ERROR,
     .title = "Names are UTF-8",
     .why = "In another encoding each LMS reads another name, and addresses do not find the file.",
     .remedy = "Rename the file with plain letters, or zip it with a program that writes UTF-8.",
     .source = "PKWARE APPNOTE.TXT 6.3.10, appendix D",
     NAMES(is_no_utf8, "its name is no UTF-8")},
    {.id = "P25-flag",
     .severity = CHECK_ERROR,
     .title = "Names beyond ASCII are flagged as UTF-8",
     .why = "Without the flag LMSs take the name for another encoding, and do not find the file.",
     .remedy = "Rename the file with plain letters, or zip it with a program that sets the flag.",
     .source = "PKWARE APPNOTE.TXT 6.3.10, 4.4.4",
     .look = look_for_missing_flag},
    {.id = "P25-ascii",
     .severity = CHECK_NOTE,
     .title = "Names are ASCII",
     .why = "Accents and umlauts are spelt in two ways in Unicode, and some LMSs change or lose "
            "them.",
     .remedy = "Rename the file with letters a to z, and its addresses with it.",
     .source = "openEQUELLA #1868, chamilo #4650",
     NAMES(is_beyond_ascii, "its name has letters beyond ASCII")},
    {.id = "P21-nfc",
     .severity = CHECK_WARNING,
     .title = "Letters with accents in names are one character each",
     .why = "macOS writes 'e' and an accent for 'é', and addresses have the one letter: on servers "
            "the file is not found.",
     .remedy =
         "Rename the file with letters a to z; or zip it with a program that writes Unicode's "
         "form NFC.",
     .source = "https://www.unicode.org/reports/tr15/",
     NAMES(is_decomposed, "its name is not in Unicode's normal form C (NFC)")},
    {.id = "Z-parts",
     .severity = CHECK_WARNING,
     .title = "Names have no empty parts",
     .why = "Readers disagree about '//' and './', and addresses do not find the file.",
     .remedy = "Zip the files anew from within the course's folder.",
     .source = "PKWARE APPNOTE.TXT 6.3.10, 4.4.17",
     NAMES(has_empty_part, "its name has an empty part, or is empty")},
    {.id = "Z-long",
     .severity = CHECK_ERROR,
     .title = "A name has at most 255 bytes a part and 1024 in all",
     .why = "File systems hold no longer ones, so unpacking fails.",
     .remedy = "Shorten the names of file and folders.",
     .source = "POSIX.1 limits.h, NAME_MAX; Windows MAX_PATH",
     NAMES(is_too_long, "its name is too long to be unpacked")},
    {.id = "Z-longish",
     .severity = CHECK_WARNING,
     .title = "A path has at most 200 bytes",
     .why = "An LMS on Windows puts it behind a folder of its own, and 260 characters are the end.",
     .remedy = "Shorten the names of file and folders.",
     .source = WINDOWS,
     NAMES(is_long, "its path is too long for Windows")},
    {.id = "Z-windows",
     .severity = CHECK_ERROR,
     .title = "Names can be unpacked on Windows",
     .why = "LMSs on Windows, as NHS ones are, stop at names of devices, at names that end in a "
            "blank or a dot, and at any of < > : \" | ? *.",
     .remedy = "Rename the file, and its addresses with it.",
     .source = WINDOWS,
     NAMES(breaks_windows, "its name cannot be unpacked on Windows")},
    {.id = "P25-double",
     .severity = CHECK_ERROR,
     .title = "A name stands in a package once",
     .why = "Some LMSs keep the first file and some the last.",
     .remedy = "Remove the one that is old; zip the files anew.",
     .source = "https://cwe.mitre.org/data/definitions/694.html",
     .look = look_for_doubles},
    {.id = "Z-case",
     .severity = CHECK_WARNING,
     .title = "No two names differ in capital letters only",
     .why = "On Windows the one replaces the other.",
     .remedy = "Rename one of them, and its addresses with it.",
     .source = WINDOWS,
     .look = look_for_case_doubles},
    {.id = "Z-file-as-folder",
     .severity = CHECK_ERROR,
     .title = "No name is both a file and a folder",
     .why = "Only one of the two can be unpacked.",
     .remedy = "Rename one of them, and its addresses with it.",
     .source = "PKWARE APPNOTE.TXT 6.3.10, 4.4.17",
     .look = look_for_file_as_folder},
    {.id = "P22",
     .severity = CHECK_WARNING,
     .title = "Names need no care in addresses",
     .why = "LMSs put them unescaped into addresses and scripts: Chamilo drops '~', ESR reads '+' "
            "as a blank, DLS breaks at quotes, blanks and '&'.",
     .remedy = "Rename the file with a-z, 0-9, '.', '_' and '-' only, and its addresses with it.",
     .source = "chamilo #4994; DLS-LEGACY scoplayer; Oracle SCORM adapter",
     NAMES(needs_care_in_addresses, "its name has characters that LMSs stumble over")},
    {.id = "P25-junk",
     .severity = CHECK_WARNING,
     .title = "Nothing is left behind by the system that the package was made on",
     .why = "LMSs list or refuse such files, and some take '__MACOSX' for the course.",
     .remedy = "Leave them out: zip with `zip -X -r`, or exclude __MACOSX, .DS_Store, Thumbs.db.",
     .source = "NHS pain point 2; Moodle FAQ on SCORM",
     NAMES(is_junk, "it is no part of a course")},
    {.id = "Z-program",
     .severity = CHECK_WARNING,
     .title = "No file is a program",
     .why = "LMSs refuse packages with files that a server or a PC would run.",
     .remedy = "Leave it out, or give it an ending that says what it is.",
     .source = "CrossKnowledge and Peritus package requirements",
     NAMES(runs_on_servers, "its ending is one of programs")},
    {.id = "P27",
     .severity = CHECK_WARNING,
     .title = "Endings are ones that LMSs serve rightly",
     .why = "Moodle 4.5 and others do not know this ending; browsers then refuse modules, and "
            "fonts or pictures may not show.",
     .remedy = "Use .js for modules, .jpg or .png for pictures, and fonts that systems have.",
     .source = "Moodle 4.5 lib/classes/filetypes.php",
     NAMES(is_served_wrongly, "its ending is unknown to Moodle 4.5")},
    {0},
};

extern const struct check_family CHECK_NAME_FAMILY;
const struct check_family CHECK_NAME_FAMILY = {
    .name = "name",
    .title = "Names of files",
    .rules = RULES,
};
