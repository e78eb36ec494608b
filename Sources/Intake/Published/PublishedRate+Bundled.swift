internal import CCatalogue
public import Treatment

extension PublishedRate {
  /// The published rates that come with the binary, in the order of `Datasets/published/rates.csv`.
  public static let bundled = CatalogueRows(remit_published_start(), size: remit_published_size).rows.map(
    PublishedRate.init(row:))

  /// The SHA-256 of the embedded file.
  public static var bundledDigest: String {
    let digest = FileDigest()
    digest.update(
      Array(UnsafeBufferPointer(start: remit_published_start(), count: Int(remit_published_size))))
    return digest.finished()
  }

  init(row: [String: String]) {
    self.init()
    func text(_ name: String) -> String { row[name] ?? "" }
    id = text("id")
    study = text("study")
    year = Int(text("year")) ?? 0
    arm = text("arm")
    strategy = text("strategy")
    agents = text("agents").split(separator: "|").map(String.init)
    step = text("step")
    prior = text("prior")
    priorLeast = Int(text("prior_least"))
    priorMost = Int(text("prior_most"))
    population = text("population")
    populationKind = text("population_kind")
    design = text("design")
    designKind = DesignKind(rawValue: text("design_kind")) ?? .reanalysis
    outcome = text("outcome")
    definition = text("definition")
    rule = text("rule")
    scale = text("scale")
    weeks = Double(text("weeks"))
    timing = Timing(rawValue: text("timing")) ?? .variable
    analysisSet = text("analysis_set")
    reading = MissingReading(rawValue: text("reading"))
    n = Int(text("n"))
    events = Int(text("events"))
    numerator = Numerator(rawValue: text("events_mark")) ?? .none
    percent = Double(text("rate_pct"))
    rateOrigin = Self.origin(text("rate_mark"), text("rate_source"))
    nOrigin = Self.origin(text("n_mark"), text("n_source"))
    citation = text("citation")
    doi = text("doi")
    confidence = text("confidence")
    isReference = text("use") == "yes"
    note = text("note")
  }

  private static func origin(_ mark: String, _ source: String) -> FigureOrigin {
    FigureOrigin(mark: SourceMark(rawValue: mark) ?? .notStated, source: source)
  }
}
