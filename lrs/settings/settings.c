/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of settings. */
#include "settings/settings.h"

#include "base/ascii.h"

#include <assert.h>
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum setting_type { SETTING_TEXT, SETTING_NUMBER };

struct setting {
    const char *name;
    const char *value_name;
    const char *default_value;
    const char *help;
    size_t offset; /* in struct settings */
    int64_t minimum;
    int64_t maximum;
    enum setting_type type;
    unsigned uses;
};

#define TEXT_SETTING(name_, field, value_name_, default_, uses_, help_)                    \
    {                                                                                      \
        .name = (name_), .value_name = (value_name_), .default_value = (default_),         \
        .help = (help_), .offset = offsetof(struct settings, field), .type = SETTING_TEXT, \
        .uses = (uses_)                                                                    \
    }
#define NUMBER_SETTING(name_, field, value_name_, default_, minimum_, maximum_, help_)      \
    {                                                                                       \
        .name = (name_), .value_name = (value_name_), .default_value = (default_),          \
        .help = (help_), .offset = offsetof(struct settings, field), .minimum = (minimum_), \
        .maximum = (maximum_), .type = SETTING_NUMBER, .uses = SETTINGS_SERVE               \
    }

static const struct setting setting_table[] = {
    TEXT_SETTING("listen", listen, "ADDRESS:PORT", "127.0.0.1:8080",
                 SETTINGS_SERVE | SETTINGS_ADDRESS, "where to listen; port 0 takes a free one"),
    TEXT_SETTING("store", store, "URL", "sqlite:ibest-lrs.db", SETTINGS_STORE,
                 "where statements are kept, sqlite:PATH or postgresql://USER@HOST/DATABASE"),
    TEXT_SETTING("public-url", public_url, "URL", "", SETTINGS_SERVE | SETTINGS_ADDRESS,
                 "how clients reach this server; made from --listen if empty"),
    TEXT_SETTING("log-level", log_level, "LEVEL", "info", SETTINGS_SERVE,
                 "error, warning, info or debug"),
    TEXT_SETTING("notice", notice, "TEXT", "", SETTINGS_SERVE,
                 "shown on every page, such as that the data is synthetic; at most 500 bytes"),
    TEXT_SETTING("disclosure", disclosure, "PROFILE", "nhs-digital-2018", SETTINGS_SERVE,
                 "how reports hide small counts by default: none, lt5, nhs-digital-2018 or lt10"),
    TEXT_SETTING("default-version", default_version, "VERSION", "1.0.3", SETTINGS_SERVE,
                 "the version that answers name when a request names none, 1.0.3 or 2.0.0"),
    NUMBER_SETTING("body-max", body_max, "BYTES", "10485760", 1024, 1073741824,
                   "largest body of a request"),
    NUMBER_SETTING("batch-max", batch_max, "COUNT", "10000", 1, 100000,
                   "most statements in one request"),
    NUMBER_SETTING("document-max", document_max, "BYTES", "10485760", 1024, 1073741824,
                   "largest document of state and profiles"),
    TEXT_SETTING("attachments", attachments, "PLACE", "folder", SETTINGS_SERVE | SETTINGS_FILLING,
                 "where new attachments go: folder (STORE-attachments) or database"),
    NUMBER_SETTING("upload-max", upload_max, "BYTES", "4294967296", 1024, 1099511627776,
                   "largest multipart body: statements with attachments"),
    NUMBER_SETTING("attachment-max", attachment_max, "BYTES", "1073741824", 1024, 1099511627776,
                   "largest attachment"),
    NUMBER_SETTING("part-max", part_max, "COUNT", "1000", 1, 100000,
                   "most attachments in one request"),
    NUMBER_SETTING("page-max", page_max, "COUNT", "500", 1, 5000,
                   "most statements in one answer, whatever limit is asked for"),
    NUMBER_SETTING("header-max", header_max, "BYTES", "16384", 4096, 1048576,
                   "largest request line and headers"),
    NUMBER_SETTING("parameter-max", parameter_max, "COUNT", "64", 16, 1000,
                   "most parameters of a request"),
    NUMBER_SETTING("threads", threads, "COUNT", "4", 1, 64, "threads that serve requests"),
    NUMBER_SETTING("connections-max", connections_max, "COUNT", "1000", 64, 100000,
                   "most connections at a time"),
    NUMBER_SETTING("connections-per-address", connections_per_address, "COUNT", "0", 0, 100000,
                   "most connections from one address; 0: no limit, as behind a proxy"),
    NUMBER_SETTING("queue-max", queue_max, "COUNT", "1024", 1, 100000,
                   "most writes that may wait; more are answered 503"),
    NUMBER_SETTING("readers", readers, "COUNT", "4", 1, 64, "connections to the store for reading"),
    NUMBER_SETTING("idle-timeout", idle_timeout_s, "SECONDS", "30", 1, 3600,
                   "a connection on which nothing moves, or no request begins, is closed"),
    NUMBER_SETTING("request-timeout", request_timeout_s, "SECONDS", "60", 1, 3600,
                   "a request that takes longer to arrive is cut off"),
    NUMBER_SETTING("session-max", session_max_s, "SECONDS", "43200", 60, 604800,
                   "how long a launched cmi5 AU may speak under its credential"),
};
enum { SETTING_COUNT = sizeof setting_table / sizeof setting_table[0] };
_Static_assert((int)SETTING_COUNT <= (int)SETTINGS_MAX, "settings_reader is too small");

/* "body-max" -> "IBEST_BODY_MAX" */
static void name_variable(const char *name, char out[SETTINGS_NAME_SIZE])
{
    (void)snprintf(out, SETTINGS_NAME_SIZE, "IBEST_%s", name);
    for (char *at = out; *at != '\0'; at++) {
        *at = ascii_to_upper(*at);
        if (*at == '-') {
            *at = '_';
        }
    }
}

static void describe(const struct setting *setting, char out[SETTINGS_TEXT_SIZE])
{
    if (setting->type == SETTING_TEXT) {
        (void)snprintf(out, SETTINGS_TEXT_SIZE, "%s%s%s%s", setting->help,
                       setting->default_value[0] == '\0' ? "" : " (", setting->default_value,
                       setting->default_value[0] == '\0' ? "" : ")");
        return;
    }
    (void)snprintf(out, SETTINGS_TEXT_SIZE, "%s (%s; %lld to %lld)", setting->help,
                   setting->default_value, (long long)setting->minimum,
                   (long long)setting->maximum);
}

size_t settings_option_rows(unsigned uses, struct settings_reader *reader, struct option_row *rows)
{
    size_t count = 0;
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        const struct setting *setting = &setting_table[i];
        reader->values[i] = NULL;
        if ((setting->uses & uses) == 0) {
            continue;
        }
        name_variable(setting->name, reader->variables[i]);
        describe(setting, reader->help[i]);
        rows[count++] = (struct option_row){
            .name = setting->name,
            .value_name = setting->value_name,
            .help = reader->help[i],
            .environment = reader->variables[i],
            .value = &reader->values[i],
        };
    }
    return count;
}

static enum status read_number(const struct setting *setting, const char *value, int64_t *out,
                               struct error *error)
{
    char *end = NULL;
    errno = 0;
    long long number = strtoll(value, &end, 10);
    bool is_number = errno == 0 && end != value && *end == '\0';
    if (!is_number || number < setting->minimum || number > setting->maximum) {
        return FAIL(error, STATUS_INVALID, "--%s: '%s' is not a number from %lld to %lld",
                    setting->name, value, (long long)setting->minimum, (long long)setting->maximum);
    }
    *out = number;
    return STATUS_OK;
}

enum status settings_read(const struct settings_reader *reader, struct settings *out,
                          struct error *error)
{
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        const struct setting *setting = &setting_table[i];
        const char *value = reader->values[i] == NULL ? setting->default_value : reader->values[i];
        char *field = (char *)out + setting->offset;
        if (setting->type == SETTING_TEXT) {
            memcpy(field, &value, sizeof value);
            continue;
        }
        int64_t number = 0;
        enum status status = read_number(setting, value, &number, error);
        if (status != STATUS_OK) {
            return status;
        }
        memcpy(field, &number, sizeof number);
    }
    return STATUS_OK;
}

enum status settings_public_url(const struct settings *settings, char out[SETTINGS_URL_SIZE],
                                struct error *error)
{
    bool is_given = settings->public_url[0] != '\0';
    int length = is_given ? snprintf(out, SETTINGS_URL_SIZE, "%s", settings->public_url)
                          : snprintf(out, SETTINGS_URL_SIZE, "http://%s", settings->listen);
    bool is_web = strncmp(out, "http://", 7) == 0 || strncmp(out, "https://", 8) == 0;
    if (length >= SETTINGS_URL_SIZE || !is_web) {
        return FAIL(error, STATUS_INVALID,
                    "--public-url: '%s' does not begin with http:// or https://, or is longer "
                    "than %d characters",
                    settings->public_url, SETTINGS_URL_SIZE - 1);
    }
    for (size_t end = strlen(out); end > 0 && out[end - 1] == '/'; end--) {
        out[end - 1] = '\0';
    }
    return STATUS_OK;
}
