/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of documents for paper: what screen readers find in the PDF (read back with libqpdf), the
 * web page, and what is refused. */
#include "print/print.h"

#include "base/arena.h"
#include "base/auto.h"
#include "base/buffer.h"
#include "base/file.h"
#include "cache/cache.h"

#include <glob.h>
#include <png.h>
#include <qpdf/qpdf-c.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { OUTLINE_MAX = 1 << 16 };

static enum status find_picture(void *context, const char *address, size_t line, const char **out,
                                struct error *error)
{
    (void)context;
    if (!file_exists(address)) {
        return FAIL(error, STATUS_INVALID, "p.md:%zu: no '%s'", line, address);
    }
    *out = address;
    return STATUS_OK;
}

static enum status check_term(void *context, const char *id, size_t line, struct error *error)
{
    (void)context;
    return strcmp(id, "pacing") == 0
               ? STATUS_OK
               : FAIL(error, STATUS_INVALID, "p.md:%zu: no term '%s'", line, id);
}

static struct cache *used_cache; /* by print() */

static enum status print(struct arena *arena, const char *markdown, struct printed *out,
                         struct error *error)
{
    const struct print_source source = {
        .cache = used_cache,
        .name = "p.md",
        .text = text_of(markdown),
        .line = 10,
        .title = "A <pack>",
        .subject = "All of it",
        .language = "en-GB",
        .find_picture = find_picture,
        .check_term = check_term,
    };
    return print_document(&source, arena, out, error);
}

static struct printed print_good(struct arena *arena, const char *markdown)
{
    struct printed printed = {0};
    struct error error = {0};
    if (print(arena, markdown, &printed, &error) != STATUS_OK) {
        fail_msg("%s: %s", markdown, error.message);
    }
    return printed;
}

/* ---- What is in a PDF, read back ---- */

static qpdf_data open_pdf(struct text pdf)
{
    qpdf_data qpdf = qpdf_init();
    qpdf_silence_errors(qpdf);
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    assert_int_equal(qpdf_read_memory(qpdf, "p.pdf", pdf.data, pdf.length, NULL), QPDF_SUCCESS);
    return qpdf;
}

static qpdf_oh member(qpdf_data qpdf, qpdf_oh object, const char *key)
{
    return qpdf_oh_get_key(qpdf, object, key);
}

/* The catalogue's member behind a path of keys. */
static qpdf_oh find(qpdf_data qpdf, const char *const *keys)
{
    qpdf_oh object = qpdf_get_root(qpdf);
    for (; *keys != NULL; keys++) {
        object = member(qpdf, object, *keys);
    }
    return object;
}
#define FIND(qpdf, ...) find((qpdf), (const char *const[]){__VA_ARGS__, NULL})

static void add_text(qpdf_data qpdf, qpdf_oh element, const char *key, struct buffer *out)
{
    qpdf_oh text = member(qpdf, element, key);
    if (qpdf_oh_is_string(qpdf, text)) {
        buffer_print(out, "[%s]", qpdf_oh_get_utf8_value(qpdf, text));
    }
}

static void add_element(qpdf_data qpdf, qpdf_oh element, struct buffer *out);

static void add_kids(qpdf_data qpdf, qpdf_oh element, struct buffer *out)
{
    qpdf_oh kids = member(qpdf, element, "/K");
    int count = qpdf_oh_get_array_n_items(qpdf, kids);
    buffer_add_string(out, count > 0 ? "(" : "");
    for (int i = 0; i < count; i++) {
        qpdf_oh kid = qpdf_oh_get_array_item(qpdf, kids, i);
        const char *type = qpdf_oh_get_name(qpdf, member(qpdf, kid, "/Type"));
        buffer_add_string(out, i > 0 ? " " : "");
        if (strcmp(type, "/MCR") == 0) {
            buffer_add_string(out, "-");
        } else if (strcmp(type, "/OBJR") == 0) {
            buffer_add_string(out, "@");
        } else {
            add_element(qpdf, kid, out);
        }
    }
    buffer_add_string(out, count > 0 ? ")" : "");
}

/* "P(- Link(- @))": an element's type, what stands for it, and its kids: "-" is a mark. */
static void add_element(qpdf_data qpdf, qpdf_oh element, struct buffer *out)
{
    buffer_add_string(out, qpdf_oh_get_name(qpdf, member(qpdf, element, "/S")) + 1);
    add_text(qpdf, element, "/Alt", out);
    add_text(qpdf, element, "/ActualText", out);
    qpdf_oh attributes = member(qpdf, element, "/A");
    if (qpdf_oh_has_key(qpdf, attributes, "/Scope")) {
        buffer_print(out, "[%s]", qpdf_oh_get_name(qpdf, member(qpdf, attributes, "/Scope")) + 1);
    }
    add_kids(qpdf, element, out);
}

static char *structure_of(const char *markdown)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    qpdf_data qpdf = open_pdf(print_good(arena, markdown).pdf);
    struct buffer out = BUFFER_INIT(OUTLINE_MAX);
    add_kids(qpdf, FIND(qpdf, "/StructTreeRoot"), &out);
    qpdf_cleanup(&qpdf);
    return out.data;
}

static int page_count(struct text pdf)
{
    qpdf_data qpdf = open_pdf(pdf);
    int count = qpdf_get_num_pages(qpdf);
    qpdf_cleanup(&qpdf);
    return count;
}

/* ---- Tests ---- */

struct row {
    const char *markdown;
    const char *result;
};

/* Behind "(Document(H1(-)", before "))". */
static const struct row STRUCTURES[] = {
    {"Words", "P(-)"},
    {"## A\n\n### B\n\n## C", "H2(-) H3(-) H2(-)"},
    {"A [*link* here](https://a.b) and", "P(- Link(- @ @) -)"},
    {"Name: ____ .", "P(- Span[(space to write in)](-) -)"},
    {"a [pace](glossary:pacing)", "P(-)"},
    {"____", "P(Span[(line to write on)](-))"},
    {"- a\n- b", "L(LI(Lbl(-) LBody(P(-))) LI(Lbl(-) LBody(P(-))))"},
    {"1. a\n   - b", "L(LI(Lbl(-) LBody(P(-) L(LI(Lbl(-) LBody(P(-)))))))"},
    {"- [ ] a\n- [x] b",
     "L(LI(Lbl[\xE2\x98\x90](-) LBody(P(-))) LI(Lbl[\xE2\x98\x92](-) LBody(P(-))))"},
    {"> - [ ] **a**", "BlockQuote(L(LI(Lbl[\xE2\x98\x90](-) LBody(P(-)))))"},
    {"| A | B |\n|---|---|\n| **x** | |\n",
     "Table(THead(TR(TH[Column](-) TH[Column](-))) TBody(TR(TH[Row](-) TD)))"},
    {"| | |\n|---|---|\n| x | y |\n", "Table(TBody(TR(TD(-) TD(-))))"},
    {"![A dot](dot.png)", "Figure[A dot](-)"},
    {"![A dot](dot.jpg \"The dot\")", "Figure[A dot](-) Caption(-)"},
    {"> [!DO] Walk\n> - far", "Div(P(-) L(LI(Lbl(-) LBody(P(-)))))"},
    {"> words", "BlockQuote(P(-))"},
    {"```\na\n b\n```", "P(Code(-))"},
    {"a\n\n***\n\nb", "P(-) P(-)"},
};

static void structure_follows_the_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof STRUCTURES / sizeof *STRUCTURES; i++) {
        AUTO(free) char *structure = structure_of(STRUCTURES[i].markdown);
        AUTO(buffer_finish) struct buffer expected = BUFFER_INIT(OUTLINE_MAX);
        buffer_print(&expected, "(Document(H1(-) %s))", STRUCTURES[i].result);
        assert_string_equal(structure, expected.data);
    }
}

static void paragraph_over_two_pages_is_one_element(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer markdown = BUFFER_INIT(1 << 20);
    for (int i = 0; i < 190; i++) {
        buffer_add_string(&markdown, "nine words that fill a page or two, again ");
    }
    AUTO(free) char *structure = structure_of(markdown.data);
    assert_string_equal(structure, "(Document(H1(-) P(- - -)))");
}

static void heads_of_columns_are_read_once_and_shown_on_each_page(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer markdown = BUFFER_INIT(1 << 20);
    buffer_add_string(&markdown, "| A |\n|---|\n");
    for (int i = 0; i < 100; i++) {
        buffer_add_string(&markdown, "| x |\n");
    }
    AUTO(free) char *structure = structure_of(markdown.data);
    assert_non_null(strstr(structure, "THead(TR(TH[Column](-))) TBody"));
    assert_null(strstr(strstr(structure, "TH["), "THead"));
}

static void pdf_says_what_it_is(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    qpdf_data qpdf = open_pdf(print_good(arena, "## One\n\nWords").pdf);
    assert_true(qpdf_oh_get_bool_value(qpdf, FIND(qpdf, "/MarkInfo", "/Marked")));
    assert_true(qpdf_oh_get_bool_value(qpdf, FIND(qpdf, "/ViewerPreferences", "/DisplayDocTitle")));
    assert_string_equal(qpdf_oh_get_utf8_value(qpdf, FIND(qpdf, "/Lang")), "en-GB");
    qpdf_oh information = member(qpdf, qpdf_get_trailer(qpdf), "/Info");
    assert_string_equal(qpdf_oh_get_utf8_value(qpdf, member(qpdf, information, "/Title")),
                        "A <pack>");
    assert_string_equal(qpdf_oh_get_utf8_value(qpdf, member(qpdf, information, "/Subject")),
                        "All of it");
    assert_false(qpdf_oh_has_key(qpdf, information, "/CreationDate"));
    assert_string_equal(
        qpdf_oh_get_utf8_value(qpdf, FIND(qpdf, "/Outlines", "/First", "/First", "/Title")), "One");
    qpdf_cleanup(&qpdf);
}

static void same_text_gives_same_bytes(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *markdown = "**a** [b](https://c.d)\n\n![A dot](dot.png)\n\n- [ ] d";
    struct printed one = print_good(arena, markdown);
    struct printed two = print_good(arena, markdown);
    assert_true(text_equals(one.pdf, two.pdf));
    assert_true(text_equals(one.html, two.html));
}

static void stars_begin_a_page(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    assert_int_equal(page_count(print_good(arena, "a\n\nb").pdf), 1);
    assert_int_equal(page_count(print_good(arena, "a\n\n***\n\nb").pdf), 2);
    assert_int_equal(page_count(print_good(arena, "***\n\na\n\n***").pdf), 2);
}

/* Behind the title, before "</main>". */
static const struct row PAGES[] = {
    {"A **b** *c* `d` & <e", "<p>A <strong>b</strong> <em>c</em> <code>d</code> &amp; &lt;e</p>\n"},
    {"a\\\nb", "<p>a<br>b</p>\n"},
    {"a ____ b",
     "<p>a <span class=\"print-blank\" role=\"img\" aria-label=\"space to write in\">&nbsp; "
     "&nbsp; &nbsp; &nbsp;</span> b</p>\n"},
    {"```\na\n b\n```", "<pre><code>a</code><br><code> b</code><br></pre>\n"},
    {"## A\n\n### B", "<h2>A</h2>\n<h3>B</h3>\n"},
    {"[a *b*](https://c.d?e&f)", "<p><a href=\"https://c.d?e&amp;f\">a <em>b</em></a></p>\n"},
    {"- a\n- b", "<ul class=\"nhsuk-list nhsuk-list--bullet\">\n<li>a</li>\n<li>b</li>\n</ul>\n"},
    {"7. a", "<ol class=\"nhsuk-list nhsuk-list--number\" start=\"7\">\n<li>a</li>\n</ol>\n"},
    {"- [x] a", "<ul class=\"nhsuk-list print-tasks\">\n<li class=\"print-task\"><label><input "
                "type=\"checkbox\" checked> a</label>\n</li>\n</ul>\n"},
    {"> [!DO]\n> - [ ] a",
     "<div class=\"print-do\"><p><strong>Do</strong></p>\n<ul class=\"nhsuk-list print-tasks\">\n"
     "<li class=\"print-task\"><label><input type=\"checkbox\"> a</label>\n</li>\n</ul>\n</div>\n"},
    {"| A | B |\n|---|--:|\n| **x** | |\n",
     "<div class=\"print-table\" role=\"group\" aria-label=\"table\" "
     "tabindex=\"0\">\n<table>\n<thead>\n<tr><th scope=\"col\">A</th><th scope=\"col\" "
     "class=\"print-right\">B</th>"
     "</tr>\n</thead>\n<tbody>\n<tr><th scope=\"row\"><strong>x</strong></th><td "
     "class=\"print-room\"></td></tr>\n</tbody>\n</table>\n</div>\n"},
    {"> [!WARNING]\n> a", "<div class=\"nhsuk-warning-callout\"><p "
                          "class=\"nhsuk-warning-callout__label\">Warning</p>\n<p>a</p>\n</div>\n"},
    {"> [!WARNING] Hot *now*\n> a",
     "<div class=\"nhsuk-warning-callout\"><p class=\"nhsuk-warning-callout__label\"><span "
     "class=\"nhsuk-u-visually-hidden\">Warning: </span>Hot <em>now</em></p>\n<p>a</p>\n</div>\n"},
    {"a [*pace*](glossary:pacing) b", "<p>a <em>pace</em> b</p>\n"},
    {"0. a", "<ol class=\"nhsuk-list nhsuk-list--number\" start=\"0\">\n<li>a</li>\n</ol>\n"},
    {"> [!DETAILS] More\n> a", "<details open><summary>More</summary>\n<p>a</p>\n</details>\n"},
    {"> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"},
    {"a\n\n---\n\nb", "<p>a</p>\n<hr class=\"print-break\">\n<p>b</p>\n"},
    {"____\n", "<div class=\"print-line\" role=\"img\" aria-label=\"line to write on\"></div>\n"},
    {"![A \"dot\"](dot.jpg \"C\")",
     "<figure class=\"nhsuk-image\"><img class=\"nhsuk-image__img\" alt=\"A &quot;dot&quot;\" "
     "width=\"3\" height=\"2\" src=\"data:image/jpeg;base64,/9j/wAALCAACAAMD//8=\"><figcaption "
     "class=\"nhsuk-image__caption\">C</figcaption></figure>\n"},
};

static void web_page_says_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof PAGES / sizeof *PAGES; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const char *html = print_good(arena, PAGES[i].markdown).html.data;
        const char *begin = strstr(html, "</h1>\n") + strlen("</h1>\n");
        const char *end = strstr(html, "</main>");
        assert_string_equal(arena_copy(arena, (struct text){begin, (size_t)(end - begin)}),
                            PAGES[i].result);
    }
}

static void web_page_stands_by_itself(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *html = print_good(arena, "![A dot](dot.png)\n").html.data;
    assert_non_null(strstr(html, "<html lang=\"en-GB\">"));
    assert_non_null(strstr(html, "<title>A &lt;pack&gt;</title>"));
    assert_non_null(strstr(html, "<style>"));
    assert_null(strstr(html, "<script"));
    assert_null(strstr(html, "<link"));
    assert_null(strstr(html, "src=\"h"));
    assert_null(strstr(html, "url(h"));
}

static const struct row REFUSED[] = {
    {"a\n\n# b", "p.md:12: a heading of level 1"},
    {"## a\n\n#### b", "p.md:12: a heading of level 4 follows one of level 2"},
    {"a\nb <b>c</b>", "p.md:11: HTML is not let through"},
    {"a\n\n<div>b</div>", "p.md:12: HTML is not let through"},
    {"a\nb [c](d.pdf)", "p.md:11: the link 'd.pdf' cannot be followed from paper"},
    {"[c](javascript:alert(1))", "p.md:10: the link 'javascript:alert(1)'"},
    {"a ![b](dot.png)", "p.md:10: a picture stands among words"},
    {"![](dot.png)", "p.md:10: the image 'dot.png' has no alternative text"},
    {"![a](none.png)", "p.md:10: no 'none.png'"},
    {"![a](fake.png)", "p.md:10: the picture 'fake.png' cannot be printed; use a JPEG or a PNG"},
    {"![a](cut.png)", "p.md:10: the picture 'cut.png' is damaged"},
    {"![a](press.jpg)", "p.md:10: the picture 'press.jpg' has the colours of printing presses"},
    {"![a](vast.jpg)", "p.md:10: the picture 'vast.jpg' has 65535 x 65535 pixels"},
    {"a\n\n> [!HINT]\n> b", "p.md:12: there is no callout '[!HINT]'"},
    {"> [!DETAILS]\n> b", "p.md:10: '[!DETAILS]' has no title"},
    {"> [!DO]\n> b", "p.md:10: '[!DO]' must hold one list"},
    {"a\n\n> [!NOTE]\n> b\n> \xE6\xBC\xA2", "p.md:14: the character '\xE6\xBC\xA2'"},
    {"a\n\n```\na\n\xE6\xBC\xA2\n```", "p.md:14: the character '\xE6\xBC\xA2'"},
    {"a\n\n| a |\n|---|\n| \xE6\xBC\xA2 |", "p.md:14: the character '\xE6\xBC\xA2'"},
    {"a\nb [c](glossary:none)", "p.md:11: no term 'none'"},
    {"> > > > > > > > > a", "stand within one another more than 8 deep"},
    {"a\n\n\xD8\xA7\n",
     "p.md:12: the character '\xD8\xA7' (U+0627) cannot be printed: it is written"},
    {"a\n\n- \xE6\xBC\xA2\n",
     "p.md:12: the character '\xE6\xBC\xA2' (U+6F22) cannot be printed: the"},
    {"a\n\n____\n\n***\n\n# b", "p.md:16: a heading of level 1"},
    {"|a|b|c|d|e|f|g|h|i|j|k|l|m|\n|-|-|-|-|-|-|-|-|-|-|-|-|-|\n", "more than 12 columns"},
};

static void what_paper_cannot_take_is_refused_by_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct printed printed = {0};
        struct error error = {0};
        assert_int_equal(print(arena, REFUSED[i].markdown, &printed, &error), STATUS_INVALID);
        if (strstr(error.message, REFUSED[i].result) == NULL) {
            fail_msg("row %zu: %s", i, error.message);
        }
    }
}

static void expect_refused(const struct buffer *markdown, const char *message)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct printed printed = {0};
    struct error error = {0};
    assert_int_equal(print(arena, markdown->data, &printed, &error), STATUS_INVALID);
    if (strstr(error.message, message) == NULL) {
        fail_msg("%s", error.message);
    }
}

static void more_pages_than_two_hundred_are_refused(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer markdown = BUFFER_INIT(1 << 20);
    for (int i = 0; i < PRINT_PAGES_MAX; i++) {
        buffer_add_string(&markdown, "a\n\n***\n\n");
    }
    AUTO(arena_destroy) struct arena *arena = arena_create();
    assert_int_equal(page_count(print_good(arena, markdown.data).pdf), PRINT_PAGES_MAX);
    buffer_add_string(&markdown, "b\n");
    expect_refused(&markdown, "p.md:1: the document has more than 200 pages");
    buffer_clear(&markdown);
    for (int i = 0; i < 9000; i++) {
        buffer_add_string(&markdown, "a\n\n"); /* told without setting them all */
    }
    expect_refused(&markdown, "the document has more than 200 pages");
}

static void row_higher_than_a_page_is_refused(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer markdown = BUFFER_INIT(1 << 20);
    buffer_add_string(&markdown, "| A |\n|---|\n| ");
    for (int i = 0; i < 1000; i++) {
        buffer_add_string(&markdown, "words and words ");
    }
    buffer_add_string(&markdown, "|\n");
    expect_refused(&markdown, "p.md:12: this row is higher than a page");
}

/* Each of these costs libqpdf about 16 KiB. */
static void more_parts_than_ten_thousand_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *begin;
        const char *part;
        const char *message;
    } PARTS[] = {
        {"", "[a](http:b)\n", "p.md:10009: here the document has more than 10000 paragraphs"},
        {"", "a ____\n", "p.md:10009: here the document has more than 10000 paragraphs"},
        {"| A |\n|---|\n", "| x |\n", "p.md:10010: here the document has more than 10000"},
        {"", "- a\n", "p.md:5009: here the document has more than 10000 paragraphs"},
    };
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        AUTO(buffer_finish) struct buffer markdown = BUFFER_INIT(1 << 20);
        buffer_add_string(&markdown, PARTS[i].begin);
        for (int j = 0; j <= PRINT_PARTS_MAX; j++) {
            buffer_add_string(&markdown, PARTS[i].part);
        }
        expect_refused(&markdown, PARTS[i].message);
    }
}

/* The time and memory of what joins the words of a heading must not grow by its square. */
static void heading_of_many_styles_is_cheap(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer markdown = BUFFER_INIT(1 << 20);
    buffer_add_string(&markdown, "## ");
    for (int i = 0; i < 30000; i++) {
        buffer_add_string(&markdown, "a *b* ");
    }
    AUTO(arena_destroy) struct arena *arena = arena_create();
    assert_in_range(page_count(print_good(arena, markdown.data).pdf), 60, 140);
}

static void word_wider_than_a_line_is_broken(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer markdown = BUFFER_INIT(1 << 20);
    for (int i = 0; i < 5000; i++) {
        buffer_add_string(&markdown, "w");
    }
    AUTO(arena_destroy) struct arena *arena = arena_create();
    assert_int_equal(page_count(print_good(arena, markdown.data).pdf), 3);
}

/* ---- Files ---- */

static void put(const char *name, const char *bytes, size_t length)
{
    assert_int_equal(file_write_atomically(name, (struct text){bytes, length}, NULL), STATUS_OK);
}

#define JPEG(height, width, components) \
    "\xFF\xD8\xFF\xC0\x00\x0B\x08" height width components "\xFF\xFF"
#define PUT(name, bytes) put((name), (bytes), sizeof(bytes) - 1)

/* ---- The cache ---- */

#define CACHE "print_test_cache"

static unsigned digit(char hex)
{
    return (unsigned)(hex <= '9' ? hex - '0' : hex - 'a' + 10);
}

/* The key that a piece's file is named after. */
static struct digest key_of(const char *path)
{
    struct digest key;
    path += strlen(CACHE "/");
    for (size_t i = 0; i < DIGEST_SIZE; i++) {
        const char *pair = path + 2 * i + (i > 0 ? 1 : 0);
        key.bytes[i] = (uint8_t)(digit(pair[0]) << 4 | digit(pair[1]));
    }
    return key;
}

/* Empties the cache; yields how many pieces were in it, and the key of the last one. */
static size_t empty_cache(struct digest *out_key)
{
    glob_t found = {0};
    (void)glob(CACHE "/*/*", 0, NULL, &found);
    size_t count = found.gl_pathc;
    for (size_t i = 0; i < count; i++) {
        *out_key = key_of(found.gl_pathv[i]);
        assert_int_equal(remove(found.gl_pathv[i]), 0);
    }
    globfree(&found);
    return count;
}

static void what_did_not_change_is_not_set_again(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(cache_close) struct cache *cache = NULL;
    assert_int_equal(cache_open(CACHE, 1 << 20, &cache, NULL), STATUS_OK);
    struct digest key;
    (void)empty_cache(&key);
    used_cache = cache;
    const char *markdown = "![A dot](dot.jpg)";
    struct printed first = print_good(arena, markdown);
    assert_int_equal(empty_cache(&key), 1);
    cache_put(cache, &key, text_of("kept"));
    assert_true(text_is(print_good(arena, markdown).pdf, "kept"));
    assert_false(text_is(print_good(arena, "![A blot](dot.jpg)").pdf, "kept"));
    PUT("dot.jpg", JPEG("\x00\x02", "\x00\x04", "\x03"));
    assert_false(text_is(print_good(arena, markdown).pdf, "kept"));
    PUT("dot.jpg", JPEG("\x00\x02", "\x00\x03", "\x03"));
    used_cache = NULL;
    assert_true(text_equals(print_good(arena, markdown).pdf, first.pdf));
}

/* ---- Pictures ---- */

static void put_png(void)
{
    static const unsigned char PIXELS[] = {255, 0, 0, 128};
    png_image image = {
        .version = PNG_IMAGE_VERSION, .width = 1, .height = 1, .format = PNG_FORMAT_RGBA};
    char bytes[1024];
    png_alloc_size_t size = sizeof bytes;
    assert_int_not_equal(png_image_write_to_memory(&image, bytes, &size, 0, PIXELS, 0, NULL), 0);
    put("dot.png", bytes, size);
    put("cut.png", bytes, size / 2);
}

static int put_pictures(void **state)
{
    (void)state;
    put_png();
    PUT("dot.jpg", JPEG("\x00\x02", "\x00\x03", "\x03"));
    PUT("press.jpg", JPEG("\x00\x02", "\x00\x03", "\x04"));
    PUT("vast.jpg", JPEG("\xFF\xFF", "\xFF\xFF", "\x03"));
    PUT("fake.png", "GIF89a");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(structure_follows_the_text),
        cmocka_unit_test(paragraph_over_two_pages_is_one_element),
        cmocka_unit_test(heads_of_columns_are_read_once_and_shown_on_each_page),
        cmocka_unit_test(pdf_says_what_it_is),
        cmocka_unit_test(same_text_gives_same_bytes),
        cmocka_unit_test(stars_begin_a_page),
        cmocka_unit_test(web_page_says_the_same),
        cmocka_unit_test(web_page_stands_by_itself),
        cmocka_unit_test(what_paper_cannot_take_is_refused_by_line),
        cmocka_unit_test(more_pages_than_two_hundred_are_refused),
        cmocka_unit_test(row_higher_than_a_page_is_refused),
        cmocka_unit_test(what_did_not_change_is_not_set_again),
        cmocka_unit_test(more_parts_than_ten_thousand_are_refused),
        cmocka_unit_test(heading_of_many_styles_is_cheap),
        cmocka_unit_test(word_wider_than_a_line_is_broken),
    };
    return cmocka_run_group_tests(tests, put_pictures, NULL);
}
