/* SPDX-License-Identifier: Apache-2.0 */

/* What packs takes hundreds of kilobytes and long to make, so those that are free are kept. A
 * dictionary goes when the last one that packs with it is done. */
#include "store/packing.h"

#include "base/mem.h"

#include <assert.h>
#include <pthread.h>
#include <zstd.h>

enum { ROOM_KEPT_MAX = 256 * 1024 };

struct dictionary {
    ZSTD_CDict *digested;
    size_t users; /* packers at work, and the packing itself as long as it is the newest */
};

struct packer {
    ZSTD_CCtx *context;
    char *room; /* what is packed is much shorter than it might be */
    size_t size;
    struct dictionary *dictionary; /* while at work; NULL: none */
    struct packer *next;           /* while free */
};

struct packing {
    pthread_mutex_t mutex; /* guards all of this */
    struct dictionary *newest;
    struct packer *free;
};

struct packing *packing_create(void)
{
    struct packing *packing = MEM_NEW(struct packing);
    (void)pthread_mutex_init(&packing->mutex, NULL);
    return packing;
}

static void leave(struct dictionary *dictionary)
{
    if (dictionary != NULL && --dictionary->users == 0) {
        (void)ZSTD_freeCDict(dictionary->digested);
        free(dictionary);
    }
}

void packing_destroy(struct packing *packing)
{
    if (packing == NULL) {
        return;
    }
    while (packing->free != NULL) {
        struct packer *packer = packing->free;
        packing->free = packer->next;
        (void)ZSTD_freeCCtx(packer->context);
        free(packer->room);
        free(packer);
    }
    leave(packing->newest);
    (void)pthread_mutex_destroy(&packing->mutex);
    free(packing);
}

static struct dictionary *dictionary_create(struct text bytes)
{
    struct dictionary *dictionary = MEM_NEW(struct dictionary);
    dictionary->digested = ZSTD_createCDict(bytes.data, bytes.length, PACKING_LEVEL);
    assert(dictionary->digested != NULL); /* out of memory */
    dictionary->users = 1;
    return dictionary;
}

void packing_use(struct packing *packing, struct text bytes)
{
    struct dictionary *dictionary = bytes.data == NULL ? NULL : dictionary_create(bytes);
    (void)pthread_mutex_lock(&packing->mutex);
    leave(packing->newest);
    packing->newest = dictionary;
    (void)pthread_mutex_unlock(&packing->mutex);
}

static struct packer *packer_create(void)
{
    struct packer *packer = MEM_NEW(struct packer);
    packer->context = ZSTD_createCCtx();
    assert(packer->context != NULL);
    size_t level = ZSTD_CCtx_setParameter(packer->context, ZSTD_c_compressionLevel, PACKING_LEVEL);
    size_t checksum = ZSTD_CCtx_setParameter(packer->context, ZSTD_c_checksumFlag, 1);
    assert(!ZSTD_isError(level) && !ZSTD_isError(checksum));
    return packer;
}

/* A packer with the newest dictionary. */
static struct packer *begin(struct packing *packing)
{
    (void)pthread_mutex_lock(&packing->mutex);
    struct packer *packer = packing->free;
    if (packer != NULL) {
        packing->free = packer->next;
    }
    struct dictionary *dictionary = packing->newest;
    if (dictionary != NULL) {
        dictionary->users++;
    }
    (void)pthread_mutex_unlock(&packing->mutex);
    packer = packer != NULL ? packer : packer_create();
    packer->dictionary = dictionary;
    size_t code =
        ZSTD_CCtx_refCDict(packer->context, dictionary == NULL ? NULL : dictionary->digested);
    assert(!ZSTD_isError(code));
    return packer;
}

static void end(struct packing *packing, struct packer *packer)
{
    if (packer->size > ROOM_KEPT_MAX) {
        free(packer->room);
        packer->room = NULL;
        packer->size = 0;
    }
    (void)pthread_mutex_lock(&packing->mutex);
    leave(packer->dictionary);
    packer->dictionary = NULL;
    packer->next = packing->free;
    packing->free = packer;
    (void)pthread_mutex_unlock(&packing->mutex);
}

static void make_room(struct packer *packer, size_t size)
{
    if (packer->size < size) {
        packer->room = mem_resize(packer->room, 1, size);
        packer->size = size;
    }
}

struct text packing_pack(struct packing *packing, struct text members, struct arena *arena)
{
    struct packer *packer = begin(packing);
    make_room(packer, ZSTD_compressBound(members.length));
    size_t length =
        ZSTD_compress2(packer->context, packer->room, packer->size, members.data, members.length);
    assert(!ZSTD_isError(length)); /* there is room, and nothing else can fail */
    struct text packed = {packer->room + PACKING_MAGIC_SIZE, length - PACKING_MAGIC_SIZE};
    packed.data = arena_copy(arena, packed);
    end(packing, packer);
    return packed;
}
