# SPDX-License-Identifier: Apache-2.0

# How many people completed each course, by organisation and month:  Rscript completions.R lrs.sqlite completions.csv
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])), "extract.R"))

connection <- open_extract(commandArgs(TRUE)[1])
done <- ask(connection, "completions")
dbDisconnect(connection)
if (nrow(done) == 0) {
  stop("nobody has completed a course yet")
}

# Times are UTC; in summer a London day, hence a month, begins an hour before UTC's.
moment <- as.POSIXct(done$completed_at, format = "%Y-%m-%dT%H:%M:%SZ", tz = "UTC")
done$month <- format(moment, "%Y-%m", tz = "Europe/London")
done$organisation[is.na(done$organisation)] <- ""

counts <- aggregate(list(completed = rep(1L, nrow(done))), done[c("course", "organisation", "month")], sum)
write_csv(counts[order(counts$course, counts$organisation, counts$month, method = "radix"), ], commandArgs(TRUE)[2])
