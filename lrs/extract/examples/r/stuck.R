# SPDX-License-Identifier: Apache-2.0

# Who has started a module, not completed it, and not been seen there for a while; without names:
#     ibest-lrs extract lrs.sqlite --pseudonyms --store ...
#     Rscript stuck.R lrs.sqlite stuck.csv [DAYS [DAY]]
# DAYS is the while (30), DAY the day from which it is counted back: that of the last statement in the extract unless you say.
source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])), "extract.R"))

options <- commandArgs(TRUE)
connection <- open_extract(options[1])
facts <- about(connection)
if (facts$pseudonyms != "yes") {
  stop("this extract names people: make one with 'ibest-lrs extract --pseudonyms'")
}
days <- as.integer(c(options[-(1:2)], "30")[1])
today <- as.Date(if (length(options) > 3) options[4] else substr(facts$stored, 1, 10))
rows <- ask(connection, "unfinished")
dbDisconnect(connection)
write_csv(rows[rows$last_at < format(today - days), ], options[2])
