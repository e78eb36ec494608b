import Intake
import Reporting
import Treatment

/// `remit catalogue --check`: how many figures of the catalogue and of the published rates rest on memory.
struct CatalogueMarks {
  /// In the order of the table.
  let parts: [(name: String, tally: MarkTally)]

  init(_ catalogue: Catalogue, published: [PublishedRate] = PublishedRate.bundled) {
    let procedures = catalogue.agents.filter { $0.drug == nil }
    parts = [
      ("scales", MarkTally(catalogue.scales.flatMap(\.figures))),
      ("drugs", MarkTally(catalogue.agents.filter { $0.drug != nil }.flatMap(\.figures))),
      ("procedures, therapies and controls", MarkTally(procedures.flatMap(\.figures))),
      ("published rates: rate", Self.tally(published) { $0.percent == nil ? nil : $0.rateOrigin.mark }),
      ("published rates: N", Self.tally(published) { $0.n == nil ? nil : $0.nOrigin.mark }),
      ("published rates: count", Self.counts(of: published)),
    ]
  }

  private static func tally(_ rows: [PublishedRate], _ mark: (PublishedRate) -> SourceMark?) -> MarkTally {
    var tally = MarkTally()
    for row in rows { if let mark = mark(row) { tally.add(mark) } }
    return tally
  }

  private static func counts(of rows: [PublishedRate]) -> MarkTally {
    var tally = MarkTally()
    for row in rows {
      switch row.numerator {
      case .printed: tally.add(.verified)
      case .recalled: tally.add(.fromMemory)
      case .derived: tally.derived += 1
      case .none: break
      }
    }
    return tally
  }

  var table: Table {
    var all = MarkTally()
    for part in parts { all.add(part.tally) }
    return Table(
      caption: "Figures by how far they can be trusted",
      columns: [Table.Column("part", isRowHeading: true), Table.Column("figures")]
        + SourceMark.allCases.map {
          Table.Column($0.rawValue.replacing(" ", with: "_"), heading: $0.rawValue)
        }
        + [Table.Column("derived")],
      rows: (parts + [("all", all)]).map { name, tally in
        [.text(name), .count(tally.all)] + SourceMark.allCases.map { .count(tally.count($0)) }
          + [.count(tally.derived)]
      },
      notes: [
        "verified: read in the named source. derived: a count made of a printed rate and N. Names, classes and remarks need no source and are not "
          + "counted. remit catalogue NAME shows each figure; Datasets/published/README.md says how published ones were read."
      ])
  }
}
