import Treatment

/// What the cells of a canonical column must hold.
enum CanonicalColumn: Sendable {
  case identifier, text, day, count, number, score, agent, agents, scale, date
  case word([String])

  init(_ name: String) {
    switch name {
    case "patient_id": self = .identifier
    case "entry_day", "last_day", "episode_start_day", "first_contact_day", "start_day", "end_day",
      "day", "end_score_day":
      self = .day
    case "step", "episode": self = .count
    case "prior_failures", "dose_mg", "dose", "sessions", "days_supplied", "level": self = .number
    case "score", "score_start", "score_end", "score_entry", "score_last": self = .score
    case "agent": self = .agent
    case "agents": self = .agents
    case "scale": self = .scale
    case "entry_date", "last_date", "start_date", "end_date", "date": self = .date
    case "stop_reason": self = .word(StopReason.allCases.map(\.rawValue))
    case "adequate": self = .word(["yes", "no", "unknown"])
    default: self = .text
    }
  }

  /// Checks a value that a YAML file gives in place of a cell.
  static func check(_ value: YAMLValue, for name: String, _ catalogue: Catalogue)
    throws(IntakeError)
  {
    let text = try value.text()
    if text.isEmpty { return }
    switch CanonicalColumn(name) {
    case .identifier, .text: return
    case .day, .count: _ = try value.boundedInteger()
    case .number, .score: _ = try value.number()
    case .agent:
      if catalogue.agent(named: text) == nil {
        throw value.failure(unknown("agent", text, catalogue.nearestAgents(to: text)))
      }
    case .agents:
      for part in text.split(separator: "+") where catalogue.agent(named: String(part)) == nil {
        throw value.failure(unknown("agent", String(part), catalogue.nearestAgents(to: String(part))))
      }
    case .scale:
      if catalogue.scale(named: text) == nil {
        throw value.failure(unknown("scale", text, catalogue.nearestScales(to: text)))
      }
    case .date:
      if CalendarDay.number(of: text) == nil { throw value.expected("a date as 2024-01-31") }
    case .word(let words):
      if !words.contains(text) {
        throw value.failure("'\(value.name)' expects one of \(words.joined(separator: ", ")).")
      }
    }
  }

  private static func unknown(_ what: String, _ name: String, _ near: [String]) -> String {
    "'\(name)' is no \(what) of the catalogue."
      + (near.isEmpty
        ? " 'remit catalogue' lists them." : " Did you mean \(near.joined(separator: " or "))?")
  }
}
