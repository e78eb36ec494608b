import Summaries
import Treatment

/// What finishing a statistic needs to know of a scale, taken from the catalogue of the pages.
struct ScaleNote: Mergeable {
  /// The scale's place in the catalogue, by which tables are ordered.
  var place: Int
  var noResponse: String?
  var noRemission: String?

  init(_ scale: Scale, at place: Int) {
    self.place = place
    noResponse = scale.unavailability(of: .response)
    noRemission = scale.unavailability(of: .remission)
  }

  func unavailability(of outcome: Outcome) -> String? {
    switch outcome {
    case .response: noResponse
    case .remission: noRemission
    }
  }

  /// The same whichever comes first, also where two sites' catalogues differ.
  mutating func merge(_ other: ScaleNote) {
    place = min(place, other.place)
    noResponse = [noResponse, other.noResponse].compactMap { $0 }.min()
    noRemission = [noRemission, other.noRemission].compactMap { $0 }.min()
  }
}

extension KeyedSums where Key == String, Value == ScaleNote {
  /// Notes the scales of a page that have a row, once a scale.
  mutating func note(_ page: PatientPage, at place: Int) {
    let scale = page.catalogue.scales[place]
    if self[scale.id] == nil { merge(ScaleNote(scale, at: place), into: scale.id) }
  }

  /// Names and notes in the catalogue's order.
  var inOrder: [(name: String, note: ScaleNote)] {
    ordered.map { (name: $0.key, note: $0.value) }.sorted {
      ($0.note.place, $0.name) < ($1.note.place, $1.name)
    }
  }
}
