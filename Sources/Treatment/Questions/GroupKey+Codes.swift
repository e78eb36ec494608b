extension GroupKey {
  /// The group of each step row, as a code in the page's vocabulary; ``Vocabulary/missing`` where it is not
  /// known.
  ///
  /// The page must have been asked for ``reads``, and for `.entry` where severity is at entry. The
  /// vocabulary is asked once for each group that occurs in the page, never once a row.
  ///
  /// Shapes: one code a step row.
  public func codes(in page: PatientPage, baseline: BaselineKind) -> [UInt32] {
    let count = page.rows.count
    switch self {
    case .strategy:
      return page.rows.strategy
    case .step:
      return Self.codes(ofNumbers: page.rows.step, in: page.vocabulary)
    case .agent:
      precondition(page.rows.agent.count == count, "The page was not asked for agents.")
      return page.rows.agent
    case .scale:
      return Self.codes(ofScales: page)
    case .design:
      return Array(repeating: page.vocabulary.code(of: page.design.rawValue), count: count)
    case .baselineSeverity:
      return Self.codes(ofSeverity: page, baseline)
    case .priorFailures, .lifestyle, .covariate:
      guard case .text(let codes) = page.covariate(name, as: .text, ofPatients: false) else {
        preconditionFailure("The page holds '\(name)' as numbers.")
      }
      return codes
    case .cut(_, let bounds):
      guard case .number(let values) = page.covariate(name, as: .number, ofPatients: false) else {
        preconditionFailure("The page holds '\(name)' as text.")
      }
      let labels = Self.labels(of: bounds).map(page.vocabulary.code(of:))
      return values.map { value in
        Self.place(of: value, in: bounds).map { labels[$0] } ?? Vocabulary.missing
      }
    case .pooled(let key, let pool):
      return pool.codes(key.codes(in: page, baseline: baseline), in: page.vocabulary)
    }
  }

  /// The place of the range of a cut that holds the value; `nil` where it is missing.
  private static func place(of value: Double, in bounds: [Double]) -> Int? {
    if value.isNaN { return nil }
    var range = 0
    while range < bounds.count, value >= bounds[range] { range += 1 }
    return range
  }

  /// What the range of a cut is called that holds the value; `nil` where it is missing.
  public static func range(of value: Double, _ bounds: [Double]) -> String? {
    place(of: value, in: bounds).map { labels(of: bounds)[$0] }
  }

  /// Not yet asked of the vocabulary.
  private static let unknown = UInt32.max

  private static func codes(ofNumbers numbers: [Int32], in vocabulary: Vocabulary) -> [UInt32] {
    var small = [UInt32](repeating: unknown, count: 64)
    var large: [Int32: UInt32] = [:]
    return numbers.map { number in
      if number >= 0, number < 64 {
        let known = small[Int(number)]
        if known != unknown { return known }
        let code = vocabulary.code(of: String(number))
        small[Int(number)] = code
        return code
      }
      if let known = large[number] { return known }
      let code = vocabulary.code(of: String(number))
      large[number] = code
      return code
    }
  }

  private static func codes(ofScales page: PatientPage) -> [UInt32] {
    var known = [UInt32](repeating: unknown, count: page.catalogue.scales.count)
    return page.rows.scale.map { scale in
      let place = Int(scale)
      if known[place] == unknown { known[place] = page.vocabulary.code(of: page.catalogue.scales[place].id) }
      return known[place]
    }
  }

  private static func codes(ofSeverity page: PatientPage, _ baseline: BaselineKind) -> [UInt32] {
    let scores = baseline == .step ? page.rows.baseline : page.rows.entry
    precondition(scores.count == page.rows.count, "The page was not asked for entry scores.")
    // Bands lie in one table, a scale's from its own start on.
    let scales = page.catalogue.scales
    var starts: [Int] = []
    var bandCount = 0
    for scale in scales {
      starts.append(bandCount)
      bandCount += scale.severityBands.count
    }
    var known = [UInt32](repeating: unknown, count: bandCount)
    var result: [UInt32] = []
    result.reserveCapacity(scores.count)
    for row in scores.indices {
      let scale = Int(page.rows.scale[row])
      guard let band = scales[scale].severityBand(of: scores[row]) else {
        result.append(Vocabulary.missing)
        continue
      }
      let place = starts[scale] + band
      if known[place] == unknown {
        known[place] = page.vocabulary.code(of: scales[scale].severityBands[band].name)
      }
      result.append(known[place])
    }
    return result
  }
}
