import Regression

/// Which coefficients of an outcome's model belong to which action.
///
/// The columns of a model of one action are those of the stage. A model of several has, after them, for each action but the first a
/// column of its own and its products with the columns whose part may differ.
struct OutcomeLayout: Sendable {
  let actions: [Int]
  /// Columns of the stage's design that the model uses.
  private let columns: [Int]
  /// Those whose part may differ by action, the intercept among them.
  private let modifiers: [Int]
  private let width: Int

  /// - Parameter present: the actions that somebody had.
  static func all(_ stage: StageDecisions, present: [Int]) -> [OutcomeLayout] {
    stage.modifierColumns == nil
      ? present.map { OutcomeLayout(stage, actions: [$0]) } : [OutcomeLayout(stage, actions: present)]
  }

  private init(_ stage: StageDecisions, actions: [Int]) {
    self.actions = actions
    width = stage.design.columns.count
    let columns = stage.outcomeColumns.isEmpty ? Array(0..<width) : stage.outcomeColumns
    self.columns = columns
    let chosen = Set(stage.modifierColumns ?? [])
    modifiers = columns.filter { stage.design.assignment[$0] < 0 || chosen.contains($0) }
  }

  /// The coefficients' columns: those of the stage, then each further action's.
  private var count: Int { width + (actions.count - 1) * modifiers.count }

  /// What is fitted, of some rows; which of the coefficients' columns it has; and how many there are.
  func design(_ stage: StageDecisions, rows: [Int]) -> (part: Design, columns: [Int], width: Int) {
    let zeros = [Double](repeating: 0, count: rows.count)
    let base = stage.design.part(rows, outcome: zeros, columns: columns)
    guard actions.count > 1 else { return (base, columns, width) }
    let extra = (actions.count - 1) * modifiers.count
    var x: [Double] = []
    x.reserveCapacity(rows.count * (columns.count + extra))
    for (place, row) in rows.enumerated() {
      x += base.x[place * columns.count..<(place + 1) * columns.count]
      for action in actions.dropFirst() {
        let isOwn = stage.taken[row] == action
        for column in modifiers { x.append(isOwn ? stage.design.x[row * width + column] : 0) }
      }
    }
    let terms = stage.design.terms
    var (names, assignment) = (base.columns, base.assignment)
    for (place, action) in actions.dropFirst().enumerated() {
      for column in modifiers {
        names.append("\(stage.actions[action]):\(stage.design.columns[column])")
        assignment.append(terms.count + place)
      }
    }
    let part = Design(
      columns: names, assignment: assignment, terms: terms + actions.dropFirst().map { stage.actions[$0] },
      count: rows.count, x: x, y: zeros)
    return (part, columns + (width..<width + extra), count)
  }

  /// An action's part of a vector of the coefficients' columns, on the columns of the stage.
  func vector(_ coefficients: [Double], of action: Int) -> [Double] {
    var result = Array(coefficients[..<width])
    for (place, column) in own(action) { result[column] += coefficients[place] }
    return result
  }

  /// Adds sums over the stage's columns to those of the coefficients' columns.
  func add(_ sums: [Double], of action: Int, to total: inout [Double]) {
    for column in 0..<width { total[column] += sums[column] }
    for (place, column) in own(action) { total[place] += sums[column] }
  }

  /// The coefficients' columns that an action has of its own, each with the stage's column it stands on.
  private func own(_ action: Int) -> [(Int, Int)] {
    guard let number = actions.firstIndex(of: action), number > 0 else { return [] }
    let first = width + (number - 1) * modifiers.count
    return modifiers.enumerated().map { (first + $0.offset, $0.element) }
  }
}
