import Foundation

/// A line on a terminal while a cohort is made; nothing anywhere else.
struct SimulationProgress {
  private let all: Int
  private let isShown: Bool

  init(_ all: Int) {
    self.all = all
    isShown = StandardError.isTerminal && all > 20_000
  }

  func tell(_ done: Int) {
    if isShown { StandardError.writeInPlace("remit: \(done) of \(all) patients made") }
  }

  func end() {
    if isShown { StandardError.writeInPlace("") }
  }
}
