internal import Foundation
internal import Synchronization

/// Holds workers back who would get too far ahead of who takes what they make, in order.
package final class PartPace: Sendable {
  private let ahead: Int
  private let state = Mutex((taken: 0, isOver: false))

  package init(ahead: Int) { self.ahead = ahead }

  /// Waits until so few parts before this one are left to be taken; false where nobody takes any more.
  package func wait(for part: Int) -> Bool {
    while true {
      let state = state.withLock { $0 }
      if state.isOver { return false }
      if part < state.taken + ahead { return true }
      usleep(500)
    }
  }

  package func take() { state.withLock { $0.taken += 1 } }
  package func stop() { state.withLock { $0.isOver = true } }
}
