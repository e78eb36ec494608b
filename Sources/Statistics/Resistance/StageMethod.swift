public import Treatment

/// A staging method as a table of patients by stage.
enum StageMethod: Int, CaseIterable {
  case thaseRush, thaseRushLenient, ectOutOfOrder, maudsley, mgh, european, athfPharmacotherapy

  var title: String {
    switch self {
    case .thaseRush: "Thase-Rush, strict"
    case .thaseRushLenient: "Thase-Rush, lenient"
    case .ectOutOfOrder: "Thase-Rush, bilateral ECT failed out of order"
    case .maudsley: "Maudsley"
    case .mgh: "MGH-s"
    case .european: "European"
    case .athfPharmacotherapy: "ATHF, adequate failed drug trials"
    }
  }

  /// What a study asks for it by.
  var family: StagingMethod {
    switch self {
    case .thaseRush, .thaseRushLenient, .ectOutOfOrder: .thaseRush
    case .maudsley: .maudsley
    case .mgh: .mgh
    case .european: .european
    case .athfPharmacotherapy: .athf
    }
  }

  var stages: [String] {
    switch self {
    case .thaseRush, .thaseRushLenient: (0...5).map(ThaseRush.name)
    case .ectOutOfOrder: ["no", "yes"]
    case .maudsley:
      ["no failed antidepressant", "band not known", "mild (3-6)", "moderate (7-10)", "severe (11-15)"]
    case .mgh: ["0", "0.5-1.5", "2-3.5", "4 or more"]
    case .european: EuropeanStaging.Level.allCases.map(\.rawValue)
    case .athfPharmacotherapy: ["0", "1", "2", "3", "4 or more"]
    }
  }

  func stage(of staging: Staging, _ athf: ATHFCounts) -> Int {
    switch self {
    case .thaseRush: return staging.thaseRush.stage
    case .thaseRushLenient: return staging.thaseRush.lenientStage
    case .ectOutOfOrder: return staging.thaseRush.isECTOutOfOrder ? 1 : 0
    case .maudsley:
      guard let least = staging.maudsleyAtLeast else { return 0 }
      // Scores that differ within a band have one band.
      switch least.band == staging.maudsleyAtMost?.band ? least.band : nil {
      case .mild?: return 2
      case .moderate?: return 3
      case .severe?: return 4
      case nil: return 1
      }
    case .mgh:
      let score = staging.mgh.score
      return score < 0.5 ? 0 : score < 2 ? 1 : score < 4 ? 2 : 3
    case .european: return EuropeanStaging.Level.allCases.firstIndex(of: staging.european.level) ?? 0
    case .athfPharmacotherapy: return min(athf[.pharmacotherapy].failed, 4)
    }
  }
}

extension ResistanceTable {
  /// The table with the stages of these methods alone.
  public func staged(by methods: [StagingMethod]) -> ResistanceTable {
    let kept = StageMethod.allCases.filter { methods.contains($0.family) }.map(\.title)
    var result = self
    result.stages = stages.filter { kept.contains($0.method) }
    if !methods.contains(.athf) { result.athf = [] }
    return result
  }
}
