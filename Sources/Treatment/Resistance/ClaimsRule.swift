/// The start of a third course after two adequate ones, as studies of insurance claims have it.
///
/// Courses are counted as in the KIM rule, augmentation included. A pause of more than 180 days between two courses
/// starts the count again, and the third must start within two years of the first. A course whose adequacy is unknown
/// can make resistance possible (one adequate) or leave it indeterminate (none), never more.
/// Source: Documentation/Treatment/Resistance.md, F29: Zhdanava 2021 (guide page, verified).
public struct ClaimsRule: ResistanceRule {
  public let id = "claims"
  public let version = 1
  public let title = "US claims"
  public let statement =
    "Start of the third treatment course (augmentation included) after two adequate ones, with at most 180 days between "
    + "courses, within two years."
  public let source = "Zhdanava 2021 (verified)"

  static let longestPause: Int32 = 180
  static let window: Int32 = 730

  public init() {}

  public func judge(_ record: TreatmentRecord, of history: PatientHistory, in context: RuleContext)
    -> ResistanceJudgement
  {
    var earlier: [(start: Int32, adequacy: Adequacy)] = []
    var lastEnd = Int32.min
    var doubt = ResistanceStatus.notResistant
    for place in record.steps.indices where record.isCourse(place) {
      let step = record.steps[place]
      guard step.episode == record.currentEpisode else { continue }
      if !earlier.isEmpty, step.start - lastEnd - 1 > Self.longestPause { earlier.removeAll() }
      let recent = earlier.filter { step.start - $0.start <= Self.window }
      let adequate = recent.filter { $0.adequacy == .adequate }.count
      let unknown = recent.filter { $0.adequacy == .unknown }.count
      if adequate >= 2 { return ResistanceJudgement(.resistant, on: step.start) }
      if adequate + unknown >= 2, doubt != .possible { doubt = adequate > 0 ? .possible : .indeterminate }
      earlier.append((step.start, record.adequacy(ofStep: place)))
      lastEnd = max(lastEnd, record.lastDay(ofStep: place))
    }
    return ResistanceJudgement(doubt)
  }
}

extension TreatmentRecord {
  /// The last day on which any of a step's new elements was taken, whatever step came after.
  func lastDay(ofStep place: Int) -> Int32 {
    let step = steps[place]
    let new = elements[Int(step.elements.lowerBound)..<Int(step.elements.lowerBound + step.newCount)]
    return new.map { eras[Int($0)].end }.max() ?? step.end
  }
}
