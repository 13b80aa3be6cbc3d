# SPDX-License-Identifier: Apache-2.0

# Reading an extract of ibest-lrs. Needs the packages DBI and RSQLite (Debian: r-cran-rsqlite).
library(DBI)

# Where this file lies, and the queries beside it.
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)[1])))

# For reading only, so that no mistake here can change it.
open_extract <- function(path) {
  dbConnect(RSQLite::SQLite(), path, flags = RSQLite::SQLITE_RO)
}

# The rows of sql/NAME.sql as a data frame.
ask <- function(connection, name) {
  query <- readLines(file.path(here, "..", "sql", paste0(name, ".sql")), encoding = "UTF-8")
  dbGetQuery(connection, paste(query, collapse = "\n"))
}

# What the extract says of itself, as a named list.
about <- function(connection) {
  facts <- dbReadTable(connection, "about")
  setNames(as.list(facts$value), facts$name)
}

# Excel runs text as a formula that begins so; names in here were given by senders.
defused <- function(values) {
  if (is.character(values)) sub("^([=+@\t\r-])", "'\\1", values) else values
}

# With a byte order mark, so that Excel shows accents.
write_csv <- function(rows, path) {
  rows[] <- lapply(rows, defused)
  output <- file(path, open = "wb")
  writeBin(as.raw(c(0xEF, 0xBB, 0xBF)), output)
  writeLines(paste(names(rows), collapse = ","), output, sep = "\r\n", useBytes = TRUE)
  quoted <- lapply(rows, function(values) {
    text <- ifelse(is.na(values), "", enc2utf8(as.character(values)))
    ifelse(grepl("[\",\r\n]", text), paste0("\"", gsub("\"", "\"\"", text), "\""), text)
  })
  if (nrow(rows) > 0) {
    writeLines(do.call(paste, c(unname(quoted), sep = ",")), output, sep = "\r\n", useBytes = TRUE)
  }
  close(output)
}
