/* SPDX-License-Identifier: Apache-2.0 */

/* Any text as a document for paper: what is accepted becomes a PDF and a page that end as such. */
#include "print/print.h"

#include "base/arena.h"
#include "base/fuzz.h"

static enum status find_picture(void *context, const char *address, size_t line, const char **out,
                                struct error *error)
{
    (void)context;
    (void)address;
    (void)out;
    return FAIL(error, STATUS_INVALID, "fuzz.md:%zu: there are no pictures here", line);
}

static enum status check_term(void *context, const char *id, size_t line, struct error *error)
{
    (void)context;
    return id[0] == 'n' ? FAIL(error, STATUS_INVALID, "fuzz.md:%zu: there is no '%s'", line, id)
                        : STATUS_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { TEXT_MAX = 1 << 16 };
    struct text text = {(const char *)data, size};
    if (size == 0 || size > TEXT_MAX || memchr(data, '\0', size) != NULL || !text_is_utf8(text)) {
        return 0;
    }
    AUTO(free) char *copy = fuzz_copy(data, size);
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct print_source source = {.name = "fuzz.md",
                                        .text = {copy, size},
                                        .line = 1,
                                        .title = "Fuzz",
                                        .language = "en-GB",
                                        .find_picture = find_picture,
                                        .check_term = check_term};
    struct printed printed = {0};
    struct error error = {0};
    enum status status = print_document(&source, arena, &printed, &error);
    fuzz_require(status != STATUS_INTERNAL);
    if (status == STATUS_OK) {
        fuzz_require(text_starts_with(printed.pdf, "%PDF-"));
        fuzz_require(text_ends_with(printed.pdf, "%%EOF\n"));
        fuzz_require(text_ends_with(printed.html, "</html>\n"));
    } else {
        fuzz_require(strncmp(error.message, "fuzz.md:", 8) == 0);
    }
    return 0;
}
