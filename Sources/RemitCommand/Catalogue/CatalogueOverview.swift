import Reporting
import Treatment

/// The catalogue, or a group of its agents, one row an entry.
struct CatalogueOverview {
  private let agents: [Agent]
  private let scales: [Scale]
  private let caption: String

  init(_ catalogue: Catalogue) {
    agents = catalogue.agents
    scales = catalogue.scales
    func count(_ kind: String) -> Int { catalogue.agents.count { $0.kindName == kind } }
    caption =
      "\(count("drug")) drugs, \(count("procedure")) procedures, \(count("therapy")) psychotherapies, "
      + "\(count("control")) control arms and \(catalogue.scales.count) scales."
  }

  init(_ agents: [Agent], caption: String) {
    self.agents = agents
    scales = []
    self.caption = caption
  }

  var table: Table {
    Table(
      caption: caption,
      columns: [
        Table.Column("name", isRowHeading: true), Table.Column("kind"), Table.Column("role"),
        Table.Column("class"), Table.Column("strategy_code"),
        Table.Column("min_adequate_mg_per_day"), Table.Column("min_sessions_adequate"),
        Table.Column("mark"),
      ],
      rows: agents.map(row) + scales.map(row), notes: [Self.note])
  }

  private static let note =
    "mark: of a drug's least dose, of the row of a procedure or scale. The strategy of a drug depends on what went before. "
    + "remit catalogue NAME shows every figure with its source."

  private func row(_ agent: Agent) -> [Cell] {
    [
      .text(agent.name), .text(agent.kindName), .orAbsent(agent.role), .orAbsent(agent.group),
      .orAbsent(agent.strategyCode), .orAbsent(agent.drug?.minimumDose.map(CatalogueFigure.text)),
      .orAbsent(agent.procedure?.minimumSessions.map { "\($0)" }), .text(agent.mark.rawValue),
    ]
  }

  private func row(_ scale: Scale) -> [Cell] {
    [
      .text(scale.id), .text("scale"), .absent, .absent, .absent, .absent, .absent,
      .text(scale.mark.rawValue),
    ]
  }
}

extension Agent {
  /// What people call it: a drug, a therapy of talk, a control arm, else a procedure.
  var kindName: String {
    if kind == .drug { return "drug" }
    switch group {
    case "psychotherapy": return "therapy"
    case "control": return "control"
    default: return "procedure"
    }
  }
}

extension Cell {
  /// A text; nothing where there is none.
  static func orAbsent(_ text: String?) -> Cell {
    text.flatMap { $0.isEmpty ? nil : .text($0) } ?? .absent
  }
}
