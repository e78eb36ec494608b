import Synchronization

/// How often each number came.
final class Counts: Sendable {
  private let counts: Mutex<[Int]>

  init(_ size: Int) { counts = Mutex(Array(repeating: 0, count: size)) }

  func add(_ place: Int) { counts.withLock { $0[place] += 1 } }
  var values: [Int] { counts.withLock { $0 } }
}
