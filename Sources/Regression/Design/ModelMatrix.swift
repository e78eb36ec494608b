/// Writes coded variables into a row-major matrix, term by term.
struct ModelMatrix {
  /// What one column multiplies in each row.
  private enum Piece {
    case dense([Double])
    case level([Int32], Int32)
  }

  private(set) var names: [String] = []
  private(set) var assignment: [Int] = []
  private var columns: [[Piece]] = []

  init(_ coding: ModelCoding, _ values: [CodedVariable]) {
    if coding.hasIntercept {
      names.append("(Intercept)")
      assignment.append(-1)
      columns.append([])
    }
    for (place, term) in coding.terms.enumerated() {
      var labels = [""]
      var products: [[Piece]] = [[]]
      for (index, variable) in term.variables.enumerated() {
        let own = coding.variables[variable]
        let isFull = term.isFull[index]
        let pieces = Self.pieces(values[variable], levels: own.levels.count, isFull: isFull)
        // The first variable of a term runs fastest.
        let names = own.columnNames(isFull: isFull)
        labels = names.flatMap { name in labels.map { $0.isEmpty ? name : $0 + ":" + name } }
        products = pieces.flatMap { piece in products.map { $0 + [piece] } }
      }
      names += labels
      columns += products
      assignment += Array(repeating: place, count: labels.count)
    }
  }

  private static func pieces(_ value: CodedVariable, levels: Int, isFull: Bool) -> [Piece] {
    switch value {
    case .dense(let columns): columns.map(Piece.dense)
    case .levels(let codes): (0..<levels).dropFirst(isFull ? 0 : 1).map { .level(codes, Int32($0)) }
    }
  }

  /// The matrix, a block of rows at a time so that the block stays near.
  func rowMajor(count: Int) -> [Double] {
    let width = columns.count
    return [Double](unsafeUninitializedCapacity: count * width) { x, filled in
      x.initialize(repeating: 1)
      for block in stride(from: 0, to: count, by: 512) {
        let rows = block..<min(block + 512, count)
        for (place, pieces) in columns.enumerated() {
          for piece in pieces {
            switch piece {
            case .dense(let values):
              values.withUnsafeBufferPointer { values in
                for row in rows { x[row * width + place] *= values[row] }
              }
            case .level(let codes, let level):
              codes.withUnsafeBufferPointer { codes in
                for row in rows where codes[row] != level { x[row * width + place] = 0 }
              }
            }
          }
        }
      }
      filled = count * width
    }
  }
}
