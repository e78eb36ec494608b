import Reporting
import Statistics
import Treatment

/// What a baseline window loses, in sentences: the starts that have none, scale by scale, and those that would have none with
/// wider windows.
struct BaselineLosses: Sendable {
  private let window: BaselineWindow
  private let rows: String
  private let disclosure: Disclosure?
  private var losses: [String: BaselineLoss] = [:]

  /// `rows` is what a start belongs to, in the plural.
  init(_ window: BaselineWindow, of rows: String = "Steps", under disclosure: Disclosure? = nil) {
    self.window = window
    self.rows = rows
    self.disclosure = disclosure
  }

  mutating func add(_ loss: BaselineLoss, on scale: String) {
    losses[scale, default: BaselineLoss()].merge(loss)
  }

  mutating func merge(_ other: BaselineLosses) {
    for (scale, loss) in other.losses { add(loss, on: scale) }
  }

  /// The window in force, and a sentence a scale.
  var sentences: [String] {
    ["Baseline: \(window.words) (never after it for rapid-acting agents or ECT)."]
      + losses.sorted { $0.key < $1.key }.map { scale, loss in
        let wider = zip(BaselineWindow.wider, loss.withoutWider).map {
          "with \($0) days before it \(shown($1))"
        }
        return
          "\(rows) without a baseline on \(scale): \(shown(loss.without)) of \(shown(loss.starts)); "
          + "\(wider.joined(separator: ", "))."
      }
  }

  private func shown(_ count: Int) -> String { count == 0 ? "0" : disclosure?.amount(count) ?? String(count) }
}
