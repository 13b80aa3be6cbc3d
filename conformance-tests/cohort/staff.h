/* SPDX-License-Identifier: Apache-2.0 */

/* The cohort's staff records: a roster of its learners and the organisations that they work for, as
 * the files that `ibest-lrs roster import` and `ods import` take. All made up: codes begin with
 * SYN, accounts are the cohort's, nobody has a name. */
#ifndef COHORT_STAFF_H
#define COHORT_STAFF_H

#include "cohort/cohort.h"

/* Writes roster.csv, Organisation_Details.csv, Role_Details.csv, Relationship_Details.csv and
 * Successor_Details.csv into `folder`, which is made if it is not there: the same bytes for the
 * same cohort. */
MUST_CHECK enum status staff_write(const struct cohort *cohort, const char *folder,
                                   struct error *error);

#endif
