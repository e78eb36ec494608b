/// The known name that a wrong one was probably meant to be.
///
/// The fewest letters to change, add or drop (Levenshtein), whatever the case; `nil` where even the nearest
/// differs in more than a third of its letters. Of equally near names the first in order of scalars.
func nearestName(to name: String, among known: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars.prefix(64))
  var best: (distance: Int, name: String)?
  for candidate in known {
    let letters = Array(candidate.lowercased().unicodeScalars.prefix(64))
    let distance = editDistance(wanted, letters)
    guard distance <= max(wanted.count, letters.count) / 3 else { continue }
    if let best, (best.distance, best.name) <= (distance, candidate) { continue }
    best = (distance, candidate)
  }
  return best?.name
}

private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var row = Array(0...b.count)
  for (i, letter) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in b.enumerated() {
      let substituted = diagonal + (letter == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substituted, diagonal + 1, row[j] + 1)
    }
  }
  return row[b.count]
}
