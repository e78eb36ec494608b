import Treatment

/// How many steps have a baseline and no endpoint, group by group, over all tables and endpoints.
enum MissingEndpoints {
  /// Groups in sentences of their own; of more, those that lack the largest shares.
  private static let mostGroups = 6

  private struct Gap: Equatable {
    var endpoint: Endpoint
    var missing: Int
    var all: Int
    var share: Double { Double(missing) / Double(all) }
  }

  private struct Group {
    var label: String
    var scale: String
    var baseline: BaselineKind
    var gaps: [Gap] = []
    /// Of the endpoint that most steps lack.
    var bounds: (share: Double, text: String)?

    var worst: Double { gaps.map(\.share).max() ?? 0 }
  }

  static func sentences(for disclosure: Disclosure, _ tables: [SuppressedRates]) -> [String] {
    var groups = merged(groups(of: tables))
    let isCut = groups.count > mostGroups
    if isCut {
      // Ties stay in the order of the tables.
      let worst = groups.indices.sorted { (-groups[$0].group.worst, $0) < (-groups[$1].group.worst, $1) }
      groups = worst.prefix(mostGroups).sorted().map { groups[$0] }
    }
    var sentences = groups.map { sentence(for: $0.group, $0.bounds, disclosure) }
    if isCut { sentences.append("Other groups lack endpoints as well: see N beside steps in the tables.") }
    return sentences
  }

  private static func groups(of tables: [SuppressedRates]) -> [Group] {
    var groups: [Group] = []
    for rates in tables {
      for section in rates.sections where section.outcome == .response {
        for worst in section.rows where worst.missing == .worstCase {
          guard
            let observed = section.rows.first(where: { $0.missing == .observed && $0.group == worst.group }),
            let known = observed.n, let all = worst.n, all > known
          else { continue }
          let label = rates.names.label(worst.group, by: rates.by)
          let place =
            groups.firstIndex {
              $0.label == label && $0.scale == section.scale && $0.baseline == section.baseline
            } ?? groups.count
          if place == groups.count {
            groups.append(Group(label: label, scale: section.scale, baseline: section.baseline))
          }
          let gap = Gap(endpoint: section.endpoint, missing: all - known, all: all)
          if groups[place].gaps.contains(gap) { continue }
          groups[place].gaps.append(gap)
          if let low = worst.estimate, let high = observed.estimate,
            gap.share > groups[place].bounds?.share ?? -1
          {
            groups[place].bounds = (
              gap.share,
              "\(NumberText.percent(low)) % if all of them failed and \(NumberText.percent(high)) % among those observed"
            )
          }
        }
      }
    }
    return groups
  }

  /// One entry for baselines that lack the same endpoints.
  private static func merged(_ groups: [Group]) -> [(group: Group, bounds: [(BaselineKind, String)])] {
    var result: [(group: Group, bounds: [(BaselineKind, String)])] = []
    for group in groups {
      let bounds = group.bounds.map { [(group.baseline, $0.text)] } ?? []
      let place = result.firstIndex {
        $0.group.label == group.label && $0.group.scale == group.scale && $0.group.gaps == group.gaps
      }
      if let place { result[place].bounds += bounds } else { result.append((group, bounds)) }
    }
    return result
  }

  private static func sentence(
    for group: Group, _ bounds: [(BaselineKind, String)], _ disclosure: Disclosure
  ) -> String {
    // The difference of two rounded counts may be 4 off.
    let about = disclosure == .openSafely ? "about " : ""
    func place(_ endpoint: Endpoint) -> String {
      if case .lastScore = endpoint { "at the last score" } else { "at day " + endpoint.label }
    }
    let severalPlaces = group.gaps.count > 1
    var text = group.label + ": "
    for (number, gap) in group.gaps.enumerated() {
      let count = "\(about)\(gap.missing) of \(gap.all)"
      if number == 0 {
        text += count + " steps from which response on \(group.scale) can be judged have no endpoint"
      } else {
        text += ", " + count
      }
      if severalPlaces { text += " " + place(gap.endpoint) }
    }
    let worst = group.gaps.max { $0.share < $1.share }
    for (number, bound) in bounds.enumerated() {
      if number == 0, severalPlaces, let worst {
        text += "; \(place(worst.endpoint)), where most are missing,"
      } else {
        text += number == 0 ? ";" : ", and"
      }
      text += " response against \(ReportWords.baseline(bound.0)) is \(bound.1)"
    }
    return text + "."
  }
}
