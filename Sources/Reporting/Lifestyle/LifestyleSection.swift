import Statistics
import Treatment

/// "Lifestyle and sleep": what is compared, what it is not, the pooled differences and the strata behind them.
extension SuppressedLifestyle: ReportPart {
  static let place = 6

  var dataTables: [(name: String, table: Table)] {
    guard let comparison else { return [] }
    // A file without rows says nothing.
    let rates = comparison.isPooledAlone ? [] : [("lifestyle", comparison.rates.table)]
    return rates + [("lifestyle-differences", comparison.dataTable)]
  }

  func sections(in setting: ReportSetting) -> [ReportSection] {
    let blocks = comparison.map(\.blocks) ?? [.paragraph(reason ?? "")]
    return [ReportSection(id: "lifestyle", title: "Lifestyle and sleep", blocks: blocks)]
  }
}

extension SuppressedComparison {
  var blocks: [ReportSection.Block] {
    var blocks: [ReportSection.Block] = [.paragraph(definition)]
    if hasOtherLevels {
      blocks.append(
        .paragraph(
          "The file's columns lifestyle and lifestyle_landmark hold levels that are none of theirs; such steps are in no group."
        ))
    }
    guard !strata.isEmpty || isPooledAlone else {
      blocks.append(.paragraph(nothing))
      return blocks
    }
    blocks.append(.paragraph(Self.caution))
    if !isPooledAlone { blocks.append(.paragraph(sides)) }
    blocks.append(contentsOf: earlyEndpoint.map { [.paragraph($0)] } ?? [])
    let exported = ExportedRows(of: "lifestyle-differences")
    blocks.append(.table(summary.made(of: exported.keeping("strategy", "all"))))
    // One reading in the page; the files hold all.
    let first = pooled.first?.context.missing ?? strata.first?.context.missing
    var seen: Set<ProgrammeTable.Context> = []
    for one in strata where one.context.missing == first && seen.insert(one.context).inserted {
      let context = one.context
      let strata = table(of: context).made(
        of: exported.keeping("outcome", context.outcome.rawValue)
          .keeping("baseline", context.baseline.rawValue).keeping("scale", context.scale)
          .keeping("endpoint", context.endpoint.label).keeping("missing", context.missing.rawValue)
          .keeping("strategy", ReportWords.inOrder(self.strata.compactMap(\.strategy))))
      blocks.append(.details("Numbers: " + strata.caption, [.table(strata)]))
    }
    return blocks
  }

  /// Uncontrolled, in the words that stand wherever it is printed.
  static let caution =
    "Uncontrolled: patients were not randomised to programmes; who begins one has stayed in care and may differ. The difference is "
    + "not the effect of a programme. Groups are made alike in strategy and step number alone, and steps of one patient are "
    + "taken as independent."

  private var definition: String {
    "A lifestyle programme (exercise, sleep such as CBT for insomnia, light) never closes a step. Here steps in which one began within "
      + "\(programmeDays) days of the start stand beside steps of the same strategy and step number in which none did. Only steps that "
      + "still ran on day \(programmeDays) are in either group, for who stays longer has more time to begin one; steps before which a "
      + "programme ran already are in neither."
  }

  private var nothing: String {
    rates.rows.contains { $0.group[2] == ProgrammeLevel.begun.rawValue }
      ? "No strategy at a step holds both steps with a programme and steps without one, so there is nothing to compare."
      : "No step has a programme that began in its first \(programmeDays) days, so there is nothing to compare."
  }

  /// How many steps are on which side: of the first context, which counts all steps.
  private var sides: String {
    guard let first = rates.rows.first else { return "" }
    let rows = rates.rows.filter { ProgrammeTable.Context($0) == ProgrammeTable.Context(first) }
    func steps(_ level: String) -> String {
      let own = rows.filter { $0.group[2] == level }
      let known = own.compactMap(\.steps)
      return known.count == own.count ? NumberText.grouped(known.reduce(0, +)) : "a hidden number"
    }
    return
      "Steps on \(first.scale): \(steps("begun")) with a programme, \(steps("none")) without; in neither group "
      + "\(steps("before")) before which one ran, \(steps("early")) that ended before day \(programmeDays)"
      + (rows.contains { $0.group[2].isEmpty } ? ", \(steps("")) of which nothing is known." : ".")
  }

  /// A score before the programme's first day cannot be its work.
  private var earlyEndpoint: String? {
    let days = strata.compactMap { one -> Int? in
      if case .nearest(let day, let window) = one.context.endpoint { day - window } else { nil }
    }
    guard let first = days.min(), first < programmeDays else { return nil }
    return "The endpoint may lie on day \(first), before a programme of that group has begun."
  }
}
