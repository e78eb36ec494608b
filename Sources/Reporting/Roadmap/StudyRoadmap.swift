public import Statistics

/// The roadmap that a study asks for.
public struct StudyRoadmap: Sendable {
  public var heading: String?
  /// `nil` where no policy has a value.
  public var table: RoadmapTable?
  public var notes: [String]
  /// Why there is no table, and the way out.
  public var failure: String?

  public init(
    heading: String? = nil, table: RoadmapTable? = nil, notes: [String] = [], failure: String? = nil
  ) {
    (self.heading, self.table, self.notes, self.failure) = (heading, table, notes, failure)
  }
}

extension StudyRoadmap: ReportedResult {
  static let entry = 8

  struct Register: CountRegister { var table: RoadmapTable.Register? }

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> Register {
    Register(table: table?.enter(&audit, beside: earlier))
  }

  func shown(_ protection: Protection<Register>, in run: DisclosureRun) -> SuppressedStudyRoadmap {
    var shown: SuppressedRoadmap?
    if let table {
      switch protection {
      case .open: shown = table.shown(.open, in: run)
      case .rounding: shown = table.shown(.rounding, in: run)
      case .hiding(let audit, let register):
        shown = register.table.map { table.shown(.hiding(audit, $0), in: run) }
      }
    }
    shown?.notes = notes
    return SuppressedStudyRoadmap(heading: heading, shown: shown, failure: failure)
  }
}

/// ``StudyRoadmap`` after disclosure control.
public struct SuppressedStudyRoadmap: Sendable {
  let heading: String?
  let shown: SuppressedRoadmap?
  let failure: String?
}

extension SuppressedStudyRoadmap: ReportPart {
  static let place = 5

  var dataTables: [(name: String, table: Table)] { shown?.dataTables ?? [] }

  func sections(in setting: ReportSetting) -> [ReportSection] {
    var blocks: [ReportSection.Block] = []
    if let failure { blocks.append(.paragraph("No policy has a value. " + failure)) }
    blocks += shown?.blocks ?? []
    return [
      ReportSection(
        id: "roadmap", title: heading ?? "Which plan would bring most to remission", blocks: blocks)
    ]
  }
}

extension Results {
  public var roadmap: StudyRoadmap? {
    get { self[StudyRoadmap.self] }
    set { self[StudyRoadmap.self] = newValue }
  }
}
