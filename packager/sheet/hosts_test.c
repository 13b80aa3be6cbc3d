/* SPDX-License-Identifier: Apache-2.0 */

/* Which hosts are found in files, and what is wanted of them. */
#include "sheet/hosts.h"

#include "base/arena.h"
#include "opened/opened.h"
#include "zip/zip_writer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const USES[] = {
    [HOST_NAMED] = "named", [HOST_LINKED] = "linked", [HOST_LOADED] = "loaded"};

/* "host use file, …" of a package. */
static const char *find(struct arena *arena, const struct zip_entry *entries, size_t count)
{
    struct opened *opened = NULL;
    const struct host *host = NULL;
    const char *list = "";
    assert_int_equal(opened_from_entries("p", entries, count, arena, &opened, NULL), STATUS_OK);
    assert_int_equal(hosts_find(opened, &host, NULL), STATUS_OK);
    for (; host != NULL; host = host->next) {
        list = arena_print(arena, "%s%s%s %s %s", list, list[0] != '\0' ? ", " : "", host->name,
                           USES[host->use], host->file);
    }
    return list;
}

static const struct row {
    const char *file;
    const char *content;
    const char *found;
} ROWS[] = {
    {"a.html", "<img src=\"https://CDN.Example.org:8443/x.png\">",
     "cdn.example.org:8443 loaded a.html"},
    {"a.html", "<a\nclass=x href='http://example.org/a?b'>", "example.org linked a.html"},
    {"a.html", "<abbr title='https://example.org'>", "example.org named a.html"},
    {"a.html", "<p>See https://example.org.</p>", "example.org named a.html"},
    {"a.HTM", "<iframe src=https://v.example.org>", "v.example.org loaded a.HTM"},
    {"a.js", "fetch(\"https://api.example.org/x\")", "api.example.org named a.js"},
    {"a.js", "s='<script src=\\\"https://api.example.org/x'", "api.example.org loaded a.js"},
    {"a.css", "body{background:url(https://f.example.org/a.png)}", "f.example.org loaded a.css"},
    {"a.svg", "<svg xmlns=\"https://ns.example.org/x\"><use href='https://u.example.org'/>",
     "u.example.org loaded a.svg"},
    /* Identifiers, and what is no address of a host. */
    {"a.js", "x('http://www.w3.org/2000/svg')", ""},
    {"a.html", "<img src='http://www.w3.org/logo.png'>", "www.w3.org loaded a.html"},
    {"a.js", "'https://' + host; 'ftp://example.org'; 'http://localhost/'", ""},
    {"imsmanifest.xml", "<a href='https://example.org/'>", ""},
    {"a.js", "://", ""},
    /* Our own course script: its links and pictures count, its IRIs do not. */
    {"course.0123abcd.js",
     "window.ibestPackage = {\"iri\":\"https://example.org/x\",\"html\":\"<a "
     "href=\\\"https://www.nice.org.uk/a\\\">\"}",
     "www.nice.org.uk linked course.0123abcd.js"},
    {"course.0123abcd.js", "window.ibestPackage = {\"online\":\"https://v.example.org/a.mp4\"}",
     "v.example.org linked course.0123abcd.js"},
    /* One host, several wishes. */
    {"a.html", "<a href='https://e.org'><img src='https://e.org/a'><a href='https://e.org'>",
     "e.org loaded a.html"},
};

static void hosts_are_told_by_what_is_wanted_of_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct zip_entry entry = {.name = ROWS[i].file, .content = text_of(ROWS[i].content)};
        const char *found = find(arena, &entry, 1);
        if (strcmp(found, ROWS[i].found) != 0) {
            fail_msg("%s: %s: '%s'", ROWS[i].file, ROWS[i].content, found);
        }
    }
}

static void the_file_that_wants_most_is_named(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct zip_entry entries[] = {
        {.name = "a.html", .content = text_of("<a href='https://e.org'>")},
        {.name = "b.html", .content = text_of("<img src='https://e.org'>")},
        {.name = "c.html", .content = text_of("<img src='https://e.org'>")}};
    assert_string_equal(find(arena, entries, 3), "e.org loaded b.html");
}

static void hosts_without_end_are_cut(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *text = "";
    for (int i = 0; i <= HOSTS_MAX; i++) {
        text = arena_print(arena, "%s 'https://h%d.example.org'", text, i);
    }
    const struct zip_entry entry = {.name = "a.js", .content = text_of(text)};
    const char *found = find(arena, &entry, 1);
    assert_non_null(strstr(found, "h99.example.org"));
    assert_null(strstr(found, "h100.example.org"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hosts_are_told_by_what_is_wanted_of_them),
        cmocka_unit_test(the_file_that_wants_most_is_named),
        cmocka_unit_test(hosts_without_end_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
