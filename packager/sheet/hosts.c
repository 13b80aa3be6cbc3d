/* SPDX-License-Identifier: Apache-2.0 */

/* Looks for "http://" and "https://" in pages, scripts and styles, and tells by what stands before
 * them what is wanted of the host. */
#include "sheet/hosts.h"

#include "base/arena.h"
#include "opened/opened.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { LOOK_BACK = 400, HOST_NAME_MAX = 253 };

/* Hosts of identifiers: what scripts name of these is a namespace or a term, and nothing is
 * fetched.
 */
static const char *const IDENTIFIER_HOSTS[] = {
    "www.w3.org",       "w3id.org",          "adlnet.gov",         "www.adlnet.gov",
    "www.adlnet.org",   "www.imsglobal.org", "www.imsproject.org", "ltsc.ieee.org",
    "id.tincanapi.com", "activitystrea.ms",  "projecttincan.com",  "purl.org",
    "schema.org",       "ns.adobe.com",      "www.inkscape.org",   "fhir.nhs.uk",
};

/* Tags whose addresses a browser loads by itself. */
static const char *const LOADING_TAGS[] = {"img",    "script", "link",   "iframe",
                                           "video",  "audio",  "source", "track",
                                           "object", "embed",  "use",    "image"};

static const char *const ENDINGS[] = {".html", ".htm", ".xhtml", ".js",
                                      ".mjs",  ".css", ".svg",   ".json"};

/* A file being looked through. */
struct search {
    const struct opened *opened;
    const struct opened_file *file;
    bool is_style;
    bool is_our_script; /* its bare addresses are identifiers */
    struct host *first;
    size_t count;
};

static bool ends_with(const char *path, const char *ending)
{
    size_t length = strlen(path);
    size_t other = strlen(ending);
    return length > other && strcasecmp(path + length - other, ending) == 0;
}

static bool is_text_file(const char *path)
{
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
        if (ends_with(path, ENDINGS[i])) {
            return true;
        }
    }
    return false;
}

static bool is_identifier_host(const char *name)
{
    for (size_t i = 0; i < sizeof IDENTIFIER_HOSTS / sizeof *IDENTIFIER_HOSTS; i++) {
        if (strcmp(IDENTIFIER_HOSTS[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* The tag that an address at `at` stands in, behind its '<'; NULL if in none. */
static const char *tag_before(const char *begin, const char *at)
{
    for (const char *c = at; c > begin && at - c < LOOK_BACK; c--) {
        if (c[-1] == '>') {
            return NULL;
        }
        if (c[-1] == '<') {
            return c;
        }
    }
    return NULL;
}

static bool is_tag(const char *tag, const char *name)
{
    size_t length = strlen(name);
    return strncasecmp(tag, name, length) == 0 && isspace((unsigned char)tag[length]);
}

static bool is_loading_tag(const char *tag)
{
    for (size_t i = 0; i < sizeof LOADING_TAGS / sizeof *LOADING_TAGS; i++) {
        if (is_tag(tag, LOADING_TAGS[i])) {
            return true;
        }
    }
    return false;
}

/* Namespaces are attributes of tags too, and nothing is loaded from them. */
static bool is_namespace(const char *tag, const char *at)
{
    const char *name = at;
    while (name > tag && !isspace((unsigned char)name[-1])) {
        name--;
    }
    return strncmp(name, "xmlns", strlen("xmlns")) == 0;
}

/* In our own script, the address of a video that is left out of the package. */
static bool is_video_link(const char *begin, const char *at)
{
    static const char KEY[] = "\"online\":\"";
    size_t length = strlen(KEY);
    return (size_t)(at - begin) >= length && strncmp(at - length, KEY, length) == 0;
}

/* Whether something is wanted of the host, and what. */
static bool find_use(const struct search *search, const char *begin, const char *at,
                     enum host_use *out)
{
    const char *tag = tag_before(begin, at);
    if (search->is_style) {
        *out = HOST_LOADED;
        return true;
    }
    if ((tag != NULL && is_tag(tag, "a")) || (search->is_our_script && is_video_link(begin, at))) {
        *out = HOST_LINKED;
        return true;
    }
    if (tag != NULL && is_loading_tag(tag) && !is_namespace(tag, at)) {
        *out = HOST_LOADED;
        return true;
    }
    *out = HOST_NAMED;
    return !search->is_our_script && (tag == NULL || !is_namespace(tag, at));
}

/* The host's name at the beginning of `at`, in small letters; NULL if there is none. */
static const char *read_name(struct arena *arena, const char *at)
{
    size_t length = 0;
    bool has_dot = false;
    while (isalnum((unsigned char)at[length]) || strchr("-.:", at[length]) != NULL) {
        if (at[length] == '\0') {
            break;
        }
        has_dot = has_dot || at[length] == '.';
        length++;
    }
    while (length > 0 && strchr(".:-", at[length - 1]) != NULL) {
        length--;
    }
    if (!has_dot || length == 0 || length > HOST_NAME_MAX) {
        return NULL;
    }
    char *name = arena_copy(arena, (struct text){at, length});
    for (char *c = name; *c != '\0'; c++) {
        *c = (char)tolower((unsigned char)*c);
    }
    return name;
}

static void keep(struct search *search, const char *name, enum host_use use)
{
    struct host **end = &search->first;
    while (*end != NULL && strcmp((*end)->name, name) != 0) {
        end = &(*end)->next;
    }
    if (*end == NULL && search->count < HOSTS_MAX) {
        *end = ARENA_NEW(search->opened->arena, struct host);
        **end = (struct host){.name = name, .use = use, .file = search->file->path};
        search->count++;
    } else if (*end != NULL && use > (*end)->use) {
        (*end)->use = use;
        (*end)->file = search->file->path;
    }
}

static void look_at(struct search *search, const char *text)
{
    for (const char *at = strstr(text, "://"); at != NULL; at = strstr(at + 1, "://")) {
        bool is_secure = at - text >= 5 && strncmp(at - 5, "https", 5) == 0;
        if (!is_secure && !(at - text >= 4 && strncmp(at - 4, "http", 4) == 0)) {
            continue;
        }
        const char *name = read_name(search->opened->arena, at + strlen("://"));
        enum host_use use;
        if (name != NULL && find_use(search, text, at - (is_secure ? 5 : 4), &use) &&
            !(use == HOST_NAMED && is_identifier_host(name))) {
            keep(search, name, use);
        }
    }
}

static enum status look_at_file(struct search *search, struct error *error)
{
    AUTO(arena_destroy) struct arena *scratch = arena_create();
    struct text text = {0};
    enum status status = opened_text(search->opened, search->file, scratch, &text, error);
    if (status == STATUS_UNAVAILABLE || status == STATUS_INTERNAL) {
        return status;
    }
    if (status == STATUS_OK) {
        search->is_style = ends_with(search->file->path, ".css");
        search->is_our_script = text_starts_with(text, "window.ibestPackage");
        look_at(search, text.data);
    }
    return STATUS_OK;
}

enum status hosts_find(const struct opened *opened, const struct host **out, struct error *error)
{
    struct search search = {.opened = opened};
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < opened->file_count; i++) {
        search.file = &opened->files[i];
        if (is_text_file(search.file->path)) {
            status = look_at_file(&search, error);
        }
    }
    if (status == STATUS_OK) {
        *out = search.first;
    }
    return status;
}
