/* SPDX-License-Identifier: Apache-2.0 */

/* libxml2's schema validator. Its messages name elements as {namespace}name; people know them by
 * their names. */
#include "xml/xml_schema.h"

#include "base/arena.h"
#include "base/auto.h"
#include "base/buffer.h"
#include "xml/xml_document.h"

#include <assert.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <string.h>

enum { MESSAGE_MAX = 2000 };

struct xml_schema {
    xmlSchema *parsed;
};

/* Problems on their way into a list. */
struct collection {
    struct xml_problems *problems;
    struct arena *arena;
};

static inline void parser_release(xmlSchemaParserCtxt *parser)
{
    xmlSchemaFreeParserCtxt(parser);
}
DEFINE_AUTO(xmlSchemaParserCtxt, parser_release);

static inline void validator_release(xmlSchemaValidCtxt *validator)
{
    xmlSchemaFreeValidCtxt(validator);
}
DEFINE_AUTO(xmlSchemaValidCtxt, validator_release);

static void release_schema(void *schema)
{
    xmlSchemaFree(schema);
}

/* The schemas being read; libxml2's loader has no other way to learn of them. */
static const struct embedded_file *schemas_at_hand;

static xmlParserInput *load_schema(const char *address, const char *id, xmlParserCtxt *context)
{
    (void)id;
    const char *slash = address != NULL ? strrchr(address, '/') : NULL;
    const char *name = slash != NULL ? slash + 1 : address;
    struct text text = embedded_file_find(schemas_at_hand, name != NULL ? name : "");
    if (text.data == NULL) {
        return NULL;
    }
    xmlParserInputBuffer *buffer =
        xmlParserInputBufferCreateMem(text.data, (int)text.length, XML_CHAR_ENCODING_NONE);
    return buffer != NULL ? xmlNewIOInputStream(context, buffer, XML_CHAR_ENCODING_NONE) : NULL;
}

/* IMS's ims_xml.xsd declares the xml namespace as its default, which libxml2 reports and then
 * ignores. */
static void ignore_problem(void *context, xmlError *problem)
{
    (void)context;
    (void)problem;
}

enum status xml_schema_parse(const struct embedded_file *files, const char *first, xmlSchema **out,
                             struct error *error)
{
    struct text text = embedded_file_find(files, first);
    if (text.data == NULL) {
        return FAIL(error, STATUS_INTERNAL, "there is no schema '%s'", first);
    }
    AUTO(parser_release)
    xmlSchemaParserCtxt *parser = xmlSchemaNewMemParserCtxt(text.data, (int)text.length);
    assert(parser != NULL);
    xmlExternalEntityLoader loader_before = xmlGetExternalEntityLoader();
    schemas_at_hand = files;
    xmlSetExternalEntityLoader(load_schema);
    xmlSetStructuredErrorFunc(NULL, ignore_problem);
    xmlSchema *parsed = xmlSchemaParse(parser);
    xmlSetStructuredErrorFunc(NULL, NULL);
    xmlSetExternalEntityLoader(loader_before);
    schemas_at_hand = NULL;
    if (parsed == NULL) {
        return FAIL(error, STATUS_INTERNAL, "the schema '%s' cannot be read", first);
    }
    *out = parsed;
    return STATUS_OK;
}

enum status xml_schema_read(const struct embedded_file *files, const char *first,
                            struct arena *arena, const struct xml_schema **out, struct error *error)
{
    xmlSchema *parsed = NULL;
    enum status status = xml_schema_parse(files, first, &parsed, error);
    if (status != STATUS_OK) {
        return status;
    }
    arena_defer(arena, release_schema, parsed);
    struct xml_schema *schema = ARENA_NEW(arena, struct xml_schema);
    schema->parsed = parsed;
    *out = schema;
    return STATUS_OK;
}

/* "Element '{http://…}item': …" becomes "Element 'item': …". */
static void add_without_namespaces(struct buffer *buffer, const char *message)
{
    while (*message != '\0') {
        const char *close = *message == '{' ? strchr(message, '}') : NULL;
        if (close != NULL) {
            message = close + 1;
            continue;
        }
        buffer_add_character(buffer, *message++);
    }
}

static void note_problem(void *context, xmlError *problem)
{
    struct collection *collection = context;
    if (problem->level < XML_ERR_ERROR || problem->message == NULL) {
        return;
    }
    AUTO(buffer_finish) struct buffer message = BUFFER_INIT(MESSAGE_MAX);
    add_without_namespaces(&message, problem->message);
    const xmlNode *node = problem->node;
    size_t line = node != NULL ? xml_line(node) : 0;
    xml_problems_add(collection->problems, collection->arena,
                     line > 0 ? line : (size_t)problem->line, buffer_text(&message));
}

void xml_schema_check(const struct xml_schema *schema, const struct xml_document *document,
                      struct arena *arena, struct xml_problems *problems)
{
    AUTO(validator_release) xmlSchemaValidCtxt *validator = xmlSchemaNewValidCtxt(schema->parsed);
    assert(validator != NULL);
    struct collection collection = {problems, arena};
    xmlSchemaSetValidStructuredErrors(validator, (xmlStructuredErrorFunc)note_problem, &collection);
    if (xmlSchemaValidateDoc(validator, document->tree) < 0) {
        xml_problems_add(problems, arena, 0, text_of("it could not be held against its schema"));
    }
}
