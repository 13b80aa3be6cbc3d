/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of what is served. */
#include "resources/routes.h"

#include "resources/about.h"
#include "resources/activities.h"
#include "resources/agents.h"
#include "resources/documents.h"
#include "resources/export.h"
#include "resources/health.h"
#include "resources/launch.h"
#include "resources/pages.h"
#include "resources/reports.h"
#include "resources/sessions.h"
#include "resources/statements.h"

enum { READ = HTTP_GET | HTTP_HEAD };

#define DOCUMENT_ROUTES(path, noun)                                                \
    {READ, path, PERMISSION_##noun##_READ, ROUTE_XAPI, sessions_get_document},     \
        {HTTP_PUT, path, PERMISSION_##noun##_WRITE, ROUTE_XAPI, documents_put},    \
        {HTTP_POST, path, PERMISSION_##noun##_WRITE, ROUTE_XAPI, documents_post},  \
    {                                                                              \
        HTTP_DELETE, path, PERMISSION_##noun##_WRITE, ROUTE_XAPI, documents_delete \
    }

const struct route route_table[] = {
    {READ, "/xapi/about", PERMISSION_NONE, ROUTE_XAPI_ABOUT, about_get},
    {READ, "/xapi/statements", PERMISSION_STATEMENTS_READ, ROUTE_STATEMENTS, statements_get},
    {HTTP_POST, "/xapi/statements", PERMISSION_STATEMENTS_WRITE, ROUTE_STATEMENTS, statements_post},
    {HTTP_PUT, "/xapi/statements", PERMISSION_STATEMENTS_WRITE, ROUTE_STATEMENTS, statements_put},
    {READ, "/xapi/activities", PERMISSION_STATEMENTS_READ, ROUTE_XAPI, activities_get},
    {READ, "/xapi/agents", PERMISSION_STATEMENTS_READ, ROUTE_XAPI, agents_get},
    DOCUMENT_ROUTES("/xapi/activities/state", STATE),
    DOCUMENT_ROUTES("/xapi/activities/profile", PROFILE),
    DOCUMENT_ROUTES("/xapi/agents/profile", PROFILE),
    {HTTP_POST, "/launch", PERMISSION_LAUNCH, ROUTE_PLAIN, launch_post},
    {HTTP_POST, "/fetch", PERMISSION_NONE, ROUTE_PLAIN, launch_fetch_post},
    {READ, "/reports", PERMISSION_REPORTS_READ, ROUTE_PLAIN, reports_list},
    {READ, "/reports/", PERMISSION_REPORTS_READ, ROUTE_PLAIN, reports_get},
    {READ, "/export/statements", PERMISSION_REPORTS_READ, ROUTE_PLAIN, export_statements},
    {READ, "/health/live", PERMISSION_NONE, ROUTE_PLAIN, health_live},
    {READ, "/health/ready", PERMISSION_NONE, ROUTE_PLAIN, health_ready},
    {READ, "/", PERMISSION_NONE, ROUTE_PLAIN, pages_get},
    {0},
};
