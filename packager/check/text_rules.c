/* SPDX-License-Identifier: Apache-2.0 */

/* Pages, style sheets and scripts that cannot be looked through as a whole, and where that ends:
 * what all other rules about them say ends there too. */
#include "check/addresses.h"
#include "check/rule.h"

#include "base/arena.h"
#include "opened/opened.h"

#include <inttypes.h>
#include <string.h>

#define HTML "https://html.spec.whatwg.org/multipage/"

static bool is_markup(const struct opened_file *file)
{
    return check_is_html(file) || check_is_svg(file);
}

static bool wants(const struct opened_file *file)
{
    return is_markup(file) || check_is_style(file) || check_is_script(file);
}

static void look_at_size(const struct check *check, const struct check_rule *rule)
{
    if (check->file->size > OPENED_TEXT_MAX) {
        check_found(check, rule, check_line(check, 0),
                    "it has %" PRIu64 " bytes, and was not looked into", check->file->size);
    }
}

static bool is_utf16(struct text text)
{
    return text_starts_with(text, "\xFE\xFF") || text_starts_with(text, "\xFF\xFE");
}

static void look_at_encoding(const struct check *check, const struct check_rule *rule)
{
    struct text text;
    if (check_text(check, &text) && is_utf16(text)) {
        check_found(check, rule, check_line(check, 0), "it is in UTF-16, and was not looked into");
    }
}

static void look_for_nul(const struct check *check, const struct check_rule *rule)
{
    struct text text;
    bool is_text = check_text(check, &text) && !is_utf16(text);
    const char *nul = is_text ? memchr(text.data, '\0', text.length) : NULL;
    size_t line = 1;
    for (const char *at = text.data; nul != NULL && at < nul; at++) {
        line += *at == '\n';
    }
    if (nul != NULL) {
        check_found(check, rule, check_line(check, line), "it holds a NUL byte");
    }
}

/* The file as markup; NULL if it is none, or cannot be had. */
static const struct html_document *markup(const struct check *check)
{
    return is_markup(check->file) ? check_html(check) : NULL;
}

static void look_for_rest(const struct check *check, const struct check_rule *rule)
{
    const struct html_document *document = markup(check);
    if (document != NULL && document->cut_line > 0) {
        check_found(check, rule, check_line(check, document->cut_line),
                    "it has more than %d elements, texts and attributes; what follows was not "
                    "looked at",
                    HTML_NODES_MAX);
    }
}

static void look_at_depth(const struct check *check, const struct check_rule *rule)
{
    const struct html_document *document = markup(check);
    if (document != NULL && document->deep_line > 0) {
        check_found(check, rule, check_line(check, document->deep_line),
                    "more than %d elements are within one another", HTML_DEPTH_MAX);
    }
}

static void look_for_end(const struct check *check, const struct check_rule *rule)
{
    const struct html_document *document = markup(check);
    if (document != NULL && document->unended != NULL) {
        check_found(check, rule, check_line(check, document->unended_line),
                    "a %s begins here and never ends", document->unended);
    }
}

static const struct check_rule RULES[] = {
    {.id = "H-large",
     .severity = CHECK_WARNING,
     .title = "A page, style sheet or script has at most 16 MiB",
     .why = "Nothing is shown before all of it is there, which on a ward's network takes minutes; "
            "and nobody looked whether it is in order.",
     .remedy = "Put pictures and films into files of their own, and split what remains.",
     .source = "NHS pain point 9: upload limits and weight",
     .look = look_at_size},
    {.id = "H-utf16",
     .severity = CHECK_WARNING,
     .title = "Text is in UTF-8",
     .why =
         "In UTF-16 filters of LMSs do not see what browsers do; no other rule about its content "
         "was asked.",
     .remedy = "Save the file as UTF-8.",
     .source = HTML "semantics.html#charset",
     .look = look_at_encoding},
    {.id = "H-nul",
     .severity = CHECK_WARNING,
     .title = "Text holds no NUL bytes",
     .why = "The file is damaged, or is something else than its name says.",
     .remedy = "Save it anew, or take it out.",
     .source = HTML "parsing.html#parse-error-unexpected-null-character",
     .look = look_for_nul},
    {.id = "H-parts",
     .severity = CHECK_WARNING,
     .title = "A page has at most half a million parts",
     .why = "Browsers grow slow or give up; and nobody looked whether the rest is in order.",
     .remedy = "Make several pages of it.",
     .source = HTML "parsing.html",
     .look = look_for_rest},
    {.id = "H-deep",
     .severity = CHECK_WARNING,
     .title = "At most 256 elements are within one another",
     .why = "Browsers put what is deeper beside instead of into, so the page looks otherwise than "
            "meant; most often an end tag is missing again and again.",
     .remedy = "Add the end tags.",
     .source = HTML "parsing.html",
     .look = look_at_depth},
    {.id = "H-unended",
     .severity = CHECK_WARNING,
     .title = "Comments, tags and scripts end",
     .why = "All that follows belongs to it, and is not shown.",
     .remedy = "End it; if the file was cut off, put the whole one in.",
     .source = HTML "parsing.html#parse-error-eof-in-comment",
     .look = look_for_end},
    {0},
};

extern const struct check_family CHECK_TEXT_FAMILY;
const struct check_family CHECK_TEXT_FAMILY = {
    .name = "text",
    .title = "Whether pages, style sheets and scripts can be looked into",
    .wants = wants,
    .rules = RULES,
};
