/// The cheapest way in which counts can move together with one of them: a linear program, solved in whole numbers.
///
///     minimise  sum over j of cost_j |move_j|
///     so that   sum over j of factor_rj move_j = 0   in every relation r
///               move_target = step
///
/// Each mover is two columns that are never negative, up and down, and a column may be barred. The dual simplex method
/// starts from no move at all, which costs nothing and breaks the target's own relations, and mends one broken relation
/// after the other by the column of the least reduced cost. It reads relations only once a column of theirs moves, and numbers
/// movers as it meets them, so that the work depends on the neighbourhood of the count and not on the size of the tables.
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

  /// A mover as the program has met it.
  private struct Unknown {
    let mover: Int
    let cost: Int
    /// Whether it may go up, and down.
    let mayRise: Bool
    let mayFall: Bool
    /// How much moving it adds to what has to hold: relations that were not read yet, far before those that were.
    var load: Int
    /// `scale` times what the relations pay for a move up.
    var price = 0
    /// Rows that hold it, or held it once.
    var rows: [Int] = []

    func isOpen(_ sign: Int) -> Bool { sign > 0 ? mayRise : mayFall }
  }

  private struct Row {
    var equation: ExactRow
    /// The unknown that the row determines, and its sign; `nil` while nothing has mended it.
    var basic: (unknown: Int, sign: Int)?
    /// Whether what the row determines is not negative, or the row holds by itself.
    private(set) var holds = true

    init(_ equation: ExactRow) {
      self.equation = equation
      judge()
    }

    mutating func judge() {
      if equation.right == 0 {
        holds = true
      } else if let basic {
        holds = (equation.right > 0) == (basic.sign * equation.factor(of: basic.unknown) > 0)
      } else {
        holds = false
      }
    }
  }

  private static let mostPivots = 3000
  private static let largestScale = 1 << 16
  /// What a relation weighs that was not read yet, against one that was.
  private static let unread = 16

  private let system: CountSystem
  private let target: Int
  /// `nil` where the mover may not move.
  private let cost: (Int) -> Int?
  private let isOpen: (Column) -> Bool
  private var rows: [Row] = []
  private var isRead: Set<Int> = []
  private var unknowns: [Unknown] = []
  private var placeOf: [Int: Int] = [:]
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
      guard let (unknown, sign) = program.mending(place) else { return .none }
      guard program.enter(unknown, sign, in: place) else { return .undecided }
    }
    return .undecided
  }

  private mutating func read(_ relation: Int, right: Int = 0) {
    guard isRead.insert(relation).inserted else { return }
    var terms: [(unknown: Int, factor: Int)] = []
    for term in system.relations[relation] where term.mover != target {
      // What may not move at all is no part of the equation.
      guard let unknown = place(of: term.mover) else { continue }
      unknowns[unknown].load -= Self.unread - 1
      unknowns[unknown].rows.append(rows.count)
      terms.append((unknown, term.factor))
    }
    terms.sort { $0.unknown < $1.unknown }
    rows.append(Row(ExactRow(terms, right: right)))
  }

  /// `nil` where the mover may not move.
  private mutating func place(of mover: Int) -> Int? {
    if let known = placeOf[mover] { return known }
    guard let cost = cost(mover) else { return nil }
    placeOf[mover] = unknowns.count
    unknowns.append(
      Unknown(
        mover: mover, cost: cost, mayRise: isOpen(Column(mover: mover, sign: 1)),
        mayFall: isOpen(Column(mover: mover, sign: -1)), load: Self.unread * system.relationsOf[mover].count))
    return unknowns.count - 1
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

  /// The unknown that mends the row and is the first whose reduced cost falls to zero; of equals the one that brings in fewest
  /// relations, or the moves would wander through the whole table.
  private func mending(_ place: Int) -> (unknown: Int, sign: Int)? {
    let equation = rows[place].equation
    let wanted = equation.right > 0 ? 1 : -1
    var best: (unknown: Int, sign: Int, reduced: Int, size: Int, load: Int)?
    for (unknown, factor) in equation.terms {
      let sign = factor * wanted > 0 ? 1 : -1
      guard unknowns[unknown].isOpen(sign) else { continue }
      let (reduced, size, load) = (reducedCost(of: unknown, sign), abs(factor), unknowns[unknown].load)
      if let known = best {
        // Reduced / size, compared without dividing.
        let (own, least) = (reduced * known.size, known.reduced * size)
        if own > least || (own == least && load >= known.load) { continue }
      }
      best = (unknown, sign, reduced, size, load)
    }
    return best.map { ($0.unknown, $0.sign) }
  }

  private func reducedCost(of unknown: Int, _ sign: Int) -> Int {
    scale * unknowns[unknown].cost - sign * unknowns[unknown].price
  }

  private mutating func enter(_ unknown: Int, _ sign: Int, in place: Int) -> Bool {
    rows[place].basic = (unknown, sign)
    rows[place].judge()
    let pivot = rows[place].equation
    guard pay(unknown, sign, through: pivot) else { return false }
    for (relation, _) in system.relationsOf[unknowns[unknown].mover] { read(relation) }
    for other in unknowns[unknown].rows where other != place {
      let before = rows[other].equation
      guard before.factor(of: unknown) != 0 else { continue }
      guard let reduced = before.eliminating(unknown, by: pivot) else { return false }
      rows[other].equation = reduced
      rows[other].judge()
      for (mate, _) in pivot.terms where mate != unknown && before.factor(of: mate) == 0 {
        unknowns[mate].rows.append(other)
      }
    }
    unknowns[unknown].rows = [place]
    return true
  }

  /// Raises the prices along the row until the unknown's reduced cost is zero.
  private mutating func pay(_ unknown: Int, _ sign: Int, through row: ExactRow) -> Bool {
    let reduced = reducedCost(of: unknown, sign)
    guard reduced != 0 else { return true }
    let divisor = sign * row.factor(of: unknown)
    let shared = ExactRow.divisor(reduced, divisor)
    let finer = abs(divisor) / shared
    let raise = (divisor > 0 ? reduced : -reduced) / shared
    if finer > 1 {
      scale *= finer
      guard scale <= Self.largestScale else { return false }
      for place in unknowns.indices { unknowns[place].price *= finer }
    }
    for (mate, factor) in row.terms {
      let (product, over) = factor.multipliedReportingOverflow(by: raise)
      guard !over, abs(product) < 1 << 50 else { return false }
      unknowns[mate].price += product
      guard abs(unknowns[mate].price) < 1 << 44 else { return false }
    }
    return true
  }

  private func solution(_ step: Int) -> Answer {
    var found: [(mover: Int, above: Int, below: Int)] = []
    var common = 1
    for row in rows {
      guard let basic = row.basic, row.equation.right != 0 else { continue }
      let factor = row.equation.factor(of: basic.unknown)
      let shared = ExactRow.divisor(row.equation.right, factor)
      found.append((unknowns[basic.unknown].mover, row.equation.right / shared, factor / shared))
      let below = abs(factor) / shared
      common = common / ExactRow.divisor(common, below) * below
      if common > 12 { return .undecided }
    }
    return .moves(
      [CountSystem.Move(mover: target, step: step * common)]
        + found.map { CountSystem.Move(mover: $0.mover, step: $0.above * (common / $0.below)) })
  }
}
