// SPDX-License-Identifier: Apache-2.0

// A report as a table: enrolled, started and completed of each course's modules. Other reports have other names and columns (GET /reports tells them).
let
    Address = "https://lrs.example.org",
    Answer = Web.Contents(Address, [RelativePath = "reports/funnel", Query = [by = "module", format = "csv"]]),
    Rows = Csv.Document(Answer, [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),
    Table = Table.PromoteHeaders(Rows, [PromoteAllScalars = true]),
    // Counts that are hidden are "*": here they become null, which is neither 0 nor an error.
    Shown = Table.ReplaceValue(Table, "*", null, Replacer.ReplaceValue, {"enrolled", "started", "completed", "started_percent", "completed_percent"}),
    Typed = Table.TransformColumnTypes(Shown, {
        {"enrolled", Int64.Type}, {"started", Int64.Type}, {"completed", Int64.Type}, {"started_percent", type number}, {"completed_percent", type number}}, "en-GB")
in
    Typed
