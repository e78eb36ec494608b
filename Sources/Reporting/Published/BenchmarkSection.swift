import Treatment

/// "Against published trials".
extension SuppressedBenchmark: ReportPart {
  static let place = 7

  var dataTables: [(name: String, table: Table)] { [("benchmarks", dataTable)] }

  /// The figure; `nil` where nothing is compared.
  public var figure: Figure? {
    if compared.isEmpty { return nil }
    return Figure(
      name: "benchmarks", caption: "Published rates and the cohort's own, with their limits.",
      drawing: BenchmarkPlot(benchmark: self, id: "figure-benchmarks").drawing())
  }

  func sections(in setting: ReportSetting) -> [ReportSection] {
    var blocks: [ReportSection.Block] = [.paragraph(tally), .paragraph(Self.caution)]
    if let figure { blocks.append(.figure(figure)) }
    if !compared.isEmpty {
      blocks += [
        .paragraph(marks), .paragraph(tests),
        .details("Numbers: published rates and the cohort's own", [.table(summary)]),
      ]
    }
    if let fewScored { blocks.append(.paragraph(fewScored)) }
    if let table = standardisedTable { blocks.append(.table(table)) }
    if let example = chainedExample { blocks.append(.paragraph(example)) }
    blocks += [
      .paragraph("How rows were matched: " + tolerances.sentence),
      .details("Published rows that are not comparable, and why", [.table(refusals)]),
    ]
    blocks += notes.map { .paragraph($0) }
    return [ReportSection(id: "benchmarks", title: "Against published trials", blocks: blocks)]
  }
}
