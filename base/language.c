/* SPDX-License-Identifier: Apache-2.0 */

/* The grammar of RFC 5646 section 2.1, read subtag by subtag. */
#include "base/language.h"

#include "base/ascii.h"

#include <stddef.h>
#include <string.h>

/* Section 2.1, irregular: old tags that the grammar does not give. The regular old ones, such as
 * "zh-min-nan", it does. */
static const char *const irregular[] = {
    "en-GB-oed", "i-ami", "i-bnn",     "i-default", "i-enochian", "i-hak",
    "i-klingon", "i-lux", "i-mingo",   "i-navajo",  "i-pwn",      "i-tao",
    "i-tay",     "i-tsu", "sgn-BE-FR", "sgn-BE-NL", "sgn-CH-DE",
};

static bool equals_in_any_case(struct text text, const char *string)
{
    if (text.length != strlen(string)) {
        return false;
    }
    for (size_t i = 0; i < text.length; i++) {
        if (ascii_to_lower(text.data[i]) != ascii_to_lower(string[i])) {
            return false;
        }
    }
    return true;
}

static bool is_irregular(struct text text)
{
    for (size_t i = 0; i < sizeof irregular / sizeof irregular[0]; i++) {
        if (equals_in_any_case(text, irregular[i])) {
            return true;
        }
    }
    return false;
}

/* The subtags of a tag, one at a time. */
struct subtags {
    struct text rest;
    struct text subtag; /* empty at the end */
};

static void advance(struct subtags *subtags)
{
    if (!text_split(&subtags->rest, '-', &subtags->subtag)) {
        subtags->subtag = (struct text){"", 0};
    }
}

static bool is_of(struct text text, size_t least, size_t most, bool (*belongs)(char))
{
    if (text.length < least || text.length > most) {
        return false;
    }
    for (size_t i = 0; i < text.length; i++) {
        if (!belongs(text.data[i])) {
            return false;
        }
    }
    return true;
}

/* Steps over all next subtags of that length and kind; how many there were. */
static size_t skip_all(struct subtags *subtags, size_t least, size_t most, bool (*belongs)(char))
{
    size_t count = 0;
    while (is_of(subtags->subtag, least, most, belongs)) {
        advance(subtags);
        count++;
    }
    return count;
}

/* language = 2*3ALPHA ["-" extlang] / 4ALPHA / 5*8ALPHA; extlang = 3ALPHA *2("-" 3ALPHA) */
static bool skip_language(struct subtags *subtags)
{
    if (!is_of(subtags->subtag, 2, 8, ascii_is_letter)) {
        return false;
    }
    bool may_extend = subtags->subtag.length <= 3;
    advance(subtags);
    for (int i = 0; i < 3 && may_extend && is_of(subtags->subtag, 3, 3, ascii_is_letter); i++) {
        advance(subtags);
    }
    return true;
}

/* ["-" script] ["-" region] = 4ALPHA, then 2ALPHA / 3DIGIT */
static void skip_script_and_region(struct subtags *subtags)
{
    if (is_of(subtags->subtag, 4, 4, ascii_is_letter)) {
        advance(subtags);
    }
    if (is_of(subtags->subtag, 2, 2, ascii_is_letter) ||
        is_of(subtags->subtag, 3, 3, ascii_is_digit)) {
        advance(subtags);
    }
}

/* variant = 5*8alphanum / (DIGIT 3alphanum) */
static void skip_variants(struct subtags *subtags)
{
    while (is_of(subtags->subtag, 5, 8, ascii_is_letter_or_digit) ||
           (is_of(subtags->subtag, 4, 4, ascii_is_letter_or_digit) &&
            ascii_is_digit(subtags->subtag.data[0]))) {
        advance(subtags);
    }
}

static bool is_private_mark(struct text subtag)
{
    return equals_in_any_case(subtag, "x");
}

/* extension = singleton 1*("-" (2*8alphanum)), where 'x' is no singleton */
static bool skip_extensions(struct subtags *subtags)
{
    while (is_of(subtags->subtag, 1, 1, ascii_is_letter_or_digit) &&
           !is_private_mark(subtags->subtag)) {
        advance(subtags);
        if (skip_all(subtags, 2, 8, ascii_is_letter_or_digit) == 0) {
            return false;
        }
    }
    return true;
}

/* privateuse = "x" 1*("-" (1*8alphanum)) */
static bool skip_private_use(struct subtags *subtags)
{
    if (!is_private_mark(subtags->subtag)) {
        return true;
    }
    advance(subtags);
    return skip_all(subtags, 1, 8, ascii_is_letter_or_digit) > 0;
}

bool language_is_valid(struct text text)
{
    if (text.length == 0) {
        return false;
    }
    struct subtags subtags = {.rest = text};
    advance(&subtags);
    if (!is_private_mark(subtags.subtag)) {
        if (!skip_language(&subtags)) {
            return is_irregular(text);
        }
        skip_script_and_region(&subtags);
        skip_variants(&subtags);
        if (!skip_extensions(&subtags)) {
            return false;
        }
    }
    bool ended = skip_private_use(&subtags) && subtags.subtag.length == 0 &&
                 subtags.rest.data == NULL && !text_ends_with(text, "-");
    return ended || is_irregular(text);
}
