/* SPDX-License-Identifier: Apache-2.0 */

/* Pages: what keeps them from being shown and run in an LMS's frame as they were made. */
#include "check/rule.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "check/addresses.h"
#include "check/facts.h"
#include "opened/opened.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    CHARSET_WITHIN = 1024,
    DATA_LARGE = 100 << 10,
    PICTURE_LARGE = 100 << 10,
    SHARP = 3, /* times as many pixels as CSS has: what the finest screens show */
};

#define HTML "https://html.spec.whatwg.org/multipage/"

/* A whole page; pieces that scripts put into one are judged there. */
static bool is_page(const struct check *check)
{
    return check_html(check)->is_whole;
}

static void look_at_document_type(const struct check *check, const struct check_rule *rule)
{
    const struct html_document *document = check_html(check);
    struct text type = document->document_type;
    bool is_html = type.length >= 12 && strncasecmp(type.data, "doctype html", 12) == 0;
    if (is_page(check) && type.length == 0) {
        check_found(check, rule, check_line(check, 1), "it has no document type");
    } else if (is_page(check) && !is_html) {
        check_found(check, rule, check_line(check, document->document_type_line),
                    "its document type is not that of HTML");
    }
}

static bool has_byte_order_mark(struct text text)
{
    return text_starts_with(text, "\xEF\xBB\xBF") || text_starts_with(text, "\xFE\xFF") ||
           text_starts_with(text, "\xFF\xFE");
}

/* The encoding that a page declares, of which browsers read the first 1024 bytes; NULL: none. */
static const char *declared_charset(const struct check *check, struct text text, size_t *line)
{
    text.length = text.length < CHARSET_WITHIN ? text.length : CHARSET_WITHIN;
    const struct html_document *document = html_document_read(text, check->scratch);
    for (size_t i = 0; i < document->count; i++) {
        const struct check_node at = {check, document, &document->nodes[i], i};
        const char *content = check_value(&at, "content");
        const char *charset = content != NULL ? check_holds(content, "charset=") : NULL;
        *line = at.node->line;
        if (html_is(at.node, "meta") && check_says(&at, "charset")) {
            return check_value(&at, "charset");
        }
        if (html_is(at.node, "meta") && check_value_is(&at, "http-equiv", "content-type") &&
            charset != NULL) {
            return charset + strlen("charset=");
        }
    }
    return NULL;
}

static bool is_ascii(struct text text)
{
    size_t place = 0;
    while (place < text.length && (unsigned char)text.data[place] < 0x80) {
        place++;
    }
    return place == text.length;
}

static void look_at_charset(const struct check *check, const struct check_rule *rule)
{
    struct text text;
    size_t line;
    if (is_page(check) && check_text(check, &text) && !is_ascii(text) &&
        !has_byte_order_mark(text) && declared_charset(check, text, &line) == NULL) {
        check_found(check, rule, check_line(check, 1),
                    "it has letters beyond ASCII, and its first 1024 bytes do not say in which "
                    "encoding");
    }
}

static size_t line_of_fault(struct text text)
{
    size_t line = 1;
    size_t begin = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\n') {
            if (!text_is_utf8((struct text){text.data + begin, i - begin})) {
                return line;
            }
            begin = i + 1;
            line++;
        }
    }
    return line;
}

static void look_at_encoding(const struct check *check, const struct check_rule *rule)
{
    struct text text;
    size_t line;
    if (!is_page(check) || !check_text(check, &text) || text_is_utf8(text)) {
        return;
    }
    const char *charset = declared_charset(check, text, &line);
    if (text_starts_with(text, "\xEF\xBB\xBF") ||
        (charset != NULL && strncasecmp(charset, "utf-8", 5) == 0)) {
        check_found(check, rule, check_line(check, line_of_fault(text)),
                    "it says that it is UTF-8, and is not");
    }
}

/* HTML 4.2.5.3: seconds, then perhaps an address. */
static long refresh_seconds(const struct check_node *at)
{
    const char *content = check_value(at, "content");
    if (!check_value_is(at, "http-equiv", "refresh") || content == NULL) {
        return -1;
    }
    return ascii_is_digit(content[0]) ? strtol(content, NULL, 10) : 0;
}

static const char *refresh_fault(const struct check_node *at)
{
    long seconds = refresh_seconds(at);
    return seconds > 0
               ? arena_print(at->check->scratch, "it leaves itself after %ld seconds", seconds)
               : NULL;
}

static const char *redirect_fault(const struct check_node *at)
{
    return refresh_seconds(at) == 0 ? "it goes elsewhere at once" : NULL;
}

static const char *base_fault(const struct check_node *at)
{
    return check_says(at, "href")
               ? arena_print(at->check->scratch, "all its addresses are read from '%s'",
                             check_show(at->check, html_attribute(at->node, "href")))
               : NULL;
}

static const char *target_fault(const struct check_node *at)
{
    bool leaves = check_value_is(at, "target", "_top") || check_value_is(at, "target", "_parent");
    return leaves ? arena_print(at->check->scratch, "target '%s' takes the place of the LMS",
                                check_show(at->check, html_attribute(at->node, "target")))
                  : NULL;
}

static const char *plugin_fault(const struct check_node *at)
{
    if (html_is(at->node, "applet")) {
        return "it is a Java applet";
    }
    const char *source = check_value(at, html_is(at->node, "embed") ? "src" : "data");
    const char *type = check_value(at, "type");
    bool is_flash = (source != NULL && check_holds(source, ".swf") != NULL) ||
                    (type != NULL && check_holds(type, "shockwave-flash") != NULL);
    bool is_java = type != NULL && check_holds(type, "java-") != NULL;
    bool is_silverlight = type != NULL && check_holds(type, "silverlight") != NULL;
    return is_flash         ? "it plays Flash"
           : is_java        ? "it runs Java"
           : is_silverlight ? "it runs Silverlight"
                            : NULL;
}

static const char *form_fault(const struct check_node *at)
{
    const char *address = check_value(at, html_is(at->node, "form") ? "action" : "formaction");
    bool goes_elsewhere =
        address != NULL && (strncmp(address, "//", 2) == 0 || strncasecmp(address, "http", 4) == 0);
    return goes_elsewhere && check_scheme(address) != strlen(address)
               ? arena_print(at->check->scratch, "what is entered is sent to '%s'",
                             check_show(at->check, address))
               : NULL;
}

static const char *data_fault(const struct check_node *at)
{
    for (size_t i = 0; i < at->node->attribute_count; i++) {
        const char *value = at->node->attributes[i].value;
        size_t length = strlen(value);
        if (strncasecmp(value, "data:", 5) == 0 && length > DATA_LARGE) {
            return arena_print(at->check->scratch, "a file of %zu kB stands in its attribute '%s'",
                               length * 3 / 4 / 1000,
                               check_show(at->check, at->node->attributes[i].name));
        }
    }
    return NULL;
}

/* In pixels of CSS, as the attribute or the element's own style says it; 0 if neither does. */
static long shown_width(const struct check_node *at)
{
    const char *width = check_value(at, "width");
    const char *style = check_value(at, "style");
    const char *styled =
        style != NULL && check_holds(style, "width:") == style ? style + strlen("width:") : width;
    char *end = NULL;
    long pixels = styled != NULL ? strtol(styled, &end, 10) : 0;
    bool is_pixels = pixels > 0 && (end[0] == '\0' || strncasecmp(end, "px", 2) == 0);
    return is_pixels ? pixels : 0;
}

/* The file of the package that it shows, if that weighs something; NULL otherwise. */
static struct opened_file *weighty_picture(const struct check_node *at)
{
    const char *source = html_attribute(at->node, "src");
    const struct opened_file *file = source != NULL ? check_address_file(at->check, source) : NULL;
    return file != NULL && file->size > PICTURE_LARGE ? opened_find(at->check->opened, file->path)
                                                      : NULL;
}

static const char *shown_fault(const struct check_node *at)
{
    long shown = shown_width(at);
    struct opened_file *file = shown > 0 ? weighty_picture(at) : NULL;
    const struct media_facts *facts = file != NULL ? check_facts(at->check, file) : NULL;
    return facts != NULL && facts->width / SHARP > (unsigned long)shown
               ? arena_print(at->check->scratch,
                             "the picture is %" PRIu32 " pixels wide and shown at %ld, and has "
                             "%" PRIu64 " kB",
                             facts->width, shown, file->size / 1000)
               : NULL;
}

static size_t count_script_addresses(const struct html_node *node)
{
    static const char *const ATTRIBUTES[] = {"href", "src", "action", "formaction", "data"};
    size_t count = 0;
    for (size_t i = 0; i < sizeof ATTRIBUTES / sizeof *ATTRIBUTES; i++) {
        const char *value = html_attribute(node, ATTRIBUTES[i]);
        count += value != NULL && check_is_script_address(value);
    }
    return count;
}

/* Told once a page: there may be hundreds. */
static void look_for_inline_scripts(const struct check *check, const struct check_rule *rule)
{
    const struct html_document *document = check_html(check);
    size_t scripts = 0;
    size_t handlers = 0;
    size_t addresses = 0;
    size_t line = 0;
    for (size_t i = 0; i < document->count; i++) {
        const struct html_node *node = &document->nodes[i];
        scripts += check_runs(node) && html_attribute(node, "src") == NULL;
        handlers += check_count_handlers(node);
        addresses += count_script_addresses(node);
        line = line == 0 && scripts + handlers + addresses > 0 ? node->line : line;
    }
    if (scripts + handlers + addresses > 0) {
        check_found(check, rule, check_line(check, line),
                    "script stands in the page itself: %zu in elements, %zu in event handlers, "
                    "%zu in 'javascript:' addresses",
                    scripts, handlers, addresses);
    }
}

static const struct check_rule RULES[] = {
    {.id = "H-doctype",
     .severity = CHECK_NOTE,
     .title = "Pages have the document type of HTML",
     .why = "Without it browsers show the page as those of the nineties did, each otherwise.",
     .remedy = "Begin the page with <!DOCTYPE html>.",
     .source = HTML "syntax.html#the-doctype",
     .look = look_at_document_type},
    {.id = "H-charset",
     .severity = CHECK_WARNING,
     .title = "Pages say their encoding in the first 1024 bytes",
     .why = "LMSs and browsers guess otherwise, and accents and quotes turn into other letters.",
     .remedy = "Put <meta charset=\"utf-8\"> first into the head, and save the file as UTF-8.",
     .source = HTML "semantics.html#charset",
     .look = look_at_charset},
    {.id = "H-encoding",
     .severity = CHECK_WARNING,
     .title = "Pages are in the encoding that they declare",
     .why = "Browsers show a question mark in a diamond for each letter that is not.",
     .remedy = "Save the file as UTF-8.",
     .source = HTML "semantics.html#charset",
     .look = look_at_encoding},
    {.id = "H-base",
     .severity = CHECK_WARNING,
     .title = "No page has a base address",
     .why =
         "LMSs serve a package from addresses of their own; files are then looked for elsewhere.",
     .remedy = "Remove the <base> element, and write addresses from the page's own folder.",
     .source = HTML "semantics.html#the-base-element",
     CHECK_NODES(base_fault, "base")},
    {.id = "H-refresh",
     .severity = CHECK_WARNING,
     .title = "No page leaves itself after a time",
     .why = "Who reads slowly loses it, and tracking ends with it.",
     .remedy = "Let the learner go on with a button.",
     .source = "WCAG 2.2, 2.2.1 Timing Adjustable",
     CHECK_NODES(refresh_fault, "meta")},
    {.id = "H-redirect",
     .severity = CHECK_NOTE,
     .title = "No page only leads to another",
     .why = "Parameters that an LMS gives with the launch are lost on the way.",
     .remedy = "Have the manifest launch the page that it leads to.",
     .source = HTML "semantics.html#attr-meta-http-equiv-refresh",
     CHECK_NODES(redirect_fault, "meta")},
    {.id = "H-top",
     .severity = CHECK_WARNING,
     .title = "Nothing takes the place of the LMS's own page",
     .why = "A course lies in a frame; with the LMS's page goes the tracking, and browsers or "
            "the frame's sandbox may refuse it.",
     .remedy = "Use target=\"_self\", or \"_blank\" for another site.",
     .source = "https://html.spec.whatwg.org/multipage/document-sequences.html",
     CHECK_NODES(target_fault, "a", "area", "form", "base")},
    {.id = "H-plugin",
     .severity = CHECK_WARNING,
     .title = "Nothing needs a plug-in",
     .why = "No browser plays Flash, Java or Silverlight any more.",
     .remedy = "Convert it to video or HTML, or publish the course anew with its authoring tool.",
     .source = "https://www.adobe.com/products/flashplayer/end-of-life.html",
     CHECK_NODES(plugin_fault, "object", "embed", "applet")},
    {.id = "H-form",
     .severity = CHECK_WARNING,
     .title = "No form sends what is entered to another site",
     .why = "NHS networks may block it, and nobody agreed to what happens with the data there.",
     .remedy = "Keep it in the LMS, or link to the other site's own form.",
     .source = "UK GDPR, article 5(1)(b)",
     CHECK_NODES(form_fault, "form", "button", "input")},
    {.id = "H-data",
     .severity = CHECK_NOTE,
     .title = "Large files stand beside a page, not in it",
     .why = "The page cannot be shown before all of it is there, and nothing of it is cached.",
     .remedy = "Put the file into the package, and refer to it.",
     .source = "https://www.rfc-editor.org/rfc/rfc2397",
     CHECK_ALL_NODES(data_fault)},
    {.id = "H-shown",
     .severity = CHECK_NOTE,
     .title = "Pictures are not much larger than they are shown",
     .why = "Learners wait for pixels that no screen shows, and LMSs limit a package's size.",
     .remedy = "Save the picture twice as wide as the page shows it.",
     .source = HTML "images.html#adaptive-images",
     CHECK_NODES(shown_fault, "img")},
    {.id = "H-inline",
     .severity = CHECK_NOTE,
     .title = "Scripts stand in files of their own",
     .why = "An LMS with a content security policy, or one that cleans pages, does not run what "
            "stands in the page.",
     .remedy = "Move it into a .js file; add event handlers there.",
     .source = "https://www.w3.org/TR/CSP3/",
     .look = look_for_inline_scripts},
    {0},
};

extern const struct check_family CHECK_HTML_FAMILY;
const struct check_family CHECK_HTML_FAMILY = {
    .name = "html",
    .title = "Pages",
    .wants = check_is_html,
    .prepare = check_prepare_html,
    .rules = RULES,
};
