/* SPDX-License-Identifier: Apache-2.0 */

#include "store/application.h"

#include "store/terms.h"

static bool find(const struct application *application, const char *activity, int64_t *out)
{
    for (size_t i = 0; i < application->known_count && i < APPLICATION_TERMS; i++) {
        if (application->known[i].activity == activity) {
            *out = application->known[i].number;
            return true;
        }
    }
    return false;
}

enum status application_number(struct application *application, struct text activity, int64_t *out,
                               struct error *error)
{
    *out = 0;
    if (activity.data == NULL || find(application, activity.data, out)) {
        return STATUS_OK;
    }
    struct transaction *transaction = application->transaction;
    enum status status = terms_intern(transaction->terms, transaction->connection, TERM_ACTIVITY,
                                      activity, out, error);
    if (status == STATUS_OK) {
        size_t place = application->known_count++ % APPLICATION_TERMS;
        application->known[place].activity = activity.data;
        application->known[place].number = *out;
    }
    return status;
}
