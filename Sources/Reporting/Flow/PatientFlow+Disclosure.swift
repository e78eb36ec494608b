public import Statistics

extension PatientFlow: ReportedResult {
  static let entry = 4

  func enter(_ audit: inout CountAudit, beside earlier: EnteredCounts) -> FlowRegister {
    FlowRegister(
      self, everyone: earlier.first(BaselineRegister.self)?.everyone,
      beside: earlier.first(RateRegister.self) ?? RateRegister(), in: &audit)
  }

  func shown(_ protection: Protection<FlowRegister>, in run: DisclosureRun) -> SuppressedFlow {
    var shown = SuppressedFlow(self)
    switch protection {
    case .open: break
    case .hiding(let audit, let register): register.apply(audit, to: &shown)
    case .rounding: shown.round()
    }
    return shown
  }
}

extension SuppressedFlow: ReportPart {
  static let place = 9

  var dataTables: [(name: String, table: Table)] { [("flow", dataTable)] }

  func sections(in setting: ReportSetting) -> [ReportSection] {
    guard !stages.isEmpty else { return [] }
    let figure = Figure(
      name: "flow", caption: "Patients and steps after each rule, and what each set aside.",
      drawing: FlowDiagram(flow: self, id: "figure-flow").drawing(),
      from: Redrawing(.flow, of: ExportedRows(of: "flow"), [:]))
    return [ReportSection(id: "road", title: "The road", blocks: [.heading("Flow"), .figure(figure)])]
  }
}

extension Results {
  public var flow: PatientFlow? {
    get { self[PatientFlow.self] }
    set { self[PatientFlow.self] = newValue }
  }
}

extension SuppressedResults {
  public var flow: SuppressedFlow? { part(SuppressedFlow.self) }
}
