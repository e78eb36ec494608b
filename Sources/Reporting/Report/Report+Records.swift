extension Report {
  /// The files of a report without its pages and figures.
  public var tables: [ReportFile] {
    dataTables.map { name, table in
      ReportFile(path: "tables/\(name).csv", text: table.rendered(as: .csv, spreadsheetSafe: true))
    }
  }

  /// The files of the forms that a folder was written in, by the names of its files: tables alone where there is no page.
  public func files(asIn folder: [String]) -> [ReportFile] {
    let formats = ReportFormat.allCases.filter { folder.contains($0.file) }
    return formats.isEmpty ? tables : files(as: Set(formats))
  }

  /// Files as they are to be written: `provenance.json` with a digest of each of the others, and a record for archives.
  ///
  /// `digest` is the SHA-256 of bytes, in lower-case hexadecimal.
  public func sealed(_ files: [ReportFile], digest: ([UInt8]) -> String) -> [ReportFile] {
    var record = content.provenance
    let written = files.filter { $0.path != "provenance.json" }
    record.outputs = written.map {
      Provenance.Output(file: $0.path, sha256: digest(Array($0.text.utf8)), bytes: $0.text.utf8.count)
    }
    record.report = Provenance.Brief(
      title: content.title, patients: shown.flow?.stages.first?.counts.patients,
      finding: firstPage.findings.first?.plain ?? "",
      figure: firstPage.figure.map { "figures/\($0.name).svg" } ?? "",
      unanswered: content.predictors.filter { $0.failure != nil }.map(\.name))
    return written + [
      ReportFile(path: "provenance.json", text: record.json()),
      ReportFile(path: ResearchCrate.file, text: ResearchCrate(content: content, provenance: record).json()),
    ]
  }
}
