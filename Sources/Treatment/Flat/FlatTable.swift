/// Named columns of one length: a flat file, or the steps of a cohort, as a regression reads them.
///
/// Not: checked for what a model needs; the design does that.
public struct FlatTable: Sendable, Equatable, Codable {
  public private(set) var columns: [FlatColumn]
  public let rowCount: Int
  /// How many rows of the data each row stands for, where equal rows are counted together; empty = one each.
  public let frequencies: [Int]
  /// The names that the source has, held or not, from which hints for a misspelt name are taken.
  public let knownNames: [String]

  /// Every column, and `frequencies` where there are any, holds `rowCount` values.
  public init(
    _ columns: [FlatColumn], rowCount: Int? = nil, frequencies: [Int] = [], knownNames: [String]? = nil
  ) {
    let count = rowCount ?? columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == count }, "The columns of a table have one length.")
    precondition(frequencies.isEmpty || frequencies.count == count, "A frequency belongs to each row.")
    self.frequencies = frequencies
    self.columns = columns
    self.rowCount = count
    self.knownNames = knownNames ?? columns.map(\.name)
  }

  public var names: [String] { columns.map(\.name) }

  public subscript(name: String) -> FlatColumn? { columns.first { $0.name == name } }

  /// Adds a column, or puts it in the place of the one with its name.
  public mutating func set(_ column: FlatColumn) {
    precondition(column.count == rowCount, "The columns of a table have one length.")
    if let place = columns.firstIndex(where: { $0.name == column.name }) {
      columns[place] = column
    } else {
      columns.append(column)
    }
  }

  /// The rows that the mask keeps, in their order.
  public func kept(_ mask: [Bool]) -> FlatTable {
    precondition(mask.count == rowCount, "A mask holds one value a row.")
    let rows = mask.indices.filter { mask[$0] }
    return FlatTable(
      columns.map { $0.picked(rows) }, rowCount: rows.count,
      frequencies: frequencies.isEmpty ? [] : rows.map { frequencies[$0] }, knownNames: knownNames)
  }

  /// How many rows of the data a row stands for.
  public func frequency(of row: Int) -> Int { frequencies.isEmpty ? 1 : frequencies[row] }

  /// The rows of the data, those that were counted together too.
  public var dataRows: Int { frequencies.isEmpty ? rowCount : frequencies.reduce(0, +) }
}

/// One column of a ``FlatTable``.
public struct FlatColumn: Sendable, Equatable, Codable {
  public enum Values: Sendable {
    /// NaN where there is no value.
    case numbers([Double])
    /// Places in `levels`, which stand in no particular order; -1 where there is no value.
    case texts(codes: [Int32], levels: [String])
  }

  public var name: String
  public var values: Values
  /// Where a text stands in a column that else holds numbers ("visits.csv:17:3"), so that nobody takes a column
  /// of numbers with a slip in it for a factor; `nil` for columns of one kind.
  public var strayText: String?

  public init(_ name: String, _ values: Values, strayText: String? = nil) {
    self.name = name
    self.values = values
    self.strayText = strayText
  }

  /// A column of texts; `nil` where there is no value.
  public init(_ name: String, texts: [String?]) {
    var places: [String: Int32] = [:]
    var levels: [String] = []
    let codes = texts.map { text -> Int32 in
      guard let text else { return -1 }
      if let place = places[text] { return place }
      let place = Int32(levels.count)
      places[text] = place
      levels.append(text)
      return place
    }
    self.init(name, .texts(codes: codes, levels: levels))
  }

  public var count: Int {
    switch values {
    case .numbers(let numbers): numbers.count
    case .texts(let codes, _): codes.count
    }
  }

  func picked(_ rows: [Int]) -> FlatColumn {
    switch values {
    case .numbers(let numbers): FlatColumn(name, .numbers(rows.map { numbers[$0] }), strayText: strayText)
    case .texts(let codes, let levels):
      FlatColumn(name, .texts(codes: rows.map { codes[$0] }, levels: levels), strayText: strayText)
    }
  }
}

extension FlatColumn.Values: Equatable {
  /// Missing numbers are equal.
  public static func == (a: FlatColumn.Values, b: FlatColumn.Values) -> Bool {
    switch (a, b) {
    case (.numbers(let a), .numbers(let b)): a.elementsEqual(b) { $0 == $1 || $0.isNaN && $1.isNaN }
    case (.texts(let a, let own), .texts(let b, let other)): a == b && own == other
    case (.numbers, .texts), (.texts, .numbers): false
    }
  }
}

extension FlatColumn.Values: Codable {
  private enum Key: CodingKey { case numbers, codes, levels }

  /// Numbers as their bits, so that a missing one can be written and each comes back as it was.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .numbers(let numbers): try container.encode(numbers.map(\.bitPattern), forKey: .numbers)
    case .texts(let codes, let levels):
      try container.encode(codes, forKey: .codes)
      try container.encode(levels, forKey: .levels)
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if let bits = try container.decodeIfPresent([UInt64].self, forKey: .numbers) {
      self = .numbers(bits.map(Double.init(bitPattern:)))
      return
    }
    self = .texts(
      codes: try container.decode([Int32].self, forKey: .codes),
      levels: try container.decode([String].self, forKey: .levels))
  }
}
