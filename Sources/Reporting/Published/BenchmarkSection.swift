import Treatment

/// "Against published trials".
extension SuppressedBenchmark: ReportPart {
  static let place = 7

  var dataTables: [(name: String, table: Table)] {
    [("benchmarks", dataTable)]
      + (standardised.isEmpty ? [] : [("benchmarks-standardised", standardisedData)])
  }

  /// The figure; `nil` where nothing is compared.
  public var figure: Figure? {
    if compared.isEmpty { return nil }
    return Figure(
      name: "benchmarks", caption: "Published rates and the cohort's own, with their limits.",
      drawing: BenchmarkPlot(benchmark: self, id: "figure-benchmarks").drawing(), from: redrawing)
  }

  private func exported(_ states: [State]) -> ExportedRows {
    ExportedRows(of: "benchmarks").keeping("comparable", states.map(\.rawValue))
  }

  private static let comparedColumns = [
    "id", "arm", "outcome", "scale", "endpoint", "missing", "published_n", "published_events",
    "published_pct",
    "published_low", "published_high", "numerator", "rate_mark", "n_mark", "scored", "n", "events",
    "estimate",
    "conf_low", "conf_high", "difference", "difference_low", "difference_high", "p_value", "p_holm",
    "suppressed",
  ]

  private var redrawing: Redrawing {
    Redrawing(
      .against, of: exported([.comparable]),
      [
        "line": .texts(["id", "arm", "outcome", "scale"]),
        // What is drawn hollow is no column of the file, but of three.
        "hollow": .texts(compared.filter { !$0.published.isVerified }.map(\.published.id)),
        "axis": .text(
          "%; square: published, hollow where a figure is from memory or its count was derived; circle: the cohort"
        ),
      ])
  }

  func sections(in setting: ReportSetting) -> [ReportSection] {
    var blocks: [ReportSection.Block] = [.paragraph(tally), .paragraph(Self.caution)]
    if let figure { blocks.append(.figure(figure)) }
    if !compared.isEmpty {
      blocks += [
        .paragraph(marks), .paragraph(tests),
        .details(
          "Numbers: published rates and the cohort's own",
          [.table(summary.made(of: exported([.comparable]).showing(Self.comparedColumns)))]
        ),
      ]
    }
    if let fewScored { blocks.append(.paragraph(fewScored)) }
    if let table = standardisedTable {
      blocks.append(.table(table.made(of: ExportedRows(of: "benchmarks-standardised"))))
    }
    if let example = chainedExample { blocks.append(.paragraph(example)) }
    blocks += [
      .paragraph("How rows were matched: " + tolerances.sentence),
      .details(
        "Published rows that are not comparable, and why",
        [
          .table(
            refusals.made(
              of: exported([.incomparable, .empty]).showing(["id", "study", "arm", "comparable", "reason"])))
        ]),
    ]
    blocks += notes.map { .paragraph($0) }
    return [ReportSection(id: "benchmarks", title: "Against published trials", blocks: blocks)]
  }
}
