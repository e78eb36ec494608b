import Summaries

/// The different texts of a grouping covariate, up to the limit that refuses it.
struct GroupLevels: Mergeable {
  /// A text covariate with more levels than this is refused.
  static let limit = 1000
  /// A numeric covariate with more values than this needs `cut()`.
  static let numericLimit = 20

  /// `nil` once there are too many.
  private(set) var texts: Set<String>? = []
  /// Whether one of them is not a number.
  private(set) var hasText = false

  init() {}

  var isTooMany: Bool { texts == nil }

  /// Why the covariate cannot group; `nil` where it can.
  func refusal(of name: String) -> StatisticError? {
    if !hasText, texts.map({ $0.count > Self.numericLimit }) ?? true {
      return .tooManyLevels(of: name, limit: Self.numericLimit, numeric: true)
    }
    return isTooMany ? .tooManyLevels(of: name, limit: Self.limit, numeric: false) : nil
  }

  mutating func insert(_ text: String) {
    guard !text.isEmpty else { return }
    if !hasText { hasText = GroupOrder.number(of: text) == nil }
    texts?.insert(text)
    forgetIfTooMany()
  }

  mutating func merge(_ other: GroupLevels) {
    hasText = hasText || other.hasText
    if let more = other.texts { texts?.formUnion(more) } else { texts = nil }
    forgetIfTooMany()
  }

  private mutating func forgetIfTooMany() {
    if let count = texts?.count, count > Self.limit { texts = nil }
  }

  private enum CodingKeys: String, CodingKey { case texts, hasText }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    texts = try container.decodeIfPresent([String].self, forKey: .texts).map(Set.init)
    hasText = try container.decode(Bool.self, forKey: .hasText)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(texts?.sorted(), forKey: .texts)
    try container.encode(hasText, forKey: .hasText)
  }
}
