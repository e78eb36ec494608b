public import Summaries
internal import Treatment

/// The rows that the pages of a cohort gave, page by page.
public struct CohortRows: Mergeable {
  /// What an outcome lacks on a scale.
  struct Unavailable: Sendable, Codable, Equatable, Comparable {
    var outcome: String
    var scale: String
    var reason: String

    static func < (a: Unavailable, b: Unavailable) -> Bool { (a.outcome, a.scale) < (b.outcome, b.scale) }
  }

  struct Page: Sendable, Codable, Equatable {
    var table: FlatTable
    var patients: Int
    /// Identifiers of the scales of its rows.
    var scales: Set<String>
    var unavailable: Unavailable?
    /// Baselines by scale; empty where they stand in a file of steps.
    var baselines: [String: BaselineLoss] = [:]
    /// Trials that a score decides, by the scale's place in the catalogue.
    var trials = Tally<Int>()
  }

  /// By the page's place; a page is in one summary only.
  var pages: [Int: Page] = [:]

  public mutating func merge(_ other: CohortRows) { pages.merge(other.pages) { first, _ in first } }

  /// All rows, in the order of the pages; patients are numbered through.
  func table(known: [String]) -> FlatTable {
    let ordered = pages.keys.sorted().compactMap { pages[$0] }
    guard let first = ordered.first else { return FlatTable([], knownNames: known) }
    let columns = first.table.names.indices.map { place in
      joined(place, ordered)
    }
    return FlatTable(columns, rowCount: ordered.reduce(0) { $0 + $1.table.rowCount }, knownNames: known)
  }

  /// The same with what the pages counted.
  func rows(known: [String], of scales: [Scale]) -> ModelRows {
    var baselines: [String: BaselineLoss] = [:]
    var trials = Tally<Int>()
    for page in pages.values {
      for (scale, loss) in page.baselines { baselines[scale, default: BaselineLoss()].merge(loss) }
      trials.merge(page.trials)
    }
    return ModelRows(
      table: table(known: known),
      baselines: baselines.sorted { $0.key < $1.key }.map { (scale: $0.key, loss: $0.value) },
      trials: trials.ordered.map { ResistanceTable.ScaleTrials(scale: scales[$0.key].id, trials: $0.count) })
  }

  private func joined(_ place: Int, _ pages: [Page]) -> FlatColumn {
    let name = pages[0].table.columns[place].name
    var numbers: [Double] = []
    var codes: [Int32] = []
    var levels: [String] = []
    var known: [String: Int32] = [:]
    var patients = 0
    for page in pages {
      switch page.table.columns[place].values {
      case .numbers(let own) where name == CohortTable.cluster:
        numbers.append(contentsOf: own.lazy.map { $0 + Double(patients) })
      case .numbers(let own): numbers.append(contentsOf: own)
      case .texts(let own, let texts):
        let places = texts.map { text -> Int32 in
          if let place = known[text] { return place }
          let place = Int32(levels.count)
          known[text] = place
          levels.append(text)
          return place
        }
        codes.append(contentsOf: own.lazy.map { $0 < 0 ? $0 : places[Int($0)] })
      }
      patients += page.patients
    }
    if case .texts = pages[0].table.columns[place].values {
      return FlatColumn(name, .texts(codes: codes, levels: levels))
    }
    return FlatColumn(name, .numbers(numbers))
  }
}
