/* SPDX-License-Identifier: Apache-2.0 */

/* For tests: a server on 127.0.0.1 that does what the test tells it, right or wrong. It has a
 * thread for each connection. */
#ifndef LOAD_SERVER_FIXTURE_H
#define LOAD_SERVER_FIXTURE_H

#include "base/mem.h"
#include "base/text.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SERVER_VISITS_MAX = 64, SERVER_HEAD_MAX = 8192, SERVER_RECEIVE_BUFFER = 4096 };

struct server;

/* One connection, in its thread. */
struct visit {
    struct server *server;
    pthread_t thread;
    int socket;                 /* -1: closed */
    int requests;               /* of this connection, the one to answer included */
    char head[SERVER_HEAD_MAX]; /* of the request to answer */
    size_t head_length;
    size_t body_length;
    size_t body_read;
};

/* Answers a request, of which the head has been read, and says whether the connection goes on. */
typedef bool behaviour(struct visit *visit);

struct server {
    behaviour *behave;
    int listener;
    uint16_t port;
    pthread_t thread;
    pthread_mutex_t lock; /* of the visits' sockets: a number that was closed may be another's */
    struct visit *visits;
    atomic_int connections;
    atomic_int requests;
};

/* ---- for behaviours ---- */

static inline void say_bytes(struct visit *visit, struct text bytes)
{
    while (bytes.length > 0) {
        ssize_t sent = send(visit->socket, bytes.data, bytes.length, MSG_NOSIGNAL);
        if (sent <= 0) {
            return;
        }
        bytes.data += sent;
        bytes.length -= (size_t)sent;
    }
}

static inline void say(struct visit *visit, const char *bytes)
{
    say_bytes(visit, text_of(bytes));
}

/* False once the client has gone. */
static inline bool read_body(struct visit *visit)
{
    char room[SERVER_HEAD_MAX];
    while (visit->body_read < visit->body_length) {
        size_t left = visit->body_length - visit->body_read;
        ssize_t got = recv(visit->socket, room, left < sizeof room ? left : sizeof room, 0);
        if (got <= 0) {
            return false;
        }
        visit->body_read += (size_t)got;
    }
    return true;
}

/* ---- the server ---- */

/* Byte by byte, so that nothing of the body is read along; the client sends the head at once. */
static inline bool read_head(struct visit *visit)
{
    size_t length = 0;
    for (; length < SERVER_HEAD_MAX - 1; length++) {
        visit->head[length] = '\0';
        if (text_ends_with((struct text){visit->head, length}, "\r\n\r\n")) {
            break;
        }
        if (recv(visit->socket, visit->head + length, 1, 0) <= 0) {
            return false;
        }
    }
    const char *header = strstr(visit->head, "Content-Length: ");
    visit->head_length = length;
    visit->body_length =
        header != NULL ? strtoul(header + strlen("Content-Length: "), NULL, 10) : 0;
    visit->body_read = 0;
    return true;
}

static inline void *serve_visit(void *context)
{
    struct visit *visit = context;
    struct server *server = visit->server;
    bool goes_on = true;
    while (goes_on && read_head(visit)) {
        visit->requests++;
        atomic_fetch_add(&server->requests, 1);
        goes_on = server->behave(visit);
    }
    (void)pthread_mutex_lock(&server->lock);
    (void)close(visit->socket);
    visit->socket = -1;
    (void)pthread_mutex_unlock(&server->lock);
    return NULL;
}

/* A connection that finds no thread is closed at once. */
static inline void *accept_visits(void *context)
{
    struct server *server = context;
    for (int socket_ = 0; (socket_ = accept(server->listener, NULL, NULL)) >= 0;) {
        int number = atomic_load(&server->connections);
        if (number == SERVER_VISITS_MAX) {
            (void)close(socket_);
            continue;
        }
        struct visit *visit = &server->visits[number];
        *visit = (struct visit){.server = server, .socket = socket_};
        /* Before the thread answers, so that who has an answer sees it counted. */
        atomic_store(&server->connections, number + 1);
        if (pthread_create(&visit->thread, NULL, serve_visit, visit) != 0) {
            atomic_store(&server->connections, number);
            (void)close(socket_);
        }
    }
    return NULL;
}

/* A small buffer, so that whoever sends much has to wait for room. */
static inline int listen_at(const struct sockaddr *address, socklen_t length)
{
    const int size = SERVER_RECEIVE_BUFFER;
    int listener = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0 || setsockopt(listener, SOL_SOCKET, SO_RCVBUF, &size, sizeof size) != 0 ||
        bind(listener, address, length) != 0 || listen(listener, SERVER_VISITS_MAX) != 0) {
        return -1;
    }
    return listener;
}

static inline int listen_at_loopback(int family)
{
    const struct sockaddr_in four = {.sin_family = AF_INET,
                                     .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    const struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_addr = in6addr_loopback};
    return family == AF_INET ? listen_at((const struct sockaddr *)&four, sizeof four)
                             : listen_at((const struct sockaddr *)&six, sizeof six);
}

static inline uint16_t port_of(int listener)
{
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    if (getsockname(listener, (struct sockaddr *)&address, &length) != 0) {
        return 0;
    }
    return ntohs(address.ss_family == AF_INET ? ((struct sockaddr_in *)&address)->sin_port
                                              : ((struct sockaddr_in6 *)&address)->sin6_port);
}

/* False if the machine has no such address family. `server` is for server_stop() then, and must not
 * move meanwhile. */
static inline bool server_start(struct server *server, int family, behaviour *behave)
{
    *server = (struct server){.behave = behave, .listener = listen_at_loopback(family)};
    if (server->listener < 0) {
        return false;
    }
    server->port = port_of(server->listener);
    server->visits = mem_zeroed(SERVER_VISITS_MAX, sizeof(struct visit));
    return pthread_mutex_init(&server->lock, NULL) == 0 &&
           pthread_create(&server->thread, NULL, accept_visits, server) == 0;
}

static inline void server_stop(struct server *server)
{
    (void)shutdown(server->listener, SHUT_RDWR);
    (void)pthread_join(server->thread, NULL);
    (void)close(server->listener);
    int count = atomic_load(&server->connections);
    (void)pthread_mutex_lock(&server->lock);
    for (int i = 0; i < count; i++) {
        if (server->visits[i].socket >= 0) {
            (void)shutdown(server->visits[i].socket, SHUT_RDWR);
        }
    }
    (void)pthread_mutex_unlock(&server->lock);
    for (int i = 0; i < count; i++) {
        (void)pthread_join(server->visits[i].thread, NULL);
    }
    (void)pthread_mutex_destroy(&server->lock);
    free(server->visits);
}

#endif
