import Treatment

/// How many derived steps have no baseline, scale by scale, and how many would have none with wider windows.
struct BaselineLosses {
  private struct Count {
    var steps = 0
    var without = 0
    var withoutWider = BaselineWindow.wider.map { _ in 0 }
  }

  private let window: BaselineWindow
  private var counts: [String: Count] = [:]

  init(_ window: BaselineWindow) { self.window = window }

  mutating func add(_ scores: StepScores, on scale: String) {
    var count = counts[scale] ?? Count()
    count.steps += 1
    if scores.baseline.isNaN { count.without += 1 }
    for place in count.withoutWider.indices
    where !scores.marks.contains(.hasBaseline(wider: place, .step)) { count.withoutWider[place] += 1 }
    counts[scale] = count
  }

  /// The window in force, and a sentence a scale.
  var sentences: [String] {
    ["Baseline: \(window.words) (never after it for rapid-acting agents or ECT)."]
      + counts.sorted { $0.key < $1.key }.map { scale, count in
        let wider = zip(BaselineWindow.wider, count.withoutWider).map { "with \($0) days before it \($1)" }
        return
          "Steps without a baseline on \(scale): \(count.without) of \(count.steps); \(wider.joined(separator: ", "))."
      }
  }
}
