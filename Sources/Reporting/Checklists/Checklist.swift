import Treatment

/// A reporting guideline held against a report: which items the run fills, and where; which are the authors'.
///
/// Not: a judgement that an item is well reported. An item that the run fills in part names what is left.
struct Checklist {
  struct Item: Sendable, Equatable {
    /// As the guideline numbers it.
    var number: String
    var section: String
    /// What is asked, in our words.
    var topic: String
    /// The places of the report that fill it: anchors of the page, or files; none where it is the authors'.
    var places: [String] = []
    /// What the authors have to add, or why nothing is filled.
    var left: String = ""
  }

  /// Begins the names of its files: `checklist-strobe.csv`.
  let name: String
  let title: String
  /// Of what studies it is, and where its numbers are from.
  let about: String
  let items: [Item]

  /// Every guideline that a report of this design and content answers to.
  static func all(of content: ReportContent, _ places: Places) -> [Checklist] {
    [
      Checklist(strobeOf: content, places), Checklist(recordOf: content, places),
      Checklist(tripodOf: content, places),
    ]
    .compactMap { $0 }
  }

  /// What a report has that items can point to.
  struct Places {
    var sections: Set<String>
    var tables: [String]
    var figures: [String]

    /// Those that are there, of anchors, and of files; `*` in a file's name stands for anything.
    func found(_ asked: [String]) -> [String] {
      asked.flatMap { place -> [String] in
        if place.hasPrefix("#") {
          return place == "#brief" || sections.contains(String(place.dropFirst())) ? [place] : []
        }
        let parts = place.split(separator: "*", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return (tables + figures).contains(place) ? [place] : [] }
        return (tables + figures).filter { $0.hasPrefix(parts[0]) && $0.hasSuffix(parts[1]) }
      }
    }

    /// An item with those of its places that are there; whose none is, and nothing else is said, is the authors'.
    func item(
      _ number: String, _ section: String, _ topic: String, _ places: [String] = [], left: String = ""
    ) -> Item {
      let found = found(places)
      return Item(
        number: number, section: section, topic: topic, places: found,
        left: found.isEmpty && left.isEmpty ? "Not in this report; for the authors." : left)
    }
  }

  /// A row an item.
  var table: Table {
    Table(
      columns: ["item", "section", "topic", "filled_by", "where", "left_to_authors"].map { .init($0) },
      rows: items.map { item in
        [
          .text(item.number), .text(item.section), .text(item.topic),
          .text(item.places.isEmpty ? "authors" : item.left.isEmpty ? "report" : "both"),
          .text(item.places.map { $0.hasPrefix("#") ? "report.html\($0)" : $0 }.joined(separator: " ")),
          .text(item.left),
        ]
      })
  }

  /// The same with links, to lie beside `report.html`.
  func html(title: String) -> String {
    var page = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    page += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    page +=
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    page +=
      "<title>\(self.title): \(Escaped.markup(title))</title>\n<style>\n\(Stylesheet.page)\n</style>\n</head>\n<body>\n"
    page +=
      "<header>\n<h1>\(self.title) checklist</h1>\n<p class=\"question\">\(Escaped.markup(title))</p>\n</header>\n<main>\n<p>\(Escaped.markup(about))</p>\n"
    page +=
      "<table>\n<thead><tr><th>Item</th><th>What is asked</th><th>Where</th><th>Left to the authors</th></tr></thead>\n<tbody>\n"
    for item in items {
      let links = item.places.map { place in
        let target = place.hasPrefix("#") ? "report.html\(place)" : place
        return "<a href=\"\(target)\">\(place.hasPrefix("#") ? String(place.dropFirst()) : place)</a>"
      }
      page +=
        "<tr><th scope=\"row\">\(item.number)</th><td>\(Escaped.markup(item.topic))</td><td>\(links.joined(separator: " "))</td>"
      page += "<td>\(Escaped.markup(item.left))</td></tr>\n"
    }
    return page + "</tbody>\n</table>\n</main>\n</body>\n</html>\n"
  }
}
