internal import Foundation
internal import Synchronization

/// What the workers of one pass over a file tell each other: which window is next, how many quotes stand
/// before each, which patients stand at the ends of each page, and whether to stop.
final class WindowBoard: Sendable {
  /// Why a pass over plain rows gives up, to be done again in another way.
  enum Stop: Sendable {
    /// Something that only the row-by-row reader can judge or report.
    case odd
    /// Patients that are not together or not in order.
    case unsorted
    case failed(IntakeError)
  }

  /// The first and last patient of a page and the order within it.
  struct PageEnds {
    var first: [UInt8]
    var last: [UInt8]
    var order: StepsOrder
  }

  private struct State {
    var nextWindow = 0
    /// Whether window k starts inside quotes, for as many windows as are known.
    var startsInQuotes = [false]
    var oddQuotes: [Int: Bool] = [:]
    var nextPage = 0
    var pages: [Int: PageEnds?] = [:]
    var lastPatient: [UInt8]?
    var order = StepsOrder()
    var rows = 0
    var hasLongPatient = false
    var stop: Stop?
  }

  private let windows: Int
  private let state = Mutex(State())

  init(windows: Int) { self.windows = windows }

  var stop: Stop? { state.withLock { $0.stop } }
  var rows: Int { state.withLock { $0.rows } }

  /// The first reason stays, except that a failure to read outranks the others.
  func stop(for reason: Stop) {
    state.withLock { state in
      if case .failed = reason { state.stop = reason } else if state.stop == nil { state.stop = reason }
    }
  }

  func takeWindow() -> Int? {
    state.withLock { state in
      guard state.stop == nil, state.nextWindow < windows else { return nil }
      state.nextWindow += 1
      return state.nextWindow - 1
    }
  }

  /// A patient has more rows than anybody's treatment makes.
  func noteLongPatient() { state.withLock { $0.hasLongPatient = true } }
  var hasLongPatient: Bool { state.withLock { $0.hasLongPatient } }

  /// Tells whether the number of quotes in a window is odd.
  func publish(window: Int, oddQuotes: Bool) {
    state.withLock { state in
      state.oddQuotes[window] = oddQuotes
      while let odd = state.oddQuotes.removeValue(forKey: state.startsInQuotes.count - 1) {
        state.startsInQuotes.append(state.startsInQuotes[state.startsInQuotes.count - 1] != odd)
      }
    }
  }

  /// Whether a window starts inside quotes; waits until the windows before it are counted. `nil` when the pass
  /// stops meanwhile.
  ///
  /// Windows are taken in order and each is counted before anything is waited for, so the earliest worker
  /// never waits and the others follow.
  func startsInQuotes(window: Int) -> Bool? {
    var tries = 0
    while true {
      let (known, stopped) = state.withLock { state in
        (window < state.startsInQuotes.count ? state.startsInQuotes[window] : nil, state.stop != nil)
      }
      if let known { return known }
      if stopped { return nil }
      tries += 1
      if tries < 20 { sched_yield() } else { usleep(50) }
    }
  }

  /// Takes a page's ends, `nil` for a page without patients, and compares neighbours once both are there.
  func publish(page: Int, ends: PageEnds?, rows: Int) {
    state.withLock { state in
      state.rows += rows
      state.pages[page] = .some(ends)
      while let next = state.pages.removeValue(forKey: state.nextPage) {
        state.nextPage += 1
        guard let ends = next else { continue }
        state.order.merge(byBytes: ends.order.byBytes, byLength: ends.order.byLength)
        if let last = state.lastPatient { state.order.follow(last, by: ends.first) }
        state.lastPatient = ends.last
      }
      if !state.order.isSorted, state.stop == nil { state.stop = .unsorted }
    }
  }
}
