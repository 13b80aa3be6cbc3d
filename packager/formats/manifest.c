/* SPDX-License-Identifier: Apache-2.0 */

/* Builds, writes and checks manifests with libxml2. */
#include "formats/manifest.h"

#include "base/arena.h"
#include "xml/xml_schema.h"

#include <assert.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void schema_free(xmlSchema *schema)
{
    xmlSchemaFree(schema);
}
DEFINE_AUTO(xmlSchema, schema_free);

static void validator_free(xmlSchemaValidCtxt *validator)
{
    xmlSchemaFreeValidCtxt(validator);
}
DEFINE_AUTO(xmlSchemaValidCtxt, validator_free);

static void xpath_free(xmlXPathContext *context)
{
    xmlXPathFreeContext(context);
}
DEFINE_AUTO(xmlXPathContext, xpath_free);

static const xmlChar *xml(const char *text)
{
    return (const xmlChar *)text;
}

/* Out of memory ends the process, as in base/mem.h. */
static void *required(void *memory)
{
    if (memory == NULL) {
        (void)fputs("out of memory\n", stderr);
        abort();
    }
    return memory;
}

xmlDoc *manifest_create(const char *root, const char *iri)
{
    xmlDoc *document = required(xmlNewDoc(xml("1.0")));
    xmlNode *node = required(xmlNewDocNode(document, NULL, xml(root), NULL));
    xmlSetNs(node, required(xmlNewNs(node, xml(iri), NULL)));
    (void)xmlDocSetRootElement(document, node);
    return document;
}

xmlNs *manifest_declare(xmlNode *element, const char *prefix, const char *iri)
{
    return required(xmlNewNs(element, xml(iri), xml(prefix)));
}

xmlNode *manifest_add_of(xmlNode *parent, xmlNs *space, const char *name, const char *text)
{
    return required(xmlNewTextChild(parent, space, xml(name), text != NULL ? xml(text) : NULL));
}

xmlNode *manifest_add(xmlNode *parent, const char *name, const char *text)
{
    return manifest_add_of(parent, parent->ns, name, text);
}

void manifest_set(xmlNode *element, const char *name, const char *value)
{
    (void)required(xmlNewProp(element, xml(name), xml(value)));
}

/* Keeps the first thing that libxml2 has to say. */
static void note_problem(void *context, xmlError *problem)
{
    struct error *note = context;
    if (note->message[0] == '\0' && problem->level >= XML_ERR_ERROR) {
        struct text text = text_trim(text_of(problem->message));
        error_describe(note, STATUS_INTERNAL, "line %d: %.*s", problem->line, TEXT_ARGUMENTS(text));
    }
}

static enum status check_schema(xmlDoc *document, const struct manifest_contract *contract,
                                struct error *error)
{
    AUTO(schema_free) xmlSchema *schema = NULL;
    enum status status = xml_schema_parse(contract->schemas, contract->schema, &schema, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct error note = {0};
    AUTO(validator_free) xmlSchemaValidCtxt *validator = required(xmlSchemaNewValidCtxt(schema));
    xmlSchemaSetValidStructuredErrors(validator, (xmlStructuredErrorFunc)note_problem, &note);
    if (xmlSchemaValidateDoc(validator, document) != 0) {
        return FAIL(error, STATUS_INTERNAL, "%s breaks its schema: %s", contract->name,
                    note.message);
    }
    return STATUS_OK;
}

static enum status check_rule(xmlXPathContext *context, const struct manifest_contract *contract,
                              const struct manifest_rule *rule, struct error *error)
{
    xmlXPathObject *result = xmlXPathEvalExpression(xml(rule->holds), context);
    bool could_be_read = result != NULL && result->type == XPATH_BOOLEAN;
    bool holds = could_be_read && result->boolval != 0;
    xmlXPathFreeObject(result);
    if (!could_be_read) {
        return FAIL(error, STATUS_INTERNAL, "rule %s of %s is no claim: %s", rule->id,
                    contract->name, rule->holds);
    }
    return holds ? STATUS_OK
                 : FAIL(error, STATUS_INTERNAL, "%s breaks rule %s: %s", contract->name, rule->id,
                        rule->text);
}

static enum status check_rules_of(xmlXPathContext *context,
                                  const struct manifest_contract *contract,
                                  const struct manifest_rule *rules, struct error *error)
{
    enum status status = STATUS_OK;
    for (; status == STATUS_OK && rules != NULL && rules->id != NULL; rules++) {
        status = check_rule(context, contract, rules, error);
    }
    return status;
}

static enum status check_rules(xmlDoc *document, const struct manifest_contract *contract,
                               struct error *error)
{
    AUTO(xpath_free) xmlXPathContext *context = required(xmlXPathNewContext(document));
    for (const struct manifest_prefix *row = contract->prefixes; row->prefix != NULL; row++) {
        int result = xmlXPathRegisterNs(context, xml(row->prefix), xml(row->iri));
        assert(result == 0);
    }
    enum status status = check_rules_of(context, contract, contract->shared_rules, error);
    return status == STATUS_OK ? check_rules_of(context, contract, contract->rules, error) : status;
}

enum status manifest_check(struct text text, const struct manifest_contract *contract,
                           struct error *error)
{
    AUTO(manifest_free)
    xmlDoc *document = xmlReadMemory(text.data, (int)text.length, contract->name, NULL,
                                     XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (document == NULL) {
        return FAIL(error, STATUS_INTERNAL, "%s is not well-formed XML", contract->name);
    }
    enum status status = check_schema(document, contract, error);
    return status == STATUS_OK ? check_rules(document, contract, error) : status;
}

enum status manifest_write(xmlDoc *document, const struct manifest_contract *contract,
                           struct arena *arena, struct text *out, struct error *error)
{
    xmlChar *bytes = NULL;
    int length = 0;
    /* Without the encoding's name libxml2 would write "&#xE9;", which Moodle shows as it stands. */
    xmlDocDumpFormatMemoryEnc(document, &bytes, &length, "UTF-8", 1);
    struct text dumped = {required(bytes), (size_t)length};
    struct text text = {arena_copy(arena, dumped), dumped.length};
    xmlFree(bytes);
    enum status status = manifest_check(text, contract, error);
    if (status == STATUS_OK) {
        *out = text;
    }
    return status;
}
