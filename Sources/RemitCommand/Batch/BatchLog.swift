import Foundation
import Intake
import Reporting
import Synchronization

/// What a batch says on standard error while it runs: lines for people, or one JSON object a line for machines.
final class BatchLog: Sendable {
  enum Form: String, CaseIterable, Sendable { case text, json }

  private struct Progress {
    var all = 0
    var done = 0
    var stage = ""
    var lastShown: ContinuousClock.Instant?
  }

  private let form: Form
  private let start = ContinuousClock.now
  private let progress = Mutex(Progress())
  private let told = Mutex(Set<String>())

  init(_ form: Form) { self.form = form }

  /// A member of an event.
  enum Value {
    case text(String)
    case number(Double)
  }

  /// An event for machines; `line` is the same for people, `nil` where they are not told.
  func event(_ name: String, _ members: [(String, Value)] = [], line: String? = nil) {
    switch form {
    case .json:
      let all = [("event", Value.text(name)), ("seconds", .number(seconds(since: start)))] + members
      let object = all.map { key, value in
        switch value {
        case .text(let text): "\(JSONText.string(key)):\(JSONText.string(text))"
        case .number(let number): "\(JSONText.string(key)):\(JSONText.number(number))"
        }
      }
      StandardError.write("{" + object.joined(separator: ",") + "}")
    case .text:
      guard let line else { return }
      if StandardError.isTerminal { StandardError.writeInPlace("") }
      StandardError.write("remit: \(line)")
    }
  }

  /// Rows in and used of a cohort, once for each; rounded where a study rounds every count.
  func rows(of cohort: OpenCohort, rounded: Bool) {
    guard told.withLock({ $0.insert(cohort.cohort.path).inserted }) else { return }
    for line in rounded ? cohort.rows.roundedLines : cohort.rows.lines {
      event("rows", [("message", .text(line))], line: "\(cohort.cohort.path): \(line)")
    }
  }

  /// How many runs there are to make.
  func begin(_ all: Int) { progress.withLock { $0.all = all } }

  /// What is done now, on a terminal: `12 of 60 · reading clinic · 20 % · about 40 s left`.
  func stage(_ text: String) {
    progress.withLock { progress in
      progress.stage = text
      show(&progress, always: true)
    }
  }

  func ended(_ count: Int = 1) {
    progress.withLock { progress in
      progress.done += count
      show(&progress, always: false)
    }
  }

  /// Takes the line away.
  func end() { if form == .text, StandardError.isTerminal { StandardError.writeInPlace("") } }

  private func show(_ progress: inout Progress, always: Bool) {
    guard form == .text, StandardError.isTerminal, progress.all > 0 else { return }
    let now = ContinuousClock.now
    if !always, let last = progress.lastShown, now - last < .milliseconds(200) { return }
    progress.lastShown = now
    var text =
      "remit: \(progress.done) of \(progress.all) · \(progress.stage) · \(100 * progress.done / progress.all) %"
    if progress.done > 0, progress.done < progress.all {
      let left = seconds(since: start) / Double(progress.done) * Double(progress.all - progress.done)
      text +=
        left < 90
        ? " · about \(Int(left.rounded())) s left" : " · about \(Int((left / 60).rounded())) min left"
    }
    StandardError.writeInPlace(text)
  }

  func seconds(since instant: ContinuousClock.Instant) -> Double {
    let parts = (ContinuousClock.now - instant).components
    return ((Double(parts.seconds) + Double(parts.attoseconds) * 1e-18) * 1000).rounded() / 1000
  }
}
