public import Statistics
import Treatment

/// The mean scores over days that a run shows.
struct TrajectoryPoints: ReportedResult {
  static let entry = 5

  var points: [TrajectoryPoint]

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> TrajectoryRegister {
    TrajectoryRegister(
      points, beside: earlier.first(RateRegister.self) ?? RateRegister(),
      earlier.first(BaselineRegister.self), earlier.first(FlowRegister.self), in: &audit)
  }

  func shown(_ protection: Protection<TrajectoryRegister>, in run: DisclosureRun) -> Shown {
    var shown = Shown(
      points: points.map { SuppressedTrajectoryPoint($0) }, level: run.results.level, names: run.results.names
    )
    switch protection {
    case .open: break
    case .hiding(let audit, let register): register.apply(audit, to: &shown.points)
    case .rounding:
      for place in shown.points.indices { shown.points[place].round() }
      shown.notes = Rounding.meanNotes
    }
    return shown
  }

  struct Shown: ReportPart {
    static let place = 4

    var points: [SuppressedTrajectoryPoint]
    var level: Double
    var names = ReportNames.codes
    var notes: [String] = []

    var dataTables: [(name: String, table: Table)] { [("trajectories", dataTable)] }

    func sections(in setting: ReportSetting) -> [ReportSection] {
      let scales = ReportWords.inOrder(points.map(\.scale))
      let figures = scales.map { scale -> ReportSection.Block in
        let own = points.filter { $0.scale == scale }
        let name = FileName.joined(["trajectories", scale])
        let drawn = TrajectoryPlot.drawn(own)
        let plot = TrajectoryPlot(
          points: drawn.points, scale: scale, names: names, level: level, id: "figure-" + name)
        let caption =
          "Mean \(scale) score by arm over days from \(setting.design == .randomised ? "entry" : "the step's start"), of patients with a score near the day; not the same patients on each."
          + drawn.note
        return .figure(
          Figure(
            name: name, caption: caption, drawing: plot.drawing(),
            from: TrajectoryPlot.redrawing(own, drawn.points, scale: scale, level: level)))
      }
      let tables = scales.map { scale in
        ReportSection.Block.table(
          summary(TrajectoryPlot.drawn(points.filter { $0.scale == scale }).points, scale: scale)
            .made(of: ExportedRows(of: "trajectories").keeping("scale", scale)))
      }
      let blocks =
        figures + [
          .details(
            "Numbers: mean scores by arm and day, as drawn; every day stands in trajectories.csv", tables)
        ]
      return [ReportSection(id: "course", title: "Scores over time", blocks: blocks)]
    }
  }
}

extension Results {
  public var trajectories: [TrajectoryPoint] {
    get { self[TrajectoryPoints.self]?.points ?? [] }
    set { self[TrajectoryPoints.self] = newValue.isEmpty ? nil : TrajectoryPoints(points: newValue) }
  }
}

extension SuppressedResults {
  public var trajectories: [SuppressedTrajectoryPoint] { part(TrajectoryPoints.Shown.self)?.points ?? [] }
}
