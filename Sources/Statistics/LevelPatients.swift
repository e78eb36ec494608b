public import Summaries
public import Treatment

/// How many patients have each level of columns that a file brings, whatever a filter keeps.
///
/// Disclosure control asks it which levels too few patients have to stand by name. A patient with several levels of a column,
/// in different steps, counts once in each.
///
/// Shapes: one dictionary a key; `nil` where the key has more levels than any statistic takes.
/// Grade: exact
/// Not: steps, nor patients whom no file of events or steps knows.
public struct LevelPatients: Statistic, PageReading, Sendable {
  public typealias Page = PatientPage
  public typealias Result = [[String: Int]?]

  public let keys: [GroupKey]

  /// Keys are texts of a file: strategies, covariates.
  public init(of keys: [GroupKey]) { self.keys = keys }

  public var request: PageRequest {
    var request = PageRequest()
    for key in keys { request.read(key.reads) }
    return request
  }

  public struct Summary: Mergeable {
    /// One a key; `nil` once there are too many levels.
    var patients: [Tally<String>?]

    public mutating func merge(_ other: Summary) {
      for place in patients.indices {
        if let more = other.patients[place] {
          patients[place]?.merge(more)
          forgetIfTooMany(place)
        } else {
          patients[place] = nil
        }
      }
    }

    fileprivate mutating func forgetIfTooMany(_ place: Int) {
      if let count = patients[place]?.count, count > GroupLevels.limit { patients[place] = nil }
    }
  }

  public var empty: Summary { Summary(patients: keys.map { _ in Tally() }) }

  public func add(_ page: PatientPage, to summary: inout Summary) {
    for (place, key) in keys.enumerated() {
      let rows = key.codes(in: page, baseline: .step)
      var own: [UInt32]?
      if key.isCovariate, case .text(let codes) = page.patientCovariate(key.name, as: .text) { own = codes }
      var counts: [UInt32: Int] = [:]
      var seen: [UInt32] = []
      for patient in 0..<page.patientCount {
        seen.removeAll(keepingCapacity: true)
        if let own { seen.append(own[patient]) }
        for row in page.rowStart[patient]..<page.rowStart[patient + 1] where !seen.contains(rows[row]) {
          seen.append(rows[row])
        }
        for code in seen where code != Vocabulary.missing { counts[code, default: 0] += 1 }
      }
      for (code, count) in counts {
        summary.patients[place]?.add(page.vocabulary.text(of: code), count: count)
      }
      summary.forgetIfTooMany(place)
    }
  }

  public func finish(_ summary: Summary) -> Result {
    summary.patients.map { tally in
      tally.map { Dictionary(uniqueKeysWithValues: $0.ordered.map { ($0.key, $0.count) }) }
    }
  }
}
