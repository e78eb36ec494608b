/// What is wrong with the input so far: all of it counted, the first hundred kept.
///
/// The first are the first by file, line and column, so logs of several workers merge to the same log
/// in whatever order they come.
public struct IssueLog: Sendable, Equatable {
  public static let kept = 100

  public private(set) var first: [InputIssue] = []
  public private(set) var total = 0

  public init() {}

  public var isEmpty: Bool { total == 0 }

  public mutating func add(_ issue: InputIssue) {
    total += 1
    keep(issue)
  }

  public mutating func merge(_ other: IssueLog) {
    total += other.total
    for issue in other.first { keep(issue) }
  }

  private mutating func keep(_ issue: InputIssue) {
    if first.count == Self.kept {
      guard let last = first.last, issue < last else { return }
      first.removeLast()
    }
    var place = first.endIndex
    while place > 0, issue < first[place - 1] { place -= 1 }
    first.insert(issue, at: place)
  }

  /// The error that lists the log; `nil` where there is nothing to list.
  public var refusal: IntakeError? { isEmpty ? nil : .refused(issues: first, total: total) }

  /// Throws: ``IntakeError/refused(issues:total:)`` where anything is in the log.
  public func throwIfAny() throws(IntakeError) {
    if let refusal { throw refusal }
  }
}
