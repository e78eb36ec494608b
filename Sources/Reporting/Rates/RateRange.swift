import Treatment

/// Rates in a sentence, for who cannot see the figure: where they are lowest and where highest.
///
/// Of those with at least as many scored steps as a finding needs; where fewer than two have as many, of all.
struct RateRange {
  typealias Line = (label: String, row: SuppressedRates.Row)

  let lines: [Line]

  /// `Response is lowest with A, 9 % (5 of 56; 4 to 19 %), and highest with B, 56 % (…).`
  func sentence(_ what: String) -> String {
    let told = lines.filter { $0.row.estimate != nil }
    let firm = told.filter { ($0.row.n ?? 0) >= RateWords.firm }
    let own = firm.count > 1 ? firm : told
    func rate(_ place: Int) -> Double { own[place].row.estimate ?? 0 }
    guard let low = own.indices.min(by: { (rate($0), $0) < (rate($1), $1) }),
      let high = own.indices.max(by: { (rate($0), -$0) < (rate($1), -$1) })
    else {
      let isHidden = lines.contains { $0.row.suppressed != .none }
      return isHidden ? "\(what): every rate is hidden." : "\(what): nobody was scored."
    }
    func said(_ place: Int) -> String { "\(own[place].label), \(RateWords.short(own[place].row))" }
    if own.count == 1 { return "\(what): \(said(low))." }
    if rate(low) == rate(high) { return "\(what) is the same everywhere, as with \(said(low))." }
    return "\(what) is lowest with \(said(low)), and highest with \(said(high))."
  }
}
