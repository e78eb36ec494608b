import Foundation

/// A line on a terminal while a reading takes longer than a second; nothing anywhere else.
struct ReadingProgress {
  private let task: Task<Void, Never>?

  init(of names: [String], isShown: Bool = true) {
    guard isShown, StandardError.isTerminal else {
      task = nil
      return
    }
    let what = names.joined(separator: ", ")
    task = Task.detached {
      var seconds = 1
      while (try? await Task.sleep(for: .seconds(1))) != nil {
        StandardError.writeInPlace("remit: reading \(what) … \(seconds) s")
        seconds += 1
      }
      if seconds > 1 { StandardError.writeInPlace("") }
    }
  }

  /// Takes the line away.
  func end() async {
    task?.cancel()
    await task?.value
  }
}
