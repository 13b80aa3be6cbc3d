/* SPDX-License-Identifier: Apache-2.0 */

#include "commands/lines.h"

#include <string.h>
#include <sys/stat.h>

enum status lines_open(const char *path, struct lines *out, struct error *error)
{
    struct stat entry;
    bool is_stdin = strcmp(path, "-") == 0;
    *out = (struct lines){.path = path, .stream = is_stdin ? stdin : fopen(path, "re")};
    if (out->stream == NULL) {
        return FAIL(error, STATUS_NOT_FOUND, "'%s' can't be opened", path);
    }
    if (fstat(fileno(out->stream), &entry) == 0 && S_ISREG(entry.st_mode)) {
        out->total = entry.st_size;
    }
    out->progress = meter_begin("bytes");
    return STATUS_OK;
}

void lines_close(struct lines *lines)
{
    if (lines->stream == NULL) {
        return;
    }
    meter_end(&lines->progress);
    if (lines->stream != stdin) {
        (void)fclose(lines->stream);
    }
    lines->stream = NULL;
}

bool lines_next(struct lines *lines, struct buffer *out)
{
    char piece[8192];
    bool is_any = false;
    buffer_clear(out);
    meter_show(&lines->progress, lines->done, lines->total);
    lines->line++;
    while (fgets(piece, sizeof piece, lines->stream) != NULL) {
        size_t length = strlen(piece);
        is_any = true;
        lines->done += (int64_t)length;
        buffer_add(out, piece, length);
        if (length > 0 && piece[length - 1] == '\n') {
            return true;
        }
    }
    return is_any;
}

enum status lines_check(const struct lines *lines, struct error *error)
{
    if (ferror(lines->stream) != 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "'%s' can't be read to its end", lines->path);
    }
    return STATUS_OK;
}
