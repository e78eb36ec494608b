extension ReportSection {
  /// The sections of a report in their order: what results bring, between what the content says.
  static func all(of content: ReportContent, _ shown: SuppressedResults) -> [ReportSection] {
    let setting = ReportSetting(design: content.design, rateHeadings: content.rateHeadings)
    var sections: [ReportSection] = []
    func add(_ id: String, _ title: String, _ blocks: [Block]) {
      if blocks.isEmpty { return }
      if let place = sections.firstIndex(where: { $0.id == id }) {
        sections[place].blocks += blocks
      } else {
        sections.append(ReportSection(id: id, title: title, blocks: blocks))
      }
    }
    let design = "Design: " + ReportWords.design(content.design) + "."
    add("cohort", "The cohort", (content.cohort + [design]).map { .paragraph($0) })
    for section in shown.parts.flatMap({ $0.sections(in: setting) }) {
      add(section.id, section.title, section.blocks)
    }
    add(
      "resistance", "Resistance",
      content.resistance?.blocks(of: shown.resistance, sensitivity: shown.sensitivity?.blocks ?? []) ?? [])
    add("predictors", "Predictors", content.predictors.flatMap(\.blocks))
    add("limitations", "Limitations", [.list(Limitations.sentences(for: content, shown))])
    add("definitions", "Definitions", content.definitions.isEmpty ? [] : [.terms(content.definitions)])
    add("disclosure", "Disclosure control", [.paragraph(content.disclosure.sentence)])
    add("notes", "Notes", content.notes.isEmpty ? [] : [.list(content.notes)])
    add("sources", "Sources", content.sources.isEmpty ? [] : [.list(content.sources)])
    return sections
  }
}
