/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs serve: runs until SIGTERM or SIGINT, then finishes what was accepted. */
#include "commands/table.h"

#include "access/access.h"
#include "base/ending.h"
#include "base/log.h"
#include "base/options.h"
#include "commands/attachments_option.h"
#include "http/address.h"
#include "http/server.h"
#include "reports/disclosure.h"
#include "resources/routes.h"
#include "settings/settings.h"
#include "store/store.h"
#include "xapi/version.h"

#include <stdio.h>
#include <string.h>

enum { NOTICE_MAX = 500 };

static enum status read_settings(int count, char **arguments, struct settings *out, bool *helped,
                                 struct error *error)
{
    struct settings_reader reader;
    struct option_row rows[SETTINGS_MAX + 1] = {{0}};
    (void)settings_option_rows(SETTINGS_STORE | SETTINGS_SERVE, &reader, rows);
    const struct option_table table = {
        .command = "ibest-lrs serve",
        .usage = "[OPTIONS]",
        .summary = "Serves xAPI, reports and the dashboard until SIGTERM or Ctrl-C.",
        .rows = rows,
    };
    struct options_result result;
    enum status status = options_read(&table, count, arguments, &result, error);
    *helped = status == STATUS_OK && result.is_help;
    if (status != STATUS_OK || *helped) {
        return status;
    }
    return settings_read(&reader, out, error);
}

static enum status set_log_level(const char *name, struct error *error)
{
    static const char *const names[] = {"error", "warning", "info", "debug"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(name, names[i]) == 0) {
            log_set_level((enum log_level)i);
            return STATUS_OK;
        }
    }
    return FAIL(error, STATUS_INVALID, "--log-level: '%s' is none of error, warning, info, debug",
                name);
}

static enum status check_notice(const char *notice, struct error *error)
{
    struct text text = text_of(notice);
    if (text.length > NOTICE_MAX || !text_is_utf8(text)) {
        return FAIL(error, STATUS_INVALID,
                    "--notice: the text is not UTF-8 or longer than %d bytes; shorten it",
                    NOTICE_MAX);
    }
    return STATUS_OK;
}

static enum status read_version(const char *name, enum xapi_version *out, struct error *error)
{
    static const enum xapi_version versions[] = {XAPI_VERSION_1_0_3, XAPI_VERSION_2_0_0};
    for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++) {
        if (strcmp(name, xapi_version_name(versions[i])) == 0) {
            *out = versions[i];
            return STATUS_OK;
        }
    }
    return FAIL(error, STATUS_INVALID, "--default-version: '%s' is none of 1.0.3, 2.0.0", name);
}

static enum status serve_until_signal(const struct settings *settings, struct service *service,
                                      const sigset_t *signals, struct error *error)
{
    const struct http_server_options options = {
        .listen = settings->listen,
        .body_max = (size_t)settings->body_max,
        .header_max = (size_t)settings->header_max,
        .parameter_max = (size_t)settings->parameter_max,
        .threads = (unsigned)settings->threads,
        .connections_max = (unsigned)settings->connections_max,
        .connections_per_address = (unsigned)settings->connections_per_address,
        .idle_timeout_s = (unsigned)settings->idle_timeout_s,
        .request_timeout_s = (unsigned)settings->request_timeout_s,
        .chooser = resources_choose,
        .handler = resources_answer,
        .context = service,
    };
    AUTO(http_server_close) struct http_server *server = NULL;
    enum status status = http_server_open(&options, &server, error);
    if (status != STATUS_OK) {
        return status;
    }
    int host_length = (int)(strrchr(settings->listen, ':') - settings->listen);
    (void)printf("ibest-lrs %s listens on http://%.*s:%u/\n", IBEST_VERSION, host_length,
                 settings->listen, (unsigned)http_server_port(server));
    (void)fflush(stdout);
    int received = 0;
    (void)sigwait(signals, &received);
    LOG_INFO("event=ending signal=%d", received);
    return STATUS_OK;
}

/* What texts among the settings stand for. */
struct choices {
    enum xapi_version default_version;
    enum attachments_place attachments;
    const struct disclosure_profile *disclosure;
    char public_url[SETTINGS_URL_SIZE];
};

static enum status choose(const struct settings *settings, struct choices *out, struct error *error)
{
    enum status status = set_log_level(settings->log_level, error);
    if (status == STATUS_OK) {
        status = check_notice(settings->notice, error);
    }
    if (status == STATUS_OK) {
        struct http_address ignored;
        status = http_address_read(settings->listen, &ignored, error);
    }
    if (status == STATUS_OK) {
        status = read_version(settings->default_version, &out->default_version, error);
    }
    if (status == STATUS_OK) {
        status = attachments_option_read(settings->attachments, &out->attachments, error);
    }
    if (status == STATUS_OK) {
        status = disclosure_find(text_of(settings->disclosure), &out->disclosure, error);
    }
    return status == STATUS_OK ? settings_public_url(settings, out->public_url, error) : status;
}

static enum status run(int count, char **arguments, struct error *error)
{
    struct settings settings = {0};
    bool helped = false;
    enum status status = read_settings(count, arguments, &settings, &helped, error);
    if (status != STATUS_OK || helped) {
        return status;
    }
    struct choices choices;
    status = choose(&settings, &choices, error);
    if (status != STATUS_OK) {
        return status;
    }
    sigset_t signals = ending_block();
    const struct store_options store_options = {
        .attachments = choices.attachments,
        .queue_max = (size_t)settings.queue_max,
        .readers = (size_t)settings.readers,
        .settles = true,
    };
    AUTO(store_close) struct store *store = NULL;
    AUTO(access_destroy) struct access *access = NULL;
    status = store_open(settings.store, &store_options, &store, error);
    status = status != STATUS_OK ? status : access_create(store, &access, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct service service = {
        .store = store,
        .access = access,
        .public_url = choices.public_url,
        .batch_max = (size_t)settings.batch_max,
        .notice = settings.notice,
        .disclosure = choices.disclosure,
        .page_max = (size_t)settings.page_max,
        .document_max = (size_t)settings.document_max,
        .body_max = (size_t)settings.body_max,
        .upload_max = (size_t)settings.upload_max,
        .attachment_max = (size_t)settings.attachment_max,
        .part_max = (size_t)settings.part_max,
        .default_version = choices.default_version,
        .session_max_us = settings.session_max_s * 1000000,
    };
    return serve_until_signal(&settings, &service, &signals, error);
}

const struct command command_serve = {
    .name = "serve",
    .summary = "serve xAPI, reports and the dashboard",
    .run = run,
};
