import Statistics
import Treatment

/// What a Sankey of pathways draws: columns of nodes and the bands between them, made of shown counts alone.
///
/// A column keeps the treatments that have room for a label; the others are gathered in one node. Ends stand in the column after.
struct SankeyColumns {
  enum Kind: Hashable {
    case treatment(String)
    /// Treatments without a node of their own.
    case gathered
    case end(PathwayEnd)
    /// What follows beyond the last column.
    case further
  }

  struct Node {
    var kind: Kind
    var count: Int
    /// Whether counts that are hidden belong to it too.
    var isPartial = false
  }

  struct Band {
    /// Places of the nodes in their columns, the first in `column` and the second in the next.
    var column: Int
    var from: Int
    var to: Int
    var count: Int
  }

  private(set) var columns: [[Node]] = []
  private(set) var bands: [Band] = []
  /// Treatments that the nodes of each column gather.
  private(set) var gathered: [Int] = []
  private(set) var hidesCounts = false

  static let mostColumns = 4
  private static let mostNodes = 9

  init(_ pathways: SuppressedPathways) {
    let lines = min(pathways.lines, Self.mostColumns)
    guard let total = pathways.total, lines > 0 else { return }
    // Less than this has no room for a line of text.
    let least = max(1, total / 50)
    for line in 1...lines { addTreatments(of: pathways, line, least) }
    columns.append([])
    for line in 1...lines { addEnds(of: pathways, line) }
    for column in columns.indices {
      // Treatments first, then what is gathered, then ends; within them by count.
      columns[column].sort {
        (Self.rank($0.kind), -$0.count, Self.name($0.kind)) < (
          Self.rank($1.kind), -$1.count, Self.name($1.kind)
        )
      }
    }
    for line in 1...lines { addBands(of: pathways, line) }
    if columns.last?.isEmpty == true { columns.removeLast() }
    hidesCounts =
      !pathways.isWhole || pathways.events.contains { ($0.line ?? .max) <= lines && $0.count == nil }
      || pathways.transitions.contains { $0.line <= lines && $0.count == nil }
  }

  private static func rank(_ kind: Kind) -> Int {
    switch kind {
    case .treatment: 0
    case .gathered: 1
    case .further: 2
    case .end(let end): 3 + (PathwayEnd.allCases.firstIndex(of: end) ?? 0)
    }
  }

  private static func name(_ kind: Kind) -> String {
    if case .treatment(let name) = kind { name } else { "" }
  }

  private mutating func addTreatments(of pathways: SuppressedPathways, _ line: Int, _ least: Int) {
    let own = pathways.events.filter { $0.line == line }
    var kept = own.filter { ($0.count ?? 0) >= least }
    kept = Array(
      kept.sorted { ($0.count ?? 0, $1.treatment) > ($1.count ?? 0, $0.treatment) }.prefix(Self.mostNodes))
    let names = Set(kept.map(\.treatment))
    let others = own.filter { !names.contains($0.treatment) }
    var nodes = kept.map { Node(kind: .treatment($0.treatment), count: $0.count ?? 0) }
    let count = others.reduce(0) { $0 + ($1.count ?? 0) }
    if count > 0 {
      nodes.append(Node(kind: .gathered, count: count, isPartial: others.contains { $0.count == nil }))
    }
    columns.append(nodes)
    gathered.append(others.count)
  }

  private mutating func addEnds(of pathways: SuppressedPathways, _ line: Int) {
    for transition in pathways.transitions where transition.line == line {
      let kind: Kind
      switch transition.next {
      case .end(let end): kind = .end(end)
      case .treatment:
        guard line == Self.mostColumns else { continue }
        kind = .further
      }
      let place = columns[line].firstIndex { $0.kind == kind }
      if let place {
        columns[line][place].count += transition.count ?? 0
      } else {
        columns[line].append(Node(kind: kind, count: transition.count ?? 0))
      }
      if transition.count == nil, let place = columns[line].firstIndex(where: { $0.kind == kind }) {
        columns[line][place].isPartial = true
      }
    }
    columns[line].removeAll { $0.count == 0 }
  }

  private mutating func addBands(of pathways: SuppressedPathways, _ line: Int) {
    func place(_ kind: Kind, _ column: Int) -> Int? {
      columns[column].firstIndex { $0.kind == kind } ?? columns[column].firstIndex { $0.kind == .gathered }
    }
    var sums: [[Int]: Int] = [:]
    for transition in pathways.transitions where transition.line == line {
      guard let count = transition.count, count > 0 else { continue }
      let kind: Kind =
        switch transition.next {
        case .end(let end): .end(end)
        case .treatment(let name): line == Self.mostColumns ? .further : .treatment(name)
        }
      guard let from = place(.treatment(transition.from), line - 1), let to = place(kind, line) else {
        continue
      }
      sums[[from, to], default: 0] += count
    }
    for (pair, count) in sums.sorted(by: { ($0.key[0], $0.key[1]) < ($1.key[0], $1.key[1]) }) {
      bands.append(Band(column: line - 1, from: pair[0], to: pair[1], count: count))
    }
  }
}
