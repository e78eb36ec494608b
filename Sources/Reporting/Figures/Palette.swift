/// The colours of figures, by day and by night.
///
/// Source: Okabe and Ito, "Color Universal Design", 2008 (from memory); yellow left out, since it fades on white. The
/// night colours are lighter shades of the same hues.
enum Palette {
  static let light = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#4d4d4d"]
  static let dark = ["#6cb8ec", "#f28e4b", "#4cc9a4", "#e3a3c8", "#f0bd4f", "#9ad3f5", "#c9c9c9"]

  private static let inksLight = [
    ("ink", "#1b1d21"), ("muted", "#5a6069"), ("line", "#8a9099"), ("faint", "#dfe2e6"), ("paper", "#ffffff"),
  ]
  private static let inksDark = [
    ("ink", "#e9e7e2"), ("muted", "#a9afb8"), ("line", "#7f8690"), ("faint", "#3a3f47"), ("paper", "#1a1d21"),
  ]

  /// The rules that bind classes to variables, for a drawing on its own and for the page that holds drawings.
  static let style: String = {
    func variables(_ inks: [(String, String)], _ series: [String]) -> String {
      inks.map { "--fig-\($0.0):\($0.1);" }.joined()
        + series.enumerated().map { "--fig-s\($0.offset):\($0.element);" }.joined()
    }
    let names = inksLight.map(\.0) + light.indices.map { "s\($0)" }
    return ".remit-figure{\(variables(inksLight, light))}"
      + "@media screen and (prefers-color-scheme:dark){.remit-figure{\(variables(inksDark, dark))}}"
      + names.map {
        ".remit-figure .f-\($0){fill:var(--fig-\($0))}.remit-figure .k-\($0){stroke:var(--fig-\($0))}"
      }.joined()
  }()
}
