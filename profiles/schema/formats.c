/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of formats (draft-07 validation, 7.3): those that a grammar of ours decides. */
#include "schema/keyword.h"

#include "base/iri.h"
#include "base/timestamp.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

enum { SHORT_MAX = 64 };

/* `before`, the text and `behind` as a timestamp. */
static bool is_timestamp(const char *before, struct text text, const char *behind)
{
    char all[2 * SHORT_MAX] = "";
    int64_t us;
    if (text.length > SHORT_MAX || memchr(text.data, '\0', text.length) != NULL) {
        return false;
    }
    (void)snprintf(all, sizeof all, "%s%.*s%s", before, TEXT_ARGUMENTS(text), behind);
    return timestamp_parse(text_of(all), &us);
}

static bool is_date_time(struct text text)
{
    return is_timestamp("", text, "");
}

static bool is_date(struct text text)
{
    return text.length == strlen("2026-01-31") && is_timestamp("", text, "T00:00:00Z");
}

/* The day is one at whose end there was a leap second, so that 23:59:60Z is a time. */
static bool is_time(struct text text)
{
    return is_timestamp("1998-12-31T", text, "");
}

static bool is_ascii(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if ((unsigned char)text.data[i] > 127) {
            return false;
        }
    }
    return true;
}

static bool is_uri(struct text text)
{
    return is_ascii(text) && iri_is_valid(text);
}

static bool is_address(struct text text, int family)
{
    char copy[SHORT_MAX] = "";
    unsigned char address[sizeof(struct in6_addr)];
    if (text.length >= sizeof copy) {
        return false;
    }
    memcpy(copy, text.data, text.length);
    return strlen(copy) == text.length && inet_pton(family, copy, address) == 1;
}

static bool is_ipv4(struct text text)
{
    return is_address(text, AF_INET);
}

static bool is_ipv6(struct text text)
{
    return is_address(text, AF_INET6);
}

/* RFC 6901, 3. */
static bool is_json_pointer(struct text text)
{
    bool is_one = text.length == 0 || text.data[0] == '/';
    for (size_t i = 0; is_one && i < text.length; i++) {
        is_one = text.data[i] != '~' ||
                 (i + 1 < text.length && (text.data[i + 1] == '0' || text.data[i + 1] == '1'));
    }
    return is_one;
}

/* One that can be read, not only one that ECMA 262 takes. */
static bool is_regex(struct text text)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct schema_pattern *pattern = NULL;
    size_t room = SIZE_MAX;
    return pattern_read(text, arena, &room, &pattern, NULL) != STATUS_INVALID;
}

static const struct format {
    const char *name;
    bool (*fits)(struct text text);
} FORMATS[] = {
    {"date-time", is_date_time}, {"date", is_date},
    {"time", is_time},           {"uri", is_uri},
    {"iri", iri_is_valid},       {"ipv4", is_ipv4},
    {"ipv6", is_ipv6},           {"json-pointer", is_json_pointer},
    {"regex", is_regex},
};

static const struct format *find(const char *name)
{
    for (size_t i = 0; i < sizeof FORMATS / sizeof *FORMATS; i++) {
        if (strcmp(FORMATS[i].name, name) == 0) {
            return &FORMATS[i];
        }
    }
    return NULL;
}

bool schema_format_is_known(const char *format)
{
    return find(format) != NULL;
}

bool schema_format_fits(const char *format, struct text text)
{
    const struct format *found = find(format);
    return found == NULL || found->fits(text);
}
