extension ReportSection {
  /// Sections in the order in which they are read; what is not named comes after rates, in its own order.
  private static let order = [
    "files", "cohort", "flow", "road", "pathways", "differences", "effects", "rates", "course", "lifestyle",
    "benchmarks",
    "resistance",
    "predictors",
    "sensitivity",
    "limitations", "methods", "notes", "sources",
  ]
  /// A line that says what to look at.
  private static let leads = [
    "files": "Look at what is missing, and whether each column was read as what it is.",
    "cohort": "Who they were: look for what differs between the arms, and for what is missing.",
    "flow": "How many are left after each rule, and why the others are not.",
    "road": "How patients went from step to step: look at how rates fall, and at how many are left.",
    "pathways": "Look at the widest bands, and at how many leave them without remission.",
    "differences": "Look at whether the limits include no difference, and how far the worst case moves them.",
    "effects":
      "Look at how far the estimates lie from the unadjusted one and from each other, and at what they rest on.",
    "roadmap":
      "Look at how wide the limits are, and at how many followed a plan; what was observed is the reference.",
    "rates": "Look at N before the rate: it is of those who were scored. The worst case stands beside it.",
    "course": "Means of those who were scored near a day, not of the same patients on each.",
    "resistance": "The share that is resistant hangs on the definition: compare the rules before the groups.",
    "lifestyle": "Uncontrolled: who begins a programme has stayed in care, and may differ in more.",
    "benchmarks": "Look at the marks: filled is read in a source, hollow is from memory or derived.",
    "predictors": "Associations in this cohort; look at the limits, and at how many events a model rests on.",
    "sensitivity": "How far the answer moves with what was chosen.",
    "limitations": "What has to be borne in mind, with its numbers.",
    "methods": "A paragraph ready for a paper; below it, every definition in force.",
  ]

  /// The sections of a report in their order: what results bring, between what the content says.
  static func all(of content: ReportContent, _ shown: SuppressedResults) -> [ReportSection] {
    let setting = ReportSetting(
      design: content.design, rateHeadings: content.rateHeadings, figured: figured(content, shown))
    var sections: [ReportSection] = []
    func add(_ id: String, _ title: String, _ blocks: [Block]) {
      if blocks.isEmpty { return }
      if let place = sections.firstIndex(where: { $0.id == id }) {
        sections[place].blocks += blocks
      } else {
        sections.append(ReportSection(id: id, title: title, blocks: blocks))
      }
    }
    add("cohort", "The cohort", content.cohort.map { .paragraph($0) })
    for section in shown.parts.flatMap({ $0.sections(in: setting) }) {
      add(section.id, section.title, section.blocks)
    }
    add(
      "resistance", "Resistance",
      content.resistance?.blocks(of: shown.resistance, sensitivity: shown.sensitivity?.blocks ?? []) ?? [])
    for absence in content.absent { add(absence.id, absence.title, [.paragraph(absence.reason)]) }
    add("predictors", "Predictors", content.predictors.flatMap(\.blocks))
    add("limitations", "Limitations", [.list(Limitations.sentences(for: content, shown))])
    let terms: [Block] =
      content.definitions.isEmpty
      ? [] : [.details("Every definition in force", [.terms(content.definitions)])]
    add(
      "methods", "Methods and definitions",
      content.methods.map { .paragraph($0) } + [.paragraph(content.disclosure.sentence)] + terms)
    add("notes", "Notes", content.notes.isEmpty ? [] : [.list(content.notes)])
    add("sources", "Sources", content.sources.isEmpty ? [] : [.list(content.sources)])
    // Where nobody had a second step there is no road, only who is in.
    if let place = sections.firstIndex(where: { $0.id == "road" }), sections[place].blocks.count == 2,
      case .figure(let figure) = sections[place].blocks[1], figure.name == "flow"
    {
      sections[place] = ReportSection(id: "flow", title: "Flow of patients", blocks: [.figure(figure)])
    }
    return sorted(sections).map { section in
      // Where there is nothing to look at, no line says what to look at.
      guard let lead = leads[section.id], !content.absent.contains(where: { $0.id == section.id }) else {
        return section
      }
      var section = section
      section.blocks.insert(.lead(lead), at: 0)
      return section
    }
  }

  private static func sorted(_ sections: [ReportSection]) -> [ReportSection] {
    func rank(_ id: String) -> Double {
      if let place = order.firstIndex(of: id) { return Double(place) }
      // Further tables of rates, and what is new, after the first table of rates.
      return Double(order.firstIndex(of: "rates") ?? 0) + 0.5
    }
    let places = sections.indices.sorted { (rank(sections[$0].id), $0) < (rank(sections[$1].id), $1) }
    return places.map { sections[$0] }
  }

  /// The figures of rates that the first page stands for.
  private static func figured(_ content: ReportContent, _ shown: SuppressedResults) -> Set<String> {
    guard let key = FirstPage.key(content, shown) else { return [] }
    var names: Set<String> = []
    for (place, rates) in shown.rates.enumerated() {
      for section in rates.sections where key.shows(section, of: rates, at: place) {
        names.insert(RateAnchors.section(section, in: rates, at: place))
      }
    }
    return names
  }
}
