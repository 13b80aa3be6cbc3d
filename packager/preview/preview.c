/* SPDX-License-Identifier: Apache-2.0 */

/* The server's own threads answer; this one waits for changes and signals. */
#include "preview/preview.h"

#include "base/ending.h"
#include "base/log.h"
#include "http/server.h"
#include "preview/answer.h"
#include "preview/site.h"
#include "preview/watch.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { HEADER_MAX = 64 * 1024, CONNECTIONS_MAX = 64, TIMEOUT_S = 30, PARAMETERS_MAX = 16 };

/* Makes the site, and tells what became of it. */
static void make(struct site *site, bool is_first)
{
    struct error fault = {0};
    if (site_make(site, &fault) != STATUS_OK) {
        (void)fprintf(stderr, "%s\n", fault.message);
    } else if (!is_first) {
        (void)fputs("the course was read again\n", stderr);
    }
}

static enum status follow_changes(struct site *site, struct watch *watch, int signals,
                                  struct error *error)
{
    bool has_changed = true;
    enum status status = STATUS_OK;
    while (has_changed && status == STATUS_OK) {
        status = watch_wait(watch, signals, &has_changed, error);
        if (status == STATUS_OK && has_changed) {
            make(site, false);
        }
    }
    return status;
}

static enum status open_server(const struct preview_options *options, struct site *site,
                               struct http_server **out, struct error *error)
{
    const struct http_server_options server = {.listen = options->listen,
                                               .threads = 2,
                                               .header_max = HEADER_MAX,
                                               .parameter_max = PARAMETERS_MAX,
                                               .connections_max = CONNECTIONS_MAX,
                                               .idle_timeout_s = TIMEOUT_S,
                                               .request_timeout_s = TIMEOUT_S,
                                               .handler = preview_answer,
                                               .context = site};
    return http_server_open(&server, out, error);
}

static void tell_address(const struct preview_options *options, const struct http_server *server)
{
    int host_length = (int)(strrchr(options->listen, ':') - options->listen);
    (void)printf("%s is at http://%.*s:%u/ - end with Ctrl-C\n", options->folder, host_length,
                 options->listen, (unsigned)http_server_port(server));
    (void)fflush(stdout);
}

enum status preview_serve(const struct preview_options *options, struct error *error)
{
    log_set_level(LOG_LEVEL_WARNING); /* each request is nothing to tell */
    const sigset_t ending = ending_block();
    int signals = signalfd(-1, &ending, SFD_CLOEXEC);
    if (signals < 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "cannot wait for signals: %s", strerror(errno));
    }
    AUTO(site_destroy) struct site *site = site_create(options->folder, options->player);
    AUTO(watch_end) struct watch *watch = NULL;
    AUTO(http_server_close) struct http_server *server = NULL;
    enum status status = watch_begin(options->folder, &watch, error);
    if (status == STATUS_OK) {
        status = open_server(options, site, &server, error);
    }
    if (status == STATUS_OK) {
        make(site, true);
        tell_address(options, server);
        status = follow_changes(site, watch, signals, error);
    }
    (void)close(signals);
    return status;
}
