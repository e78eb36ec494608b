import Statistics
import Treatment

/// The words that people read for pathways and what they are made of.
struct PathwayWords: Sendable, Equatable {
  var names = ReportNames.codes
  /// What treatments are: the column of their names.
  var unit = ""

  /// A treatment or combination as people read it, joined by ` + `.
  func treatment(_ treatment: String) -> String {
    PathwayName.members(of: treatment).map { names.value($0, of: unit) }.joined(separator: " + ")
  }

  /// The same where room is small.
  func short(_ treatment: String) -> String {
    PathwayName.members(of: treatment).map { names.short($0, of: unit) }.joined(separator: " + ")
  }

  /// A pathway as people read it.
  func pathway(_ pathway: String) -> String {
    PathwayName.treatments(of: pathway).map(treatment).joined(separator: " → ")
  }

  static func end(_ end: PathwayEnd) -> String {
    switch end {
    case .remission: "remission"
    case .noRemission: "no remission"
    case .dropout: "not scored at the end"
    case .longer: "goes on"
    case .end: "nothing further"
    }
  }

  func next(_ next: PathwayTable.Transition.Next) -> String {
    switch next {
    case .treatment(let name): treatment(name)
    case .end(let kind): Self.end(kind)
    }
  }

  static func share(_ count: Int, of total: Int?) -> String {
    guard let total, total > 0 else { return NumberText.grouped(count) }
    return
      "\(NumberText.grouped(count)) (\(NumberText.percent(Double(count) / Double(total), decimals: total < 1000 ? 0 : 1)) %)"
  }

  static func unit(_ unit: String) -> String {
    switch unit {
    case "strategy": "strategies"
    case "agent": "agents"
    case "class": "classes of agents"
    default: "treatments"
    }
  }

  static func ordinal(_ number: Int) -> String {
    switch number {
    case 1: "1st"
    case 2: "2nd"
    case 3: "3rd"
    default: "\(number)th"
    }
  }
}
