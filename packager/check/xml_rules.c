/* SPDX-License-Identifier: Apache-2.0 */

/* Manifests as XML, byte by byte: what every LMS's parser must get through. */
#include "check/rule.h"

#include "base/printable.h"
#include "opened/structure.h"
#include "xml/xml_document.h"

#include <string.h>
#include <strings.h>

#define XML10 "https://www.w3.org/TR/xml/"
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* Calls `look` for each manifest of the package that is XML. */
static void each_manifest(const struct check *check, const struct check_rule *rule,
                          void (*look)(const struct check *check, const struct check_rule *rule))
{
    struct check of_one = *check;
    for (const struct opened_structure *one = check->opened->structures; one != NULL;
         one = one->next) {
        if (one->document != NULL) {
            of_one.structure = one;
            look(&of_one, rule);
        }
    }
}

struct xml_rule {
    void (*look)(const struct check *check, const struct check_rule *rule);
};

static void look_at_manifests(const struct check *check, const struct check_rule *rule)
{
    const struct xml_rule *about = rule->about;
    each_manifest(check, rule, about->look);
}

static struct check_place line_of(const struct check *check, size_t line)
{
    return (struct check_place){.file = check->structure->manifest->path, .line = line};
}

static void tell_problems(const struct check *check, const struct check_rule *rule)
{
    for (const struct xml_problem *problem = check->structure->document->problems.first;
         problem != NULL; problem = problem->next) {
        check_found(check, rule, line_of(check, problem->line), "%s", problem->message);
    }
}

static void look_at_form(const struct check *check, const struct check_rule *rule)
{
    const struct xml_document *document = check->structure->document;
    if (document->tree == NULL && !document->has_document_type) {
        tell_problems(check, rule);
    }
}

static void look_at_namespaces(const struct check *check, const struct check_rule *rule)
{
    if (check->structure->document->tree != NULL) {
        tell_problems(check, rule);
    }
}

static void look_for_document_type(const struct check *check, const struct check_rule *rule)
{
    if (check->structure->document->has_document_type) {
        tell_problems(check, rule);
    }
}

static void look_for_mark(const struct check *check, const struct check_rule *rule)
{
    if (text_starts_with(check->structure->document->bytes, BYTE_ORDER_MARK)) {
        check_found(check, rule, line_of(check, 1), "it begins with a byte order mark");
    }
}

/* Behind blanks. */
static struct text skip_blanks(struct text text)
{
    while (text.length > 0 && strchr(" \t\r\n", text.data[0]) != NULL) {
        text.data++;
        text.length--;
    }
    return text;
}

/* The part of `text` behind the first `what`; nothing if it is not in there. */
static struct text behind(struct text text, const char *what)
{
    while (text.length > 0 && !text_starts_with(text, what)) {
        text.data++;
        text.length--;
    }
    size_t length = text.length > 0 ? strlen(what) : 0;
    return (struct text){text.data + length, text.length - length};
}

/* The encoding that the XML declaration names; empty if it names none. */
static struct text declared_encoding(struct text bytes)
{
    struct text declaration;
    if (!text_split(&bytes, '>', &declaration) || behind(declaration, "<?xml").length == 0) {
        return (struct text){"", 0};
    }
    struct text rest = skip_blanks(behind(declaration, "encoding"));
    rest = skip_blanks(text_starts_with(rest, "=") ? behind(rest, "=") : (struct text){"", 0});
    struct text value = {"", 0};
    if (rest.length > 0) {
        char quote = rest.data[0];
        rest.data++;
        rest.length--;
        (void)text_split(&rest, quote, &value);
    }
    return value;
}

static void look_at_encoding(const struct check *check, const struct check_rule *rule)
{
    struct text encoding = declared_encoding(check->structure->document->bytes);
    bool is_utf8 = encoding.length == 5 && strncasecmp(encoding.data, "utf-8", 5) == 0;
    if (encoding.length > 0 && !is_utf8) {
        check_found(check, rule, line_of(check, 1), "it is declared to be '%s'",
                    printable(check->arena, encoding));
    } else if (!text_is_utf8(check->structure->document->bytes)) {
        check_found(check, rule, line_of(check, 0), "it is not UTF-8");
    }
}

/* P4: Moodle reads "&#233;" as "&amp;#233;", so learners see it as it stands. */
static void look_for_character_references(const struct check *check, const struct check_rule *rule)
{
    if (strncmp(check->structure->format->name, "scorm", 5) != 0) {
        return;
    }
    struct text bytes = check->structure->document->bytes;
    size_t line = 1;
    for (size_t i = 0; i + 1 < bytes.length; i++) {
        line += bytes.data[i] == '\n' ? 1 : 0;
        if (bytes.data[i] == '&' && bytes.data[i + 1] == '#') {
            size_t rest = bytes.length - i;
            const char *end = memchr(bytes.data + i, ';', rest < 12 ? rest : 12);
            size_t length = end != NULL ? (size_t)(end - bytes.data) - i + 1 : 2;
            check_found(check, rule, line_of(check, line), "'%s' stands for a character",
                        printable(check->arena, (struct text){bytes.data + i, length}));
        }
    }
}

#define MANIFESTS(look_)                                         \
    .look = look_at_manifests, .about = &(const struct xml_rule) \
    {                                                            \
        look_                                                    \
    }

static const struct check_rule RULES[] = {
    {.id = "X-form",
     .severity = CHECK_ERROR,
     .title = "A manifest is well-formed XML",
     .why = "LMSs cannot read it; Moodle shows a bare page with 'XML error'.",
     .remedy = "Mend the line that is named; white space before '<?xml' is enough to break it.",
     .source = XML10 "#sec-well-formed",
     MANIFESTS(look_at_form)},
    {.id = "X-doctype",
     .severity = CHECK_ERROR,
     .title = "A manifest has no document type",
     .why = "It can make an LMS fetch files, or fill its memory with entities; careful LMSs refuse "
            "it, and nothing behind it was checked.",
     .remedy = "Remove '<!DOCTYPE ...>' and write out its entities.",
     .source = "https://cwe.mitre.org/data/definitions/611.html",
     MANIFESTS(look_for_document_type)},
    {.id = "X-namespaces",
     .severity = CHECK_ERROR,
     .title = "Prefixes in a manifest are declared",
     .why = "LMSs that know namespaces refuse it, or do not see the element.",
     .remedy = "Declare the prefix at the root element with xmlns:PREFIX.",
     .source = "https://www.w3.org/TR/xml-names/#ns-using",
     MANIFESTS(look_at_namespaces)},
    {.id = "P3-mark",
     .severity = CHECK_NOTE,
     .title = "A manifest has no byte order mark",
     .why = "Old LMSs take it for text before the XML declaration.",
     .remedy = "Save it as UTF-8 without byte order mark.",
     .source = XML10 "#charencoding",
     MANIFESTS(look_for_mark)},
    {.id = "P3-encoding",
     .severity = CHECK_WARNING,
     .title = "A manifest is UTF-8",
     .why = "Some LMSs read every manifest as UTF-8, and show broken titles or fail.",
     .remedy = "Save it as UTF-8, and declare encoding=\"UTF-8\".",
     .source = XML10 "#charencoding",
     MANIFESTS(look_at_encoding)},
    {.id = "P4",
     .severity = CHECK_WARNING,
     .title = "A manifest has no character references",
     .why = "Moodle shows '&#233;' as it stands instead of the letter.",
     .remedy = "Write the letter itself, in UTF-8.",
     .source = "Moodle 4.5 mod/scorm/datamodels/scormlib.php",
     MANIFESTS(look_for_character_references)},
    {0},
};

extern const struct check_family CHECK_XML_FAMILY;
const struct check_family CHECK_XML_FAMILY = {
    .name = "xml",
    .title = "Manifests as XML",
    .rules = RULES,
};
