import Treatment

/// The one name that a wrong one was probably meant to be; see ``NearestName``.
package func nearestName(to name: String, among known: some Sequence<String>) -> String? {
  NearestName.nearest(name, among: Array(known), limit: 1).first
}

/// What a message may tell of a file's header.
package enum HeaderHint {
  /// Whether the line looks like a patient's row and not like the names of columns.
  package static func looksLikeData(_ header: [String]) -> Bool {
    DirectIdentifiers.looksLikeData(header)
  }

  /// The nearest name of the header, or, where the header looks like a row, the question whether there is one.
  package static func nearest(to name: String, in header: [String]) -> String {
    if looksLikeData(header) { return "; is the line with the names of the columns missing?" }
    return nearestName(to: name, among: header).map { "; the nearest is '\($0)'" } ?? ""
  }
}
