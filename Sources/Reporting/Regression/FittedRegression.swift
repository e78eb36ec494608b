public import Regression
import Statistics

/// A model that a run shows, with the cells of its factors.
struct FittedRegression: Disclosable {
  var result: RegressionResult
  var cells: RegressionCells
  /// By variable, levels that a file of the study names, which stand by name whatever few have them.
  var declared: [String: Set<String>] = [:]
  /// By variable, levels that few patients have, however many rows.
  var rare: [String: Set<String>] = [:]

  /// The model's own counts, those of each cell, and the tenths of the calibration.
  struct Register: CountRegister {
    var model: Int
    var cells: [Int]
    /// `nil` where weights make their counts no whole numbers.
    var calibration: [Int]?
  }

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> Register {
    func unit(_ counts: [Double]) -> Int {
      let variables = counts.map { audit.variable(Self.whole($0)) }
      return audit.unit(printing: variables, sensitive: variables, cost: 10)
    }
    return Register(
      model: unit(modelCounts), cells: cells.cells.map { unit(Self.counts(of: $0)) },
      calibration: enterCalibration(in: &audit))
  }

  func shown(_ protection: Protection<Register>, in run: DisclosureRun) -> SuppressedRegression {
    var shown = SuppressedRegression(result, cells, under: run.disclosure)
    switch protection {
    case .open: shown.notes = [run.disclosure.sentence]
    case .hiding(let audit, let register):
      shown.hide(small(audit, register), of: result, cells)
      shown.joinRareLevels(cells, declared: declared, rare: rare)
    case .rounding:
      shown.hide(smallRounded, of: result, cells)
      shown.joinRareLevels(cells, declared: declared, rare: rare)
    }
    shown.notes += result.notes
    return shown
  }

  private var modelCounts: [Double] {
    let totals = result.summary
    return [totals.n, totals.events, totals.n - totals.events] + (totals.clusters.map { [Double($0)] } ?? [])
  }

  private static func counts(of cell: RegressionCells.Cell) -> [Double] {
    [cell.rows, cell.events, cell.rows - cell.events] + (cell.clusters.map { [Double($0)] } ?? [])
  }

  private static func counts(of point: RegressionResult.CalibrationPoint) -> [Double] {
    [point.events, point.n - point.events]
  }

  /// A sum of weights as a count that is small where the sum is.
  private static func whole(_ sum: Double) -> Int { sum > 0 ? max(1, Int(sum)) : 0 }

  private func enterCalibration(in audit: inout CountAudit) -> [Int]? {
    let points = result.calibration
    guard points.allSatisfy({ Int(exactly: $0.n) != nil && Int(exactly: $0.events) != nil }) else {
      return nil
    }
    let events = points.map { audit.variable(Int($0.events)) }
    let others = points.map { audit.variable(Int($0.n - $0.events)) }
    let units = zip(events, others).map { audit.unit(printing: [$0, $1], sensitive: [$0, $1], cost: 10) }
    // Events and N of the model are printed.
    audit.fix(events)
    audit.fix(others)
    return units
  }

  private func small(_ audit: CountAudit, _ register: Register) -> SmallCounts {
    func isHidden(_ unit: Int) -> Bool { audit.state(of: unit) != .none }
    let groups =
      register.calibration?.map(isHidden)
      ?? allOrNone { Self.counts(of: $0).contains { audit.isSmall(Self.whole($0)) } }
    return SmallCounts(
      isModelSmall: isHidden(register.model),
      cells: zip(cells.cells, register.cells).map { isRare($0) || isHidden($1) }, calibration: groups)
  }

  private func isRare(_ cell: RegressionCells.Cell) -> Bool {
    TermWords.isLevel(cell.column, of: cell.term, among: rare)
  }

  private var smallRounded: SmallCounts {
    let isSmall = { (count: Double) in Disclosure.openSafely.isSmall(count) }
    return SmallCounts(
      isModelSmall: modelCounts.contains(where: isSmall),
      cells: cells.cells.map { isRare($0) || Self.counts(of: $0).contains(where: isSmall) },
      calibration: allOrNone { Self.counts(of: $0).contains(where: isSmall) })
  }

  /// Every tenth is hidden where one is small: without an audit nobody knows which could be worked out.
  private func allOrNone(_ isSmall: (RegressionResult.CalibrationPoint) -> Bool) -> [Bool] {
    let any = result.calibration.contains(where: isSmall)
    return result.calibration.map { _ in any }
  }
}

/// Which counts of a model are too small to be shown.
struct SmallCounts {
  /// Rows, events, non-events or clusters of the model itself.
  var isModelSmall: Bool
  /// As the cells stand in ``RegressionCells``.
  var cells: [Bool]
  /// Tenths of the calibration that are small or would give a small one back.
  var calibration: [Bool]
}

extension Disclosure {
  /// What may be shown of a model; `cells` tell which levels are small.
  ///
  /// Levels that too few rows have, or that are `rare`, lose their names, but for those `declared` by variable.
  /// Without `cells` only the model's own counts are judged, and the notes say so.
  public func applied(
    to result: RegressionResult, cells: RegressionCells = .none, declared: [String: Set<String>] = [:],
    rare: [String: Set<String>] = [:]
  ) -> SuppressedRegression {
    shown(of: FittedRegression(result: result, cells: cells, declared: declared, rare: rare))
  }
}
