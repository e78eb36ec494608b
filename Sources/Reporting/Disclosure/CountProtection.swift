/// Which further units are hidden so that every small count has a twin, and which need not be.
///
/// A *twin* is a second set of counts that agrees with everything printed, with every relation and with every mark, and in
/// which the small count is another one: whatever a reader computes fits both. Where the counts hidden so far allow none,
/// the cheapest further units that make one possible are hidden; in the end each of them is shown again where all small counts
/// keep a twin without it.
///
/// Source: Documentation/Disclosure.md.
struct CountProtection {
  enum Search {
    case found(Twin)
    /// Nothing that is open to it moves the count.
    case none
    case undecided
  }

  struct Twin {
    var moves: [CountSystem.Move]
    /// Units shown so far that it needs hidden.
    var hiding: [Int]
    var cost: Int
  }

  /// Up to how many units are few: the program is then asked for what costs less than a path.
  @TaskLocal static var few = 500
  static let mostTries = 6
  /// How long the program looks for what to hide, and whether something may be shown again.
  static let mostPivots = 3000
  static let mostPivotsOfProof = 300
  /// Prices that differ by less are one price to the program, which is several times quicker where many columns cost the same;
  /// a run of few units can afford to tell them all apart.
  var priceStep: Int { isLarge ? 64 : 1 }
  /// Whether a path can be looked for through most small counts; the program then seldom finds what paths did not.
  var pathsLeadFar = false
  private var areReadingsSearched = false
  var isLarge: Bool { audit.units.count > Self.few }

  let audit: CountAudit
  let targets: [Int]
  let system: CountSystem
  let marks: CountMarks
  let mayGoUp: [Bool]
  let mayGoDown: [Bool]
  /// By unit, how many movers it prints.
  let printed: [Int]
  let implies: [[Int]]
  let impliedBy: [[Int]]

  var isHidden: [Bool]
  /// Searches over some of the counts, the others held.
  var paths: [TwinPath] = []
  var proofs: [Twin] = []
  /// By unit, the proofs in which a count that it prints moves.
  var proofsThrough: [[Int]]
  /// By count, the proof that changes it.
  var proofOf: [Int: Int] = [:]
  /// Hidden because nothing was decided.
  var inDoubt: Set<Int> = []
  /// By count, whether it needs a proof.
  var targetsOf: [Bool]
  /// By proof, the small counts that it is the proof of.
  var proven: [[Int]] = []
  /// Small counts without a proof.
  private(set) var unproven = 0

  init(_ audit: CountAudit, targets: [Int]) {
    self.audit = audit
    self.targets = targets
    let system = CountSystem(audit)
    let marks = CountMarks(audit, system)
    self.system = system
    self.marks = marks
    func mayGo(_ mover: Int, _ step: Int) -> Bool {
      system.low[mover] <= step && step <= system.high[mover] && marks.stay(after: [mover: step], in: system)
    }
    mayGoUp = system.counts.indices.map { mayGo($0, 1) }
    mayGoDown = system.counts.indices.map { mayGo($0, -1) }
    var printed = audit.units.map { _ in 0 }
    for mover in system.units.indices where mayGoUp[mover] || mayGoDown[mover] {
      for unit in system.units[mover] { printed[unit] += 1 }
    }
    self.printed = printed
    implies = audit.units.map { Set($0.implies).sorted() }
    var impliedBy: [[Int]] = audit.units.map { _ in [] }
    for (unit, others) in implies.enumerated() { for other in others { impliedBy[other].append(unit) } }
    self.impliedBy = impliedBy
    isHidden = audit.units.map { $0.state != .none }
    proofsThrough = audit.units.map { _ in [] }
    targetsOf = audit.variables.map { _ in false }
    for target in targets { targetsOf[target] = true }
    search(holding: HeldCounts(audit, system).choices)
    let edges = targets.filter { target in paths.contains { $0.isEdge($0.system.moverOf[target]) } }
    pathsLeadFar = isLarge && 2 * edges.count > targets.count
  }

  private mutating func search(holding choices: [[Bool]]) {
    for held in choices {
      let system = CountSystem(audit, holding: held, splitting: false)
      paths.append(
        TwinPath(system, units: audit.units.count) { mover, step in
          system.low[mover] <= step && step <= system.high[mover]
            && system.counts[mover].allSatisfy { count, sign in
              let whole = self.system.moverOf[count]
              return sign * step * self.system.signOf[count] > 0 ? mayGoUp[whole] : mayGoDown[whole]
            }
        })
    }
    for unit in audit.units.indices { priceAgain(unit) }
  }

  mutating func set(_ unit: Int, hidden: Bool) {
    isHidden[unit] = hidden
    priceAgain(unit)
  }

  private mutating func priceAgain(_ unit: Int) {
    for path in paths.indices {
      for mover in paths[path].movers[unit] {
        let sum = paths[path].system.units[mover].reduce(0) {
          $0 + (isHidden[$1] ? 0 : max(1, audit.units[$1].cost))
        }
        paths[path].price(mover, at: sum)
      }
    }
  }

  mutating func run() {
    var open: [Int] = []
    for target in targets where proofOf[target] == nil {
      if let twin = path(through: target, hidingMore: false) {
        keep(twin)
      } else if pathsLeadFar || !prove(target) {
        open.append(target)
      }
    }
    // What was not decided is asked again once the others have what they need, which may be enough for it too.
    for target in hidingMore(for: hidingMore(for: open)) where proofOf[target] == nil && !prove(target) {
      let whole = connected(to: target)
      for unit in whole { set(unit, hidden: true) }
      if !prove(target) {
        unproven += 1
        inDoubt.formUnion(whole)
      }
    }
    showAgain()
  }

  /// Hides what each count needs, one after the other.
  ///
  /// - Returns: those for which nothing was decided.
  private mutating func hidingMore(for open: [Int]) -> [Int] {
    var undecided: [Int] = []
    for target in open where proofOf[target] == nil {
      if !areReadingsSearched, path(through: target, hidingMore: true) == nil {
        search(holding: HeldCounts(audit, system).choicesOfReadings)
        areReadingsSearched = true
      }
      switch twin(of: target, hidingMore: true) {
      case .found(let twin):
        for unit in twin.hiding { set(unit, hidden: true) }
        keep(twin)
      case .none:
        // Hiding more would not help: that is what the program has proved.
        unproven += 1
      case .undecided: undecided.append(target)
      }
    }
    return undecided
  }
}
