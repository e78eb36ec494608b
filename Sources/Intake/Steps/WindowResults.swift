internal import Summaries
internal import Synchronization

/// The summaries of workers, merged as they come.
final class WindowResults<Summary: Mergeable>: Sendable {
  private let merged: Mutex<Summary>

  init(_ empty: Summary) { merged = Mutex(empty) }

  func merge(_ summary: Summary) { merged.withLock { $0.merge(summary) } }

  var value: Summary { merged.withLock { $0 } }
}
