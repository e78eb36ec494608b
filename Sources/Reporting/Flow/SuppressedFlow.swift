import Regression
import Statistics

/// A ``PatientFlow`` after disclosure control.
public struct SuppressedFlow: Sendable, Equatable {
  /// Patients and steps at one place of the flow.
  public struct Counts: Sendable, Equatable {
    /// `nil` where hidden.
    public var patients: Int?
    /// `nil` where hidden, and before steps exist.
    public var steps: Int?
    public var hasSteps: Bool

    init(patients: Int, steps: Int?) {
      self.patients = patients
      self.steps = steps
      hasSteps = steps != nil
    }
  }

  public struct SetAside: Sendable, Equatable {
    public var reason: String
    public var counts: Counts
  }

  public struct Stage: Sendable, Equatable {
    public var rule: String
    public var counts: Counts
    public var setAside: [SetAside]
  }

  public var stages: [Stage]

  init(_ flow: PatientFlow) {
    stages = flow.stages.map { stage in
      Stage(
        rule: stage.rule, counts: Counts(patients: stage.patients, steps: stage.steps),
        setAside: stage.setAside.map {
          SetAside(reason: $0.reason, counts: Counts(patients: $0.patients, steps: $0.steps))
        })
    }
  }
}

extension SuppressedFlow {
  mutating func round() {
    for stage in stages.indices {
      stages[stage].counts.round()
      for rule in stages[stage].setAside.indices { stages[stage].setAside[rule].counts.round() }
    }
  }

  /// The flow, a line a box.
  var dataTable: Table {
    func row(_ place: Int, _ box: String, _ rule: String, _ counts: SuppressedFlow.Counts) -> [Cell] {
      [
        .count(place + 1), .text(box), .text(rule), Cell(count: counts.patients, orHidden: true),
        counts.hasSteps ? Cell(count: counts.steps, orHidden: true) : .absent,
      ]
    }
    var rows: [[Cell]] = []
    for (place, stage) in stages.enumerated() {
      for rule in stage.setAside { rows.append(row(place, "set aside", rule.reason, rule.counts)) }
      rows.append(row(place, "kept", stage.rule, stage.counts))
    }
    return Table(
      caption: "Flow of patients and steps",
      columns: [
        Table.Column("stage"), Table.Column("box"), Table.Column("rule", isRowHeading: true),
        Table.Column("patients"), Table.Column("steps"),
      ],
      rows: rows)
  }
}

extension SuppressedFlow.Counts {
  fileprivate mutating func round() {
    patients = Rounding.shown(patients)
    steps = Rounding.shown(steps)
  }
}
