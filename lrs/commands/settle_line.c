/* SPDX-License-Identifier: Apache-2.0 */

#include "commands/settle_line.h"

#include "base/meter.h"
#include "store/profile_histories.h"

enum status settle_histories(struct store *store, struct error *error)
{
    struct meter progress = meter_begin("registrations");
    enum status status = store_settle_histories(store, meter_show, &progress, error);
    meter_end(&progress);
    return status;
}
