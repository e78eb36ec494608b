import Summaries
import Treatment

/// What the pathways of a page add to a summary, by numbers, before treatments are known by their names.
///
/// Pathways that begin alike share their beginnings: a tree, each of whose nodes is a pathway.
struct PageOfPathways {
  private var children: [UInt64: Int] = [:]
  /// The node before each node, and the treatment that leads to it; the first is the empty pathway.
  private var parents: [Int] = [0]
  private var treatments: [UInt32] = [0]
  private var ends: [[Int]] = [[]]
  private var lines: [UInt64: Int] = [:]
  private var lineKeys: [(treatment: UInt32, line: Int)] = []
  private var lineDays: [[Int32]] = []
  private var years: [Int: Int] = [:]
  private var records = [Int](repeating: 0, count: PathwayBuilder.Stage.allCases.count)
  private var subjects = [Int](repeating: 0, count: PathwayBuilder.Stage.allCases.count)

  var isEmpty: Bool { records.allSatisfy { $0 == 0 } && subjects.allSatisfy { $0 == 0 } }

  /// Adds all pathways of a patient; `end` is how one ends that is not cut.
  mutating func add(_ outcome: PathwayBuilder.Outcome, endingIn end: PathwayEnd, year: ((Int32) -> Int)?) {
    for stage in records.indices where outcome.records[stage] > 0 {
      count(outcome.records[stage], at: stage)
    }
    for path in 0..<outcome.count {
      begin()
      for place in outcome.starts[path]..<outcome.starts[path + 1] {
        let item = outcome.items[place]
        append(item.treatment, days: item.days)
      }
      finish(outcome.isCut[path] ? .longer : end)
      if let year { years[year(outcome.indexDays[path]), default: 0] += 1 }
    }
  }

  private var node = 0
  private var line = 0

  mutating func begin() { (node, line) = (0, 0) }

  /// Adds a treatment to the pathway that was begun; `days` is `nil` where an end is not known.
  mutating func append(_ treatment: UInt32, days: Int32?) {
    line += 1
    let key = UInt64(node) << 32 | UInt64(treatment)
    if let known = children[key] {
      node = known
    } else {
      children[key] = parents.count
      parents.append(node)
      treatments.append(treatment)
      ends.append([])
      node = parents.count - 1
    }
    let place = UInt64(line) << 32 | UInt64(treatment)
    let own: Int
    if let known = lines[place] {
      own = known
    } else {
      own = lineDays.count
      lines[place] = own
      lineKeys.append((treatment, line))
      lineDays.append([])
    }
    if let days { lineDays[own].append(days) }
  }

  mutating func finish(_ end: PathwayEnd) {
    if ends[node].isEmpty { ends[node] = Array(repeating: 0, count: PathwayEnd.allCases.count) }
    ends[node][end.place] += 1
  }

  mutating func count(_ count: Int, at stage: Int) {
    records[stage] += count
    subjects[stage] += 1
  }

  func add(to counts: inout PathwaySummary.Counts, _ sets: TreatmentSets) {
    var texts = [""]
    for node in parents.indices.dropFirst() {
      let own = sets.texts[Int(treatments[node])]
      texts.append(parents[node] == 0 ? own : texts[parents[node]] + "-" + own)
      for (place, count) in ends[node].enumerated() where count > 0 {
        counts.paths.add(.init(pathway: texts[node], end: PathwayEnd.allCases[place]), count: count)
      }
    }
    for (key, days) in zip(lineKeys, lineDays) {
      counts.days.update(
        .init(treatment: sets.texts[Int(key.treatment)], line: key.line), default: DayCounts()
      ) { sum in
        for one in days { sum.add(Int(one)) }
      }
    }
    for stage in records.indices {
      counts.records.add(stage, count: records[stage])
      counts.subjects.add(stage, count: subjects[stage])
    }
    for (year, count) in years { counts.years.add(year, count: count) }
  }
}

extension PathwayEnd {
  fileprivate var place: Int {
    switch self {
    case .remission: 0
    case .noRemission: 1
    case .dropout: 2
    case .longer: 3
    case .end: 4
    }
  }
}
