/* SPDX-License-Identifier: Apache-2.0 */

/* Addresses in pages, pictures and style sheets that will not work in an LMS. */
#include "check/addresses.h"
#include "check/rule.h"

#include "opened/opened.h"

#include <strings.h>

#define ESR "https://my.esr.nhs.uk/dashboard/web/esrweb/e-learning-technical-information"
#define URL "https://url.spec.whatwg.org/"

static bool wants(const struct opened_file *file)
{
    return check_is_html(file) || check_is_svg(file) || check_is_style(file);
}

static const void *prepare(const struct check *check)
{
    return check_addresses(check);
}

/* What is said of an address of that verdict; "%s" is the address, or its host. */
struct verdict_rule {
    enum check_verdict verdict;
    const char *said_behind; /* the address */
};

static void look(const struct check *check, const struct check_rule *rule)
{
    const struct verdict_rule *about = rule->about;
    const struct check_addresses *addresses = check->prepared;
    for (size_t i = 0; i < addresses->count; i++) {
        const struct check_address *one = &addresses->items[i];
        if (one->verdict != about->verdict) {
            continue;
        }
        struct check_place place = check_line(check, one->line);
        place.element = check_show(check, one->what);
        const char *more = one->host != NULL ? one->host : one->instead;
        check_found(check, rule, place, "'%s' %s%s%s%s", one->written, about->said_behind,
                    more != NULL ? " '" : "", more != NULL ? more : "", more != NULL ? "'" : "");
    }
}

#define VERDICT(verdict_, said_behind_)                 \
    .look = look, .about = &(const struct verdict_rule) \
    {                                                   \
        verdict_, said_behind_                          \
    }

static const struct check_rule RULES[] = {
    {.id = "H-external",
     .severity = CHECK_WARNING,
     .title = "A package loads nothing from other sites",
     .why = "NHS networks let through the domains that they know; elsewhere the course stays "
            "without it, and the other site learns who reads it.",
     .remedy = "Put the file into the package; or have IT allow the domain.",
     .source = ESR,
     VERDICT(CHECK_ELSEWHERE, "is loaded from")},
    {.id = "H-http",
     .severity = CHECK_WARNING,
     .title = "Nothing is loaded by plain http",
     .why = "LMSs are on https; there browsers block it (mixed content).",
     .remedy = "Put the file into the package; or use https, and have IT allow the domain.",
     .source = "https://www.w3.org/TR/mixed-content/",
     VERDICT(CHECK_INSECURE, "is loaded, unencrypted, from")},
    {.id = "H-absolute",
     .severity = CHECK_WARNING,
     .title = "Addresses begin at the page's own folder",
     .why = "One that begins with '/' leads to the root of the LMS's site, where the file is not.",
     .remedy = "Write the way from the page's folder: 'media/a.png', '../media/a.png'.",
     .source = URL "#path-absolute-url-string",
     VERDICT(CHECK_ABSOLUTE, "begins at the root of the site")},
    {.id = "H-disk",
     .severity = CHECK_ERROR,
     .title = "No address leads to a disk",
     .why = "It is there for the author alone.",
     .remedy = "Put the file into the package, and refer to it there.",
     .source = "https://www.rfc-editor.org/rfc/rfc8089",
     VERDICT(CHECK_AUTHORS_DISK, "is on somebody's own disk")},
    {.id = "H-missing",
     .severity = CHECK_WARNING,
     .title = "What pages load is in the package",
     .why = "The LMS answers 'not found'; a picture, style or script is missing.",
     .remedy = "Add the file, or correct or remove the address.",
     .source = URL "#concept-url-parser",
     VERDICT(CHECK_LOST, "is not in the package")},
    {.id = "H-case",
     .severity = CHECK_WARNING,
     .title = "Addresses have the capitals of their files",
     .why = "On the author's Windows they work all the same, on most LMSs they do not.",
     .remedy = "Write both alike, best in small letters.",
     .source = "https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2.1",
     VERDICT(CHECK_OTHER_CASE, "has other capitals than the file")},
    {.id = "H-link",
     .severity = CHECK_WARNING,
     .title = "Links lead to files of the package, or to other sites",
     .why = "The learner gets an error page of the LMS.",
     .remedy = "Add the file, or correct or remove the link.",
     .source = URL "#concept-url-parser",
     VERDICT(CHECK_DEAD_LINK, "is not in the package")},
    {0},
};

extern const struct check_family CHECK_ADDRESS_FAMILY;
const struct check_family CHECK_ADDRESS_FAMILY = {
    .name = "address",
    .title = "Addresses in pages and style sheets",
    .wants = wants,
    .prepare = prepare,
    .rules = RULES,
};
