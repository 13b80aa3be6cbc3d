/* SPDX-License-Identifier: Apache-2.0 */

/* For tests: how servers answer, and how they should not. */
#ifndef LOAD_BEHAVIOURS_FIXTURE_H
#define LOAD_BEHAVIOURS_FIXTURE_H

#include "base/auto.h"
#include "load/server_fixture.h"

#include <time.h>

enum { HUGE_HEADER = 200000, TOO_MUCH = 4001 };

#define OK_ANSWER "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

static inline bool say_and_keep(struct visit *visit, const char *bytes)
{
    bool is_there = read_body(visit);
    say(visit, bytes);
    return is_there;
}

/* ---- right: 200 and "ok" ---- */

static inline bool keep_alive(struct visit *visit)
{
    return say_and_keep(visit, OK_ANSWER);
}

static inline bool close_unsaid(struct visit *visit)
{
    (void)say_and_keep(visit, OK_ANSWER);
    return false;
}

static inline bool close_as_said(struct visit *visit)
{
    (void)say_and_keep(visit,
                       "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
    return false;
}

static inline bool end_by_closing(struct visit *visit)
{
    (void)say_and_keep(visit, "HTTP/1.1 200 OK\r\n\r\nok");
    return false;
}

static inline bool send_chunks(struct visit *visit)
{
    return say_and_keep(visit, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                               "1\r\no\r\n1;a=b\r\nk\r\n0\r\nTrailer: 1\r\n\r\n");
}

static inline bool send_interim(struct visit *visit)
{
    return say_and_keep(visit, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n"
                               "Link: </style.css>\r\n\r\n" OK_ANSWER);
}

static inline bool send_slowly(struct visit *visit)
{
    static const char bytes[] = OK_ANSWER;
    bool is_there = read_body(visit);
    for (size_t i = 0; i < sizeof bytes - 1; i++) {
        say_bytes(visit, (struct text){bytes + i, 1});
        (void)nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    return is_there;
}

/* ---- right: other answers ---- */

static inline bool send_no_content(struct visit *visit)
{
    return say_and_keep(visit, "HTTP/1.1 204 No Content\r\n\r\n");
}

static inline bool be_busy(struct visit *visit)
{
    return say_and_keep(visit,
                        "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nbusy");
}

static inline bool be_busy_until_a_date(struct visit *visit)
{
    char answer[256];
    char date[64];
    time_t then = time(NULL) + 100;
    struct tm parts;
    bool is_written = gmtime_r(&then, &parts) != NULL &&
                      strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", &parts) > 0;
    (void)snprintf(answer, sizeof answer,
                   "HTTP/1.1 503 Busy\r\nRetry-After: %s\r\nContent-Length: 0\r\n\r\n", date);
    return is_written && say_and_keep(visit, answer);
}

static inline bool be_busy_until_the_past(struct visit *visit)
{
    return say_and_keep(visit, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n"
                               "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n");
}

static inline bool send_head_back(struct visit *visit)
{
    char begin[128];
    (void)snprintf(begin, sizeof begin, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n",
                   visit->head_length);
    (void)say_and_keep(visit, begin);
    say_bytes(visit, (struct text){visit->head, visit->head_length});
    return true;
}

static inline bool count_body(struct visit *visit)
{
    char answer[128];
    bool is_there = read_body(visit);
    int digits = snprintf(answer, sizeof answer, "%zu", visit->body_read);
    (void)snprintf(answer, sizeof answer, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%zu",
                   digits, visit->body_read);
    say(visit, answer);
    return is_there;
}

/* Closing with unread data would take back what was said, so it reads on. */
static inline bool refuse_unread(struct visit *visit)
{
    say(visit, "HTTP/1.1 413 No\r\nConnection: close\r\nContent-Length: 5\r\n\r\nlarge");
    (void)shutdown(visit->socket, SHUT_WR);
    (void)read_body(visit);
    return false;
}

/* ---- wrong ---- */

static inline bool close_early(struct visit *visit)
{
    (void)read_body(visit);
    return false;
}

static inline bool send_half(struct visit *visit)
{
    (void)say_and_keep(visit, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nok");
    return false;
}

static inline bool send_garbage(struct visit *visit)
{
    return say_and_keep(visit, "SSH-2.0-OpenSSH_9.2\r\n");
}

static inline bool send_huge_header(struct visit *visit)
{
    AUTO(free) char *header = mem_zeroed(HUGE_HEADER + 1, 1);
    memset(header, 'x', HUGE_HEADER);
    say(visit, "HTTP/1.1 200 OK\r\nX: ");
    return say_and_keep(visit, header);
}

static inline bool send_too_much(struct visit *visit)
{
    char answer[TOO_MUCH + 64];
    (void)snprintf(answer, sizeof answer, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%0*d",
                   (int)TOO_MUCH, (int)TOO_MUCH, 0);
    return say_and_keep(visit, answer);
}

static inline bool never_answer(struct visit *visit)
{
    return read_body(visit);
}

static inline bool drop_the_second(struct visit *visit)
{
    return visit->requests == 1 ? keep_alive(visit) : close_early(visit);
}

static inline bool drop_all_but_the_first(struct visit *visit)
{
    return atomic_load(&visit->server->requests) == 1 ? keep_alive(visit) : close_early(visit);
}

static inline bool begin_the_second(struct visit *visit)
{
    return visit->requests == 1 ? keep_alive(visit) : send_half(visit);
}

#endif
