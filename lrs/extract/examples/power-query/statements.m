// SPDX-License-Identifier: Apache-2.0

// Every statement as a row, a page after the other: the last row's seq is where to go on. For a few hundred thousand rows; for more take an extract.
let
    Address = "https://lrs.example.org",
    Limit = 5000,
    Page = (after as text) =>
        let
            Answer = Web.Contents(Address, [RelativePath = "export/statements", Query = [after = after, limit = Text.From(Limit), format = "csv"]]),
            Rows = Csv.Document(Answer, [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv])
        in
            Table.PromoteHeaders(Rows, [PromoteAllScalars = true]),
    Pages = List.Generate(
        () => Page("0"),
        each Table.RowCount(_) > 0,
        each Page(Table.Last(_)[seq])),
    All = Table.Combine(Pages),
    Typed = Table.TransformColumnTypes(All, {
        {"seq", Int64.Type}, {"stored", type datetimezone}, {"timestamp", type datetimezone}, {"success", Int64.Type}, {"completion", Int64.Type},
        {"score", type number}, {"raw_score", type number}, {"duration", type number}, {"voided", Int64.Type}}, "en-GB"),
    // What was voided, then or since, does not count.
    Voids = List.Buffer(List.RemoveNulls(List.Select(Typed[voids], each _ <> ""))),
    Counting = Table.SelectRows(Typed, each [voided] = 0 and not List.Contains(Voids, [id]))
in
    Counting
