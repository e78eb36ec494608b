/// A summary on its way between machines: what it is a summary of, and in which format it is written.
///
/// For parts of a cohort that are summed apart, by processes or at sites that may share sums but no patients. The law tests write and
/// read every summary as one.
///
/// Not: where it came from. It holds no file name, host or date, so equal summaries are equal bytes.
public struct Partial<Summary: Mergeable>: Codable, Sendable, Equatable {
  /// Rises when the encoding of any summary changes its meaning.
  public static var currentFormat: Int { 1 }

  public let format: Int
  /// The statistic with everything that its sums depend on, spelled by the statistic.
  public let statistic: String
  public let grade: Grade
  private var summary: Summary

  public init(_ summary: Summary, of statistic: String, grade: Grade) {
    format = Self.currentFormat
    self.statistic = statistic
    self.grade = grade
    self.summary = summary
  }

  /// The summary, if it is one of this statistic.
  ///
  /// Throws: ``PartialError``.
  public func summary(of wanted: String, grade wantedGrade: Grade) throws(PartialError) -> Summary {
    guard statistic == wanted else { throw .otherStatistic(found: statistic, wanted: wanted) }
    guard grade == wantedGrade else { throw .otherGrade(found: grade, wanted: wantedGrade) }
    return summary
  }

  private enum CodingKeys: String, CodingKey { case format, statistic, grade, summary }

  /// Reads a partial, its head before its summary.
  ///
  /// Throws: ``PartialError`` for another format, and for another statistic where the decoder's `userInfo` names
  /// the one that is wanted (``PartialHead/wanted``); else what the summary's own decoding throws.
  public init(from decoder: any Decoder) throws {
    let head = try PartialHead(from: decoder)
    if let key = PartialHead.wanted, let wanted = decoder.userInfo[key] as? String, wanted != head.statistic {
      throw PartialError.otherStatistic(found: head.statistic, wanted: wanted)
    }
    format = head.format
    statistic = head.statistic
    grade = head.grade
    summary = try decoder.container(keyedBy: CodingKeys.self).decode(Summary.self, forKey: .summary)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(format, forKey: .format)
    try container.encode(statistic, forKey: .statistic)
    try container.encode(grade, forKey: .grade)
    try container.encode(summary, forKey: .summary)
  }
}

/// What a partial says about itself, readable without knowing the type of its summary.
public struct PartialHead: Decodable, Sendable, Equatable {
  public let format: Int
  public let statistic: String
  public let grade: Grade

  /// The key under which a decoder is told the statistic that is wanted.
  public static var wanted: CodingUserInfoKey? { CodingUserInfoKey(rawValue: "remit.statistic") }

  private enum CodingKeys: String, CodingKey { case format, statistic, grade }

  /// Reads the head.
  ///
  /// Throws: ``PartialError/otherFormat(found:known:)`` before anything else is read.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    format = try container.decode(Int.self, forKey: .format)
    // The number does not depend on the summary, so any summary will do to ask for it.
    let known = Partial<RateSums>.currentFormat
    guard format == known else { throw PartialError.otherFormat(found: format, known: known) }
    statistic = try container.decode(String.self, forKey: .statistic)
    grade = try container.decode(Grade.self, forKey: .grade)
  }
}

/// Why a partial cannot be merged here.
public enum PartialError: Error, Equatable, Sendable {
  case otherFormat(found: Int, known: Int)
  case otherStatistic(found: String, wanted: String)
  case otherGrade(found: Grade, wanted: Grade)
}

extension PartialError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .otherFormat(let found, let known):
      "The partial is written in format \(found), and this version reads format \(known). "
        + "Make every partial with the same version of remit."
    case .otherStatistic(let found, let wanted):
      "The partial is of '\(found)', and '\(wanted)' was asked for. "
        + "Merge only partials that were made with the same question."
    case .otherGrade(let found, let wanted):
      "The partial is of grade \(found.rawValue), and grade \(wanted.rawValue) was asked for. "
        + "Make every partial with the same version of remit."
    }
  }
}
