import Foundation
import Statistics
import Summaries
import Testing
import Treatment

@Suite("Baseline characteristics")
struct BaselineCharacteristicsTests {
  let characteristics = BaselineCharacteristics(
    of: [CovariateRequest("age", as: .number), CovariateRequest("site", as: .text)], arm: .agent)

  private func summary(_ patients: [GeneratedPatient]) -> BaselineCharacteristics.Summary {
    var summary = characteristics.empty
    characteristics.add(page(of: patients, request: characteristics.request), to: &summary)
    return summary
  }

  private func patient(_ agents: [String], age: Double?, site: String?) -> GeneratedPatient {
    var patient = GeneratedPatient(
      rows: agents.enumerated().map { .init(step: $0 + 1, agent: $1, baseline: 30, endpoint: 10) })
    patient.numbers["age"] = age
    patient.texts["site"] = site
    return patient
  }

  @Test("Means, counts and missing values by the arm of the first step, worked by hand")
  func byHand() throws {
    let table = try characteristics.finish(
      summary([
        patient(["placebo", "drug"], age: 40, site: "b"), patient(["placebo"], age: 44, site: nil),
        patient(["drug"], age: 30, site: "a"), patient(["drug"], age: nil, site: "b"),
        patient([], age: 99, site: "a"),
      ]))
    #expect(table.arms == ["drug", "placebo", "everyone"])
    #expect(table.patients == [2, 2, 4])
    #expect(table.rows.map(\.name) == ["age", "age", "site", "site", "site"])
    #expect(table.rows.map(\.level) == ["", "missing", "a", "b", "missing"])
    #expect(
      table.rows[0].cells == [
        .mean(30, standardDeviation: nil, n: 1), .mean(42, standardDeviation: 8.0.squareRoot(), n: 2),
        .mean(38, standardDeviation: 52.0.squareRoot(), n: 3),
      ])
    #expect(table.rows[1].cells == [.missing(1), .missing(0), .missing(1)])
    #expect(table.rows[2].cells == [.count(1, of: 2), .count(0, of: 1), .count(1, of: 3)])
    #expect(table.rows[3].cells == [.count(1, of: 2), .count(1, of: 1), .count(2, of: 3)])
    #expect(table.rows[4].cells == [.missing(0), .missing(1), .missing(1)])
  }

  @Test("Scores are those that the first step started from; a patient without one is missing")
  func scores() throws {
    let asked = BaselineCharacteristics(of: [], scores: ["MADRS"], arm: .agent)
    var later = patient(["drug", "placebo"], age: nil, site: nil)
    later.rows[0].baseline = 20
    var unknown = patient(["drug"], age: nil, site: nil)
    unknown.rows[0].baseline = .nan
    var summary = asked.empty
    asked.add(
      page(of: [later, unknown, patient(["placebo"], age: nil, site: nil)], request: asked.request),
      to: &summary)
    let table = try asked.finish(summary)
    #expect(table.rows.map(\.name) == Array(repeating: "MADRS at the first step's start", count: 2))
    #expect(
      table.rows[0].cells == [
        .mean(20, standardDeviation: nil, n: 1), .mean(30, standardDeviation: nil, n: 1),
        .mean(25, standardDeviation: 50.0.squareRoot(), n: 2),
      ])
    #expect(table.rows[1].cells == [.missing(1), .missing(0), .missing(1)])
  }

  @Test("An arm where nobody has a number says how many are missing it")
  func nobodyKnown() throws {
    let table = try characteristics.finish(summary([patient(["drug"], age: nil, site: "a")]))
    #expect(table.rows[0].cells == [.missing(1), .missing(1)])
  }

  @Test("Nobody with a step is an error")
  func nobody() {
    #expect(throws: StatisticError.noRows(wanted: "baseline characteristics")) {
      try characteristics.finish(summary([patient([], age: 3, site: "a")]))
    }
  }

  @Test("Every split and every encoding gives the same summary", arguments: [81, 82])
  func laws(seed: UInt64) throws {
    let patients = generatedPatients(90, seed: seed)
    let whole = summary(patients)
    let parts = split(patients, seed: seed + 3).map(summary)
    #expect(parts.reduce(characteristics.empty) { $0.merged(with: $1) } == whole)
    #expect(parts.reversed().reduce(characteristics.empty) { $0.merged(with: $1) } == whole)
    let bytes = try JSONEncoder().encode(whole)
    #expect(try JSONDecoder().decode(BaselineCharacteristics.Summary.self, from: bytes) == whole)
    let table = try characteristics.finish(whole)
    #expect(table.patients.dropLast().reduce(0, +) == table.patients.last)
  }
}
