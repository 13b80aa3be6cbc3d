/* SPDX-License-Identifier: Apache-2.0 */

/* A package lives in an arena of its own; the one before it goes when the next is made. Who reads
 * has a copy of what is in memory, and opens files by themselves, so nothing has to outlive the
 * lock. */
#include "preview/site.h"

#include "base/arena.h"
#include "base/mem.h"
#include "formats/format.h"
#include "formats/package.h"
#include "source/source.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct site {
    const char *folder;
    const struct embedded_file *player;
    pthread_mutex_t mutex;         /* guards what follows */
    struct arena *arena;           /* of the package; NULL: none was made */
    const struct package *package; /* NULL: the course has a fault */
    struct error fault;
    uint64_t version;
};

struct site *site_create(const char *folder, const struct embedded_file *player)
{
    struct site *site = MEM_NEW(struct site);
    site->folder = folder;
    site->player = player;
    site->fault = (struct error){.status = STATUS_INVALID, .message = "it was not read yet"};
    (void)pthread_mutex_init(&site->mutex, NULL);
    return site;
}

void site_destroy(struct site *site)
{
    if (site != NULL) {
        arena_destroy(site->arena);
        (void)pthread_mutex_destroy(&site->mutex);
        free(site);
    }
}

static enum status make(const struct site *site, struct arena *arena, const struct package **out,
                        struct error *error)
{
    struct course *course = NULL;
    struct package *package = NULL;
    struct package_request *request = ARENA_NEW(arena, struct package_request);
    enum status status = source_read(site->folder, NULL, arena, &course, error);
    if (status == STATUS_OK) {
        *request = (struct package_request){.course = course, .player = site->player};
        status = package_make(format_find("web"), request, arena, &package, error);
    }
    *out = package;
    return status;
}

/* Takes the arena. */
static void replace(struct site *site, struct arena *arena, const struct package *package,
                    const struct error *fault)
{
    (void)pthread_mutex_lock(&site->mutex);
    struct arena *old = site->arena;
    site->arena = arena;
    site->package = package;
    site->fault = *fault;
    site->version++;
    (void)pthread_mutex_unlock(&site->mutex);
    arena_destroy(old);
}

enum status site_make(struct site *site, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct package *package = NULL;
    struct error fault = {0};
    enum status status = make(site, arena, &package, &fault);
    replace(site, TAKE(arena), status == STATUS_OK ? package : NULL, &fault);
    if (status != STATUS_OK && error != NULL) {
        *error = fault;
    }
    return status;
}

uint64_t site_version(struct site *site)
{
    (void)pthread_mutex_lock(&site->mutex);
    uint64_t version = site->version;
    (void)pthread_mutex_unlock(&site->mutex);
    return version;
}

static const struct zip_entry *find_entry(const struct package *package, const char *name)
{
    for (size_t i = 0; i < package->entry_count; i++) {
        if (strcmp(package->entries[i].name, name) == 0) {
            return &package->entries[i];
        }
    }
    return NULL;
}

static enum status find(const struct site *site, const char *name, struct arena *arena,
                        struct site_file *out, struct error *error)
{
    if (site->package == NULL) {
        return FAIL(error, STATUS_INVALID, "%s", site->fault.message);
    }
    const struct zip_entry *entry = find_entry(site->package, name);
    if (entry == NULL) {
        return FAIL(error, STATUS_NOT_FOUND, "the course has no file '%.200s'", name);
    }
    *out = (struct site_file){0};
    if (entry->file != NULL) {
        out->path = arena_copy_string(arena, entry->file);
    } else {
        out->content = (struct text){arena_copy(arena, entry->content), entry->content.length};
    }
    return STATUS_OK;
}

enum status site_find(struct site *site, const char *name, struct arena *arena,
                      struct site_file *out, struct error *error)
{
    (void)pthread_mutex_lock(&site->mutex);
    enum status status = find(site, name, arena, out, error);
    (void)pthread_mutex_unlock(&site->mutex);
    return status;
}
