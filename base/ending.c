/* SPDX-License-Identifier: Apache-2.0 */

#include "base/ending.h"

#include <stddef.h>

sigset_t ending_block(void)
{
    sigset_t signals;
    (void)sigemptyset(&signals);
    (void)sigaddset(&signals, SIGTERM);
    (void)sigaddset(&signals, SIGINT);
    (void)pthread_sigmask(SIG_BLOCK, &signals, NULL);
    (void)signal(SIGPIPE, SIG_IGN); // NOLINT(cert-err33-c): SIGPIPE can be ignored
    (void)signal(SIGXFSZ, SIG_IGN); // NOLINT(cert-err33-c): SIGXFSZ can be ignored
    return signals;
}
