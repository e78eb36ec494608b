extension Report {
  /// The items of each guideline that the report answers to, with where it fills them.
  var checklists: [ReportFile] {
    Checklist.all(of: content, places).flatMap { list in
      [
        ReportFile(
          path: "checklist-\(list.name).csv", text: list.table.rendered(as: .csv, spreadsheetSafe: true)),
        ReportFile(path: "checklist-\(list.name).html", text: list.html(title: content.title)),
      ]
    }
  }

  /// What items of guidelines can point to.
  var places: Checklist.Places {
    Checklist.Places(
      sections: Set(sections.map(\.id)),
      tables: dataTables.map { "tables/\($0.name).csv" } + ["provenance.json"],
      figures: figures.map { "figures/\($0.name).svg" })
  }
}
