/* SPDX-License-Identifier: Apache-2.0 */

/* Whether screen readers can read PDFs: what their catalogues say, by libqpdf. A PDF that cannot be
 * opened, or not without a password, is not judged. */
#include "check/rule.h"

#include "base/arena.h"
#include "opened/opened.h"

#include <qpdf/qpdf-c.h>
#include <string.h>
#include <strings.h>

struct pdf_claims {
    bool is_tagged;
    bool has_language;
    bool has_title;
    bool shows_title; /* instead of the file's name */
};

static bool is_pdf(const struct opened_file *file)
{
    static const char SUFFIX[] = ".pdf";
    size_t length = strlen(file->path);
    return length >= strlen(SUFFIX) &&
           strcasecmp(file->path + length - strlen(SUFFIX), SUFFIX) == 0;
}

static qpdf_oh member(qpdf_data qpdf, qpdf_oh object, const char *key)
{
    return qpdf_oh_is_dictionary(qpdf, object) != 0 ? qpdf_oh_get_key(qpdf, object, key)
                                                    : qpdf_oh_new_null(qpdf);
}

static bool is_true(qpdf_data qpdf, qpdf_oh object)
{
    return qpdf_oh_is_bool(qpdf, object) != 0 && qpdf_oh_get_bool_value(qpdf, object) != 0;
}

static bool has_words(qpdf_data qpdf, qpdf_oh object)
{
    return qpdf_oh_is_string(qpdf, object) != 0 && qpdf_oh_get_utf8_value(qpdf, object)[0] != '\0';
}

static void read_claims(qpdf_data qpdf, struct pdf_claims *out)
{
    qpdf_oh root = qpdf_get_root(qpdf);
    qpdf_oh tree = member(qpdf, root, "/StructTreeRoot");
    qpdf_oh marks = member(qpdf, root, "/MarkInfo");
    qpdf_oh preferences = member(qpdf, root, "/ViewerPreferences");
    qpdf_oh information = member(qpdf, qpdf_get_trailer(qpdf), "/Info");
    *out = (struct pdf_claims){
        .is_tagged =
            qpdf_oh_is_dictionary(qpdf, tree) != 0 && is_true(qpdf, member(qpdf, marks, "/Marked")),
        .has_language = has_words(qpdf, member(qpdf, root, "/Lang")),
        .has_title = has_words(qpdf, member(qpdf, information, "/Title")),
        .shows_title = is_true(qpdf, member(qpdf, preferences, "/DisplayDocTitle")),
    };
}

static const void *prepare(const struct check *check)
{
    struct text text;
    if (!check_text(check, &text) || !text_starts_with(text, "%PDF-")) {
        return NULL;
    }
    struct pdf_claims *claims = NULL;
    qpdf_data qpdf = qpdf_init();
    qpdf_silence_errors(qpdf);
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    if ((qpdf_read_memory(qpdf, "pdf", text.data, text.length, NULL) & QPDF_ERRORS) == 0) {
        claims = ARENA_NEW(check->scratch, struct pdf_claims);
        read_claims(qpdf, claims);
    }
    if (qpdf_has_error(qpdf) != 0) {
        (void)qpdf_get_error(qpdf); /* which libqpdf otherwise tells by itself at the end */
        claims = NULL;
    }
    qpdf_cleanup(&qpdf);
    return claims;
}

static void look_at_tags(const struct check *check, const struct check_rule *rule)
{
    const struct pdf_claims *claims = check->prepared;
    if (!claims->is_tagged) {
        check_found(check, rule, check_line(check, 0), "it has no tags");
    }
}

static void look_at_language(const struct check *check, const struct check_rule *rule)
{
    const struct pdf_claims *claims = check->prepared;
    if (!claims->has_language) {
        check_found(check, rule, check_line(check, 0), "it does not say its language");
    }
}

static void look_at_title(const struct check *check, const struct check_rule *rule)
{
    const struct pdf_claims *claims = check->prepared;
    if (!claims->has_title || !claims->shows_title) {
        check_found(check, rule, check_line(check, 0),
                    claims->has_title ? "it has a title, but lets the file's name be shown"
                                      : "it has no title");
    }
}

static const struct check_rule RULES[] = {
    {.id = "PDF-tags",
     .severity = CHECK_WARNING,
     .title = "A PDF is tagged",
     .why = "Screen readers have to guess what is a heading, a list or a table, and in which order "
            "it is read.",
     .remedy = "Export it again as a tagged PDF, or write it in Markdown and let the build print "
               "it; or give the same as a web page.",
     .source = "WCAG 2.2, 1.3.1 Info and Relationships; PDF/UA-1, 7.1",
     .look = look_at_tags},
    {.id = "PDF-language",
     .severity = CHECK_WARNING,
     .title = "A PDF says its language",
     .why = "Screen readers speak it with the sounds of another one.",
     .remedy = "Set the language in the program that it was written with, and export it again.",
     .source = "WCAG 2.2, 3.1.1 Language of Page; PDF/UA-1, 7.2",
     .look = look_at_language},
    {.id = "PDF-title",
     .severity = CHECK_NOTE,
     .title = "A PDF shows its title",
     .why = "Learners who have several windows open are told the name of a file instead.",
     .remedy = "Give it a title, and let the window show it, where documents' properties are set.",
     .source = "WCAG 2.2, 2.4.2 Page Titled; PDF/UA-1, 7.1",
     .look = look_at_title},
    {0},
};

extern const struct check_family CHECK_PDF_FAMILY;
const struct check_family CHECK_PDF_FAMILY = {
    .name = "pdf",
    .title = "PDFs for those who cannot see them",
    .wants = is_pdf,
    .prepare = prepare,
    .rules = RULES,
};
