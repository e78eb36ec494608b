import TestSupport
import Testing

@testable import Treatment

@Suite("Which rows a filter keeps")
struct FilterMaskTests {
  private let page = SeededPage.page(patients: 60, seed: 11)

  @Test("The mask is what judging row by row gives", arguments: 1...200 as ClosedRange<UInt64>)
  func slowTwin(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let filter = Filter(SeededCondition.condition(depth: 3, &generator))
    let expected = (0..<page.rows.count).map { SlowRow(page: page, row: $0).holds(filter.root) }
    #expect(filter.mask(of: page) == expected)
  }

  private func kept(_ text: String) throws -> Int {
    try Filter(parsing: text).mask(of: page).filter { $0 }.count
  }

  @Test("A missing value makes every comparison false, and the not of it true")
  func missing() throws {
    let missing = try kept("age is missing")
    let known = try kept("age is not missing")
    #expect(missing > 0)
    #expect(missing + known == page.rows.count)
    let known30 = try kept("age == 30") + kept("age != 30")
    #expect(known30 == known)
    let below = try kept("age < 40") + kept("age >= 40")
    #expect(below == known)
    #expect(try kept("not age < 40") == kept("age >= 40") + missing)
    let sites = try kept("site == A") + kept("site != A") + kept("site is missing")
    #expect(sites == page.rows.count)
    #expect(try kept("not site in (A)") == kept("site != A") + kept("site is missing"))
    #expect(try kept("end_day > -1000000 or not end_day is not missing") == page.rows.count)
    #expect(try kept("end_day is missing") > 0)
    #expect(try kept("baseline is missing") > 0)
  }

  @Test("A covariate is compared as a number or as text, as the filter writes it")
  func kinds() throws {
    #expect(try kept("age == 30.0") > 0)
    #expect(try kept("age == '30.0'") == 0)
    #expect(try kept("age == '30'") == kept("age == 30"))
  }

  @Test("An agent and a scale are found by their synonyms")
  func synonyms() throws {
    #expect(try kept("agent == Zoloft") == kept("agent == sertraline"))
    #expect(try kept("agent == sertraline") > 0)
    #expect(try kept("agent == PLACEBO") == kept("agent == placebo"))
    #expect(try kept("scale == 'Hamilton Depression Rating Scale 6-item'") == kept("scale == hamd-6"))
    #expect(try kept("agents == 'ZOLOFT+lithium'") > 0)
    let filter = try Filter(
      parsing: "scale in (MADRS, QIDS) or agent == aspirin or agents == sertraline+aspirin")
    #expect(filter.unknownScales(in: page.catalogue) == ["QIDS"])
    #expect(filter.unknownAgents(in: page.catalogue) == ["aspirin", "aspirin"])
  }

  @Test("Patients without steps are judged where only covariates are asked for")
  func patients() throws {
    let filter = try Filter(parsing: "age > 40 and site != A")
    let patients = try #require(filter.patientMask(of: page))
    #expect(patients.count == page.patientCount)
    let rows = filter.mask(of: page)
    for patient in 0..<page.patientCount {
      for row in page.rowStart[patient]..<page.rowStart[patient + 1] {
        #expect(rows[row] == patients[patient])
      }
    }
    #expect(patients.contains(true) && patients.contains(false))
    #expect(try Filter(parsing: "age > 40 and step == 1").patientMask(of: page) == nil)
  }
}

/// Judges one row with its texts in hand, as one would on paper.
private struct SlowRow {
  let page: PatientPage
  let row: Int

  func holds(_ condition: Filter.Condition) -> Bool {
    switch condition {
    case .all(let parts): return parts.filter { !holds($0) }.isEmpty
    case .any(let parts): return !parts.filter { holds($0) }.isEmpty
    case .not(let part): return !holds(part)
    case .missing(let name, let wanted):
      return (name.kind == .text ? text(name) == nil : number(name) == nil) == wanted
    case .text(let name, let equal, let value):
      guard let own = text(name) else { return false }
      return (own == generic(value, name)) == equal
    case .texts(let name, let values):
      guard let own = text(name) else { return false }
      return values.map { generic($0, name) }.contains(own)
    case .numbers(let name, let values):
      guard let own = number(name) else { return false }
      return values.contains(own)
    case .number(let name, let comparison, let value):
      guard let own = number(name) else { return false }
      switch comparison.rawValue {
      case "==": return own == value
      case "!=": return own != value
      case "<": return own < value
      case "<=": return own <= value
      case ">": return own > value
      default: return own >= value
      }
    }
  }

  private func generic(_ value: String, _ name: Filter.Name) -> String {
    let catalogue = page.catalogue
    func label(_ value: String) -> String {
      catalogue.agent(named: value).map { catalogue.agents[$0].label } ?? value
    }
    switch name.text {
    case "scale": return catalogue.scale(named: value).map { catalogue.scales[$0].id } ?? "no such scale"
    case "agent": return label(value)
    case "agents":
      return value.split(separator: "+").map { label(String($0)) }.joined(separator: "+")
    default: return value
    }
  }

  private func text(_ name: Filter.Name) -> String? {
    let text: String
    switch name.text {
    case "strategy": text = page.vocabulary.text(of: page.rows.strategy[row])
    case "agent": text = page.vocabulary.text(of: page.rows.agent[row])
    case "agents": text = page.vocabulary.text(of: page.rows.agents[row])
    case "scale": text = page.catalogue.scales[Int(page.rows.scale[row])].id
    default:
      let place = name.text == "site" ? 0 : name.text == "prior_failures" ? 2 : 3
      guard case .text(let codes) = page.rowCovariates[place] else { return nil }
      text = page.vocabulary.text(of: codes[row])
    }
    return text.isEmpty ? nil : text
  }

  private func number(_ name: Filter.Name) -> Double? {
    switch name.text {
    case "step": return Double(page.rows.step[row])
    case "episode": return Double(page.rows.episode[row])
    case "start_day": return Double(page.rows.startDay[row])
    case "end_day":
      return page.rows.endDay[row] == StepColumns.missingDay ? nil : Double(page.rows.endDay[row])
    case "baseline": return page.rows.baseline[row].isNaN ? nil : page.rows.baseline[row]
    default:
      guard case .number(let values) = page.rowCovariates[1] else { return nil }
      return values[row].isNaN ? nil : values[row]
    }
  }
}
