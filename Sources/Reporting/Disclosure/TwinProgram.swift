/// The cheapest way in which counts can move together with one of them: a linear program, solved in whole numbers.
///
///     minimise  sum over j of cost_j |move_j|
///     so that   sum over j of factor_rj move_j = 0   in every relation r
///               move_target = step
///
/// Each mover is two columns that are never negative, up and down, and a column may be barred. The dual simplex method
/// starts from no move at all, which costs nothing and breaks the target's own relations, and mends one broken relation
/// after the other by the column of the least reduced cost. It reads relations only once a column of theirs moves, so that
/// the work depends on the neighbourhood of the count and not on the size of the tables.
///
/// Not: the upper bounds of columns are left to the caller, who bars a column that went too far and asks again. So `none` is
/// a proof (no move, whole or not, agrees with the relations), and moves are a proof once they are checked.
///
/// Source: the program is that of Kelly, Golden and Assad (Cell suppression: disclosure protection for sensitive tabular
/// data, 1992) as described in Documentation/Disclosure.md; the dual simplex method in Chvatal, Linear Programming (1983),
/// chapter 10 (from memory).
struct TwinProgram {
  struct Column: Hashable {
    var mover: Int
    /// 1 up, -1 down.
    var sign: Int
  }

  enum Answer {
    case moves([CountSystem.Move])
    /// Nothing that moves the target agrees with the relations.
    case none
    /// It took too long, or numbers grew too large.
    case undecided
  }

  private struct Row {
    var equation: ExactRow
    /// The column that the row determines; `nil` while nothing has mended it.
    var basic: Column?

    /// Whether what the row determines is not negative, or the row holds by itself.
    var holds: Bool {
      guard equation.right != 0 else { return true }
      guard let basic else { return false }
      return (equation.right > 0) == (basic.sign * equation.factor(of: basic.mover) > 0)
    }
  }

  private static let mostPivots = 3000
  private static let largestScale = 1 << 16

  private let system: CountSystem
  private let target: Int
  /// `nil` where the mover may not move.
  private let cost: (Int) -> Int?
  private let isOpen: (Column) -> Bool
  private var rows: [Row] = []
  private var placeOf: [Int: Int] = [:]
  /// By mover, `scale` times what the relations pay for a move up.
  private var price: [Int: Int] = [:]
  private var scale = 1

  private init(
    _ system: CountSystem, target: Int, cost: @escaping (Int) -> Int?, isOpen: @escaping (Column) -> Bool
  ) {
    self.system = system
    self.target = target
    self.cost = cost
    self.isOpen = isOpen
  }

  /// The cheapest moves with the target moved by the step, 1 or -1, or by a small multiple of it where the cheapest are
  /// fractions.
  static func cheapest(
    _ target: Int, by step: Int, in system: CountSystem, cost: @escaping (Int) -> Int?,
    isOpen: @escaping (Column) -> Bool
  ) -> Answer {
    var program = TwinProgram(system, target: target, cost: cost, isOpen: isOpen)
    for (relation, factor) in system.relationsOf[target] { program.read(relation, right: -factor * step) }
    for _ in 0..<mostPivots {
      guard let place = program.brokenRow() else { return program.solution(step) }
      guard let column = program.mending(place) else { return .none }
      guard program.enter(column, in: place) else { return .undecided }
    }
    return .undecided
  }

  private mutating func read(_ relation: Int, right: Int = 0) {
    guard placeOf[relation] == nil else { return }
    placeOf[relation] = rows.count
    // What may not move at all is no part of the equation.
    let terms = system.relations[relation].filter { $0.mover != target && cost($0.mover) != nil }
      .map { ($0.mover, $0.factor) }
    rows.append(Row(equation: ExactRow(terms, right: right), basic: nil))
  }

  /// The shortest row that does not hold, the first of equals.
  private func brokenRow() -> Int? {
    var best: Int?
    for place in rows.indices where !rows[place].holds {
      if let known = best, rows[known].equation.terms.count <= rows[place].equation.terms.count { continue }
      best = place
    }
    return best
  }

  /// The column that mends the row and is the first whose reduced cost falls to zero; of equals the one that brings in fewest
  /// relations, or the moves would wander through the whole table.
  private func mending(_ place: Int) -> Column? {
    let equation = rows[place].equation
    let wanted = equation.right > 0 ? 1 : -1
    var best: (column: Column, reduced: Int, size: Int, load: Int)?
    for (mover, factor) in equation.terms {
      let column = Column(mover: mover, sign: factor * wanted > 0 ? 1 : -1)
      guard let reduced = reducedCost(of: column), isOpen(column) else { continue }
      let (size, load) = (abs(factor), load(of: mover))
      if let known = best {
        // Reduced / size, compared without dividing.
        let (own, least) = (reduced * known.size, known.reduced * size)
        if own > least || (own == least && load >= known.load) { continue }
      }
      best = (column, reduced, size, load)
    }
    return best?.column
  }

  /// How much a column adds to what has to hold: relations that were not read yet, far before those that were.
  private func load(of mover: Int) -> Int {
    system.relationsOf[mover].reduce(0) { $0 + (placeOf[$1.relation] == nil ? 16 : 1) }
  }

  private func reducedCost(of column: Column) -> Int? {
    cost(column.mover).map { scale * $0 - column.sign * price[column.mover, default: 0] }
  }

  private mutating func enter(_ column: Column, in place: Int) -> Bool {
    rows[place].basic = column
    let pivot = rows[place].equation
    guard pay(column, through: pivot) else { return false }
    for (relation, _) in system.relationsOf[column.mover] { read(relation) }
    for other in rows.indices where other != place && rows[other].equation.factor(of: column.mover) != 0 {
      guard let reduced = rows[other].equation.eliminating(column.mover, by: pivot) else { return false }
      rows[other].equation = reduced
    }
    return true
  }

  /// Raises the prices along the row until the column's reduced cost is zero.
  private mutating func pay(_ column: Column, through row: ExactRow) -> Bool {
    guard let reduced = reducedCost(of: column) else { return false }
    guard reduced != 0 else { return true }
    let divisor = column.sign * row.factor(of: column.mover)
    let shared = ExactRow.divisor(reduced, divisor)
    let finer = abs(divisor) / shared
    let raise = (divisor > 0 ? reduced : -reduced) / shared
    if finer > 1 {
      scale *= finer
      guard scale <= Self.largestScale else { return false }
      for mover in price.keys { price[mover]? *= finer }
    }
    for (mover, factor) in row.terms {
      let (product, over) = factor.multipliedReportingOverflow(by: raise)
      guard !over, abs(product) < 1 << 50 else { return false }
      price[mover, default: 0] += product
      guard abs(price[mover, default: 0]) < 1 << 44 else { return false }
    }
    return true
  }

  private func solution(_ step: Int) -> Answer {
    var found: [(mover: Int, above: Int, below: Int)] = []
    var common = 1
    for row in rows {
      guard let basic = row.basic, row.equation.right != 0 else { continue }
      let factor = row.equation.factor(of: basic.mover)
      let shared = ExactRow.divisor(row.equation.right, factor)
      found.append((basic.mover, row.equation.right / shared, factor / shared))
      let below = abs(factor) / shared
      common = common / ExactRow.divisor(common, below) * below
      if common > 12 { return .undecided }
    }
    return .moves(
      [CountSystem.Move(mover: target, step: step * common)]
        + found.map { CountSystem.Move(mover: $0.mover, step: $0.above * (common / $0.below)) })
  }
}
