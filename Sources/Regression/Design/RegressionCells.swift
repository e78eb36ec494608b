/// How many rows and events stand behind each 0/1 column of a design, for disclosure control.
///
/// An estimate of a factor's level, its standard error and the totals give back how many rows and events the level
/// has; so does the intercept for the reference level.
/// Units: rows and events are sums of weights (patients or trials, where weights are numbers of them).
/// Not: cells of columns that hold other values than 0 and 1.
public struct RegressionCells: Sendable, Equatable {
  public struct Cell: Sendable, Equatable {
    /// The column, or what the rows have in common: `reference of site`.
    public var column: String
    /// The formula's term that the column belongs to.
    public var term: String
    public var rows: Double
    public var events: Double
    /// Distinct clusters (patients) among the rows, counted up to ``RegressionCells/mostClusters``; `nil` = no clusters.
    public var clusters: Int?

    public init(column: String, term: String, rows: Double, events: Double, clusters: Int? = nil) {
      self.column = column
      self.term = term
      self.rows = rows
      self.events = events
      self.clusters = clusters
    }
  }

  public static let mostClusters = 1000

  /// All columns in the order of the design, aliased ones included; empty = not known.
  public var columns: [String]
  /// The term of each column; empty for the intercept.
  public var terms: [String]
  public var cells: [Cell]

  /// Nothing is known of the cells, so that none is found small.
  public static let none = RegressionCells(columns: [], terms: [], cells: [])

  public init(columns: [String], terms: [String], cells: [Cell]) {
    self.columns = columns
    self.terms = terms
    self.cells = cells
  }

  /// The cells of a design: one a 0/1 column, the reference of each factor, and in an interaction the rows of either
  /// side that lack the other.
  public init(_ design: Design) {
    let width = design.columns.count
    columns = design.columns
    terms = design.assignment.map { design.terms.indices.contains($0) ? design.terms[$0] : "" }
    cells = []
    var isIndicator = terms.map { !$0.isEmpty }
    for row in 0..<design.count {
      for column in 0..<width where isIndicator[column] {
        let value = design.x[row * width + column]
        if value != 0, value != 1 { isIndicator[column] = false }
      }
    }
    var tallies = [IndicatorTally]()
    for column in 0..<width where isIndicator[column] {
      tallies.append(IndicatorTally(name: columns[column], term: terms[column], one: [column], zero: []))
    }
    for term in design.terms where !term.contains(":") {
      let own = (0..<width).filter { terms[$0] == term && isIndicator[$0] }
      guard !own.isEmpty, own.count == terms.filter({ $0 == term }).count else { continue }
      tallies.append(IndicatorTally(name: "reference of \(term)", term: term, one: [], zero: own))
    }
    for column in 0..<width where isIndicator[column] && terms[column].contains(":") {
      for side in 0..<width where isIndicator[side] && Self.isPart(columns[side], of: columns[column]) {
        tallies.append(
          IndicatorTally(
            name: "\(columns[side]) without \(columns[column])", term: terms[column], one: [side],
            zero: [column]))
      }
    }
    for row in 0..<design.count {
      for place in tallies.indices { tallies[place].add(design, row) }
    }
    // No row at all: a coding without a reference level.
    cells = tallies.filter { $0.rows > 0 }.map { $0.cell(hasClusters: !design.clusters.isEmpty) }
  }

  /// Whether a column is one of those that an interaction's column is the product of; levels may hold colons.
  private static func isPart(_ part: String, of interaction: String) -> Bool {
    interaction.hasPrefix(part + ":") || interaction.hasSuffix(":" + part)
      || interaction.contains(":" + part + ":")
  }
}

/// Rows in which some columns are 1 and others 0.
private struct IndicatorTally {
  let name: String
  let term: String
  let one: [Int]
  let zero: [Int]
  private(set) var rows = 0.0
  private var events = 0.0
  private var clusters: Set<Int32> = []

  init(name: String, term: String, one: [Int], zero: [Int]) {
    self.name = name
    self.term = term
    self.one = one
    self.zero = zero
  }

  mutating func add(_ design: Design, _ row: Int) {
    let start = row * design.columns.count
    guard design.weights[row] > 0, one.allSatisfy({ design.x[start + $0] == 1 }),
      zero.allSatisfy({ design.x[start + $0] == 0 })
    else { return }
    let weight = design.weights[row] * design.frequency(of: row)
    rows += weight
    events += weight * design.y[row]
    if !design.clusters.isEmpty, clusters.count < RegressionCells.mostClusters {
      clusters.insert(design.clusters[row])
    }
  }

  func cell(hasClusters: Bool) -> RegressionCells.Cell {
    RegressionCells.Cell(
      column: name, term: term, rows: rows, events: events, clusters: hasClusters ? clusters.count : nil)
  }
}
