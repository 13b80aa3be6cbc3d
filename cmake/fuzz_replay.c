/* SPDX-License-Identifier: Apache-2.0 */

/* Runs a fuzz target over the files of its corpus in ordinary builds, so that targets and old
 * findings cannot rot. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { INPUT_MAX = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void replay(const char *folder, const char *name)
{
    static uint8_t input[INPUT_MAX];
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    size_t size = fread(input, 1, sizeof input, file);
    (void)fclose(file);
    (void)LLVMFuzzerTestOneInput(input, size);
}

int main(int count, char **arguments)
{
    DIR *folder = count == 2 ? opendir(arguments[1]) : NULL;
    if (folder == NULL) {
        (void)fprintf(stderr, "usage: %s CORPUS-FOLDER (which must exist)\n", arguments[0]);
        return EXIT_FAILURE;
    }
    int replayed = 0;
    /* One thread, so readdir() is safe. */
    for (struct dirent *entry = readdir(folder);   // NOLINT(concurrency-mt-unsafe)
         entry != NULL; entry = readdir(folder)) { // NOLINT(concurrency-mt-unsafe)
        if (entry->d_name[0] != '.') {
            replay(arguments[1], entry->d_name);
            replayed++;
        }
    }
    (void)closedir(folder);
    (void)printf("%d inputs replayed\n", replayed);
    return replayed > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
