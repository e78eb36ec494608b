import TestSupport

@testable import Reporting

/// A reader who bounds each hidden count by a linear program over the cells' events, non-events and missing, from the numbers
/// that are printed. It goes where there are too many cubes to try.
struct LinearAttacker {
  private let cube: DrawnCube
  private let published: PublishedCube

  init(_ cube: DrawnCube, _ published: PublishedCube) {
    self.cube = cube
    self.published = published
  }

  /// What a kind of count adds up, for events, non-events and missing.
  private static func parts(_ kind: ExhaustiveAttacker.Prey.Kind) -> [Double] {
    switch kind {
    case .events: [1, 0, 0]
    case .nonEvents: [0, 1, 0]
    case .worstNonEvents: [0, 1, 1]
    case .patients: [1, 1, 1]
    }
  }

  private func factors(_ line: PublishedCube.Line, _ parts: [Double]) -> [Int: Double] {
    var factors: [Int: Double] = [:]
    for member in line.group.members {
      for (part, factor) in parts.enumerated() where factor != 0 { factors[3 * member + part] = factor }
    }
    return factors
  }

  /// Hidden small counts whose range holds one whole number.
  func caught() -> [ExhaustiveAttacker.Prey] {
    var equations: [(factors: [Int: Double], sum: Double)] = []
    for line in published.lines {
      func add(_ parts: [Double], _ count: Int?) {
        if let count { equations.append((factors(line, parts), Double(count))) }
      }
      add([1, 0, 0], line.rows[0].events ?? line.rows[1].events)
      add([1, 1, 0], line.rows[0].n)
      add([1, 1, 1], line.rows[1].n ?? line.rows[0].patients)
    }
    let program = DenseProgram(unknowns: 3 * cube.cells.count, equations: equations)
    return ExhaustiveAttacker.prey(of: cube, published).filter { prey in
      let parts = Self.parts(prey.kind)
      guard let range = program.range(of: factors(published.lines[prey.line], parts)) else { return false }
      return (range.lowerBound - 1e-6).rounded(.up) == (range.upperBound + 1e-6).rounded(.down)
    }
  }
}
