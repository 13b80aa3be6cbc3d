/* SPDX-License-Identifier: Apache-2.0 */

/* inotify looks at single folders, so each below the course is watched by itself; after every
 * change all are asked for again, which costs nothing for those that are watched already. */
#include "preview/watch.h"

#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

enum { QUIET_MS = 120, DEPTH_MAX = 16, EVENTS_SIZE = 16 * 1024 };
enum { CHANGES = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB };

struct watch {
    char *folder;
    int descriptor;
};

static enum status add(const struct watch *watch, const char *folder, int depth,
                       struct error *error);

/* Whether the entry is a folder of a course: symbolic links are followed, ".git" is not. */
static bool is_folder(const char *path, const char *name)
{
    struct stat facts;
    return name[0] != '.' && stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
}

static enum status add_below(const struct watch *watch, const char *folder, int depth,
                             struct error *error)
{
    DIR *listing = opendir(folder);
    enum status status = STATUS_OK;
    const struct dirent *entry = NULL;
    while (listing != NULL && status == STATUS_OK && (entry = readdir(listing)) != NULL) {
        char path[PATH_MAX];
        int length = snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (length < (int)sizeof path && is_folder(path, entry->d_name)) {
            status = add(watch, path, depth + 1, error);
        }
    }
    if (listing != NULL) {
        (void)closedir(listing);
    }
    return status;
}

/* A folder that has gone meanwhile is a change that will be told. */
static enum status add(const struct watch *watch, const char *folder, int depth,
                       struct error *error)
{
    if (inotify_add_watch(watch->descriptor, folder, CHANGES) < 0 && errno != ENOENT) {
        return FAIL(error, STATUS_UNAVAILABLE, "cannot watch the folder '%s': %s", folder,
                    strerror(errno));
    }
    return depth < DEPTH_MAX ? add_below(watch, folder, depth, error) : STATUS_OK;
}

enum status watch_begin(const char *folder, struct watch **out, struct error *error)
{
    AUTO(watch_end) struct watch *watch = MEM_NEW(struct watch);
    watch->folder = mem_copy_string(folder);
    watch->descriptor = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (watch->descriptor < 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "cannot watch '%s': %s", folder, strerror(errno));
    }
    if (access(folder, R_OK | X_OK) != 0) {
        return FAIL(error, STATUS_NOT_FOUND, "cannot read the folder '%s': %s", folder,
                    strerror(errno));
    }
    enum status status = add(watch, folder, 0, error);
    if (status == STATUS_OK) {
        *out = TAKE(watch);
    }
    return status;
}

void watch_end(struct watch *watch)
{
    if (watch != NULL) {
        if (watch->descriptor >= 0) {
            (void)close(watch->descriptor);
        }
        free(watch->folder);
        free(watch);
    }
}

/* What changed does not matter. */
static void drain(const struct watch *watch)
{
    char events[EVENTS_SIZE];
    while (read(watch->descriptor, events, sizeof events) > 0) {
    }
}

/* Which of both can be read within so long; -1: for ever. */
static void wait_for(const struct watch *watch, int interrupter, int milliseconds,
                     bool *out_changed, bool *out_interrupted)
{
    struct pollfd ends[] = {{.fd = watch->descriptor, .events = POLLIN},
                            {.fd = interrupter, .events = POLLIN}};
    bool any = poll(ends, 2, milliseconds) > 0;
    *out_changed = any && ends[0].revents != 0;
    *out_interrupted = any && ends[1].revents != 0;
}

enum status watch_wait(struct watch *watch, int interrupter, bool *out_changed, struct error *error)
{
    bool is_interrupted = false;
    bool is_changing = false;
    *out_changed = false;
    while (!is_interrupted && !(*out_changed && !is_changing)) {
        wait_for(watch, interrupter, *out_changed ? QUIET_MS : -1, &is_changing, &is_interrupted);
        *out_changed = *out_changed || is_changing;
        drain(watch);
    }
    *out_changed = *out_changed && !is_interrupted;
    return *out_changed ? add(watch, watch->folder, 0, error) : STATUS_OK;
}
