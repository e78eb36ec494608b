/// Linked counts of one run, some printed and some not, and what must be hidden so that no small one comes back.
///
/// A *variable* is a count; a *relation* is a sum of counts that a reader knows to be zero (a margin, events plus
/// non-events less n, …); a *unit* is what is printed or hidden together. A unit is primary where one of its
/// sensitive counts is in `1 ..< minCellCount`. The audit hides further units until, for each small count, there
/// is a second set of counts that agrees with everything still printed, with every relation and with every
/// printed mark (primary, secondary, none), and in which the small count is another one. Such a *twin* is a proof:
/// whatever a reader computes, by elimination or by bounds, fits both.
///
/// Not: a guard against what a reader knows from elsewhere, nor a promise that two candidates are many.
struct CountAudit {
  struct Variable {
    var value: Int
    /// Units that print it; hidden only when all of them are. Empty: never printed, known through relations.
    var units: [Int] = []
    /// Units whose mark tells whether this count is small.
    var judges: [Int] = []
    var relations: [Int] = []
  }

  struct Unit {
    /// What hiding it takes from the reader.
    var cost: Int
    var sensitive: [Int]
    /// Units that go whenever this one goes.
    var implies: [Int]
    var state = Suppression.none
  }

  struct Term: Hashable {
    var variable: Int
    var sign: Int
  }

  let minCellCount: Int
  private(set) var variables: [Variable] = []
  private(set) var units: [Unit] = []
  private(set) var relations: [[Term]] = []
  private var known: Set<[Term]> = []
  /// Small counts that no twin was found for, even with all that hangs together hidden.
  private(set) var unproven = 0

  init(minCellCount: Int) { self.minCellCount = minCellCount }

  func isSmall(_ value: Int) -> Bool { value >= 1 && value < minCellCount }

  mutating func variable(_ value: Int) -> Int {
    variables.append(Variable(value: value))
    return variables.count - 1
  }

  mutating func unit(printing: [Int], sensitive: [Int], cost: Int, implies: [Int] = []) -> Int {
    let unit = units.count
    units.append(Unit(cost: cost, sensitive: sensitive, implies: implies))
    for variable in printing { variables[variable].units.append(unit) }
    for variable in sensitive { variables[variable].judges.append(unit) }
    return unit
  }

  /// Widens a unit while the rows that belong to it come in.
  mutating func widen(_ unit: Int, printing: [Int], sensitive: [Int], implies: [Int]) {
    units[unit].sensitive += sensitive
    units[unit].implies += implies
    for variable in printing { variables[variable].units.append(unit) }
    for variable in sensitive { variables[variable].judges.append(unit) }
  }

  /// Takes as known that the left counts add up to the right ones, where they do.
  ///
  /// Sums that the numbers do not bear out (patients who stand in two rows, tables of different patients) are no
  /// relation, and a sum that holds by chance only makes the audit more careful.
  mutating func relate(_ left: [Int], equal right: [Int]) {
    let difference = sum(of: left) - sum(of: right)
    guard difference == 0 else { return }
    let terms = left.map { Term(variable: $0, sign: 1) } + right.map { Term(variable: $0, sign: -1) }
    if terms.count > 1 { append(terms) }
  }

  /// Takes the sum of the counts as known to every reader, whatever is hidden.
  ///
  /// Only how counts move against each other matters to a twin, so a constant needs no variable.
  mutating func fix(_ counts: [Int]) {
    if !counts.isEmpty { append(counts.map { Term(variable: $0, sign: 1) }) }
  }

  /// Takes as known to every reader that the sum of the counts lies in a range, whatever is hidden.
  ///
  /// What is left up to the end and down from it are counts that are never printed; a range that the numbers do not bear out is none.
  mutating func bound(_ counts: [Int], within range: ClosedRange<Int>) {
    let sum = sum(of: counts)
    guard range.contains(sum), !counts.isEmpty else { return }
    fix(counts + [variable(range.upperBound - sum)])
    let above = variable(sum - range.lowerBound)
    append(
      counts.map { Term(variable: $0, sign: 1) } + [Term(variable: above, sign: -1)])
  }

  private mutating func append(_ terms: [Term]) {
    let terms = terms.sorted { $0.variable < $1.variable }
    guard known.insert(terms).inserted else { return }
    for term in terms { variables[term.variable].relations.append(relations.count) }
    relations.append(terms)
  }

  /// Takes as known that the left counts add up to the right ones and a count that is never printed and never below zero.
  mutating func relate(_ left: [Int], atLeast right: [Int]) {
    let difference = sum(of: left) - sum(of: right)
    if difference == 0 { return relate(left, equal: right) }
    guard difference > 0 else { return }
    relate(left, equal: right + [variable(difference)])
  }

  func sum(of counts: [Int]) -> Int { counts.reduce(0) { $0 + variables[$1].value } }

  func state(of unit: Int) -> Suppression { units[unit].state }

  /// Hides primary units, then what has to go with them.
  mutating func protect() {
    for unit in units.indices where units[unit].sensitive.contains(where: { isSmall(variables[$0].value) }) {
      hide(unit, as: .primary)
    }
    let targets = variables.indices.filter(isTarget)
    guard !targets.isEmpty else { return }
    var protection = CountProtection(self, targets: targets)
    protection.run()
    for unit in units.indices where units[unit].state == .none && protection.isHidden[unit] {
      units[unit].state = .secondary
    }
    unproven = protection.unproven
  }

  private func isTarget(_ variable: Int) -> Bool {
    isSmall(variables[variable].value) && variables[variable].judges.contains { units[$0].state == .primary }
  }

  private mutating func hide(_ unit: Int, as state: Suppression) {
    units[unit].state = units[unit].state.joined(with: state)
    for other in units[unit].implies { hide(other, as: state) }
  }
}
