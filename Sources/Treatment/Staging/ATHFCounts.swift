/// Trials, adequate trials and adequate failed trials by domain, as the short form of the ATHF summarises them.
///
/// A drug trial is adequate here from four weeks at the minimum effective dose on, whatever `minTrialDays` says;
/// courses of brain stimulation and psychotherapy by their sessions. Doses are those of the MGH-ATRQ, since the form's own
/// table is not free to use.
/// Not: the form itself, nor its dose table.
/// Source: Sackeim 2019, doi:10.1016/j.jpsychires.2019.03.021 (from memory); Documentation/Treatment/Staging.md, "ATHF, short form".
public struct ATHFCounts: Sendable, Hashable {
  public enum Domain: String, Sendable, Hashable, CaseIterable {
    case pharmacotherapy
    case brainStimulation = "brain stimulation"
    case psychotherapy

    init(_ kind: Formulary.Kind) {
      switch kind {
      case .ect, .neuromodulation: self = .brainStimulation
      case .psychotherapy: self = .psychotherapy
      default: self = .pharmacotherapy
      }
    }
  }

  public struct Counts: Sendable, Hashable {
    public var trials = 0
    public var adequate = 0
    public var failed = 0
    /// Trials whose adequacy is not known: among `trials`, not among `adequate`.
    public var unknown = 0
  }

  public private(set) var domains: [Domain: Counts] = [:]

  /// Of the current episode.
  public init(_ record: TreatmentRecord, unknownDose: DerivationParameters.UnknownDose = .exclude) {
    for trial in record.trials where trial.episode == record.currentEpisode && !trial.isMaintenance {
      let adequacy = Self.adequacy(of: trial, unknownDose)
      var counts = domains[Domain(trial.kind)] ?? Counts()
      counts.trials += 1
      if adequacy == .adequate {
        counts.adequate += 1
        if trial.outcome == .nonresponse, !trial.isBreakthrough { counts.failed += 1 }
      }
      if adequacy == .unknown { counts.unknown += 1 }
      domains[Domain(trial.kind)] = counts
    }
  }

  public subscript(domain: Domain) -> Counts { domains[domain] ?? Counts() }

  private static func adequacy(of trial: Trial, _ unknownDose: DerivationParameters.UnknownDose) -> Adequacy {
    if trial.isJudgedBySessions { return trial.adequacy }
    let possible = trial.daysAtDose + trial.daysOfUnknownDose
    let counted = unknownDose == .adequate ? possible : trial.daysAtDose
    if counted >= 28 || trial.levelInRange && trial.days >= 28 { return .adequate }
    return possible >= 28 || trial.isCensored ? .unknown : .inadequate
  }
}
