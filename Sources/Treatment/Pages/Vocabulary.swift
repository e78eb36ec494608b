import Synchronization

/// The texts of a cohort (strategies, agents, covariate values), each with a number.
///
/// One vocabulary serves every page and every worker of a run, so equal numbers mean equal texts.
/// Not: a stable numbering. It depends on who came first, so nothing may be ordered by it; order by
/// the text.
public final class Vocabulary: Sendable {
  private struct Table {
    var texts: [String] = [""]
    var codes: [String: UInt32] = ["": 0]
  }

  /// The code of the empty text, which stands for a missing value everywhere.
  public static let missing: UInt32 = 0

  private let table = Mutex(Table())

  private let spelling: @Sendable (String) -> String

  /// `spelling` gives the form in which a text is kept, of the many that Unicode holds to be equal. Without one
  /// a text is kept as it first came, which is for texts that have one form only.
  public init(spelling: @escaping @Sendable (String) -> String = { $0 }) { self.spelling = spelling }

  public func code(of text: String) -> UInt32 {
    table.withLock { table in
      if let code = table.codes[text] { return code }
      let code = UInt32(table.texts.count)
      let kept = spelling(text)
      table.texts.append(kept)
      table.codes[kept] = code
      return code
    }
  }

  public func text(of code: UInt32) -> String {
    table.withLock { $0.texts[Int(code)] }
  }

  public var count: Int { table.withLock { $0.texts.count } }
}
