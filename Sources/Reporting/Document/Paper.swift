/// What a report is printed on.
public enum Paper: String, Sendable, CaseIterable {
  case a4, letter

  /// For the page's style sheet; CSS knows both sizes by name.
  var rule: String {
    switch self {
    case .a4: "@page{size:A4}"
    case .letter: "@page{size:letter}"
    }
  }
}
