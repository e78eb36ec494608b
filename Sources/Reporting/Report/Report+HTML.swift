extension Report {
  /// The report as one page that needs no network and no script.
  func html() -> String {
    var page = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    page += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    page += "<meta name=\"color-scheme\" content=\"light dark\">\n"
    // Nothing may be fetched or run, whatever a text from data holds.
    page +=
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    page +=
      "<title>\(Escaped.markup(content.title))</title>\n<style>\n\(Stylesheet.page)\n\(content.paper.rule)\n\(Palette.style)\n</style>\n"
    page += "</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the report</a>\n"
    page += "<header>\n<h1>\(Escaped.markup(content.title))</h1>\n"
    if !content.question.isEmpty { page += "<p class=\"question\">\(Escaped.markup(content.question))</p>\n" }
    page += "</header>\n<main id=\"main\">\n"
    page += head()
    page += "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ol>\n"
    for section in sections {
      page += "<li><a href=\"#\(section.id)\">\(Escaped.markup(section.title))</a></li>\n"
    }
    page += "</ol>\n</nav>\n<p class=\"hint\">Wide tables and figures move sideways.</p>\n"
    for section in sections {
      page += "<section aria-labelledby=\"\(section.id)\">\n"
      page += "<h2 id=\"\(section.id)\">\(Escaped.markup(section.title))</h2>\n"
      page += section.blocks.map(Self.html).joined() + "</section>\n"
    }
    page +=
      "</main>\n<footer>\n<p>Made with Remit. Tables with every digit, the figures and the provenance of this "
    page +=
      "report stand beside it in <code>tables/</code>, <code>figures/</code> and <code>provenance.json</code>.</p>\n"
    return page + "</footer>\n</body>\n</html>\n"
  }

  /// The first page.
  private func head() -> String {
    var text = "<section class=\"brief\" aria-labelledby=\"brief\">\n<h2 id=\"brief\">In brief</h2>\n"
    text += "<p>\(Escaped.markup(firstPage.cohort))</p>\n"
    if let figure = firstPage.figure { text += Self.html(.figure(figure)) }
    if !firstPage.findings.isEmpty {
      text +=
        "<ul>\n"
        + firstPage.findings.map { "<li>\($0.html.replacing(" %", with: "\u{a0}%"))</li>\n" }.joined()
        + "</ul>\n"
      text += "<p class=\"caveat\">\(Escaped.markup(firstPage.caveat))</p>\n"
    }
    return text + "</section>\n"
  }

  /// A sentence for the page; no line begins with a sign of per cent.
  private static func prose(_ text: String) -> String {
    Escaped.markup(text).replacing(" %", with: "\u{a0}%")
  }

  private static func list(_ items: [String]) -> String {
    "<ul>\n" + items.map { "<li>\(prose($0))</li>\n" }.joined() + "</ul>\n"
  }

  private static func html(_ block: ReportSection.Block) -> String {
    switch block {
    case .paragraph(let text): "<p>\(prose(text))</p>\n"
    case .lead(let text): "<p class=\"lead\">\(Escaped.markup(text))</p>\n"
    case .heading(let text): "<h3>\(Escaped.markup(text))</h3>\n"
    case .subheading(let text): "<h4>\(Escaped.markup(text))</h4>\n"
    case .list(let items): list(items)
    case .terms(let definitions):
      "<dl>\n"
        + definitions.map { definition in
          "<dt>\(Escaped.markup(definition.term))</dt>\n<dd>\(Escaped.markup(definition.text))"
            + "<span class=\"source\">\(Escaped.markup(source(of: definition)))</span></dd>\n"
        }.joined() + "</dl>\n"
    case .table(let table): table.html()
    case .details(let title, let blocks):
      "<details>\n<summary>\(Escaped.markup(title))</summary>\n" + blocks.map(html).joined() + "</details>\n"
    case .figure(let figure):
      "<figure\(figure.isSquare ? " class=\"square\"" : "")>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Figure: \(Escaped.markup(figure.caption))\">\n"
        + figure.inline + "</div>\n<figcaption>\(Escaped.markup(figure.caption))</figcaption>\n</figure>\n"
    }
  }
}
