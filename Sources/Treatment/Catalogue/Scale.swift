/// A rating scale of depression as the catalogue describes it.
///
/// Not: the items of the scale. Names, ranges and cut-offs only.
public struct Scale: Sendable, Hashable, Codable {
  public var id: String
  public var name: String
  public var lowest: Double
  public var highest: Double
  public var rater: String
  public var responseRule: ResponseRule
  /// A score at or below this is remission; `nil` where the catalogue sets none.
  public var remissionCutoff: Double?
  public var remissionAlternatives: String
  /// In ascending order; the first band whose `upTo` is not below the score is the score's band.
  public var severityBands: [SeverityBand]
  public var source: String
  public var provenance: String
  public var synonyms: [String]
  /// The row's texts, to be printed.
  public var facts = ScaleFacts()
  /// Column of the catalogue's file -> origin of its figure; ``origin(of:)`` answers for the columns without
  /// one.
  public var origins: [String: FigureOrigin] = [:]

  public init(
    id: String, name: String, lowest: Double, highest: Double, rater: String = "",
    responseRule: ResponseRule = .fall(fraction: 0.5), remissionCutoff: Double? = nil,
    remissionAlternatives: String = "", severityBands: [SeverityBand] = [], source: String = "",
    provenance: String = "", synonyms: [String] = []
  ) {
    self.id = id
    self.name = name
    self.lowest = lowest
    self.highest = highest
    self.rater = rater
    self.responseRule = responseRule
    self.remissionCutoff = remissionCutoff
    self.remissionAlternatives = remissionAlternatives
    self.severityBands = severityBands
    self.source = source
    self.provenance = provenance
    self.synonyms = synonyms
  }

  /// Where the figure in a column is from; where it has no origin of its own, what the row's provenance
  /// allows.
  public func origin(of column: String) -> FigureOrigin {
    origins[column] ?? FigureOrigin(provenanceOfRow: provenance)
  }

  /// The mark of the row; where a user's own catalogue gave any of it, `own`.
  public var mark: SourceMark {
    origins.values.contains { $0.mark == .own } ? .own : SourceMark(provenance: provenance)
  }
}

/// What the catalogue says of a scale in words, beside the rules that are computed with.
public struct ScaleFacts: Sendable, Hashable, Codable {
  public var itemsScored = ""
  public var direction = ""
  public var responseRule = ""
  public var responseBaseline = ""
  public var remissionCutoff = ""
  /// Every list of bands; the first, or the one marked as default, is ``Scale/severityBands``.
  public var severityBands = ""
  /// No rule computes relapse yet.
  public var relapseCutoff = ""
  public var versionTraps = ""
  public var confidence = ""

  public init() {}
}

/// A named range of severity, up to and including `upTo`.
public struct SeverityBand: Sendable, Hashable, Codable {
  public var name: String
  public var upTo: Double

  public init(name: String, upTo: Double) {
    self.name = name
    self.upTo = upTo
  }
}

/// What counts as response on a scale.
public enum ResponseRule: Sendable, Hashable, Codable {
  /// A fall of at least this fraction of the score at the start.
  case fall(fraction: Double)
  /// A fall of at least this many points (CGI-S).
  case points(Double)
  /// A score at or below this, whatever the start (CGI-I, which is itself a change score).
  case atMost(Double)
  /// No rule is established; the text says why.
  case none(reason: String)
}
