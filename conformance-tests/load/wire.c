/* SPDX-License-Identifier: Apache-2.0 */

/* The kinds of wire, and which is taken. */
#include "load/wire.h"

#include "load/wire_curl.h"
#include "load/wire_socket.h"

/* In the order in which they are asked; the last takes every LRS. */
const struct wire *const wires[] = {&wire_socket, &wire_curl, NULL};

const struct wire *wire_choose(const struct client *client)
{
    size_t at = 0;
    while (wires[at + 1] != NULL && !wires[at]->takes(client)) {
        at++;
    }
    return wires[at];
}

void wire_close(struct wire_slots *slots)
{
    if (slots != NULL) {
        slots->wire->close(slots);
    }
}
