/* SPDX-License-Identifier: Apache-2.0 */

/* What an import of a roster takes, against a bare loop that inserts the same rows.
 *
 * roster_bench [ROWS]: both write to files in the folder it is started in, and remove them. Figures
 * are seconds of the processor, as time says little on a busy machine. */
#include "people/people.h"

#include "base/file.h"
#include "store/backend.h"
#include "store/roster.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define IMPORTED "roster_bench.db"
#define BARE "roster_bench_bare.db"
enum { ROWS = 100000, CONTENT_LIMIT = 1 << 30, DECIMAL = 10, PATH_SIZE = 64 };

static void end_with(const struct error *error)
{
    (void)fprintf(stderr, "roster_bench: %s\n", error->message);
    exit(3);
}

static void remove_files(void)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-lock"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char path[PATH_SIZE];
        (void)snprintf(path, sizeof path, IMPORTED "%s", endings[i]);
        (void)unlink(path);
        (void)snprintf(path, sizeof path, BARE "%s", endings[i]);
        (void)unlink(path);
    }
}

static double cpu_seconds(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void make_content(struct buffer *out, long rows)
{
    buffer_add_string(out, "home_page,account,mbox,organisation,profession,registration,"
                           "staff_group,band,site,from\r\n");
    for (long i = 0; i < rows; i++) {
        buffer_print(out,
                     "https://lms.example.org,therapist-%06ld,therapist-%06ld@example.org,SYN%02ld,"
                     "Physiotherapist,SYN%06ld,Allied health professionals,%ld,Site %ld,"
                     "2016-04-01\r\n",
                     i, i, i % 60, i, 5 + i % 3, i % 7);
    }
}

static double import(const struct buffer *made, struct roster_summary *out)
{
    struct error error = {0};
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = NULL;
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(CONTENT_LIMIT);
    struct problems problems = {.arena = arena};
    const struct roster_options options = {.who = "bench", .what = "bench.csv"};
    buffer_add_text(&content, buffer_text(made));
    if (store_open("sqlite:" IMPORTED, NULL, &store, &error) != STATUS_OK) {
        end_with(&error);
    }
    double begun = cpu_seconds();
    if (roster_import(store, &content, &options, &problems, out, &error) != STATUS_OK) {
        end_with(&error);
    }
    return cpu_seconds() - begun;
}

/* The rows of both tables that the import has filled, as they are. */
static enum status insert_all(struct connection *connection, struct error *error)
{
    static const char *const scripts[] = {
        "ATTACH '" IMPORTED "' AS made",
        "BEGIN",
        "INSERT INTO roster SELECT * FROM made.roster ORDER BY account, from_us",
        "INSERT INTO person_account SELECT * FROM made.person_account ORDER BY account",
        "COMMIT",
    };
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0] && status == STATUS_OK; i++) {
        status = connection_run(connection, scripts[i], NO_VALUES, error);
    }
    return status;
}

static double insert_bare(void)
{
    struct error error = {0};
    AUTO(store_close) struct store *store = NULL;
    AUTO(connection_close) struct connection *connection = NULL;
    if (store_open("sqlite:" BARE, NULL, &store, &error) != STATUS_OK ||
        backend_sqlite.open(BARE, BACKEND_BESIDE, &connection, &error) != STATUS_OK) {
        end_with(&error);
    }
    double begun = cpu_seconds();
    if (insert_all(connection, &error) != STATUS_OK) {
        end_with(&error);
    }
    return cpu_seconds() - begun;
}

int main(int count, char **arguments)
{
    long rows = count > 1 ? strtol(arguments[1], NULL, DECIMAL) : ROWS;
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(CONTENT_LIMIT);
    struct roster_summary first = {0};
    struct roster_summary again = {0};
    struct rusage usage = {0};
    remove_files();
    make_content(&content, rows);
    double import_s = import(&content, &first);
    double again_s = import(&content, &again);
    double bare_s = insert_bare();
    (void)getrusage(RUSAGE_SELF, &usage);
    (void)printf(
        "%zu rows of %zu bytes: import %.2f s, again %.2f s (%zu unchanged), the same rows "
        "by a bare INSERT ... SELECT %.2f s; ratios %.1f and %.1f; at most %ld MB\n",
        first.added, content.length / (size_t)rows, import_s, again_s, again.unchanged, bare_s,
        import_s / bare_s, again_s / bare_s, usage.ru_maxrss / 1024);
    remove_files();
    return 0;
}
