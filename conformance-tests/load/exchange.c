/* SPDX-License-Identifier: Apache-2.0 */

/* The socket is watched for what can be read as long as it is open, so that an LRS that closes an
 * idle connection is noticed, and for room to write only while a request waits for that. */
#include "load/exchange.h"

#include <assert.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { HEAD_MAX = 2 << 20 };

void exchange_init(struct exchange *exchange, struct exchange_common *common, uint32_t slot,
                   size_t answer_max)
{
    *exchange = (struct exchange){
        .common = common, .slot = slot, .socket = -1, .head = BUFFER_INIT(HEAD_MAX)};
    answer_init(&exchange->answer, answer_max);
}

/* epoll forgets a socket that is closed. */
static void disconnect(struct exchange *exchange)
{
    if (exchange->socket >= 0) {
        (void)close(exchange->socket);
    }
    exchange->socket = -1;
    exchange->watched = 0;
}

void exchange_finish(struct exchange *exchange)
{
    disconnect(exchange);
    buffer_finish(&exchange->head);
    answer_finish(&exchange->answer);
}

/* One thread, so strerror() is safe. */
static const char *reason_of(int code)
{
    return strerror(code); // NOLINT(concurrency-mt-unsafe)
}

static enum status watch(struct exchange *exchange, uint32_t events)
{
    if (exchange->watched == events) {
        return STATUS_OK;
    }
    struct epoll_event event = {.events = events, .data.u32 = exchange->slot};
    int operation = exchange->watched == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    if (epoll_ctl(exchange->common->poll, operation, exchange->socket, &event) != 0) {
        return FAIL(&exchange->why, STATUS_INTERNAL, "its connection cannot be watched: %s",
                    reason_of(errno));
    }
    exchange->watched = events;
    return STATUS_OK;
}

/* ---- connecting ---- */

static int begin_to_connect(struct exchange *exchange)
{
    const struct addrinfo *address = exchange->address;
    const int on = 1;
    exchange->socket = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (exchange->socket < 0) {
        return errno;
    }
    (void)setsockopt(exchange->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    bool has_begun = connect(exchange->socket, address->ai_addr, address->ai_addrlen) == 0 ||
                     errno == EINPROGRESS;
    return has_begun ? 0 : errno;
}

/* Tries the addresses from exchange->address on until one does not fail at once; `code` is what
 * those before it failed with. */
static enum status connect_on(struct exchange *exchange, int code)
{
    for (; exchange->address != NULL; exchange->address = exchange->address->ai_next) {
        code = begin_to_connect(exchange);
        if (code == 0) {
            return watch(exchange, EPOLLIN | EPOLLOUT);
        }
        disconnect(exchange);
    }
    exchange->common->address = exchange->common->origin->addresses;
    return FAIL(&exchange->why, STATUS_UNAVAILABLE, "no connection to '%s': %s",
                exchange->common->origin->name, reason_of(code));
}

static enum status connect_anew(struct exchange *exchange)
{
    disconnect(exchange);
    answer_begin(&exchange->answer);
    exchange->is_connecting = true;
    exchange->is_used = false;
    exchange->sent = 0;
    exchange->address = exchange->common->address;
    return connect_on(exchange, 0);
}

/* ---- receiving ---- */

/* The connection has ended, with `code` or, if that is 0, in an orderly way. One that had answers
 * before may have been closed before the LRS saw this request. */
static enum status handle_end(struct exchange *exchange, int code)
{
    if (exchange->is_used && !answer_has_begun(&exchange->answer)) {
        return connect_anew(exchange);
    }
    if (code != 0) {
        return FAIL(&exchange->why, STATUS_UNAVAILABLE, "the connection broke: %s",
                    reason_of(code));
    }
    exchange->answer.keeps_alive = false;
    return answer_end(&exchange->answer, &exchange->why);
}

static bool is_passing(int code)
{
    return code == EAGAIN || code == EWOULDBLOCK || code == EINTR;
}

static enum status receive(struct exchange *exchange)
{
    char *room = exchange->common->room;
    ssize_t length = recv(exchange->socket, room, EXCHANGE_ROOM, 0);
    if (length <= 0) {
        int code = length == 0 ? 0 : errno;
        return is_passing(code) ? STATUS_OK : handle_end(exchange, code);
    }
    struct text bytes = {room, (size_t)length};
    return answer_add(&exchange->answer, bytes, &exchange->why);
}

/* ---- sending ---- */

static size_t unsent(const struct exchange *exchange)
{
    return exchange->head.length + exchange->body.length - exchange->sent;
}

/* sendmsg() only reads what an iovec points to, but its type does not say so. */
static struct iovec part_from(struct text part, size_t sent)
{
    size_t done = sent < part.length ? sent : part.length;
    union {
        const char *from;
        void *to;
    } bytes = {.from = part.length > 0 ? part.data + done : NULL};
    return (struct iovec){bytes.to, part.length - done};
}

static enum status send_on(struct exchange *exchange)
{
    size_t head_length = exchange->head.length;
    size_t of_body = exchange->sent > head_length ? exchange->sent - head_length : 0;
    struct iovec parts[] = {part_from(buffer_text(&exchange->head), exchange->sent),
                            part_from(exchange->body, of_body)};
    const struct msghdr message = {.msg_iov = parts, .msg_iovlen = sizeof parts / sizeof *parts};
    ssize_t sent = sendmsg(exchange->socket, &message, MSG_NOSIGNAL);
    if (sent < 0 && !is_passing(errno)) {
        /* An LRS may answer, and close, before it has read all: that is told by receiving. */
        return errno == EPIPE || errno == ECONNRESET ? receive(exchange)
                                                     : handle_end(exchange, errno);
    }
    exchange->sent += sent > 0 ? (size_t)sent : 0;
    return watch(exchange, unsent(exchange) > 0 ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

static enum status end_connecting(struct exchange *exchange)
{
    int code = 0;
    socklen_t size = sizeof code;
    if (getsockopt(exchange->socket, SOL_SOCKET, SO_ERROR, &code, &size) != 0) {
        code = errno;
    }
    if (code != 0) {
        disconnect(exchange);
        exchange->address = exchange->address->ai_next;
        return connect_on(exchange, code);
    }
    exchange->is_connecting = false;
    exchange->common->address = exchange->address;
    return send_on(exchange);
}

/* ---- requests ---- */

static bool is_over(struct exchange *exchange, enum status status)
{
    if (status == STATUS_OK && !answer_is_over(&exchange->answer)) {
        return false;
    }
    exchange->is_under_way = false;
    exchange->is_used = true;
    if (status != STATUS_OK || !exchange->answer.keeps_alive || unsent(exchange) > 0) {
        disconnect(exchange);
    }
    return true;
}

bool exchange_begin(struct exchange *exchange, const struct wire_request *request)
{
    assert(!exchange->is_under_way);
    exchange->is_under_way = true;
    exchange->body = request->url == NULL ? request->body : (struct text){NULL, 0};
    exchange->sent = 0;
    exchange->why.status = STATUS_OK;
    buffer_clear(&exchange->head);
    origin_write_head(exchange->common->origin, request, &exchange->head);
    enum status status = buffer_check(&exchange->head, "the head of a request", &exchange->why);
    if (status != STATUS_OK) {
        return is_over(exchange, status);
    }
    answer_begin(&exchange->answer);
    return is_over(exchange, exchange->socket < 0 ? connect_anew(exchange) : send_on(exchange));
}

/* What can be read comes first: the LRS may have answered what it has not read to its end. */
static enum status go_on(struct exchange *exchange, uint32_t events)
{
    if (exchange->is_connecting) {
        return end_connecting(exchange);
    }
    if ((events & EPOLLIN) == 0 && unsent(exchange) > 0) {
        return send_on(exchange);
    }
    return receive(exchange);
}

bool exchange_go_on(struct exchange *exchange, uint32_t events)
{
    if (!exchange->is_under_way) {
        /* The LRS has closed it, or speaks unasked. */
        disconnect(exchange);
        return false;
    }
    return is_over(exchange, go_on(exchange, events));
}

bool exchange_expire(struct exchange *exchange, int64_t now_us, double seconds)
{
    if (!exchange->is_under_way || now_us < exchange->due_us) {
        return false;
    }
    return is_over(exchange, FAIL(&exchange->why, STATUS_UNAVAILABLE,
                                  "no whole answer within %g seconds", seconds));
}

/* The seconds that Retry-After asks to wait: RFC 9110, 10.2.3, has a number or a date there. */
static uint32_t retry_after_s(const char *value)
{
    char *end = NULL;
    errno = 0;
    long long seconds = strtoll(value, &end, 10);
    if (end == value || *end != '\0' || errno != 0) {
        time_t at = curl_getdate(value, NULL);
        seconds = at < 0 ? 0 : (long long)at - (long long)time(NULL);
    }
    seconds = seconds < UINT32_MAX ? seconds : UINT32_MAX;
    return seconds > 0 ? (uint32_t)seconds : 0;
}

struct wire_answer exchange_answer(const struct exchange *exchange)
{
    struct wire_answer answer = {.slot = exchange->slot};
    if (exchange->why.status != STATUS_OK) {
        answer.reason = exchange->why.message;
        return answer;
    }
    const char *retry_after = exchange->answer.retry_after;
    answer.code = exchange->answer.code;
    answer.retry_after_s = *retry_after != '\0' ? retry_after_s(retry_after) : 0;
    answer.body = buffer_text(&exchange->answer.body);
    return answer;
}
