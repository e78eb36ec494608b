/// How rows of data become rows of the model matrix, frozen when the model was fitted.
///
/// What a model file keeps beside the coefficients: a new row gets the same columns whatever other rows come with it.
/// Not: a patient's data. It holds levels, knots and quantiles of the columns that the formula reads.
public struct ModelCoding: Sendable, Equatable, Codable {
  /// One term of the formula.
  public struct Term: Sendable, Equatable, Codable {
    public var label: String
    /// Places in ``ModelCoding/variables``.
    public var variables: [Int]
    /// For each variable, whether a factor gives a column to every level, its reference too.
    public var isFull: [Bool]
  }

  /// What the outcome is.
  public struct Outcome: Sendable, Equatable, Codable {
    public var name: String
    /// The level that is the event, where the outcome has named levels.
    public var event: String?
    /// Events and other trials in two columns.
    public var isGrouped: Bool
  }

  /// A column that has to be there to predict, with a typical value.
  public struct Input: Sendable, Equatable, Codable {
    public var name: String
    /// Holds numbers; else texts.
    public var isNumber: Bool
    /// Quantiles at 5, 50 and 95 % of the rows that were used; none for texts.
    public var quantiles: [Double]
    /// The reference of a factor of this column, else its first level; `nil` for numbers.
    public var reference: String?
  }

  public var formula: String
  public var outcome: Outcome
  public var hasIntercept: Bool
  public var variables: [VariableCoding]
  public var terms: [Term]
  /// Expressions that are added to the linear predictor.
  public var offsets: [String]
  /// Names of the columns of the model matrix.
  public var columns: [String]
  public var inputs: [Input]
}

extension ModelCoding.Term {
  /// The coding of every term: a factor is coded in full where the term without it is in no earlier term, and so is
  /// the first factor of a model without intercept.
  ///
  /// Source: `TermCode` and `modelmatrix` of R 4.2.
  static func all(of formula: Formula, _ variables: [VariableCoding]) -> [ModelCoding.Term] {
    var result = zip(formula.terms.indices, formula.termLabels).map { place, label in
      let term = formula.terms[place]
      return ModelCoding.Term(
        label: label, variables: term,
        isFull: term.map { variable in
          let rest = term.filter { $0 != variable }
          return !rest.isEmpty && !formula.terms[..<place].contains { rest.allSatisfy($0.contains) }
        })
    }
    if !formula.hasIntercept {
      for place in result.indices {
        if let first = result[place].variables.firstIndex(where: { variables[$0].isFactor }) {
          result[place].isFull[first] = true
          break
        }
      }
    }
    return result
  }
}

extension ModelCoding {
  static let mostColumns = 4000

  /// How many columns the terms make.
  var width: Int {
    terms.reduce(hasIntercept ? 1 : 0) { sum, term in
      sum
        + zip(term.variables, term.isFull).reduce(1) {
          min($0 * variables[$1.0].columnNames(isFull: $1.1).count, 1 << 40)
        }
    }
  }

  /// The variable with most levels.
  var widest: String { variables.max { $0.levels.count < $1.levels.count }?.name ?? formula }
}
