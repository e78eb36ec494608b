public import Regression
public import Summaries
public import Treatment

/// Treatment resistance, strategies and response under every setting of five parameters that nobody knows for certain.
///
///     overlapSwitchMax 14, 30, 60 x minTrialDays 28, 42, 56 x eraGapDays 14, 30, 60
///       x unknownDose exclude, adequate x intolerance counts no, yes      = 108 cells
///
/// Resistance is by EMA's rule. Overlap and era gap change the steps, so a patient is derived nine times; the other three
/// change what the trials amount to, which is decided anew on the trials that were measured once.
///
/// Grade: exact
/// Not: an interval for what the parameters leave open. The cells are readings of one set of patients.
/// Source: Documentation/Treatment/Parameters.md, "The sensitivity grid".
public struct SensitivityGrid: Statistic, PageReading, Sendable {
  public typealias Page = PatientPage
  public typealias Summary = SensitivitySummary
  public typealias Result = SensitivityTable

  static let overlaps: [Int32] = [14, 30, 60]
  static let trialDays: [Int32] = [28, 42, 56]
  static let eraGaps: [Int32] = [14, 30, 60]

  public let context: RuleContext
  public let interval: ProportionInterval
  public let filter: Filter?
  /// The parameters of each cell, the last one of the list above fastest.
  let cells: [DerivationParameters]
  private let rates: ResponseRates?

  public init(
    in context: RuleContext, withStrategies: Bool = true, interval: IntervalMethod = .wilson,
    level: Double = 0.95, where filter: Filter? = nil
  ) {
    self.context = context
    self.interval = ProportionInterval(interval, level: level)
    self.filter = filter
    var cells: [DerivationParameters] = []
    for overlap in Self.overlaps {
      for gap in Self.eraGaps {
        for days in Self.trialDays {
          for dose in DerivationParameters.UnknownDose.allCases {
            for intolerance in [false, true] {
              var cell = context.parameters
              cell.overlapSwitchMax = overlap
              cell.eraGapDays = gap
              cell.minTrialDays = days
              cell.unknownDose = dose
              cell.intoleranceCounts = intolerance
              cells.append(cell)
            }
          }
        }
      }
    }
    self.cells = cells
    rates =
      context.scales.isEmpty || !withStrategies
      ? nil
      : ResponseRates(
        of: .response, by: [.strategy], scales: context.scales.map { context.catalogue.scales[$0].id },
        endpoint: context.parameters.lastEndpoint, interval: interval, level: level)
  }

  public var request: PageRequest {
    var request = PageRequest(scales: [], columns: .histories)
    if let filter { request.read(filter.reads) }
    return request
  }

  /// Cells that share their steps.
  private var cellsPerDerivation: Int { cells.count / (Self.overlaps.count * Self.eraGaps.count) }

  public var empty: SensitivitySummary {
    SensitivitySummary(
      cells: cells.count,
      rates: rates.map { rate in Array(repeating: rate.empty, count: cells.count / cellsPerDerivation) } ?? []
    )
  }

  public func add(_ page: PatientPage, to summary: inout SensitivitySummary) {
    let mask = filter.flatMap { $0.patientMask(of: page) }
    let kept = (0..<page.histories.count).filter { mask?[$0] ?? true }
    var derivations = stride(from: 0, to: cells.count, by: cellsPerDerivation).map { first in
      CellsOfSteps(self, cells: first..<first + cellsPerDerivation, page)
    }
    var history = PatientHistory()
    // Those of the patient at hand come first; the others keep their memory.
    var roads: [JudgedRoad] = []
    var record = TreatmentRecord()
    for patient in kept {
      page.histories.copy(patient, to: &history)
      var known = 0
      // Eras hang on the era gap alone, so those of one overlap serve the others.
      for gap in Self.eraGaps.indices {
        for overlap in Self.overlaps.indices {
          let place = overlap * Self.eraGaps.count + gap
          derivations[place].derive(history, &record, keepingEras: overlap > 0)
          guard !record.steps.isEmpty else { continue }
          if place == 0 { summary.withStep += 1 }
          // Few patients go nine different roads.
          var same = 0
          while same < known, !roads[same].record.hasSameRoad(as: record) { same += 1 }
          if same == known {
            if same == roads.count { roads.append(JudgedRoad()) }
            derivations[place].judge(history, &record, &roads[same])
            known += 1
          }
          let tells = derivations[place].add(roads[same], to: &summary)
          if tells, place == 0 { summary.patients += 1 }
        }
      }
    }
    guard let rates else { return }
    for (place, own) in derivations.enumerated() { rates.add(own.scored.page, to: &summary.rates[place]) }
  }

  public func finish(_ summary: SensitivitySummary) throws(StatisticError) -> SensitivityTable {
    guard summary.withStep > 0 else { throw .noRows(wanted: "patients with a derived step") }
    let defaults = context.parameters
    var result = SensitivityTable(level: interval.level, interval: interval.method, n: summary.patients)
    for (place, cell) in cells.enumerated() {
      let counts = summary.counts[place]
      let limits = interval.limits(events: counts.resistant, of: summary.patients)
      result.cells.append(
        SensitivityTable.Cell(
          overlapSwitchMax: Int(cell.overlapSwitchMax), minTrialDays: Int(cell.minTrialDays),
          eraGapDays: Int(cell.eraGapDays), unknownDose: cell.unknownDose.rawValue,
          intoleranceCounts: cell.intoleranceCounts, isChosen: cell == defaults,
          resistant: counts.resistant, possible: counts.possible, indeterminate: counts.indeterminate,
          estimate: summary.patients == 0 ? nil : Double(counts.resistant) / Double(summary.patients),
          confLow: limits?.low,
          confHigh: limits?.high))
    }
    guard let rates else { return result }
    for (place, sums) in summary.rates.enumerated() {
      let cell = cells[place * cellsPerDerivation]
      // A cohort without any scored step has no rates, and its shares still stand.
      guard let table = try? rates.finish(sums) else { continue }
      result.strategies.append(
        SensitivityTable.Strategies(
          overlapSwitchMax: Int(cell.overlapSwitchMax), eraGapDays: Int(cell.eraGapDays), rates: table))
    }
    return result
  }
}
