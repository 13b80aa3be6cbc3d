/* SPDX-License-Identifier: Apache-2.0 */

/* Where addresses lead, as a browser follows them (URL standard): what a script will fill in first
 * is let be, and so is a page with a base of its own. */
#include "check/addresses.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "opened/reference.h"

#include <string.h>
#include <strings.h>

enum { TOLD_BEFORE = 32 };

/* Where addresses stand in HTML and SVG. */
struct address_place {
    const char *element;
    const char *attribute;
    bool is_link;
};

static const struct address_place PLACES[] = {
    {"a", "href", true},           {"area", "href", true},       {"audio", "src", false},
    {"body", "background", false}, {"embed", "src", false},      {"frame", "src", false},
    {"iframe", "src", false},      {"image", "href", false},     {"image", "xlink:href", false},
    {"img", "src", false},         {"input", "src", false},      {"object", "data", false},
    {"script", "src", false},      {"source", "src", false},     {"track", "src", false},
    {"use", "href", false},        {"use", "xlink:href", false}, {"video", "src", false},
    {"video", "poster", false},
};

bool check_is_style(const struct opened_file *file)
{
    struct text path = text_of(file->path);
    return path.length > 4 && strcasecmp(path.data + path.length - 4, ".css") == 0;
}

/* Patterns of the template languages that are common in courses. */
static bool is_pattern(const char *address)
{
    return strpbrk(address, "{}<>$") != NULL || strstr(address, "[[") != NULL ||
           strstr(address, "'+") != NULL || strstr(address, "\"+") != NULL;
}

/* Without white space around it, and without line ends and tabs in it, as browsers read it. */
static char *clean(const struct check *check, const char *written)
{
    char *address = arena_copy(check->scratch, text_trim(text_of(written)));
    char *out = address;
    for (const char *at = address; *at != '\0'; at++) {
        if (strchr("\t\r\n", *at) == NULL) {
            *out++ = *at;
        }
    }
    *out = '\0';
    return address;
}

/* "cdn.example.org" of "https://me@cdn.example.org:443/a.js". */
static const char *host_of(const struct check *check, const char *address)
{
    const char *begin = strstr(address, "//");
    begin = begin != NULL ? begin + 2 : address + check_scheme(address);
    size_t length = strcspn(begin, "/?#\\");
    const char *user = memchr(begin, '@', length);
    if (user != NULL) {
        length -= (size_t)(user + 1 - begin);
        begin = user + 1;
    }
    return check_show(check, arena_copy(check->scratch, (struct text){begin, length}));
}

static bool is_on_disk(const char *address)
{
    bool has_drive = ascii_is_letter(address[0]) && address[1] == ':' &&
                     (address[2] == '\\' || address[2] == '/');
    return has_drive || strncasecmp(address, "file:", 5) == 0;
}

/* One that begins with a scheme, or with "//". A link to another site is what links are for. */
static enum check_verdict judge_foreign(const struct check *check, const char *address,
                                        bool is_link, struct check_address *out)
{
    bool is_plain = strncasecmp(address, "http:", 5) == 0;
    bool is_web =
        is_plain || strncasecmp(address, "https:", 6) == 0 || strncmp(address, "//", 2) == 0;
    if (is_on_disk(address)) {
        return CHECK_AUTHORS_DISK;
    }
    if (!is_web || is_link) {
        return CHECK_FINE;
    }
    out->host = host_of(check, address);
    return is_plain ? CHECK_INSECURE : CHECK_ELSEWHERE;
}

/* The folder of the file at hand, with its '/'. */
static const char *folder_of(const struct check *check)
{
    const char *slash = strrchr(check->file->path, '/');
    size_t length = slash != NULL ? (size_t)(slash + 1 - check->file->path) : 0;
    return arena_copy(check->scratch, (struct text){check->file->path, length});
}

static struct opened_reference refer(const struct check *check, const char *address)
{
    return opened_refer_in(check->opened, folder_of(check), address, check->scratch);
}

/* One within the package. Addresses of folders are let be: what is there is the server's choice. */
static enum check_verdict judge_local(const struct check *check, const char *address, bool is_link,
                                      struct check_address *out)
{
    const struct opened_reference reference = refer(check, address);
    bool is_folder = reference.path != NULL &&
                     (reference.path[0] == '\0' || text_ends_with(text_of(reference.path), "/"));
    if (reference.file != NULL || is_folder) {
        return CHECK_FINE;
    }
    const struct opened_file *other =
        reference.path != NULL ? opened_find_folded(check->opened, reference.path) : NULL;
    if (other != NULL) {
        out->instead = check_show(check, other->path);
        return CHECK_OTHER_CASE;
    }
    return is_link ? CHECK_DEAD_LINK : CHECK_LOST;
}

static enum check_verdict judge(const struct check *check, char *address, bool is_link,
                                struct check_address *out)
{
    if (address[0] == '\0' || strchr("#?", address[0]) != NULL || is_pattern(address)) {
        return CHECK_FINE;
    }
    if (check_scheme(address) > 0 || strncmp(address, "//", 2) == 0) {
        return judge_foreign(check, address, is_link, out);
    }
    for (char *at = address; *at != '\0' && *at != '?'; at++) {
        *at = (char)(*at == '\\' ? '/' : *at);
    }
    if (address[0] == '/') {
        return CHECK_ABSOLUTE;
    }
    /* A piece of a page is read from the folder of the page that it is put into. */
    bool is_piece = check_is_html(check->file) && !check_html(check)->is_whole;
    return is_piece ? CHECK_FINE : judge_local(check, address, is_link, out);
}

/* Whether it is among the last that were kept: style sheets name one file many times. */
static bool is_told(const struct check_addresses *addresses, const struct check_address *address)
{
    size_t last = addresses->count > TOLD_BEFORE ? addresses->count - TOLD_BEFORE : 0;
    size_t place = addresses->count;
    while (place > last && strcmp(addresses->items[place - 1].written, address->written) != 0) {
        place--;
    }
    return place > last;
}

void check_address_add(const struct check *check, struct check_addresses *addresses,
                       const char *written, const char *what, bool is_link, size_t line)
{
    if (addresses->judged++ >= CHECK_ADDRESSES_MAX || strlen(written) > CHECK_ADDRESS_LONG) {
        return;
    }
    char *address = clean(check, written);
    struct check_address one = {.what = what, .line = line};
    one.verdict = judge(check, address, is_link, &one);
    if (one.verdict != CHECK_FINE) {
        one.written = check_show(check, address);
        if (!is_told(addresses, &one)) {
            addresses->items = arena_grow(check->scratch, addresses->items, addresses->count,
                                          &addresses->capacity, sizeof *addresses->items);
            addresses->items[addresses->count++] = one;
        }
    }
}

const struct opened_file *check_address_file(const struct check *check, const char *written)
{
    return strlen(written) > CHECK_ADDRESS_LONG ? NULL : refer(check, clean(check, written)).file;
}

/* HTML 4.2.4: a link may name what is loaded, and what is only there to go to. */
static bool loads(const struct check_node *at)
{
    static const char *const LOADING[] = {"stylesheet",    "icon",     "preload",
                                          "modulepreload", "manifest", NULL};
    const char *relation = html_attribute(at->node, "rel");
    size_t place = 0;
    while (LOADING[place] != NULL &&
           (relation == NULL || check_holds(relation, LOADING[place]) == NULL)) {
        place++;
    }
    return LOADING[place] != NULL;
}

/* "a.jpg 1x, b.jpg 2x". One with data in it is let be, as that has commas too. */
static void add_set(const struct check_node *at, struct check_addresses *addresses, const char *set)
{
    struct text rest = text_of(set);
    struct text part;
    bool has_data = check_holds(set, "data:") != NULL;
    while (!has_data && text_split(&rest, ',', &part)) {
        part = text_trim(part);
        size_t length = 0;
        while (length < part.length && strchr(" \t\r\n", part.data[length]) == NULL) {
            length++;
        }
        const char *address = arena_copy(at->check->scratch, (struct text){part.data, length});
        check_address_add(at->check, addresses, address, at->node->name, false, at->node->line);
    }
}

static void add_of_node(const struct check_node *at, struct check_addresses *addresses)
{
    for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++) {
        const char *value = html_is(at->node, PLACES[i].element)
                                ? html_attribute(at->node, PLACES[i].attribute)
                                : NULL;
        if (value != NULL) {
            check_address_add(at->check, addresses, value, at->node->name, PLACES[i].is_link,
                              at->node->line);
        }
    }
    const char *linked = html_attribute(at->node, "href");
    if (html_is(at->node, "link") && linked != NULL && loads(at)) {
        check_address_add(at->check, addresses, linked, "link", false, at->node->line);
    }
    const char *set = html_attribute(at->node, "srcset");
    if (set != NULL) {
        add_set(at, addresses, set);
    }
    const char *style = html_attribute(at->node, "style");
    if (style != NULL) {
        check_style_addresses(at->check, addresses, text_of(style), at->node->line);
    }
}

static bool has_base(const struct html_document *document)
{
    size_t base = html_within(document, HTML_NONE, document->count, "base");
    return base != HTML_NONE && html_attribute(&document->nodes[base], "href") != NULL;
}

static void add_of_document(const struct check *check, struct check_addresses *addresses)
{
    const struct html_document *document = check_html(check);
    size_t count = has_base(document) ? 0 : document->count;
    for (size_t i = 0; i < count; i++) {
        const struct check_node at = {check, document, &document->nodes[i], i};
        if (html_is(at.node, "template")) {
            i = at.node->end - 1;
        } else if (at.node->name != NULL) {
            add_of_node(&at, addresses);
        }
        if (html_is(at.node, "style")) {
            size_t line;
            struct text style = check_raw(document, i, &line);
            check_style_addresses(check, addresses, style, line);
        }
    }
}

const struct check_addresses *check_addresses(const struct check *check)
{
    struct check_addresses *addresses = ARENA_NEW(check->scratch, struct check_addresses);
    struct text style;
    if (check_is_style(check->file)) {
        if (check_text(check, &style)) {
            check_style_addresses(check, addresses, style, 1);
        }
    } else if (check_html(check) != NULL) {
        add_of_document(check, addresses);
    }
    return addresses;
}
