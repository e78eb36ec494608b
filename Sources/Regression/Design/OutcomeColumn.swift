internal import Treatment

/// The outcome in the rows that are used: the share of events of each row, and its trials.
struct OutcomeColumn {
  var events: [Double]
  /// Empty where every row is one trial.
  var trials: [Double]
  var coding: ModelCoding.Outcome

  /// `y ~`, `cbind(events, others) ~` or a comparison.
  init(_ node: FormulaNode, formula: String, event: String?, in table: FlatTable, rows: RowPick)
    throws(DesignError)
  {
    let node = node.unwrapped
    if case .call("cbind", let arguments) = node.kind {
      guard arguments.count == 2 else {
        throw .doesNotParse(
          formula: formula, column: node.column, expected: "cbind(events, others) with two columns")
      }
      self = try OutcomeColumn(
        grouped: node, arguments.map(\.value), formula: formula, event: event, in: table, rows: rows)
      return
    }
    try ExpressionRules.check(node, in: formula)
    let named: (events: [Double], event: String?)
    switch try ExpressionValue(node, in: table) {
    case .numbers(let numbers):
      if case .name(let column) = node.kind, let stray = table[column]?.strayText {
        throw Self.wrong(node, "holds numbers and, at \(stray), a text. Correct the cell or leave it empty.")
      }
      named = try Self.events(ofNumbers: rows.picked(numbers), event, node)
    case .truths(let truths): named = try Self.events(ofNumbers: rows.picked(truths), event, node)
    case .texts(let codes, let levels):
      if case .name(let column) = node.kind, let stray = table[column]?.strayText {
        throw Self.wrong(node, "holds numbers and, at \(stray), a text. Correct the cell or leave it empty.")
      }
      named = try Self.events(ofTexts: rows.picked(codes), levels, event, node)
    case .constant: throw Self.wrong(node, "is a constant. Name the column of the outcome before '~'.")
    }
    events = named.events
    trials = []
    coding = ModelCoding.Outcome(name: node.text, event: named.event, isGrouped: false)
    guard let first = events.first, events.contains(where: { $0 != first }) else {
      throw Self.wrong(
        node,
        "is the same in every row that is used, so there is nothing to predict. Check the column, and --where."
      )
    }
  }

  private init(
    grouped node: FormulaNode, _ sides: [FormulaNode], formula: String, event: String?, in table: FlatTable,
    rows: RowPick
  ) throws(DesignError) {
    guard event == nil else {
      throw Self.wrong(
        node, "counts its events in its first column, so --event has no meaning. Leave it out.")
    }
    var counts: [[Double]] = []
    for side in sides {
      try ExpressionRules.check(side, in: formula)
      let values = rows.picked(try ExpressionValue(side, in: table).numbers(side, count: table.rowCount))
      guard values.allSatisfy({ $0 >= 0 && $0 == $0.rounded() && $0.isFinite }) else {
        throw Self.wrong(
          node,
          "has counts in '\(side.text)' that are below 0 or not whole. It takes cbind(events, total - events)."
        )
      }
      counts.append(values)
    }
    trials = zip(counts[0], counts[1]).map { $0 + $1 }
    events = zip(counts[0], trials).map { $1 == 0 ? 0 : $0 / $1 }
    coding = ModelCoding.Outcome(name: node.text, event: nil, isGrouped: true)
    guard counts[0].contains(where: { $0 > 0 }), counts[1].contains(where: { $0 > 0 }) else {
      throw Self.wrong(
        node, "has events only, or none, so there is nothing to predict. Check the columns, and --where.")
    }
  }

  private static func wrong(_ node: FormulaNode, _ problem: String) -> DesignError {
    .outcome(name: node.text, problem: problem)
  }

  private static func wrongCount(_ node: FormulaNode, _ count: Int) -> DesignError {
    count < 2
      ? wrong(
        node, "has one level in the rows that are used, and two are needed. Check the column, and --where.")
      : wrong(
        node,
        "has \(count) levels, and two are needed. Keep two with --where, or compare in the formula: "
          + "\(node.text) == 'LEVEL' ~ …")
  }

  private static func events(
    ofNumbers values: [Double], _ event: String?, _ node: FormulaNode
  ) throws(DesignError) -> ([Double], String?) {
    var levels: Set<Double> = []
    for value in values where levels.insert(value).inserted && levels.count > 20 { break }
    guard levels.count <= 2, !levels.isEmpty else {
      if levels.count <= 20 { throw wrongCount(node, levels.count) }
      throw wrong(
        node,
        "has more than 20 different numbers, and two levels are needed. Compare in the formula: \(node.text) >= 10 ~ …"
      )
    }
    guard let event else {
      guard levels.isSubset(of: [0, 1]) else {
        throw levels.count == 2
          ? wrong(
            node, "is coded by two numbers other than 0 and 1. Say which is the event with --event VALUE.")
          : wrongCount(node, 1)
      }
      return (values, nil)
    }
    guard levels.count == 2 else { throw wrongCount(node, levels.count) }
    guard let wanted = levels.first(where: { LevelText.text(of: $0) == event || Double(event) == $0 }) else {
      throw wrong(node, "has no row with the value that --event names ('\(event)').")
    }
    return (values.map { $0 == wanted ? 1 : 0 }, LevelText.text(of: wanted))
  }

  private static func events(
    ofTexts codes: [Int32], _ levels: [String], _ event: String?, _ node: FormulaNode
  ) throws(DesignError) -> ([Double], String?) {
    var occurs = [Bool](repeating: false, count: levels.count)
    for code in codes where code >= 0 { occurs[Int(code)] = true }
    let used = levels.indices.filter { occurs[$0] }
    guard used.count == 2 else { throw wrongCount(node, used.count) }
    let wanted: Int
    if let event {
      guard let place = used.first(where: { levels[$0] == event }) else {
        throw wrong(node, "has no row with the value that --event names ('\(event)').")
      }
      wanted = place
    } else {
      guard let place = used.first(where: { levels[$0].lowercased() == "true" }),
        used.contains(where: { levels[$0].lowercased() == "false" })
      else { throw wrong(node, "holds texts. Say which of them is the event with --event VALUE.") }
      wanted = place
    }
    return (codes.map { Int($0) == wanted ? 1 : 0 }, levels[wanted])
  }
}
