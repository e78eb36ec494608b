import TestSupport
import Testing
import Treatment

/// A history drawn at random: every kind of agent, doses that change, open ends, rows that meet within days.
enum GeneratedHistory {
  /// Name and doses; 0 = no dose stated.
  private static let agents: [(name: String, doses: [Double])] = [
    ("sertraline", [50, 100, 200]), ("citalopram", [20, 40]), ("fluoxetine", [20, 60]),
    ("venlafaxine", [75, 150, 225]), ("duloxetine", [60, 120]), ("mirtazapine", [7.5, 15, 45]),
    ("phenelzine", [45, 90]), ("moclobemide", [300, 600]), ("amitriptyline", [25, 75, 150]),
    ("trazodone", [50, 150, 300]), ("bupropion", [150, 300]), ("lithium", [600, 900]),
    ("levothyroxine", [0.05, 0.2]), ("liothyronine", [0.025, 0.05]), ("methylphenidate", [20, 40]),
    ("aripiprazole", [2, 5, 10]), ("quetiapine", [50, 150, 300]), ("lamotrigine", [25, 100, 200]),
    ("olanzapine-fluoxetine", [6, 12]), ("olanzapine", [2.5, 5]), ("zolpidem", [10]),
    ("Deanxit", [0, 10, 20]), ("Triptafen", [0, 25, 75, 150]), ("Parstelin", [0, 30]), ("Limbitrol", [75]),
    ("Zyban", [150, 300]), ("Subutex", [0.2, 8]), ("perphenazine", [4, 8]),
    ("ketamine", [40]), ("KET_IV", [0, 40]), ("KET_ORAL", [0]), ("esketamine", [8, 12]), ("ESK_NS", [0]),
    ("zuranolone", [50]), ("psilocybin", [25]),
    ("ECT_BL", [0]), ("ECT_RUL", [0]), ("ECT", [0]), ("ECT_MAINT", [0]), ("RTMS_HF", [0]), ("ITBS", [0]),
    ("CBT", [0]), ("IPT", [0]), ("SUPPORTIVE", [0]), ("EXERCISE", [0]), ("placebo", [0]), ("TAU", [0]),
    ("CBTI", [0]), ("BLT", [0]), ("EXERCISE", [0]), ("CBTI", [0]),
  ]

  /// About half of the rows are antidepressants, as in a clinic.
  private static let antidepressants = 11

  static func history(seed: UInt64) throws -> PatientHistory {
    var random = SplitMix64(seed: seed)
    var history = PatientHistory()
    let horizon = [150, 300, 500, 1200][Int.random(in: 0..<4, using: &random)]
    if Bool.random(using: &random) { history.lastDay = horizon }
    var day = Int.random(in: 0...60, using: &random)
    for _ in 0..<Int.random(in: 1...7, using: &random) {
      let rows = try rows(from: day, horizon: horizon, in: history, &random)
      history.exposures += rows
      day = next(after: day, rows, &random) % horizon
    }
    // An export may hold a record twice, or the same strength or another with an end of its own (F43).
    if Int.random(in: 0..<4, using: &random) == 0, let row = history.exposures.randomElement(using: &random) {
      var copy = row
      switch Int.random(in: 0..<3, using: &random) {
      case 0: break
      case 1: if !copy.isOpen { copy.endDay = max(copy.startDay, copy.endDay - 10) }
      default: copy.dose *= 0.5
      }
      history.exposures.append(copy)
    }
    history.exposures.sort { ($0.startDay, $0.agent) < ($1.startDay, $1.agent) }
    // Ends after the stated last day are cut to it (F1).
    if history.lastDay != nil, Int.random(in: 0..<4, using: &random) == 0 {
      history.lastDay = max(history.exposures.map { Int($0.startDay) }.max() ?? 0, horizon - 40)
    }
    history.assessments = try assessments(until: history.lastDay ?? horizon, &random)
    return history
  }

  /// Steps of a road follow each other within days, weeks or months, or after a long pause.
  private static func next(after day: Int, _ rows: [Exposure], _ random: inout SplitMix64) -> Int {
    let last = rows.filter { !$0.isOpen }.map { Int($0.endDay) }.max() ?? day
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return day + Int.random(in: 0...8, using: &random)
    case 1: return day + Int.random(in: 9...40, using: &random)
    case 2: return last + Int.random(in: -2...2, using: &random)
    case 3: return max(day, last - Int.random(in: 0...62, using: &random))
    case 4: return last + Int.random(in: 1...130, using: &random)
    default: return last + Int.random(in: 160...200, using: &random)
    }
  }

  /// One to three rows of one agent, one after another or overlapping, with doses of their own.
  private static func rows(
    from day: Int, horizon: Int, in history: PatientHistory, _ random: inout SplitMix64
  ) throws -> [Exposure] {
    let isAntidepressant = Bool.random(using: &random)
    let place = Int.random(in: 0..<(isAntidepressant ? antidepressants : agents.count), using: &random)
    let meaning = try #require(DrawnHistory.catalogue.meaning(ofAgentNamed: agents[place].name))
    let others: [Indication] = [.smoking, .pain, .sleep, .other]
    let stated = Int.random(in: 0..<15, using: &random) == 0 ? others.randomElement(using: &random) : nil
    let indication = stated ?? meaning.indication ?? .depression
    let routes: [Route] = [[], [], .intravenous, .nasal, .oral]
    var start = day
    var rows: [Exposure] = []
    for _ in 0..<Int.random(in: 1...3, using: &random) where start <= horizon {
      let length = [6, 40, 90, 150][Int.random(in: 0..<4, using: &random)]
      var row = Exposure(
        agent: meaning.agent, startDay: start,
        endDay: min(horizon, start + Int.random(in: 0...length, using: &random)), indication: indication,
        route: meaning.route.isEmpty ? routes.randomElement(using: &random) ?? [] : meaning.route)
      let dose = agents[place].doses.randomElement(using: &random) ?? 0
      if dose > 0, Int.random(in: 0..<8, using: &random) > 0 { row.dose = dose }
      let last = Int(row.endDay)
      if Int.random(in: 0..<7, using: &random) == 0 { row.endDay = Day.none }
      rows.append(row)
      let steps = [1, 1, 1, Int.random(in: -20...20, using: &random), Int.random(in: 1...45, using: &random)]
      start = max(day, last + (steps.randomElement(using: &random) ?? 1))
    }
    return rows
  }

  /// Scores on one to three scales whose remission comes in runs, at visits a day to a year apart.
  private static func assessments(until horizon: Int, _ random: inout SplitMix64) throws -> [Assessment] {
    guard Int.random(in: 0..<3, using: &random) == 0 else { return [] }
    let named = ["MADRS", "HAMD17", "PHQ9"].shuffled(using: &random)
    let scales = try named.prefix(Int.random(in: 1...3, using: &random)).map {
      try #require(DrawnHistory.catalogue.scale(named: $0))
    }
    var isWell = false
    var day = Int.random(in: 0...20, using: &random)
    // Clinics see people every few days, every six weeks, or once a year.
    let longest = [10, 40, 90, 366].randomElement(using: &random) ?? 40
    var result: [Assessment] = []
    while day <= horizon {
      if Int.random(in: 0..<4, using: &random) == 0 { isWell.toggle() }
      let score = Double(
        isWell ? Int.random(in: 0...4, using: &random) : Int.random(in: 11...27, using: &random))
      let scale =
        Int.random(in: 0..<5, using: &random) == 0 ? scales.randomElement(using: &random) : scales.first
      if let scale { result.append(Assessment(day: day, scale: scale, score: score)) }
      day += Int.random(in: 1...longest, using: &random)
    }
    return result
  }

  /// As ``DrawnHistory`` takes it, so that a mismatch becomes a worked example by copying.
  static func drawing(_ history: PatientHistory) -> String {
    var lines = history.exposures.map { row in
      var line = DrawnHistory.catalogue.agents[Int(row.agent)].name
      line += " \(row.startDay)-\(row.isOpen ? "…" : String(row.endDay))"
      if !row.dose.isNaN { line += " @\(row.dose)" }
      if row.indication != .depression { line += " ?\(row.indication.rawValue)" }
      if let word = DrawnHistory.routes.first(where: { $0.1 == row.route })?.0 { line += " /\(word)" }
      return line
    }
    lines += history.assessments.map { score in
      "\(DrawnHistory.catalogue.scales[Int(score.scale)].id) scores \(score.day) \(score.score)"
    }
    if let last = history.lastDay { lines.append("data end \(last)") }
    return lines.joined(separator: "\n")
  }
}
