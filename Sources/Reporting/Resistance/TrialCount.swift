import Statistics

/// A count of trials that the notes below the shares may say.
enum TrialCount: CaseIterable {
  case all, adequate, inadequate, unknown, drugs, drugsWithoutDose, adequateWithoutCoverage, withoutOutcome
  case breakthrough, startingLow, withoutBaseline

  func count(in trials: ResistanceTable.Trials) -> Int {
    switch self {
    case .all: trials.adequate + trials.inadequate + trials.unknown
    case .adequate: trials.adequate
    case .inadequate: trials.inadequate
    case .unknown: trials.unknown
    case .drugs: trials.drugs
    case .drugsWithoutDose: trials.drugsWithoutDose
    case .adequateWithoutCoverage: trials.adequateWithoutCoverage
    case .withoutOutcome: trials.withoutOutcome
    case .breakthrough: trials.breakthrough
    case .startingLow: trials.startingLow
    case .withoutBaseline: trials.withoutBaseline
    }
  }

  /// The count that this one is a part of; `nil` where it is the whole.
  var whole: TrialCount? {
    switch self {
    case .all: nil
    case .drugsWithoutDose: .drugs
    case .adequateWithoutCoverage: .adequate
    default: .all
    }
  }
}
