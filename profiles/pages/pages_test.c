/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of what pages say. How they look is held by conformance-tests/browser. */
#include "pages/pages.h"

#include "pages/pages_fixture.h"

#define ID "https://example.org/p"
#define NAMES(label) \
    "\"prefLabel\":{\"en\":\"" label "\"},\"definition\":{\"en\":\"It is " label ".\"}"
#define PART(id, type, label) \
    "{\"id\":\"" ID id "\",\"type\":\"" type "\",\"inScheme\":\"" ID "/v1\"," NAMES(label)
#define VERB(id, label) PART(id, "Verb", label) "}"

static void a_term_tells_its_label_definition_iri_and_version(void **state)
{
    const struct site *site = read_site(*state, ",\"concepts\":[" VERB("/verbs/ran", "ran") "]}");
    const char *page = page_of(*state, site, ID "/verbs/ran");
    assert_has(page, "<bdi>ran</bdi></h1>");
    assert_has(page, "<p><bdi>It is ran.</bdi></p>");
    assert_has(page, "<code>" ID "/verbs/ran</code>");
    assert_has(page, "<a href=\"../v1.html\"><bdi>v1</bdi></a>");
    assert_has(page, "<link rel=\"stylesheet\" href=\"../style.css\">");
    assert_lacks(page, "Deprecated");
}

static void a_deprecated_term_says_so_and_what_to_use_instead(void **state)
{
    const struct site *site = read_site(
        *state, ",\"concepts\":[" VERB("/ran", "ran") "," PART(
                    "/run", "Verb", "run") ",\"deprecated\":true,\"related\":[\"" ID "/ran\"]}]}");
    const char *page = page_of(*state, site, ID "/run");
    assert_has(page, "Deprecated</h2>");
    assert_has(page, "Instead of it</dt><dd class=\"nhsuk-summary-list__value\">"
                     "<a href=\"ran.html\"><bdi>ran</bdi></a>");
    assert_has(page_of(*state, site, ID "/ran"), "<li><a href=\"run.html\"><bdi>run</bdi></a>");
    assert_has(page_of(*state, site, NULL), "nhsuk-tag--red\">Deprecated");
}

static void each_language_is_told_and_marked(void **state)
{
    const struct site *site = read_site(
        *state, ",\"concepts\":[{\"id\":\"" ID "/ran\",\"type\":\"Verb\",\"inScheme\":\"" ID
                "/v1\",\"prefLabel\":{\"de\":\"lief\",\"en-GB\":\"ran\"},\"definition\":{\"de\":"
                "\"Er lief.\",\"en-GB\":\"He ran.\",\"\\\"x\":\"?\"}}]}");
    const char *page = page_of(*state, site, ID "/ran");
    assert_has(page, "<bdi>ran</bdi></h1>");
    assert_has(page, "de</span> <bdi lang=\"de\">Er lief.</bdi>");
    assert_has(page, "en-GB</span> <bdi>He ran.</bdi>");
    assert_has(page, "&quot;x</span> <bdi>?</bdi>");
}

static void a_term_without_label_is_called_by_the_end_of_its_iri(void **state)
{
    const struct site *site =
        read_site(*state, ",\"concepts\":[{\"id\":\"" ID "/verbs/ran/\",\"type\":\"Verb\"}]}");
    assert_string_equal(site_find(site, ID "/verbs/ran/")->label.text, "ran/");
}

static void an_extension_tells_what_its_value_must_be(void **state)
{
    const struct site *site = read_site(
        *state,
        ",\"concepts\":[" PART(
            "/x", "ContextExtension",
            "x") ",\"recommendedVerbs\":[\""
                 "http://example.net/verb\"],\"inlineSchema\":\"{\\\"type\\\":\\\"object\\\","
                 "\\\"required\\\":[\\\"a\\\"],\\\"properties\\\":{\\\"a\\\":{\\\"enum\\\":[1,"
                 "\\\"<\\\"]}},\\\"additionalProperties\\\":false,\\\"minProperties\\\":1}\"}]}");
    const char *page = page_of(*state, site, ID "/x");
    assert_has(page, "<a href=\"http://example.net/verb\">http://example.net/verb</a>");
    assert_has(page, "<li>Its type is: object</li>");
    assert_has(page, "<li>Must have: <code>&quot;a&quot;</code></li>");
    assert_has(page, "<code>a</code>:\n<ul>\n<li>It is one of: <code>1</code>, "
                     "<code>&quot;&lt;&quot;</code></li>");
    assert_has(page, "<li>Any other member: none is allowed</li>");
    assert_has(page, "<li>And what <code>minProperties</code> asks</li>");
    assert_has(page, "  &quot;minProperties&quot;: 1\n}</code></pre>");
}

#define TEMPLATE(id, rest) PART(id, "StatementTemplate", "t") rest "}"

static void a_template_tells_which_statements_it_is_about(void **state)
{
    const struct site *site =
        read_site(*state, ",\"concepts\":[" VERB("/ran", "ran") "],\"templates\":[" TEMPLATE(
                              "/t", ",\"verb\":\"" ID "/ran\",\"contextCategoryActivityType\":[\""
                                    "urn:a:b\"]") "," TEMPLATE("/all", "") "]}");
    const char *page = page_of(*state, site, ID "/t");
    assert_has(page, "Verb</dt><dd class=\"nhsuk-summary-list__value\">"
                     "<a href=\"ran.html\"><bdi>ran</bdi></a></dd>");
    assert_has(page, "Category activities of type</dt><dd class=\"nhsuk-summary-list__value\">"
                     "<code>urn:a:b</code></dd>");
    assert_has(page_of(*state, site, ID "/all"), "<p>All: it has no determining property.</p>");
    assert_has(page_of(*state, site, ID "/ran"), "<a href=\"t.html\"><bdi>t</bdi></a> (Statement");
}

static const struct rule_row {
    const char *rule;
    const char *words;
} RULE_ROWS[] = {
    {"\"location\":\"$.result.score\",\"presence\":\"included\"",
     "<h3>result › score</h3>\n<p><strong>It must be there.</strong></p>"},
    {"\"location\":\"$\",\"presence\":\"excluded\"",
     "the whole of it</h3>\n<p><strong>It must not be there.</strong></p>"},
    {"\"location\":\"$.a\",\"presence\":\"recommended\"",
     "<strong>It should be there</strong>, and may be left out."},
    {"\"location\":\"$.a\",\"any\":[true]",
     "<p>At least one of its values must be <code>true</code>.</p>"},
    {"\"location\":\"$.a\",\"all\":[1,\"<\"]",
     "<p>Each of its values must be one of:</p>\n<ul><li><code>1</code></li>\n"
     "<li><code>&quot;&lt;&quot;</code></li>\n</ul>"},
    {"\"location\":\"$.a\",\"none\":[\"" ID "/ran\"]",
     "<p>None of its values may be <a href=\"ran.html\"><bdi>ran</bdi></a>.</p>"},
    {"\"location\":\"$.extensions['" ID "/ran']\",\"presence\":\"included\"",
     "extensions › <a href=\"ran.html\"><bdi>ran</bdi></a></h3>"},
    {"\"location\":\"a[*][0,2]..['b c'] | $.d\",\"presence\":\"included\"",
     "a › each › number 1 or number 3 › anywhere below › b c, and d</h3>"},
    {"\"location\":\"a[*][0,2]..['b c'] | $.d\",\"presence\":\"included\"",
     "<code>$.a[*][0, 2]..['b c'] | $.d</code>"},
    {"\"location\":\"$.a\",\"selector\":\"$.b\",\"presence\":\"included\"",
     "<p>In each of these: b</p>"},
    {"\"location\":\"$.a\",\"selector\":\"$.b\",\"presence\":\"included\"",
     "Path: <code>$.a</code>, then <code>$.b</code></p>"},
    {"\"location\":\"$.a\",\"presence\":\"included\",\"scopeNote\":{\"en\":\"Because <it> is.\"}",
     "<p><bdi>Because &lt;it&gt; is.</bdi></p>"},
};

static void each_rule_is_told_in_plain_words(void **state)
{
    for (size_t i = 0; i < sizeof RULE_ROWS / sizeof *RULE_ROWS; i++) {
        struct case_file *made = *state;
        const char *parts =
            arena_print(made->arena,
                        ",\"concepts\":[" VERB("/ran", "ran") "],\"templates\":[" TEMPLATE(
                            "/t", ",\"rules\":[{%s}]") "]}",
                        RULE_ROWS[i].rule);
        const struct site *site = read_site(made, parts);
        assert_has(page_of(made, site, ID "/t"), RULE_ROWS[i].words);
    }
}

#define PATTERN(id, operator, members) \
    PART(id, "Pattern", "p" id) ",\"primary\":true,\"" operator"\":" members "}"

static void a_pattern_is_shown_with_what_is_in_it(void **state)
{
    const struct site *site =
        read_site(*state, ",\"templates\":[" TEMPLATE("/t", "") "],\"patterns\":[" PATTERN(
                              "/out", "sequence",
                              "[\"" ID "/in\",\"urn:a:b\"]") "," PATTERN("/in", "zeroOrMore",
                                                                         "\"" ID "/t\"") "]}");
    assert_has(page_of(*state, site, ID "/out"),
               "All of these, in this order:</p>\n<ol class=\"pages-members\">\n"
               "<li><a href=\"in.html\"><bdi>p/in</bdi></a>"
               "<p class=\"pages-operator\">Any number of times, or not at all:</p>\n"
               "<ul class=\"pages-members\">\n<li><a href=\"t.html\"><bdi>t</bdi></a></li>\n</ul>\n"
               "</li>\n<li><code>urn:a:b</code></li>\n</ol>");
    assert_has(page_of(*state, site, ID "/in"), "<a href=\"out.html\"><bdi>p/out</bdi></a> (Pat");
    assert_has(page_of(*state, site, ID "/t"), "<a href=\"in.html\"><bdi>p/in</bdi></a> (Pattern)");
}

/* Each pattern twice in the one before it: written out, as many as a power of two. */
static void patterns_in_patterns_are_shown_to_a_limit(void **state)
{
    struct case_file *made = *state;
    AUTO(buffer_finish) struct buffer parts = BUFFER_INIT(1 << 20);
    buffer_add_string(&parts, ",\"templates\":[" TEMPLATE("/p40", "") "],\"patterns\":[");
    for (int i = 0; i < 40; i++) {
        buffer_print(&parts,
                     "%s{\"id\":\"" ID "/p%d\",\"type\":\"Pattern\",\"primary\":false,"
                     "\"sequence\":[\"" ID "/p%d\",\"" ID "/p%d\"]}",
                     i > 0 ? "," : "", i, i + 1, i + 1);
    }
    buffer_add_string(&parts, "]}");
    const struct site *site = read_site(made, parts.data);
    const char *page = page_of(made, site, ID "/p0");
    size_t count = 0;
    for (const char *item = strstr(page, "<li>"); item != NULL; item = strstr(item + 1, "<li>")) {
        count++;
    }
    assert_in_range(count, 60, 160);
}

static void fragments_are_found_where_their_document_is(void **state)
{
    const struct site *site =
        read_site(*state, ",\"concepts\":[" VERB("#a", "a") "," VERB("/verbs#b", "b") "," VERB(
                              "/c", "c") "," VERB("/c#d", "d") "," VERB("#main", "main") "]}");
    const char *index = page_of(*state, site, NULL);
    assert_has(index, "<dt id=\"a\" class=\"nhsuk-summary-list__key\"><a href=\"a.html\">");
    assert_lacks(index, "<dt id=\"main\"");
    assert_string_equal(site_find(site, ID "/verbs")->path, "verbs.html");
    assert_has(page_of(*state, site, ID "/verbs"), "<li id=\"b\"><a href=\"verbs/b.html\">");
    assert_has(page_of(*state, site, ID "/c"), "<li id=\"d\"><a href=\"c/d.html\">");
    assert_null(site_find(site, ID "/c/d"));
}

static void the_index_has_every_term_by_kind(void **state)
{
    const struct site *site = read_site(
        *state,
        ",\"concepts\":[" VERB("/ran", "ran") "," PART(
            "/y", "ActivityType",
            "y") "}],\"templates\":[" TEMPLATE("/t",
                                               "") "],\"patterns\":[" PATTERN("/p", "optional",
                                                                              "\"" ID "/t\"") "]}");
    const char *page = page_of(*state, site, NULL);
    assert_has(page, ">Verbs (1)</a>");
    assert_has(page, ">Activity types (1)</a>");
    assert_has(page, ">Statement templates (1)</a>");
    assert_has(page, ">Patterns (1)</a>");
    assert_lacks(page, "Result extensions");
    assert_has(page, "<a href=\"p.html\"><bdi>p/p</bdi></a> <strong class=\"nhsuk-tag\">Primary");
    assert_has(page, "<a href=\"v1.html\"><bdi>v1</bdi></a>, made 2026-01-01T00:00:00Z");
    assert_has(page, "<a href=\"profile.jsonld\">");
    assert_has(page_of(*state, site, ID "/v1"), "<a href=\"p.html\"><bdi>p/p</bdi></a> (Pattern)");
}

#define EVIL "</title><img src=x onerror=alert(1)>\\\"'&\\u0007\\u202e"

/* Each text that a profile may give, with markup in it. */
static const char HOSTILE[] = ",\"concepts\":[" PART(
    "/c", "ContextExtension",
    EVIL) ",\"recommendedVerbs\":[\"" ID
          "/c\",\"javascript:alert(1)\"],\"inlineSchema\":{\"title\":\"" EVIL "\",\"enum\":[\"" EVIL
          "\"],\"properties\":{\"" EVIL "\":{\"const\":{\"" EVIL "\":1}}},\"" EVIL "\":1}}," PART(
              "/s", "StateResource",
              EVIL) ",\"contentType\":\"" EVIL
                    "\",\"context\":\"javascript:alert(1)\"}," PART(
                        "/a", "Activity",
                        EVIL) ",\"activityDefinition\":{\"" EVIL "\":\"" EVIL "\"}}],"
                              "\"templates\":[" TEMPLATE(
                                  "/t",
                                  ",\"verb\":\"javascript:alert(1)\",\"rules\":[{\"location\":"
                                  "\"$['</title><img src=x "
                                  "onerror=alert(1)>']\",\"selector\":\"$['<img "
                                  "onerror=1>']\",\"any\":"
                                  "[\"" EVIL "\",\"x://" EVIL "\",{\"" EVIL
                                  "\":1}],\"scopeNote\":{\"" EVIL "\":\"" EVIL
                                  "\"}}]") "],\"patterns\":[" PATTERN("/p", "sequence",
                                                                      "[\"" ID "/t\",\"javascript:"
                                                                      "alert(1)\"]") "]}";

static void no_text_of_a_profile_becomes_markup(void **state)
{
    const struct site *site = read_site(*state, HOSTILE);
    assert_true(site->count >= 6);
    for (size_t i = 0; i <= site->count; i++) {
        const char *page = page_of(*state, site, i < site->count ? site->terms[i].id : NULL);
        assert_lacks(page, "<img");
        assert_lacks(page, "href=\"javascript:");
        assert_lacks(page, "\x07");
        assert_lacks(page, "\xE2\x80\xAE");
    }
    assert_has(page_of(*state, site, ID "/t"), "&lt;/title&gt;&lt;img src=x onerror=alert(1)&gt;");
}

static void a_profile_without_id_is_refused(void **state)
{
    struct case_file *made = *state;
    struct error error = {0};
    size_t count = 0;
    read_text(made, text_of("{}"));
    const struct pages_request request = {.profile = &made->profile, .folder = "pages_test-none"};
    assert_int_equal(pages_write(&request, made->arena, &count, &error), STATUS_INVALID);
    assert_has(error.message, "the profile has no id");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_case, drop_case)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_term_tells_its_label_definition_iri_and_version),
        TEST(a_deprecated_term_says_so_and_what_to_use_instead),
        TEST(each_language_is_told_and_marked),
        TEST(a_term_without_label_is_called_by_the_end_of_its_iri),
        TEST(an_extension_tells_what_its_value_must_be),
        TEST(a_template_tells_which_statements_it_is_about),
        TEST(each_rule_is_told_in_plain_words),
        TEST(a_pattern_is_shown_with_what_is_in_it),
        TEST(patterns_in_patterns_are_shown_to_a_limit),
        TEST(fragments_are_found_where_their_document_is),
        TEST(the_index_has_every_term_by_kind),
        TEST(no_text_of_a_profile_becomes_markup),
        TEST(a_profile_without_id_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
