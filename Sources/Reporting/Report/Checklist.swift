import Treatment

/// A reporting guideline held against a report: which items the run fills, and where; which are the authors'.
///
/// Not: a judgement that an item is well reported. An item that the run fills in part names what is left.
/// Source: STROBE, von Elm and others 2007, Annals of Internal Medicine 147:573 (numbers of items from memory, their texts in our words).
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

  let items: [Item]

  /// `nil` where the guideline is of other designs: STROBE is of cohorts without random assignment.
  init?(strobeOf content: ReportContent, _ sections: [ReportSection], tables: [String], figures: [String]) {
    guard content.design == .cohort else { return nil }
    let ids = Set(sections.map(\.id))
    func item(
      _ number: String, _ section: String, _ topic: String, _ places: [String] = [], left: String = ""
    ) -> Item {
      let found = places.filter { place in
        place.hasPrefix("#")
          ? place == "#brief" || ids.contains(String(place.dropFirst()))
          : tables.contains(place) || figures.contains(place)
      }
      let isAuthors = found.isEmpty && left.isEmpty
      return Item(
        number: number, section: section, topic: topic, places: found,
        left: isAuthors ? "Not in this report; for the authors." : left)
    }
    let flow = ["#flow", "#road"]
    items = [
      item("1a", "Title and abstract", "The title or abstract names the design", left: "For the authors."),
      item(
        "1b", "Title and abstract", "A balanced abstract of what was done and found", ["#brief"],
        left: "Wording."),
      item("2", "Introduction", "Background and reasons", left: "For the authors."),
      item(
        "3", "Introduction", "Aims, with hypotheses stated beforehand",
        content.question.isEmpty ? [] : ["#brief"],
        left: content.question.isEmpty ? "For the authors." : "Which hypotheses were stated beforehand."),
      item("4", "Methods", "Main features of the design, early on", ["#cohort"]),
      item(
        "5", "Methods", "Setting, places, periods of entry and follow-up",
        left: "For the authors: files hold days, no dates."),
      item(
        "6a", "Methods", "Who was eligible, how found and followed", flow,
        left: "Sources and ways of selection."),
      item(
        "6b", "Methods", "Matching, where there was any",
        left: "For the authors, where patients were matched."),
      item(
        "7", "Methods", "Outcomes, exposures, predictors, confounders defined", ["#methods"],
        left: "Confounders considered."),
      item(
        "8", "Methods", "How each variable was measured", ["#methods"],
        left: "Raters and sources of the data."),
      item(
        "9", "Methods", "What was done against bias", ["#limitations"],
        left: "What was done when the data were gathered."),
      item("10", "Methods", "How the size of the study came about", flow, left: "Why so many."),
      item("11", "Methods", "How numbers were grouped and handled", ["#methods"]),
      item("12a", "Methods", "Statistical methods, confounding included", ["#methods"]),
      item("12b", "Methods", "Methods for subgroups and interactions", ["#methods", "#predictors"]),
      item("12c", "Methods", "How missing data were handled", ["#methods"]),
      item("12d", "Methods", "How loss to follow-up was handled", ["#limitations"]),
      item("12e", "Methods", "Sensitivity analyses", ["#sensitivity", "#resistance", "#rates"]),
      item("13a", "Results", "Numbers at each stage", flow + ["tables/flow.csv"]),
      item("13b", "Results", "Reasons for leaving at each stage", flow + ["tables/flow.csv"]),
      item("13c", "Results", "A flow diagram", ["figures/flow.svg"]),
      item("14a", "Results", "Characteristics of participants", ["tables/baseline.csv"]),
      item("14b", "Results", "Missing values of each variable", ["tables/baseline.csv"]),
      item("14c", "Results", "Time of follow-up", left: "For the authors."),
      item("15", "Results", "Numbers of outcomes over time", ["#rates", "#course", "tables/rates.csv"]),
      item(
        "16a", "Results", "Unadjusted and adjusted estimates with limits", ["#rates", "#predictors"],
        left: content.predictors.isEmpty ? "Rates are unadjusted; no model was asked for." : ""),
      item("16b", "Results", "Limits of the classes of continuous variables", ["#methods"]),
      item("16c", "Results", "Relative turned into absolute risks, where it helps", ["#rates"]),
      item("17", "Results", "Other analyses", ["#resistance", "#pathways", "#lifestyle", "#predictors"]),
      item(
        "18", "Discussion", "Key results against the aims", ["#brief"], left: "What they mean for the aims."),
      item(
        "19", "Discussion", "Limitations, direction and size of bias", ["#limitations"],
        left: "Direction and size of bias."),
      item("20", "Discussion", "A cautious reading beside other evidence", left: "For the authors."),
      item("21", "Discussion", "How far the results carry to others", left: "For the authors."),
      item("22", "Other", "Funding and the funders' part", left: "For the authors."),
    ]
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
      "<title>STROBE: \(Escaped.markup(title))</title>\n<style>\n\(Stylesheet.page)\n</style>\n</head>\n<body>\n"
    page +=
      "<header>\n<h1>STROBE checklist</h1>\n<p class=\"question\">\(Escaped.markup(title))</p>\n</header>\n<main>\n"
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
