-- SPDX-License-Identifier: Apache-2.0

-- Who has started a module and not completed it, and when they were last seen there: a row a learner and module, longest ago first.
SELECT
    progress.learner AS learner,
    progress.organisation AS organisation,
    progress.module AS module,
    name.name AS name,
    progress.started_at AS started_at,
    progress.last_at AS last_at
FROM report_learner_module AS progress
LEFT JOIN (SELECT activity, max(name) AS name FROM report_activity GROUP BY activity) AS name ON name.activity = progress.module
WHERE progress.started_at IS NOT NULL AND progress.completed_at IS NULL
ORDER BY progress.last_at, progress.learner, progress.module
