/// How far a figure of the catalogue can be trusted, as its row says.
public enum SourceMark: String, Sendable, Hashable, Codable, CaseIterable {
  /// The figure was read in the named source.
  case verified
  /// The row's source covers a part of its figures and says which.
  case partly = "verified in part"
  case fromMemory = "from memory"
  /// True by the word's meaning, as a placebo arm is.
  case definition
  /// From a user's own catalogue.
  case own
  case notStated = "not stated"

  /// The mark that a row's provenance allows for each of its figures.
  ///
  /// Not: generous. Only a text that begins with *verified* and takes nothing back vouches for every figure.
  public init(provenance text: String) {
    if text.hasPrefix("own") {
      self = .own
      return
    }
    let recalled = Self.says("from memory", in: text)
    if Self.says("verified", in: text) {
      self = text.hasPrefix("verified") && !recalled ? .verified : .partly
    } else if recalled {
      self = .fromMemory
    } else {
      self = text.hasPrefix("definition") ? .definition : .notStated
    }
  }

  /// By bytes: every study asks it of every row of the catalogue.
  private static func says(_ words: String, in text: String) -> Bool {
    let (words, text) = (Array(words.utf8), Array(text.utf8))
    guard text.count >= words.count else { return false }
    return (0...(text.count - words.count)).contains { place in
      text[place] == words[0] && text[place..<(place + words.count)].elementsEqual(words)
    }
  }
}

/// Where one figure of the catalogue is from, and how far that can be trusted.
public struct FigureOrigin: Sendable, Hashable, Codable {
  public var mark: SourceMark
  public var source: String

  public init(mark: SourceMark, source: String) {
    self.mark = mark
    self.source = source
  }

  /// The origin of a figure that its row's provenance covers.
  init(provenance: String) {
    self.init(mark: SourceMark(provenance: provenance), source: provenance)
  }

  /// That of a figure which the provenance of its row does not name: a source that covers a part of the row
  /// vouches for no other figure.
  init(provenanceOfRow text: String) {
    let mark = SourceMark(provenance: text)
    self = mark == .partly || mark == .notStated ? .notStated : FigureOrigin(mark: mark, source: text)
  }

  public static let notStated = FigureOrigin(mark: .notStated, source: "")
}
