/* SPDX-License-Identifier: Apache-2.0 */

#include "base/ending.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <unistd.h>

static void signals_that_end_wait_until_they_are_asked_for(void **state)
{
    (void)state;
    sigset_t signals = ending_block();
    static const int SENT[] = {SIGTERM, SIGINT};
    for (size_t i = 0; i < sizeof SENT / sizeof *SENT; i++) {
        int received = 0;
        assert_int_equal(raise(SENT[i]), 0);
        assert_int_equal(sigwait(&signals, &received), 0);
        assert_int_equal(received, SENT[i]);
    }
}

static void a_closed_pipe_is_a_failed_write(void **state)
{
    (void)state;
    int ends[2];
    (void)ending_block();
    assert_int_equal(pipe(ends), 0);
    (void)close(ends[0]);
    assert_int_equal(write(ends[1], "x", 1), -1);
    assert_int_equal(errno, EPIPE);
    (void)close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signals_that_end_wait_until_they_are_asked_for),
        cmocka_unit_test(a_closed_pipe_is_a_failed_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
