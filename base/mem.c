/* SPDX-License-Identifier: Apache-2.0 */

/* malloc and friends, for callers that cannot go on without memory. */
#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static void *present(void *memory)
{
    if (memory == NULL) {
        (void)fputs("out of memory\n", stderr);
        abort();
    }
    return memory;
}

void *mem_zeroed(size_t count, size_t size)
{
    return present(calloc(count, size));
}

char *mem_copy_string(const char *text)
{
    return present(strdup(text));
}

char *mem_copy(const void *bytes, size_t length)
{
    char *copy = present(malloc(length + 1));
    if (length > 0) {
        memcpy(copy, bytes, length);
    }
    copy[length] = '\0';
    return copy;
}

void *mem_resize(void *memory, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        return present(NULL);
    }
    size_t bytes = count * size;
    return present(realloc(memory, bytes > 0 ? bytes : 1));
}

/* Not calloc(): AddressSanitizer marks each byte of what that gives, used or not. */
void *mem_sparse(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return present(memory == MAP_FAILED ? NULL : memory);
}

void mem_sparse_release(void *memory, size_t size)
{
    if (memory != NULL) {
        (void)munmap(memory, size);
    }
}
