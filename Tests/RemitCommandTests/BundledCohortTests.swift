import Foundation
import Intake
import Regression
import Statistics
import Summaries
import TestSupport
import Testing
import Treatment

/// From the originals through cohort.yaml, intake, steps and rates: the whole road, held to figures made elsewhere.
@Suite("The bundled cohorts give the rates that R and a plain Python count gave")
struct BundledCohortTests {
  /// One line of `Datasets/reference/rates/rates_R.csv`.
  struct Reference: Sendable, CustomTestStringConvertible {
    var fields: [String: String]
    var testDescription: String {
      ["dataset", "arm", "timepoint", "outcome"].compactMap { fields[$0] }.joined(separator: " ")
    }
    func text(_ name: String) throws -> String { try #require(fields[name]) }
    func number(_ name: String) throws -> Double {
      let text = try text(name)
      return try #require(Double(text))
    }
  }

  static let references = ((try? referenceRows("rates/rates_R.csv")) ?? []).map { Reference(fields: $0) }

  /// What R's dataset, arm and time are called here.
  static let datasets = [
    "btheb": ("beat-the-blues", "BDI2"), "dia_antidepressant": ("dia-antidepressant", "HAMD17"),
    "nimh_ketamine_ds005917": ("nimh-ketamine", "MADRS"),
  ]
  static let agents = [
    "BtheB": "CCBT", "TAU": "TAU", "DRUG": "STUDY_DRUG", "PLACEBO": "placebo", "ketamine": "ketamine",
    "placebo": "placebo",
  ]
  static let endpoints: [String: Endpoint] = [
    "2m": .nearest(day: 61, window: 14), "3m": .nearest(day: 91, window: 14),
    "5m": .nearest(day: 152, window: 14), "8m": .nearest(day: 244, window: 14),
    "visit4": .nearest(day: 7, window: 0), "visit5": .nearest(day: 14, window: 0),
    "visit6": .nearest(day: 28, window: 0), "visit7": .nearest(day: 42, window: 0),
    "d2": .nearest(day: 2, window: 2), "p2": .nearest(day: 2, window: 2),
    "d10": .nearest(day: 10, window: 2), "p10": .nearest(day: 10, window: 2),
  ]

  func rate(
    _ folder: String, _ agent: String, _ scale: String, _ outcome: Outcome, _ baseline: BaselineKind,
    _ endpoint: Endpoint, _ reading: MissingReading, _ interval: IntervalMethod = .wilson
  ) async throws -> Rate {
    let cohort = try CSVCohort(at: Repository.root.appending(path: "Datasets/" + folder).path)
    let label = try #require(cohort.catalogue.agent(named: agent).map { cohort.catalogue.agents[$0].label })
    let filter = folder == "nimh-ketamine" ? try Filter(parsing: "group == MDD") : nil
    let table = try await cohort.answer(
      ResponseRates(
        of: outcome, by: [.agent], scales: [scale], baselines: [baseline], endpoint: endpoint,
        missing: [reading], interval: interval, where: filter))
    return try #require(table.rows.first { $0.group == [label] }, "no row for the agent")
  }

  @Test("all 40 observed rates with their Wilson and exact limits, from R", arguments: references)
  func observed(_ reference: Reference) async throws {
    let tolerance = Tolerance(absolute: 1e-9, reason: "R printed 15 digits; the bar is 1e-9")
    let dataset = try reference.text("dataset")
    let (folder, scale) = try #require(Self.datasets[dataset])
    let arm = try reference.text("arm")
    let agent = try #require(Self.agents[arm])
    let name = try reference.text("outcome")
    let outcome = try #require(Outcome(rawValue: name))
    let time = try reference.text("timepoint")
    let endpoint = try #require(Self.endpoints[time])
    let events = try reference.number("events")
    let n = try reference.number("n_observed")
    for interval in [IntervalMethod.wilson, .exact] {
      let rate = try await rate(folder, agent, scale, outcome, .entry, endpoint, .observed, interval)
      #expect(Double(rate.events) == events)
      #expect(Double(rate.n) == n)
      let low = try reference.number("\(interval.rawValue)_lo")
      let high = try reference.number("\(interval.rawValue)_hi")
      #expect(tolerance.admits(try #require(rate.confLow), for: low), "\(tolerance.reason)")
      #expect(tolerance.admits(try #require(rate.confHigh), for: high), "\(tolerance.reason)")
    }
  }

  @Test("the reference file is there, whole")
  func wholeReference() {
    #expect(Self.references.count == 40)
  }

  struct Count: Sendable, CustomTestStringConvertible {
    var folder: String, agent: String, scale: String
    var outcome = Outcome.response, baseline = BaselineKind.step
    var endpoint: Endpoint
    var reading = MissingReading.observed
    var events: Int, n: Int
    var testDescription: String { "\(folder) \(agent) \(scale) \(outcome) \(baseline) \(reading)" }
  }

  static let counts: [Count] = {
    let day2 = Endpoint.nearest(day: 2, window: 2)
    let day61 = Endpoint.nearest(day: 61, window: 14)
    let day244 = Endpoint.nearest(day: 244, window: 14)
    let day42 = Endpoint.nearest(day: 42, window: 0)
    func ketamine(
      _ agent: String, _ baseline: BaselineKind, _ reading: MissingReading, _ events: Int, _ n: Int
    )
      -> Count
    {
      Count(
        folder: "nimh-ketamine", agent: agent, scale: "MADRS", baseline: baseline, endpoint: day2,
        reading: reading, events: events, n: n)
    }
    func blues(_ agent: String, _ endpoint: Endpoint, _ events: Int, _ n: Int) -> Count {
      Count(
        folder: "beat-the-blues", agent: agent, scale: "BDI2", endpoint: endpoint, reading: .worstCase,
        events: events, n: n)
    }
    func drug(_ agent: String, _ outcome: Outcome, _ events: Int, _ n: Int) -> Count {
      Count(
        folder: "dia-antidepressant", agent: agent, scale: "HAMD17", outcome: outcome, endpoint: day42,
        reading: .worstCase, events: events, n: n)
    }
    func twoMonths(_ agent: String, _ scale: String, _ events: Int, _ n: Int) -> Count {
      Count(
        folder: "neurofeedback-cbt", agent: agent, scale: scale, endpoint: .last, events: events, n: n)
    }
    return [
      ketamine("ketamine", .entry, .worstCase, 6, 29), ketamine("placebo", .entry, .worstCase, 1, 27),
      ketamine("ketamine", .step, .observed, 6, 27), ketamine("placebo", .step, .observed, 0, 26),
      blues("CCBT", day61, 16, 52), blues("TAU", day61, 9, 48), blues("CCBT", day244, 19, 52),
      blues("TAU", day244, 12, 48),
      drug("STUDY_DRUG", .response, 29, 84), drug("PLACEBO", .response, 20, 88),
      drug("STUDY_DRUG", .remission, 20, 84), drug("PLACEBO", .remission, 18, 88),
      twoMonths("CBT", "MADRS", 4, 6), twoMonths("NEUROFEEDBACK", "MADRS", 1, 3),
      twoMonths("NO_TREATMENT", "BDI1", 3, 14), twoMonths("CBT", "BDI1", 2, 5),
      twoMonths("NEUROFEEDBACK", "BDI1", 2, 6),
    ]
  }()

  @Test("step baselines, worst cases and the small study, from Datasets/check_numbers.py", arguments: counts)
  func counted(_ count: Count) async throws {
    let rate = try await rate(
      count.folder, count.agent, count.scale, count.outcome, count.baseline, count.endpoint, count.reading)
    #expect(rate.events == count.events)
    #expect(rate.n == count.n)
  }
}
