import Treatment

/// What a row adds to a rate: whether it is in n, and whether it is an event.
struct RowMarks {
  private var bits: UInt8

  init() { bits = 0 }

  @inline(__always)
  init(counted: UInt8, event: UInt8) { bits = counted | (counted & event) << 1 }

  @inline(__always)
  var counted: Int { Int(bits & 1) }
  @inline(__always)
  var event: Int { Int(bits >> 1) }
}

/// Judges the rows of a page under one baseline, by the rules of each row's scale.
///
/// The rules of ``Scale/responds(from:to:)`` and ``Scale/remits(at:)`` in plain numbers; those two stay the
/// definition, and every rule but a fall of one half is passed on to them.
struct RowJudge {
  private struct Rules {
    var hasResponse: Bool
    var hasRemission: Bool
    /// Whether outcomes compare with a start; a change score (CGI-I) is one by itself.
    var needsStart: Bool
    var isHalf: Bool
    var lowest: Double
    /// NaN where there is none, so that no score is at or below it.
    var cutoff: Double

    init(_ scale: Scale) {
      hasResponse = scale.unavailability(of: .response) == nil
      hasRemission = scale.unavailability(of: .remission) == nil
      lowest = scale.lowest
      cutoff = scale.remissionCutoff ?? .nan
      needsStart = true
      isHalf = false
      switch scale.responseRule {
      case .fall(let fraction): isHalf = fraction == 0.5
      case .atMost: needsStart = false
      case .points, .none: break
      }
    }
  }

  private let rules: [Rules]
  private let scales: [Scale]
  private let rows: StepColumns
  private let starts: [Double]
  private let baseline: BaselineKind
  /// Whether the row's patient has a score on its scale; empty where all have.
  private let assessed: [Bool]
  private let window: BaselineWindow?
  /// Leaves rows out of n that start in remission.
  private let evaluable: Bool

  init(_ page: PatientPage, from baseline: BaselineKind, evaluable: Bool) {
    scales = page.catalogue.scales
    rules = scales.map(Rules.init)
    rows = page.rows
    starts = baseline == .step ? page.rows.baseline : page.rows.entry
    precondition(starts.count == rows.count, "The page was not asked for entry scores.")
    self.evaluable = evaluable
    self.baseline = baseline
    assessed = page.assessed()
    window = page.baselineWindow
  }

  /// What the rows' marks say of them; `nil` where there is nothing to count.
  var standing: Standing? {
    let some = rows.marks.reduce(UInt8(0)) { $0 | $1.rawValue }
    let isPlain = assessed.isEmpty && some & ~StepMarks.isAssessed.rawValue == 0 && window == nil
    return rows.marks.isEmpty || isPlain
      ? nil
      : Standing(
        assessed: assessed, marks: rows.marks, baseline: baseline, hasWindow: window != nil)
  }

  /// Who was not assessed, whose endpoint lies after the end, what wider windows would give.
  struct Standing {
    fileprivate let assessed: [Bool]
    fileprivate let marks: [StepMarks]
    fileprivate let baseline: BaselineKind
    /// Whether a window picked the baselines, so that wider ones could be tried.
    let hasWindow: Bool

    func isAssessed(_ row: Int) -> Bool { assessed.isEmpty || assessed[row] }

    func endsAfterStep(_ row: Int) -> Bool { marks[row].contains(.endsAfterStep) }

    func hasBaseline(_ row: Int, wider place: Int) -> Bool {
      marks[row].contains(.hasBaseline(wider: place, baseline))
    }
  }

  @inline(__always)
  func start(_ row: Int) -> (isThere: Bool, isAtMinimum: Bool, isRemission: Bool) {
    let start = starts[row]
    let rule = rules[Int(rows.scale[row])]
    return (!start.isNaN, rule.needsStart && start <= rule.lowest, start <= rule.cutoff)
  }

  /// What each row adds to the rate of an outcome under a reading of missing endpoints.
  func marks(_ outcome: Outcome, _ reading: MissingReading) -> [RowMarks] {
    let ends = reading == .locf || reading == .locfBaseline ? rows.last : rows.endpoint
    precondition(ends.count == rows.count, "The page was not asked for last scores.")
    let isCarried = reading == .locfBaseline
    let always: UInt8 = reading == .worstCase ? 1 : 0
    let needsNoStart = bit(!evaluable)
    switch outcome {
    case .response:
      return marks(ends, isCarried) { rule, start, end in
        bit(rule.hasResponse) & (bit(!rule.needsStart) | bit(start > rule.lowest))
          & (always | bit(!end.isNaN))
      } event: { rule, start, end, scale in
        bit(rule.isHalf ? 2 * end <= start : scales[scale].responds(from: start, to: end) ?? false)
      }
    case .remission:
      return marks(ends, isCarried) { rule, start, end in
        // Whose state at the end is known needs no start, so that every reading looks at the same rows.
        bit(rule.hasRemission) & (always | bit(!end.isNaN))
          & (needsNoStart | bit(!rule.needsStart) | bit(!start.isNaN))
      } event: { rule, _, end, _ in
        bit(end <= rule.cutoff)
      }
    }
  }

  /// Truth as a number: sums and products of bits need no branch, which scores would make at random.
  @inline(__always)
  private func bit(_ truth: Bool) -> UInt8 { truth ? 1 : 0 }

  @inline(__always)
  private func marks(
    _ ends: [Double], _ isCarried: Bool, counted: (Rules, Double, Double) -> UInt8,
    event: (Rules, Double, Double, Int) -> UInt8
  ) -> [RowMarks] {
    var result = [RowMarks](repeating: RowMarks(), count: ends.count)
    var marks = result.mutableSpan
    let ends = ends.span
    let starts = starts.span
    let scales = rows.scale.span
    let rules = rules.span
    let keeps = bit(!evaluable)
    let assessed = assessed.span
    let asksAll = assessed.isEmpty
    for row in 0..<ends.count {
      let scale = Int(scales[row])
      let rule = rules[scale]
      let start = starts[row]
      let end = isCarried && ends[row].isNaN ? start : ends[row]
      let isKept = (keeps | bit(!(start <= rule.cutoff))) & bit(asksAll || assessed[row])
      marks[row] = RowMarks(
        counted: isKept & counted(rule, start, end), event: event(rule, start, end, scale))
    }
    return result
  }
}
