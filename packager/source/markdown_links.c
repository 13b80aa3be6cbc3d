/* SPDX-License-Identifier: Apache-2.0 */

/* Checks where links and images lead. */
#include "source/markdown_links.h"

#include "base/arena.h"
#include "course/course.h"
#include "markdown/address.h"
#include "source/glossary_file.h"
#include "source/media_file.h"

#include <assert.h>
#include <string.h>

/* Takes the file into the package and points the node at its place there. */
static enum status take_file(const struct rendering *rendering, cmark_node *node,
                             enum media_use use, struct error *error)
{
    struct reference reference = rendering_reference(rendering, node, cmark_node_get_url(node));
    if (rendering->page == NULL) {
        return reference_fail(rendering->source, &reference, error,
                              "'%s' is a file, which only pages can have; put it on a page",
                              reference.to);
    }
    const struct media *media = NULL;
    enum status status =
        media_take(rendering->source, &reference, use, rendering->page, &media, error);
    if (status == STATUS_OK && cmark_node_set_url(node, media->path) == 0) {
        return FAIL(error, STATUS_INTERNAL, "libcmark-gfm did not take an address");
    }
    return status;
}

enum status image_check(const struct rendering *rendering, cmark_node *image, struct error *error)
{
    const char *address = cmark_node_get_url(image);
    if (cmark_node_first_child(image) == NULL) {
        return rendering_fail(rendering, image, error,
                              "the image '%s' has no alternative text; write ![what it "
                              "shows](%s)",
                              address, address);
    }
    if (address_has_scheme(address) || strncmp(address, "//", 2) == 0) {
        return rendering_fail(rendering, image, error,
                              "the image '%s' is not part of the course; put it into its folder, "
                              "as LMSs block other addresses",
                              address);
    }
    return take_file(rendering, image, MEDIA_IMAGE, error);
}

/* Points the link at a term of the glossary. */
static enum status take_term(const struct rendering *rendering, cmark_node *link, const char *id,
                             struct error *error)
{
    struct reference reference = rendering_reference(rendering, link, id);
    enum status status = term_check(rendering->source, &reference, error);
    if (status != STATUS_OK) {
        return status;
    }
    const char *address = arena_print(rendering->source->arena, GLOSSARY_ADDRESS "%s", id);
    int is_set = cmark_node_set_url(link, address);
    assert(is_set);
    return STATUS_OK;
}

enum status link_check(const struct rendering *rendering, cmark_node *link, struct error *error)
{
    const char *address = cmark_node_get_url(link);
    const char *term = address_term(address);
    if (term != NULL) {
        return take_term(rendering, link, term, error);
    }
    if (address_has_scheme(address)) {
        return address_is_whole(address)
                   ? STATUS_OK
                   : rendering_fail(rendering, link, error,
                                    "the link '%s' may begin only with https:, http:, mailto:, "
                                    "tel: or glossary:",
                                    address);
    }
    if (address[0] == '\0' || address[0] == '#' || address[0] == '/') {
        return rendering_fail(rendering, link, error,
                              "the link '%s' leads nowhere in a package; name a whole address or a "
                              "file of the course",
                              address);
    }
    return take_file(rendering, link, MEDIA_DOWNLOAD, error);
}
