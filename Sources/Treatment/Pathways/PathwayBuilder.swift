/// Makes pathways of one patient's records after another.
///
/// Of each record of the target, in order: the events and exits that begin in its window; records of one treatment told as one;
/// combinations; the filter of treatments; exits put back in; the first so many kept.
///
/// Source: Documentation/Pathways.md, "The rules".
public struct PathwayBuilder: Sendable {
  /// The rules after which records and patients are counted.
  public enum Stage: Int, Sendable, Codable, CaseIterable {
    case qualifying, minEraDuration, window, eraCollapse, combination, filterTreatments, maxPathLength
  }

  /// What a patient's records come to.
  public struct Outcome: Sendable {
    /// All items, one pathway after another.
    public fileprivate(set) var items: [PathwayItem] = []
    /// Where each pathway begins, and the end of the last; pathways that hold nothing are not there.
    public fileprivate(set) var starts: [Int] = [0]
    /// Of each pathway, whether more treatments followed than it may hold.
    public fileprivate(set) var isCut: [Bool] = []
    /// Of each pathway, the first day of its target's window.
    public fileprivate(set) var indexDays: [Int32] = []
    /// Records left after each rule.
    public fileprivate(set) var records = [Int](repeating: 0, count: Stage.allCases.count)

    public var count: Int { isCut.count }

    fileprivate mutating func removeAll() {
      items.removeAll(keepingCapacity: true)
      starts.removeAll(keepingCapacity: true)
      starts.append(0)
      isCut.removeAll(keepingCapacity: true)
      indexDays.removeAll(keepingCapacity: true)
      for stage in records.indices { records[stage] = 0 }
    }

    fileprivate mutating func take(
      _ groups: ArraySlice<Group>, _ combined: Int, _ filtered: Int, most: Int
    ) {
      records[Stage.combination.rawValue] = combined
      records[Stage.filterTreatments.rawValue] = filtered
      for group in groups where !group.items.isEmpty {
        items += group.items.prefix(most)
        starts.append(items.count)
        isCut.append(group.items.count > most)
        indexDays.append(group.index)
      }
      records[Stage.maxPathLength.rawValue] = items.count
    }
  }

  /// The treatments that occur, with their numbers.
  public var sets: TreatmentSets { rules.sets }
  public private(set) var outcome = Outcome()
  /// What would come of the patient's records if short ones were left out although none overlap; empty where that is the same.
  public private(set) var shortened = Outcome()
  public private(set) var hasOverlap = false
  public private(set) var differsShortened = false

  private var targets: [PathwayRecord] = []
  private var groups: [Group] = []
  private var used = 0

  /// The records of one pathway.
  fileprivate struct Group {
    var index: Int32 = 0
    var items: [PathwayItem] = []
    var exits: [PathwayItem] = []
  }

  private var rules: PathwayRules
  private var parameters: PathwayParameters { rules.parameters }

  public init(_ parameters: PathwayParameters) { rules = PathwayRules(parameters) }

  /// The number of a treatment.
  public mutating func number(of name: String) -> UInt32 { rules.sets.number(of: name) }

  /// Writes the pathways of a patient's records, which may come in any order, to ``outcome``.
  public mutating func build(_ records: [PathwayRecord]) {
    outcome.removeAll()
    shortened.removeAll()
    gather(records)
    for place in 0..<used { rules.collapse(&groups[place].items) }
    outcome.records[Stage.eraCollapse.rawValue] = held
    hasOverlap = false
    for place in 0..<used where rules.combine(&groups[place].items) { hasOverlap = true }
    let least = parameters.minPostCombinationDuration
    let hasShort = groups[..<used].contains { $0.items.contains { $0.days < least } }
    // Groups without an overlap lose their short records with the others.
    if hasOverlap, hasShort { dropShort() }
    differsShortened = !hasOverlap && hasShort
    if differsShortened {
      let whole = groups
      let before = outcome.records
      dropShort()
      finish(isShortened: true)
      for stage in [Stage.qualifying, .minEraDuration, .window, .eraCollapse] {
        shortened.records[stage.rawValue] = before[stage.rawValue]
      }
      groups = whole
    }
    finish(isShortened: false)
  }

  private mutating func dropShort() {
    let least = parameters.minPostCombinationDuration
    for place in 0..<used { groups[place].items.removeAll { $0.days < least } }
  }

  /// Records left.
  private var held: Int { groups[..<used].reduce(0) { $0 + $1.items.count + $1.exits.count } }

  private mutating func gather(_ records: [PathwayRecord]) {
    func lasts(_ record: PathwayRecord) -> Bool { record.end - record.start >= parameters.minEraDuration }
    targets.removeAll(keepingCapacity: true)
    for record in records {
      if record.kind == .target {
        if lasts(record) { targets.append(record) }
      } else {
        outcome.records[Stage.qualifying.rawValue] += 1
        if lasts(record) { outcome.records[Stage.minEraDuration.rawValue] += 1 }
      }
    }
    targets.sort { ($0.start, $0.end) < ($1.start, $1.end) }
    used = parameters.concatTargets ? min(targets.count, 1) : targets.count
    while groups.count < used { groups.append(Group()) }
    let windows = targets.map { parameters.window(from: $0.start, to: $0.end) }
    for place in 0..<used {
      groups[place].items.removeAll(keepingCapacity: true)
      groups[place].exits.removeAll(keepingCapacity: true)
      groups[place].index = windows[place].first
    }
    for record in records where record.kind != .target && lasts(record) {
      for (place, window) in windows.enumerated()
      where window.first <= record.start && record.start <= window.last {
        var item = PathwayItem(record.treatment, from: record.start, to: record.end)
        let group = parameters.concatTargets ? 0 : place
        if record.kind == .exit {
          item.isExit = true
          groups[group].exits.append(item)
        } else {
          groups[group].items.append(item)
        }
        // In two windows of one pathway a record still is one.
        if parameters.concatTargets { break }
      }
    }
    outcome.records[Stage.window.rawValue] = held
  }

  /// Filters what is left and writes it out; the outcomes are changed in place, so that their memory serves every patient.
  private mutating func finish(isShortened: Bool) {
    let combined = held
    for place in 0..<used { rules.filter(&groups[place].items) }
    let filtered = held
    for place in 0..<used where !groups[place].exits.isEmpty {
      groups[place].items += groups[place].exits
      rules.sort(&groups[place].items)
    }
    if isShortened {
      shortened.take(groups[..<used], combined, filtered, most: parameters.maxPathLength)
    } else {
      outcome.take(groups[..<used], combined, filtered, most: parameters.maxPathLength)
    }
  }
}
