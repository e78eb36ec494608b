internal import Foundation
internal import Synchronization

/// Runs a body on threads of its own, which may block, and waits without blocking a task.
package func runWorkers(_ count: Int, _ body: @escaping @Sendable () -> Void) async {
  await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
    let running = RunningWorkers(count: count)
    for _ in 0..<count {
      let thread = Thread {
        body()
        if running.finishOne() { continuation.resume() }
      }
      thread.stackSize = 1 << 20
      thread.start()
    }
  }
}

private final class RunningWorkers: Sendable {
  private let left: Mutex<Int>

  init(count: Int) { left = Mutex(count) }

  /// Whether it was the last.
  func finishOne() -> Bool {
    left.withLock { left in
      left -= 1
      return left == 0
    }
  }
}
