@testable import Reporting

/// A reader who tries every cube that is printed as this one is, nearest to the truth first, and so finds out at once that
/// a count may be another one, and by exhaustion that it may not.
///
/// It knows nothing of how counts are hidden. It starts near the truth only to be quick.
struct ExhaustiveAttacker {
  /// A hidden number of a line that it is after.
  struct Prey: Hashable {
    enum Kind: Hashable { case events, nonEvents, worstNonEvents, patients }

    var line: Int
    var kind: Kind

    func value(_ counts: DrawnCube.Counts) -> Int {
      switch kind {
      case .events: counts.events
      case .nonEvents: counts.nonEvents
      case .worstNonEvents: counts.nonEvents + counts.missing
      case .patients: counts.patients
      }
    }
  }

  private let cube: DrawnCube
  private let published: PublishedCube
  private let choices: [[DrawnCube.Counts]]
  /// By cell, the lines that are complete once it is chosen.
  private let complete: [[Int]]
  private var open: Set<Prey>
  private var tries = 0
  private static let mostTries = 4_000

  init(_ cube: DrawnCube, _ published: PublishedCube) {
    self.cube = cube
    self.published = published
    let base = published.lines.filter { $0.group.members.count == 1 }
    choices = cube.cells.indices.map { cell in
      Self.near(cube.cells[cell]).filter { counts in
        base.allSatisfy { $0.group.members != [cell] || PublishedCube.agrees($0, counts) }
      }
    }
    complete = cube.cells.indices.map { cell in
      published.lines.indices.filter { published.lines[$0].group.members.max() == cell }
    }
    open = Set(Self.prey(of: cube, published))
  }

  /// Every small count that is not printed.
  static func prey(of cube: DrawnCube, _ published: PublishedCube) -> [Prey] {
    published.lines.enumerated().flatMap { place, line -> [Prey] in
      var kinds: [Prey.Kind] = []
      if line.rows[0].events == nil { kinds += [.events, .nonEvents] }
      if line.rows[1].events == nil { kinds.append(.worstNonEvents) }
      if line.rows.allSatisfy({ $0.patients == nil }) { kinds.append(.patients) }
      let truth = cube.sum(of: line.group, in: cube.cells)
      return kinds.map { Prey(line: place, kind: $0) }.filter { PublishedCube.isSmall($0.value(truth)) }
    }
  }

  /// Hidden small counts that can only be what they are; `nil` where there are too many cubes to try.
  mutating func caught() -> [Prey]? {
    tries = 0
    var chosen = cube.cells
    _ = open.isEmpty || descend(0, &chosen)
    return tries > Self.mostTries ? nil : open.sorted { $0.line < $1.line }
  }

  private func truth(of line: Int) -> DrawnCube.Counts {
    cube.sum(of: published.lines[line].group, in: cube.cells)
  }

  /// False once there is nothing left to find out.
  private mutating func descend(_ cell: Int, _ chosen: inout [DrawnCube.Counts]) -> Bool {
    guard cell < chosen.count else {
      open = open.filter { prey in
        prey.value(cube.sum(of: published.lines[prey.line].group, in: chosen))
          == prey.value(truth(of: prey.line))
      }
      return !open.isEmpty
    }
    for choice in choices[cell] {
      tries += 1
      if tries > Self.mostTries { return false }
      chosen[cell] = choice
      let fits = complete[cell].allSatisfy {
        PublishedCube.agrees(published.lines[$0], cube.sum(of: published.lines[$0].group, in: chosen))
      }
      if fits, !descend(cell + 1, &chosen) { return false }
    }
    return true
  }

  /// Counts of a cell, nearest first; no number farther than eight from the truth.
  private static func near(_ truth: DrawnCube.Counts) -> [DrawnCube.Counts] {
    var found: [(distance: Int, counts: DrawnCube.Counts)] = []
    for events in max(0, truth.events - 8)...truth.events + 8 {
      for nonEvents in max(0, truth.nonEvents - 8)...truth.nonEvents + 8 {
        for missing in max(0, truth.missing - 3)...truth.missing + 3 {
          let distance =
            abs(events - truth.events) + abs(nonEvents - truth.nonEvents) + abs(missing - truth.missing)
          found.append((distance, DrawnCube.Counts(events: events, nonEvents: nonEvents, missing: missing)))
        }
      }
    }
    return found.enumerated().sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
      .map(\.element.counts)
  }
}
