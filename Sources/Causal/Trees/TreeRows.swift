/// Patients' scores and covariates, made ready for a search: whole-number scores, and ranks and orders of the covariates.
///
/// Scores are rounded to multiples of a power of two that is so large that every sum of them is exact, and so small that a sum moves by less
/// than 2⁻⁵⁰ of the sum of all sizes times the number of patients. So equal trees have equal sums, whatever the order of adding.
///
/// Shapes: one array an action, and one a covariate; one value a patient.
struct TreeRows {
  /// Scores times weights, in units.
  let scores: [[Double]]
  /// What a score of one unit is.
  let unit: Double
  let weights: [Int]
  /// Places of the patients by each covariate, patients of weight 0 left out.
  let orders: [[Int32]]
  /// Each patient's place among the covariate's values.
  let ranks: [[Int32]]
  /// The covariate's values.
  let values: [[Double]]

  var count: Int { weights.count }
  var actions: Int { scores.count }

  init(_ covariates: [[Double]], scores: [[Double]], weights: [Int]) {
    self.weights = weights
    let largest = weights.indices.reduce(0.0) { sum, row in
      sum + scores.reduce(0.0) { max($0, abs($1[row])) } * Double(weights[row])
    }
    let exponent = largest > 0 ? min(900, 49 - Int(largest.exponent)) : 0
    let scale = Double(sign: .plus, exponent: exponent, significand: 1)
    unit = 1 / scale
    self.scores = scores.map { own in
      own.indices.map { (own[$0] * scale).rounded(.toNearestOrEven) * Double(weights[$0]) }
    }
    let present = weights.indices.filter { weights[$0] > 0 }.map(Int32.init)
    var (orders, ranks, values): ([[Int32]], [[Int32]], [[Double]]) = ([], [], [])
    for column in covariates {
      let order = present.sorted { (column[Int($0)], $0) < (column[Int($1)], $1) }
      var rank = [Int32](repeating: 0, count: column.count)
      var found: [Double] = []
      for row in order {
        let value = column[Int(row)]
        if found.last != value { found.append(value) }
        rank[Int(row)] = Int32(found.count - 1)
      }
      orders.append(order)
      ranks.append(rank)
      values.append(found)
    }
    (self.orders, self.ranks, self.values) = (orders, ranks, values)
  }
}
