/* SPDX-License-Identifier: Apache-2.0 */

/* Makes identifiers of ids. */
#include "formats/identifiers.h"

#include "base/arena.h"
#include "base/digest.h"
#include "course/course.h"
#include "formats/package.h"

#include <stdint.h>
#include <string.h>

enum { IDENTIFIER_MAX = 128, PREFIX_MAX = 5, UNIT_NUMBERS = 100000000 };

const char *package_identifier(const struct package *package, const char *prefix)
{
    const struct module *module = package->request->module;
    char *identifier = arena_print(package->arena, "%s%s%s%s", prefix, package->request->course->id,
                                   module != NULL ? "_" : "", module != NULL ? module->id : "");
    for (char *c = identifier; *c != '\0'; c++) {
        if (*c == '-') {
            *c = '_';
        }
    }
    return identifier;
}

enum status package_check_identifiers(const struct package *package, struct error *error)
{
    size_t length = strlen(package_identifier(package, ""));
    if (length + PREFIX_MAX > IDENTIFIER_MAX) {
        return FAIL(error, STATUS_INVALID,
                    "the ids of course '%s' and module '%s' have %zu characters together; the NHS "
                    "Learning Hub takes %d",
                    package->request->course->id, package->request->module->id, length,
                    IDENTIFIER_MAX - PREFIX_MAX);
    }
    return STATUS_OK;
}

const char *module_unit_number(struct arena *arena, const struct module *module)
{
    struct digest digest = digest_of(text_of(module->id));
    uint32_t number = 0;
    for (size_t i = 0; i < sizeof number; i++) {
        number = number << 8 | digest.bytes[i];
    }
    return arena_print(arena, "A%08u", (unsigned)(number % UNIT_NUMBERS));
}
