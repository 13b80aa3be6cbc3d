/* SPDX-License-Identifier: Apache-2.0 */

/* Every setting of ibest-lrs: one row of a table gives its flag (--body-max), its variable
 * (IBEST_BODY_MAX), its default, its limits and its line of --help. The flag wins over the
 * variable. */
#ifndef SETTINGS_SETTINGS_H
#define SETTINGS_SETTINGS_H

#include "base/error.h"
#include "base/options.h"

#include <stdint.h>

struct settings {
    const char *listen;
    const char *store;
    const char *public_url; /* "": made from `listen` */
    const char *log_level;
    const char *notice; /* "": none */
    const char *disclosure;
    const char *default_version;
    int64_t body_max;
    int64_t batch_max;
    int64_t document_max;
    const char *attachments; /* "folder" or "database" */
    int64_t upload_max;
    int64_t attachment_max;
    int64_t part_max;
    int64_t page_max;
    int64_t header_max;
    int64_t parameter_max;
    int64_t threads;
    int64_t connections_max;
    int64_t connections_per_address; /* 0: no limit */
    int64_t queue_max;
    int64_t readers;
    int64_t idle_timeout_s;
    int64_t request_timeout_s;
    int64_t session_max_s;
};

/* Which commands a setting concerns. */
enum settings_use {
    SETTINGS_STORE = 1, /* commands that open the store */
    SETTINGS_SERVE = 2,
    SETTINGS_ADDRESS = 4, /* where the server is reached */
    SETTINGS_FILLING = 8, /* commands that make a store of another one */
};

enum { SETTINGS_MAX = 32, SETTINGS_TEXT_SIZE = 160, SETTINGS_NAME_SIZE = 40 };

/* What stands behind the option rows while a command line is read. */
struct settings_reader {
    const char *values[SETTINGS_MAX];
    char help[SETTINGS_MAX][SETTINGS_TEXT_SIZE];
    char variables[SETTINGS_MAX][SETTINGS_NAME_SIZE];
};

/* Writes an option row for each setting of `uses` (a set of enum settings_use) to `rows`, which has
 * room for SETTINGS_MAX, and returns how many. `reader` must outlive them. */
size_t settings_option_rows(unsigned uses, struct settings_reader *reader, struct option_row *rows);

/* After options_read(): the values given, checked, and the defaults of the others. INVALID names
 * the flag, the value and what is allowed. Texts are borrowed from the command line. */
MUST_CHECK enum status settings_read(const struct settings_reader *reader, struct settings *out,
                                     struct error *error);

enum { SETTINGS_URL_SIZE = 512 };

/* How clients reach the server: --public-url, or made from --listen; without a final '/', so that
 * paths can be put behind it. INVALID. */
MUST_CHECK enum status settings_public_url(const struct settings *settings,
                                           char out[SETTINGS_URL_SIZE], struct error *error);

#endif
