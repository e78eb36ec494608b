import Intake
import Testing
import Treatment

/// A patient's road as a test draws it: one line an exposure, `agent first-last`, with `@dose` in mg a day, `…` for an
/// end that has not come, `*n` for sessions, `!reason` for a stop reason, `?indication`, `/route`, `^level`, `%n` for days
/// supplied; `_` in a name is a space.
/// `MADRS scores 42 20` is an assessment; `data end n`, `first contact n`, `episode start n`, `prior failures n`,
/// `psychotic yes` state what patients.csv may.
struct DrawnHistory {
  static let catalogue = Catalogue.bundled
  static let formulary = Formulary(catalogue)
  static let routes: [(String, Route)] = [
    ("intravenous", .intravenous), ("nasal", .nasal), ("oral", .oral), ("sublingual", .sublingual),
    ("subcutaneous", .subcutaneous), ("intramuscular", .intramuscular),
  ]

  var history = PatientHistory()

  init(_ drawing: String) throws {
    for line in drawing.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      if words.count <= 3, try takeFact(words) { continue }
      if words.count == 4, words[1] == "scores" {
        let scale = try #require(Self.catalogue.scale(named: words[0]))
        history.assessments.append(
          Assessment(day: try #require(Int(words[2])), scale: scale, score: try #require(Double(words[3]))))
        continue
      }
      let meaning = try #require(
        Self.catalogue.meaning(ofAgentNamed: words[0].replacing("_", with: " ")), "\(words[0]) is no agent")
      // `~40` is a day before day 0.
      let days = words[1].split(separator: "-").map { $0.replacing("~", with: "-") }
      var exposure = Exposure(
        agent: meaning.agent, startDay: try #require(Int(days[0])), endDay: Int(days[1]),
        indication: meaning.indication ?? .depression, route: meaning.route)
      for word in words.dropFirst(2) {
        let value = String(word.dropFirst())
        switch word.first {
        case "@": exposure.dose = try #require(Double(value))
        case "*": exposure.sessions = try #require(Int32(value))
        case "!": exposure.stopReason = try #require(StopReason(rawValue: value))
        case "^": exposure.level = try #require(Double(value))
        case "%": exposure.daysSupplied = try #require(Int32(value))
        case "/": exposure.route = Route(value)
        case "?": exposure.indication = try #require(Indication(rawValue: value))
        default: Issue.record("'\(word)' is not drawn like that")
        }
      }
      history.exposures.append(exposure)
    }
  }

  private mutating func takeFact(_ words: [String]) throws -> Bool {
    func day() throws -> Int32 { try #require(words.last.flatMap { Int32($0) }) }
    switch words.dropLast().joined(separator: " ") {
    case "data end": history.facts.lastDay = try day()
    case "first contact": history.facts.firstContactDay = try day()
    case "episode start": history.facts.episodeStartDay = try day()
    case "prior failures": history.facts.priorFailures = try day()
    case "psychotic": history.facts.psychotic = words.last == "yes"
    default: return false
    }
    return true
  }

  func derived(_ parameters: DerivationParameters = DerivationParameters()) -> TreatmentRecord {
    var derivation = StepDerivation(Self.catalogue, formulary: Self.formulary, parameters: parameters)
    var record = TreatmentRecord()
    derivation.derive(history, into: &record)
    return record
  }

  /// One line a step: `rule STRATEGY agents first-last tags`.
  func steps(_ parameters: DerivationParameters = DerivationParameters()) -> [String] {
    let record = derived(parameters)
    return record.steps.map { step in
      let agents = record.elements[Int(step.elements.lowerBound)..<Int(step.elements.upperBound)].map {
        Self.catalogue.agents[Int(record.eras[Int($0)].agent)].name
      }
      let tags = step.tags.names
      return
        "\(step.rule.rawValue) \(step.strategy.name) \(agents.joined(separator: "+")) \(step.start)-\(step.end)"
        + (tags.isEmpty ? "" : " " + tags.joined(separator: " "))
    }
  }
}
