/// The counts of an audit as moves: which counts can differ from the true ones together, and by how much.
///
/// A reader knows that relations hold, so only differences matter: `sum of factor x move = 0` in every relation. Counts that
/// can only move as one (a = b, or a + b = a number that cannot change) are one *mover*; a mover that cannot move at all
/// stands in no relation any more.
struct CountSystem {
  struct Term {
    var mover: Int
    var factor: Int
  }

  /// By how much a mover differs from the truth.
  struct Move {
    var mover: Int
    var step: Int
  }

  /// Where a relation is longer than this it is cut into parts with a name of their own: the solver's rows stay short.
  private static let longest = 8
  /// Farther than any count moves.
  private static let far = 1 << 40

  private(set) var relations: [[Term]] = []
  /// By mover.
  private(set) var relationsOf: [[(relation: Int, factor: Int)]] = []
  private(set) var counts: [[(count: Int, sign: Int)]] = []
  /// By mover, how far it may go down and up: no count below zero, none that is marked as not small becomes small.
  private(set) var low: [Int] = []
  private(set) var high: [Int] = []
  /// By mover, the units that print one of its counts.
  private(set) var units: [[Int]] = []
  /// By count: its mover, and whether it goes the same way (1) or the other (-1).
  private(set) var moverOf: [Int] = []
  private(set) var signOf: [Int] = []

  init(_ audit: CountAudit) {
    moverOf = Array(audit.variables.indices)
    signOf = audit.variables.map { _ in 1 }
    counts = audit.variables.indices.map { [($0, 1)] }
    for count in audit.variables.indices {
      let (least, most) = Self.bounds(of: count, in: audit)
      low.append(least)
      high.append(most)
    }
    reduce(audit.relations)
    relationsOf = counts.map { _ in [] }
    for (place, terms) in relations.enumerated() {
      for term in terms { relationsOf[term.mover].append((place, term.factor)) }
    }
    units = counts.map { members in Set(members.flatMap { audit.variables[$0.count].units }).sorted() }
  }

  private static func bounds(of count: Int, in audit: CountAudit) -> (Int, Int) {
    let value = audit.variables[count].value
    guard audit.minCellCount > 2,
      audit.variables[count].judges.contains(where: { audit.units[$0].state != .primary })
    else { return (-value, far) }
    // A unit that prints no "primary" says that none of its counts is small. That a zero may be a large count is not used.
    return value >= audit.minCellCount ? (audit.minCellCount - value, far) : (0, 0)
  }

  private func isFixed(_ mover: Int) -> Bool { low[mover] == 0 && high[mover] == 0 }

  /// Joins movers and drops fixed ones until nothing changes any more.
  private mutating func reduce(_ relations: [[CountAudit.Term]]) {
    var pending = relations.map { $0.map { Term(mover: $0.variable, factor: $0.sign) } }
    var changed = true
    while changed {
      changed = false
      var kept: [[Term]] = []
      for relation in pending {
        let terms = reduced(relation)
        switch terms.count {
        case 0: continue
        case 1:
          (low[terms[0].mover], high[terms[0].mover]) = (0, 0)
          changed = true
        case 2 where abs(terms[0].factor) == abs(terms[1].factor):
          join(terms[1].mover, to: terms[0].mover, sign: terms[0].factor == terms[1].factor ? -1 : 1)
          changed = true
        default: kept.append(terms)
        }
      }
      pending = kept
    }
    var known: Set<[Int]> = []
    for terms in pending where known.insert(terms.flatMap { [$0.mover, $0.factor] }).inserted {
      self.relations.append(split(terms))
    }
  }

  /// The relation in movers that can move, in ascending order.
  private func reduced(_ relation: [Term]) -> [Term] {
    var factors: [Int: Int] = [:]
    for term in relation { factors[moverOf[term.mover], default: 0] += term.factor * signOf[term.mover] }
    return factors.filter { $0.value != 0 && !isFixed($0.key) }.sorted { $0.key < $1.key }
      .map { Term(mover: $0.key, factor: $0.value) }
  }

  private mutating func join(_ mover: Int, to other: Int, sign: Int) {
    for (count, own) in counts[mover] {
      moverOf[count] = other
      signOf[count] = own * sign
      counts[other].append((count, own * sign))
    }
    counts[mover] = []
    let (down, up) = sign == 1 ? (low[mover], high[mover]) : (-high[mover], -low[mover])
    low[other] = max(low[other], down)
    high[other] = min(high[other], up)
    (low[mover], high[mover]) = (0, 0)
  }

  private mutating func split(_ terms: [Term]) -> [Term] {
    guard terms.count > Self.longest else { return terms }
    var parts: [Term] = []
    for start in stride(from: 0, to: terms.count, by: Self.longest) {
      let part = counts.count
      counts.append([])
      low.append(-Self.far)
      high.append(Self.far)
      parts.append(Term(mover: part, factor: 1))
      relations.append(
        terms[start..<min(start + Self.longest, terms.count)] + [Term(mover: part, factor: -1)])
    }
    return split(parts)
  }
}
