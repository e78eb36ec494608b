internal import Synchronization

/// What the workers of one reading in parts tell each other: which part is next, whether to stop, and their counts.
package final class PartBoard: Sendable {
  private struct State {
    var next = 0
    var isOdd = false
    var isUnsorted = false
    var failure: IntakeError?
    var rows: [Int]
    var repeated: [Int]
    var offsets: [[Int]]
    var mostRows: [Int]
  }

  private let parts: Int
  private let state: Mutex<State>

  package init(parts: Int, tables: Int) {
    self.parts = parts
    let none = Array(repeating: 0, count: tables)
    state = Mutex(State(rows: none, repeated: none, offsets: none.map { _ in [] }, mostRows: none))
  }

  package func take() -> Int? {
    state.withLock { state in
      guard !state.isOdd, state.failure == nil, state.next < parts else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  /// What is odd may only seem so where rows are not in order.
  package func stop(isUnsorted: Bool = false) {
    state.withLock { state in
      state.isOdd = true
      state.isUnsorted = state.isUnsorted || isUnsorted
    }
  }

  package var isUnsorted: Bool { state.withLock { $0.isUnsorted } }
  package func stop(for failure: IntakeError) { state.withLock { $0.failure = failure } }

  /// Adds a worker's counts of rows by table, of those that repeat another, where the first of these start, and the most
  /// rows of a patient.
  package func add(rows: [Int], repeated: [Int] = [], at offsets: [[Int]] = [], mostRows: [Int] = []) {
    state.withLock { state in
      for (table, own) in offsets.enumerated() { state.offsets[table] += own }
      state.rows = zip(state.rows, rows).map(+)
      if !mostRows.isEmpty { state.mostRows = zip(state.mostRows, mostRows).map(max) }
      if !repeated.isEmpty { state.repeated = zip(state.repeated, repeated).map(+) }
    }
  }

  /// `nil` where a worker met something odd.
  package func counts() throws(IntakeError) -> (
    rows: [Int], repeated: [Int], offsets: [[Int]], mostRows: [Int]
  )? {
    let state = state.withLock { $0 }
    if let failure = state.failure { throw failure }
    return state.isOdd ? nil : (state.rows, state.repeated, state.offsets, state.mostRows)
  }
}
