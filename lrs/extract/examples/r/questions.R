# SPDX-License-Identifier: Apache-2.0

# The questions that fewest people answer right at their first attempt:  Rscript questions.R lrs.sqlite questions.csv [LEAST]
# Questions that fewer than LEAST people (10) have answered are left out: a percentage of three people says nothing.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])), "extract.R"))

least <- as.integer(c(commandArgs(TRUE)[-(1:2)], "10")[1])
connection <- open_extract(commandArgs(TRUE)[1])
questions <- ask(connection, "questions")
dbDisconnect(connection)
write_csv(questions[questions$right + questions$wrong >= least, ], commandArgs(TRUE)[2])
