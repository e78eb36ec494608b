import Regression
import Statistics

/// A ``SensitivityTable`` after disclosure control. A value that may not be shown is `nil`.
public struct SuppressedSensitivity: Sendable, Equatable {
  /// The shares under one setting of the parameters.
  struct Setting: Sendable, Equatable {
    var overlapSwitchMax: Int
    var minTrialDays: Int
    var eraGapDays: Int
    var unknownDose: String
    var intoleranceCounts: Bool
    var isChosen: Bool
    var resistant: Int?
    var possible: Int?
    var indeterminate: Int?
    var estimate: Double?
    var confLow: Double?
    var confHigh: Double?
    var suppressed = Suppression.none

    init(_ cell: SensitivityTable.Cell) {
      overlapSwitchMax = cell.overlapSwitchMax
      minTrialDays = cell.minTrialDays
      eraGapDays = cell.eraGapDays
      unknownDose = cell.unknownDose
      intoleranceCounts = cell.intoleranceCounts
      isChosen = cell.isChosen
      resistant = cell.resistant
      possible = cell.possible
      indeterminate = cell.indeterminate
      estimate = cell.estimate
      confLow = cell.confLow
      confHigh = cell.confHigh
    }

    mutating func hide(_ reason: Suppression) {
      (resistant, possible, indeterminate) = (nil, nil, nil)
      (estimate, confLow, confHigh) = (nil, nil, nil)
      suppressed = reason
    }

    /// Hides the share of the resistant for a reason of its own, and the other statuses for theirs.
    mutating func hide(_ reason: Suppression, others: Suppression) {
      if reason != .none { (resistant, estimate, confLow, confHigh) = (nil, nil, nil, nil) }
      if others != .none { (possible, indeterminate) = (nil, nil) }
      suppressed = reason.joined(with: others)
    }
  }

  /// The strategies of one way to make the steps.
  struct Strategies: Sendable, Equatable {
    var overlapSwitchMax: Int
    var eraGapDays: Int
    var rates: SuppressedRates
  }

  var level: Double
  var n: Int?
  var cells: [Setting]
  var strategies: [Strategies]
  var disclosure: Disclosure
}
