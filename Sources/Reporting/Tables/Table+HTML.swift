extension Table {
  /// Whether people read a column as numbers: counts, and texts of figures alone such as `12.4 (9.1 to 15.7)`.
  private func readsAsNumbers(_ column: Int) -> Bool {
    if columns[column].isRowHeading || isNumeric(column) { return isNumeric(column) }
    var any = false
    for row in rows {
      guard case .text(let text) = row[column], !text.isEmpty else { continue }
      any = true
      let figures = text.replacing(" to ", with: " ").replacing(" of ", with: " ")
      if figures != "hidden", !figures.allSatisfy({ $0.isNumber || " .,()/+-−–%".contains($0) }) {
        return false
      }
    }
    return any
  }

  /// The table for a page: caption, scopes, a scroll box of its own, footnotes on its columns.
  func html() -> String {
    let numeric = columns.indices.map(readsAsNumbers)
    // Short enough to stand on one printed page; narrow enough to stand there beside another.
    let isShort = rows.count <= 8
    let kind = isShort ? (columns.count <= 6 && notes.isEmpty ? " short narrow" : " short") : ""
    var html =
      "<div class=\"scroll\(kind)\" tabindex=\"0\" role=\"region\" aria-label=\"Table: \(Escaped.markup(caption))\">\n"
    html += "<table>\n<caption><span>\(Escaped.markup(caption))</span></caption>\n"
    html += (isList ? listRows() : headAndRows(numeric)) + "</table>\n</div>\n"
    return html + explanations()
  }

  /// The one row as a list: a row a column.
  private func listRows() -> String {
    let anchor = anchors.first.map { $0.isEmpty ? "" : " id=\"\($0)\"" } ?? ""
    let lines = columns.indices.map { place in
      let isHidden = rows[0][place] == .hidden
      return "<tr><th scope=\"row\">\(Escaped.markup(columns[place].heading))</th>"
        + "<td\(isHidden ? " class=\"hidden-cell\"" : "")>\(Escaped.markup(pageText(0, place)))</td></tr>\n"
    }
    return "<tbody\(anchor)>\n" + lines.joined() + "</tbody>\n"
  }

  private func headAndRows(_ numeric: [Bool]) -> String {
    var html = "<thead>\n<tr>"
    for (place, column) in columns.enumerated() {
      html +=
        "<th scope=\"col\"\(numeric[place] ? " class=\"number\"" : "")>\(Escaped.markup(column.heading))</th>"
    }
    html += "</tr>\n</thead>\n<tbody>\n"
    for row in rows.indices {
      let anchor = row < anchors.count && !anchors[row].isEmpty ? " id=\"\(anchors[row])\"" : ""
      html += "<tr\(anchor)>"
      for (place, column) in columns.enumerated() {
        let text = Escaped.markup(pageText(row, place))
        if column.isRowHeading {
          html += "<th scope=\"row\"\(numeric[place] ? " class=\"number\"" : "")>\(text)</th>"
          continue
        }
        var classes = numeric[place] ? ["number"] : []
        if rows[row][place] == .hidden { classes.append("hidden-cell") }
        html += "<td\(classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\"")>\(text)</td>"
      }
      html += "</tr>\n"
    }
    return html + "</tbody>\n"
  }

  /// What the columns mean, and the notes.
  private func explanations() -> String {
    var html = ""
    let explained = columns.filter { !$0.note.isEmpty }
    if !explained.isEmpty || !notes.isEmpty {
      html += "<div class=\"notes\">\n"
      if !explained.isEmpty {
        html +=
          "<p>"
          + explained.map { "<b>\(Escaped.markup($0.heading))</b>: \(Escaped.markup($0.note))" }.joined(
            separator: " ")
          + "</p>\n"
      }
      html += notes.map { "<p>\(Escaped.markup($0))</p>\n" }.joined() + "</div>\n"
    }
    return html
  }
}
