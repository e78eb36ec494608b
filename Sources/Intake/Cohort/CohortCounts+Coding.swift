extension CohortCounts.Summary {
  private enum Key: CodingKey {
    case patients, withoutExposure, withoutScore, steps, scales, groups, strategies, outOfOrder, overlapping
    case doseInDoubt, doseInMicrograms, overlappingRows
  }

  private struct Group: Codable {
    var values: [String]
    var patients: Int
  }

  /// Sets and groups in order, so that equal counts are equal bytes.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(patients, forKey: .patients)
    try container.encode(withoutExposure, forKey: .withoutExposure)
    try container.encode(withoutScore, forKey: .withoutScore)
    try container.encode(steps, forKey: .steps)
    try container.encode(scales.sorted(), forKey: .scales)
    let ordered = groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    try container.encode(ordered.map { Group(values: $0.key, patients: $0.value) }, forKey: .groups)
    try container.encode(strategies.sorted(), forKey: .strategies)
    try container.encode(outOfOrder, forKey: .outOfOrder)
    try container.encode(overlapping, forKey: .overlapping)
    try container.encode(doseInDoubt, forKey: .doseInDoubt)
    try container.encode(doseInMicrograms, forKey: .doseInMicrograms)
    try container.encode(overlappingRows, forKey: .overlappingRows)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init()
    patients = try container.decode(Int.self, forKey: .patients)
    withoutExposure = try container.decode(Int.self, forKey: .withoutExposure)
    withoutScore = try container.decode(Int.self, forKey: .withoutScore)
    steps = try container.decode(Int.self, forKey: .steps)
    scales = try container.decode(Set<Int>.self, forKey: .scales)
    for group in try container.decode([Group].self, forKey: .groups) { groups[group.values] = group.patients }
    strategies = try container.decode(Set<String>.self, forKey: .strategies)
    outOfOrder = try container.decode(Int.self, forKey: .outOfOrder)
    overlapping = try container.decode(Int.self, forKey: .overlapping)
    doseInDoubt = try container.decode(Int.self, forKey: .doseInDoubt)
    doseInMicrograms = try container.decode(Int.self, forKey: .doseInMicrograms)
    overlappingRows = try container.decode(Int.self, forKey: .overlappingRows)
  }
}
