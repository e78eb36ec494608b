import Treatment

/// Which colour and texture each treatment has in the figures of pathways.
///
/// Strategies have theirs once and for all, by the road of care; others by how common they are in the run. Seven colours that the
/// colour-blind tell apart, each plain, striped, dotted or in a grid: twenty-eight in all, after which they come again.
struct TreatmentColours {
  struct Style: Hashable {
    /// The place of the colour in ``Palette``.
    var series: Int
    var texture: Texture
  }

  enum Texture: Int, CaseIterable { case plain, stripes, dots, grid }

  /// Families share a colour: first lines, switches, combinations, augmentations, psychotherapy, rapid-acting, the rest.
  private static let ofStrategies: [String: Style] = [
    "FIRST_LINE": Style(series: 0, texture: .plain), "FIRST_LINE_OTHER": Style(series: 0, texture: .stripes),
    "RECHALLENGE": Style(series: 0, texture: .dots), "SWITCH_WITHIN": Style(series: 5, texture: .stripes),
    "SWITCH_OUT": Style(series: 5, texture: .plain), "SWITCH_AFTER_GAP": Style(series: 5, texture: .dots),
    "SWITCH": Style(series: 5, texture: .plain), "COMBINE": Style(series: 2, texture: .plain),
    "COMBINE_FROM_START": Style(series: 2, texture: .stripes),
    "COMBINE_ABORTED": Style(series: 2, texture: .dots),
    "AUGMENT_AAP": Style(series: 1, texture: .plain), "AUGMENT_LI": Style(series: 1, texture: .stripes),
    "AUGMENT_THYROID": Style(series: 1, texture: .dots), "AUGMENT_OTHER": Style(series: 4, texture: .dots),
    "PSYCH_ADD": Style(series: 3, texture: .plain), "PSYCH_SWITCH": Style(series: 3, texture: .stripes),
    "KETAMINE": Style(series: 4, texture: .plain), "ECT": Style(series: 6, texture: .plain),
    "NEUROMOD": Style(series: 6, texture: .stripes), "LIFESTYLE": Style(series: 3, texture: .dots),
    "OPTIMISE": Style(series: 4, texture: .stripes), "OTHER": Style(series: 6, texture: .dots),
  ]

  private var styles: [String: Style] = [:]

  /// `treatments` are escaped, the most common first.
  init(_ treatments: [String], ofStrategies: Bool) {
    guard ofStrategies else {
      for (place, treatment) in treatments.enumerated() where styles[treatment] == nil {
        styles[treatment] = Self.style(place)
      }
      return
    }
    for treatment in treatments { styles[treatment] = Self.ofStrategies[PathwayName.unescaped(treatment)] }
    var taken = Set(styles.values)
    for treatment in treatments.sorted() where styles[treatment] == nil {
      let style = Self.free(from: Self.number(of: treatment), taken)
      styles[treatment] = style
      taken.insert(style)
    }
  }

  /// The first colour that nothing else has, in a grid before other textures; where all are taken, the one that it began with.
  private static func free(from series: Int, _ taken: Set<Style>) -> Style {
    for texture in Texture.allCases.reversed() {
      for step in 0..<Palette.light.count {
        let style = Style(series: (series + step) % Palette.light.count, texture: texture)
        if !taken.contains(style) { return style }
      }
    }
    return Style(series: series, texture: .grid)
  }

  subscript(_ treatment: String) -> Style { styles[treatment] ?? Style(series: 6, texture: .plain) }

  private static func style(_ place: Int) -> Style {
    let colours = Palette.light.count
    return Style(
      series: place % colours, texture: Texture(rawValue: place / colours % Texture.allCases.count) ?? .plain)
  }

  /// A colour for a strategy that has none of its own, the same in every report unless another one there has it (Fowler, Noll and Vo's hash, from memory).
  private static func number(of name: String) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in name.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return Int(hash % UInt32(Palette.light.count))
  }
}
