/* SPDX-License-Identifier: Apache-2.0 */

/* HTML 13.2.6, as much of it as tells what is in what. A bounded stack of open elements keeps
 * hostile nesting from costing more than its size. */
#include "html/html_document.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/buffer.h"

#include <string.h>

enum {
    TEXT_NODES_MAX = 4000,              /* that html_text() goes through */
    TEXT_BYTES_MAX = 4 * HTML_TEXT_MAX, /* likewise; white space is most of it */
};

/* An open element with what is asked of it for each tag that follows. */
struct open_element {
    size_t place;
    size_t name_length;
    unsigned ends;   /* the rows of IMPLIED_ENDS that it is ended by, as bits */
    unsigned within; /* and those that it shields */
    bool is_shield;  /* no end tag reaches out of it, but those of PIERCING */
};

struct building {
    struct arena *arena;
    struct html_reader reader;
    struct html_node *nodes;
    size_t count;
    size_t capacity;
    size_t cost; /* counted against HTML_NODES_MAX */
    struct open_element open[HTML_DEPTH_MAX];
    size_t depth;
    size_t too_deep; /* elements that were not put on the stack, and are open */
    struct html_document *document;
};

static const char *const VOID[] = {
    "area",  "base",   "basefont", "bgsound", "br",    "col",    "embed", "frame", "hr", "img",
    "input", "keygen", "link",     "meta",    "param", "source", "track", "wbr",   NULL};
static const char *const RAW[] = {"script", "style",   "title",    "textarea", "xmp",
                                  "iframe", "noembed", "noframes", NULL};
static const char *const WHOLE[] = {"html", "head", "body", "frameset", NULL};

/* HTML 13.1.2.4: a start tag that ends an element which is still open, unless one of the `within`
 * stands between them. */
struct implied_end {
    const char *const *by;
    const char *const *ends;
    const char *const *within;
};

#define NAMES(...)        \
    (const char *const[]) \
    {                     \
        __VA_ARGS__, NULL \
    }

static const struct implied_end IMPLIED_ENDS[] = {
    {NAMES("li"), NAMES("li"), NAMES("ul", "ol", "menu", "table")},
    {NAMES("dt", "dd"), NAMES("dt", "dd"), NAMES("dl", "table")},
    {NAMES("option", "optgroup"), NAMES("option"), NAMES("select", "datalist")},
    {NAMES("td", "th"), NAMES("td", "th"), NAMES("tr", "table")},
    {NAMES("tr", "tbody", "thead", "tfoot"), NAMES("tr", "caption", "colgroup"), NAMES("table")},
    {NAMES("tbody", "thead", "tfoot"), NAMES("tbody", "thead", "tfoot"), NAMES("table")},
    {NAMES("a"), NAMES("a"), NAMES("table", "td", "th", "object")},
    {NAMES("button"), NAMES("button"), NAMES("table", "td", "th")},
    {NAMES("body", "frameset"), NAMES("head"), NAMES("body")},
    {NAMES("address", "article", "aside", "blockquote", "div", "dl", "fieldset", "footer", "form",
           "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre",
           "section", "table", "ul"),
     NAMES("p"), NAMES("button", "table", "td", "th", "object")},
};

enum { IMPLIED_COUNT = sizeof IMPLIED_ENDS / sizeof *IMPLIED_ENDS };

static const char *const SHIELDS[] = {"td", "th", "caption", "foreignobject", NULL};
static const char *const PIERCING[] = {"table", "tr", "tbody", "thead", "tfoot", "svg",
                                       "td",    "th", "body",  "html",  NULL};

static bool is_listed(const char *name, const char *const *names)
{
    while (*names != NULL && ((*names)[0] != name[0] || strcmp(*names, name) != 0)) {
        names++; /* most differ in the first letter, and this is asked of each tag */
    }
    return *names != NULL;
}

bool html_is(const struct html_node *node, const char *name)
{
    return node->name != NULL && node->name[0] == name[0] && strcmp(node->name, name) == 0;
}

bool html_is_one_of(const struct html_node *node, const char *const *names)
{
    return node->name != NULL && is_listed(node->name, names);
}

const char *html_attribute(const struct html_node *node, const char *name)
{
    for (size_t i = 0; i < node->attribute_count; i++) {
        if (strcmp(node->attributes[i].name, name) == 0) {
            return node->attributes[i].value;
        }
    }
    return NULL;
}

static size_t top(const struct building *building)
{
    return building->depth > 0 ? building->open[building->depth - 1].place : HTML_NONE;
}

static struct html_node *add(struct building *building)
{
    building->nodes = arena_grow(building->arena, building->nodes, building->count,
                                 &building->capacity, sizeof *building->nodes);
    struct html_node *node = &building->nodes[building->count++];
    *node = (struct html_node){.parent = top(building), .end = building->count};
    return node;
}

/* Closes elements until `depth` are open. */
static void close_to(struct building *building, size_t depth)
{
    while (building->depth > depth) {
        building->nodes[building->open[--building->depth].place].end = building->count;
    }
}

static const struct html_node *open_at(const struct building *building, size_t depth)
{
    return &building->nodes[building->open[depth].place];
}

static void end_implied(struct building *building, const char *name)
{
    for (size_t i = 0; i < IMPLIED_COUNT; i++) {
        unsigned row = 1u << i;
        size_t depth = is_listed(name, IMPLIED_ENDS[i].by) ? building->depth : 0;
        while (depth > 0 && (building->open[depth - 1].ends & row) == 0) {
            depth = (building->open[depth - 1].within & row) != 0 ? 0 : depth - 1;
        }
        if (depth > 0) {
            close_to(building, depth - 1);
        }
    }
}

static bool parent_is_foreign(const struct building *building)
{
    return building->depth > 0 && open_at(building, building->depth - 1)->is_foreign &&
           !html_is(open_at(building, building->depth - 1), "foreignobject");
}

static void push(struct building *building, size_t place)
{
    if (building->depth == HTML_DEPTH_MAX) {
        struct html_document *document = building->document;
        document->deep_line =
            document->deep_line == 0 ? building->nodes[place].line : document->deep_line;
        building->too_deep++;
        return;
    }
    const char *name = building->nodes[place].name;
    struct open_element element = {
        .place = place, .name_length = strlen(name), .is_shield = is_listed(name, SHIELDS)};
    for (size_t i = 0; i < IMPLIED_COUNT; i++) {
        element.ends |= is_listed(name, IMPLIED_ENDS[i].ends) ? 1u << i : 0;
        element.within |= is_listed(name, IMPLIED_ENDS[i].within) ? 1u << i : 0;
    }
    building->open[building->depth++] = element;
}

static void add_text(struct building *building, struct text text, size_t line)
{
    struct html_node *node = add(building);
    node->text = text;
    node->line = line;
}

/* An element's content that is no markup, whatever it looks like. */
static void read_raw(struct building *building, size_t place)
{
    size_t line = 0;
    struct text text = html_reader_raw(&building->reader, building->nodes[place].name, &line);
    if (text.length > 0) {
        add_text(building, text, line);
        building->nodes[building->count - 1].parent = place;
    }
    building->nodes[place].end = building->count;
}

static void start(struct building *building, const struct html_token *token)
{
    bool is_foreign = parent_is_foreign(building) || strcmp(token->name, "svg") == 0 ||
                      strcmp(token->name, "math") == 0;
    if (!is_foreign) {
        end_implied(building, token->name);
    }
    building->document->is_whole |= is_listed(token->name, WHOLE);
    struct html_node *node = add(building);
    size_t place = building->count - 1;
    node->name = token->name;
    node->line = token->line;
    node->is_foreign = is_foreign;
    struct html_attribute *attributes =
        ARENA_ARRAY(building->arena, struct html_attribute, token->attribute_count);
    memcpy(attributes, token->attributes, token->attribute_count * sizeof *attributes);
    node->attributes = attributes;
    node->attribute_count = token->attribute_count;
    building->cost += token->attribute_count;
    if (is_foreign) {
        if (!token->closes_itself) {
            push(building, place);
        }
    } else if (is_listed(token->name, RAW)) {
        read_raw(building, place);
    } else if (!is_listed(token->name, VOID)) {
        push(building, place);
    }
}

/* An end tag ends what it names and all inside that, but reaches out of no table's cell. */
static void end(struct building *building, const char *name)
{
    if (building->too_deep > 0) {
        building->too_deep--;
        return;
    }
    bool is_piercing = is_listed(name, PIERCING);
    size_t length = strlen(name);
    size_t depth = building->depth;
    while (depth > 0 && (building->open[depth - 1].name_length != length ||
                         !html_is(open_at(building, depth - 1), name))) {
        bool is_shielded = building->open[depth - 1].is_shield && !is_piercing;
        depth = is_shielded ? 0 : depth - 1;
    }
    if (depth > 0) {
        close_to(building, depth - 1);
    }
}

static void take(struct building *building, const struct html_token *token)
{
    building->cost++;
    switch (token->kind) {
    case HTML_START_TAG:
        start(building, token);
        break;
    case HTML_END_TAG:
        end(building, token->name);
        break;
    case HTML_TEXT:
        add_text(building, token->text, token->line);
        break;
    case HTML_DOCUMENT_TYPE:
        if (building->document->document_type.length == 0) {
            building->document->document_type = token->text;
            building->document->document_type_line = token->line;
            building->document->is_whole = true;
        }
        break;
    }
}

const struct html_document *html_document_read(struct text bytes, struct arena *arena)
{
    struct building *building = ARENA_NEW(arena, struct building);
    *building = (struct building){.arena = arena,
                                  .reader = html_reader_begin(bytes, arena),
                                  .document = ARENA_NEW(arena, struct html_document)};
    struct html_token *token = ARENA_NEW(arena, struct html_token);
    while (building->cost < HTML_NODES_MAX && html_reader_next(&building->reader, token)) {
        take(building, token);
        building->reader.is_foreign = parent_is_foreign(building);
    }
    close_to(building, 0);
    bool is_cut = building->reader.at < building->reader.end;
    struct html_document *document = building->document;
    document->nodes = building->nodes;
    document->count = building->count;
    document->cut_line = is_cut ? html_reader_line(&building->reader) : 0;
    document->unended = building->reader.unended;
    document->unended_line = building->reader.unended_line;
    return document;
}

size_t html_around(const struct html_document *document, size_t place, const char *name)
{
    size_t parent = document->nodes[place].parent;
    while (parent != HTML_NONE && !html_is(&document->nodes[parent], name)) {
        parent = document->nodes[parent].parent;
    }
    return parent;
}

size_t html_within(const struct html_document *document, size_t place, size_t end, const char *name)
{
    for (size_t i = place + 1; i < end; i++) {
        if (html_is(&document->nodes[i], name)) {
            return i;
        }
    }
    return HTML_NONE;
}

/* U+00A0 counts as white space: it is there to be seen, and nobody hears it. */
static bool skip_blank(const char **at)
{
    size_t length = strchr(" \t\r\n\f", **at) != NULL  ? 1
                    : strncmp(*at, "\xC2\xA0", 2) == 0 ? 2
                                                       : 0;
    *at += length;
    return length > 0;
}

bool html_is_blank(struct text text)
{
    text = text_trim(text);
    text.length = text.length < TEXT_BYTES_MAX ? text.length : TEXT_BYTES_MAX;
    if (text.length == 0 || strchr("&\xC2\f", text.data[0]) == NULL) {
        return text.length == 0;
    }
    AUTO(arena_destroy) struct arena *scratch = arena_create();
    const char *at = html_decode(text, scratch);
    while (*at != '\0' && skip_blank(&at)) {
    }
    return *at == '\0';
}

static void add_collapsed(struct buffer *buffer, const char *text, bool *is_apart)
{
    while (*text != '\0' && !buffer->overflowed) {
        if (skip_blank(&text)) {
            *is_apart = true;
            continue;
        }
        if (*is_apart && buffer->length > 0) {
            buffer_add_character(buffer, ' ');
        }
        *is_apart = false;
        buffer_add_character(buffer, *text++);
    }
}

bool html_is_unseen(const struct html_node *node)
{
    static const char *const UNSEEN[] = {"script", "style", "template", NULL};
    return html_is_one_of(node, UNSEEN);
}

const char *html_text(const struct html_document *document, size_t place, struct arena *arena)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(HTML_TEXT_MAX);
    AUTO(arena_destroy) struct arena *scratch = arena_create();
    bool is_apart = false;
    size_t left = TEXT_BYTES_MAX;
    size_t end = document->nodes[place].end;
    end = end - place > TEXT_NODES_MAX ? place + TEXT_NODES_MAX : end;
    for (size_t i = place; i < end && left > 0 && !buffer.overflowed; i++) {
        const struct html_node *node = &document->nodes[i];
        if (i > place && html_is_unseen(node)) {
            i = node->end - 1;
        } else if (node->name == NULL) {
            struct text part = node->text;
            part.length = part.length < left ? part.length : left;
            left -= part.length;
            add_collapsed(&buffer, html_decode(part, scratch), &is_apart);
        } else if (html_is(node, "br") || html_is(node, "p") || html_is(node, "div")) {
            is_apart = true;
        }
    }
    return arena_copy(arena, buffer_text(&buffer));
}
