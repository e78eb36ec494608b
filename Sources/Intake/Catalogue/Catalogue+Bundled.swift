internal import CCatalogue
public import Treatment

extension Catalogue {
  /// The scales, drugs, procedures and control arms that come with the binary.
  ///
  /// Cut-offs, bands and provenance stand as they do in the rows of `Sources/CCatalogue`.
  /// The drug row of psilocybin is folded into its procedure, since a dosing session and not a daily
  /// dose is what makes the trial. A procedure with a drug's name as its label and a route is folded into the drug: ketamine
  /// and `KET_IV`, esketamine and `ESK_NS` are one agent each, with the facts of both.
  ///
  /// Not: bare `HAM-D`, `BDI`, `QIDS` or `IDS`. They name several scales, and scales are never pooled.
  public static let bundled: Catalogue = {
    let scales = CatalogueRows(remit_scales_start(), size: remit_scales_size).rows.map(
      Scale.init(catalogueRow:))
    let procedures = CatalogueRows(remit_procedures_start(), size: remit_procedures_size)
      .rows.map(Agent.init(procedureRow:))
    let drugs = CatalogueRows(remit_agents_start(), size: remit_agents_size).rows.map(Agent.init(drugRow:))
    return Catalogue(
      scales: withSharedBandNames(scales.map { marked($0) }),
      agents: folded(drugs, procedures.map { marked($0) }))
  }()

  /// Drugs and procedures as agents, those that are one and the same put together.
  private static func folded(_ drugs: [Agent], _ procedures: [Agent]) -> [Agent] {
    func isGiven(by procedure: Agent) -> Bool { !(procedure.procedure?.route ?? "").isEmpty }
    let labels = Dictionary(procedures.map { ($0.label, $0) }) { first, _ in first }
    let given = drugs.compactMap { drug -> Agent? in
      guard let procedure = labels[drug.name] else { return drug }
      return isGiven(by: procedure) ? drug.given(by: procedure) : nil
    }
    let names = Set(given.map(\.name))
    return given + procedures.filter { !(isGiven(by: $0) && names.contains($0.label)) }
  }

  /// Name -> column -> mark, for figures that their row's provenance does not cover as a whole. They change
  /// no number, so the catalogue's digest goes without them.
  private static let bundledMarks: [String: [String: SourceMark]] = CatalogueRows(
    remit_marks_start(), size: remit_marks_size
  ).rows.reduce(into: [:]) { marks, row in
    marks[row["name"] ?? "", default: [:]][row["column"] ?? ""] = SourceMark(rawValue: row["mark"] ?? "")
  }

  private static func marked(_ scale: Scale) -> Scale {
    var result = scale
    result.origins = (bundledMarks[scale.id] ?? [:]).mapValues {
      FigureOrigin(mark: $0, source: scale.provenance)
    }
    return result
  }

  private static func marked(_ agent: Agent) -> Agent {
    var result = agent
    result.origins = (bundledMarks[agent.name] ?? [:]).mapValues {
      FigureOrigin(mark: $0, source: agent.procedure?.provenance ?? "")
    }
    return result
  }

  /// Bands without names take those of a scale whose limits are the same (QIDS-C from QIDS-SR).
  static func withSharedBandNames(_ scales: [Scale]) -> [Scale] {
    scales.map { scale in
      guard !scale.severityBands.isEmpty, scale.severityBands.allSatisfy({ $0.name.isEmpty }),
        let named = scales.first(where: { other in
          other.id != scale.id && other.severityBands.map(\.upTo) == scale.severityBands.map(\.upTo)
            && other.severityBands.allSatisfy { !$0.name.isEmpty }
        })
      else { return scale }
      var result = scale
      result.severityBands = named.severityBands
      return result
    }
  }
}
