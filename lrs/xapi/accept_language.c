/* SPDX-License-Identifier: Apache-2.0 */

/* Ranges are sorted once; a tag's rank is the best that any of them gives it. */
#include "xapi/accept_language.h"

#include "base/ascii.h"

/* Ranks come in bands, each above all of the one before. */
enum {
    RANK_UNWANTED = -10,
    RANK_DEFAULT = 0,
    RANK_SIBLING = 10,
    RANK_ASKED = 100,
    RANGE_STEP = 100, /* between two ranges */
    RANK_EXACT = 99,
    RANK_REGION = 98, /* and one less for each subtag that is left out */
    SUBTAG_MAX = 8,
};

static bool equals(struct text left, struct text right)
{
    bool equal = left.length == right.length;
    for (size_t i = 0; i < left.length && equal; i++) {
        equal = ascii_to_lower(left.data[i]) == ascii_to_lower(right.data[i]);
    }
    return equal;
}

/* True if `tag` is `range` with subtags behind. */
static bool is_region(struct text tag, struct text range)
{
    return tag.length > range.length && tag.data[range.length] == '-' &&
           equals((struct text){tag.data, range.length}, range);
}

/* A range without its last subtag, and without a single letter before that (RFC 4647 3.4). */
static struct text shorten(struct text range)
{
    size_t length = range.length;
    do {
        while (length > 0 && range.data[length - 1] != '-') {
            length--;
        }
        length = length > 0 ? length - 1 : 0;
    } while (length >= 2 && range.data[length - 2] == '-');
    return (struct text){range.data, length};
}

/* ---- reading ---- */

static bool subtag_is_valid(struct text subtag, bool is_first)
{
    bool valid = subtag.length >= 1 && subtag.length <= SUBTAG_MAX;
    for (size_t i = 0; i < subtag.length && valid; i++) {
        valid =
            is_first ? ascii_is_letter(subtag.data[i]) : ascii_is_letter_or_digit(subtag.data[i]);
    }
    return valid;
}

/* RFC 4647 2.1, a basic language range. */
static bool range_is_valid(struct text range)
{
    if (text_is(range, "*")) {
        return true;
    }
    bool valid = range.length > 0 && range.data[range.length - 1] != '-';
    bool is_first = true;
    struct text subtag;
    while (valid && text_split(&range, '-', &subtag)) {
        valid = subtag_is_valid(subtag, is_first);
        is_first = false;
    }
    return valid;
}

/* RFC 9110 12.4.2: 0 to 1, with at most three decimals. */
static bool read_quality(struct text text, int *out)
{
    bool valid = text.length >= 1 && text.length <= 5 && text.data[0] >= '0' &&
                 text.data[0] <= '1' && (text.length == 1 || text.data[1] == '.');
    int quality = valid ? (text.data[0] - '0') * 1000 : 0;
    for (size_t i = 2, unit = 100; i < text.length && valid; i++, unit /= 10) {
        valid = ascii_is_digit(text.data[i]);
        quality += (text.data[i] - '0') * (int)unit;
    }
    *out = quality;
    return valid && quality <= 1000;
}

/* "en-GB;q=0.8" */
static bool read_range(struct text element, struct language_range *out)
{
    struct text tag = {NULL, 0};
    (void)text_split(&element, ';', &tag);
    *out = (struct language_range){text_trim(tag), 1000};
    if (!range_is_valid(out->tag)) {
        return false;
    }
    if (element.data == NULL) {
        return true;
    }
    struct text weight = text_trim(element);
    bool has_weight =
        weight.length > 2 && ascii_to_lower(weight.data[0]) == 'q' && weight.data[1] == '=';
    return has_weight &&
           read_quality((struct text){weight.data + 2, weight.length - 2}, &out->quality);
}

/* Behind those that are wanted as much. */
static void insert(struct accept_language *wishes, struct language_range range)
{
    size_t at = wishes->count++;
    for (; at > 0 && wishes->ranges[at - 1].quality < range.quality; at--) {
        wishes->ranges[at] = wishes->ranges[at - 1];
    }
    wishes->ranges[at] = range;
}

void accept_language_read(struct text header, struct accept_language *out)
{
    struct text element;
    out->count = 0;
    while (out->count < LANGUAGE_RANGES_MAX && text_split(&header, ',', &element)) {
        struct language_range range;
        if (read_range(element, &range)) {
            insert(out, range);
        }
    }
}

/* ---- ranking ---- */

/* The most specific range that `tag` falls under; NULL if none. '*' is for all that no other range
 * names. */
static const struct language_range *find_range(const struct accept_language *wishes,
                                               struct text tag)
{
    const struct language_range *best = NULL;
    for (size_t i = 0; i < wishes->count; i++) {
        const struct language_range *range = &wishes->ranges[i];
        bool is_any = text_is(range->tag, "*");
        bool fits = is_any || equals(tag, range->tag) || is_region(tag, range->tag);
        bool is_better = best == NULL || text_is(best->tag, "*") ||
                         (!is_any && range->tag.length > best->tag.length);
        if (fits && is_better) {
            best = range;
        }
    }
    return best;
}

/* What `range` makes of `tag`, below RANGE_STEP; 0: nothing. */
static int rank_in(struct text range, struct text tag)
{
    if (equals(tag, range)) {
        return RANK_EXACT;
    }
    int rank = RANK_REGION;
    if (is_region(tag, range)) {
        return rank;
    }
    for (range = shorten(range); range.length > 0; range = shorten(range)) {
        rank--;
        if (equals(tag, range)) {
            return rank > 1 ? rank : 1;
        }
    }
    return 0;
}

static struct text language_of(struct text tag)
{
    struct text language = {NULL, 0};
    (void)text_split(&tag, '-', &language);
    return language;
}

static int rank_default(struct text tag)
{
    if (equals(tag, text_of("en-GB"))) {
        return 3;
    }
    if (equals(tag, text_of("en"))) {
        return 2;
    }
    return is_region(tag, text_of("en")) ? 1 : 0;
}

int accept_language_rank(const struct accept_language *wishes, struct text tag)
{
    const struct language_range *own = find_range(wishes, tag);
    int best = RANK_DEFAULT + rank_default(tag);
    if (own != NULL && own->quality == 0) {
        return RANK_UNWANTED + rank_default(tag);
    }
    for (size_t i = 0; i < wishes->count && wishes->ranges[i].quality > 0; i++) {
        struct text range = wishes->ranges[i].tag;
        bool is_any = text_is(range, "*");
        int rank = is_any ? (own == &wishes->ranges[i]) : rank_in(range, tag);
        int asked = RANK_ASKED + (int)(wishes->count - i) * RANGE_STEP + rank;
        bool is_sibling = !is_any && equals(language_of(range), language_of(tag));
        if (rank > 0) {
            best = asked > best ? asked : best;
        } else if (is_sibling) {
            int sibling = RANK_SIBLING + (int)(wishes->count - i);
            best = sibling > best ? sibling : best;
        }
    }
    return best;
}
