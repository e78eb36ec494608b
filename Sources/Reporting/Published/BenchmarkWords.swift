import Statistics
import Treatment

/// Sentences about a comparison with published rows.
extension SuppressedBenchmark {
  /// What a reader has to know before the first number.
  static let caution =
    "Rows that match in all that is stated may differ in what is not: who came, what else was done, who counted. No difference here is "
    + "an effect of treatment, and equal rates are no proof of equal care."

  /// How many rows are comparable, and why the others are not.
  var tally: String {
    let of = rows.count
    let empty = rows.count { $0.state == .empty }
    var text =
      "\(ReportWords.count(of, "published row was", "published rows were")) looked at: \(compared.count) comparable, \(empty) comparable by "
      + "their words but without a step of the cohort (or too few), \(of - compared.count - empty) not."
    let reasons = ComparisonCriterion.allCases.compactMap { criterion -> String? in
      let count = rows.count { row in
        if case .incomparable(let found) = row.comparability {
          found.contains { $0.criterion == criterion }
        } else {
          false
        }
      }
      return count == 0 ? nil : "\(criterion.rawValue) \(count)"
    }
    if !reasons.isEmpty {
      text += " Rows that do not match in (several may apply): \(reasons.joined(separator: ", "))."
    }
    return text
  }

  /// How far the published figures of the comparison can be trusted.
  var marks: String {
    if compared.isEmpty { return "No row is compared." }
    let verified = compared.count { $0.published.isVerified }
    let rest = compared.count - verified
    var text =
      "Of the \(ReportWords.count(compared.count, "row", "rows")) compared, \(verified) \(verified == 1 ? "was" : "were") read in a source "
      + "with rate, N and count; of \(rest) a figure is from memory, or the count was derived from the rate (drawn hollow)."
    if rest > 0 {
      text +=
        includesUnverified
        ? " They are tested against all the same, as was asked for."
        : " These are not tested against."
    }
    return text
  }

  /// Rows whose cohort's rate rests on few scores; of shown counts alone.
  var fewScored: String? {
    let few = compared.filter { row in
      guard let scored = row.scored, let n = row.own?.n, n > 0 else { return false }
      return scored * 2 < n
    }
    if few.isEmpty { return nil }
    return
      "Fewer than half of the cohort's steps have a score in the window, so that its rate says more of who was scored than of who got well: "
      + "\(ReportWords.named(few.map(\.published.id)))."
  }

  /// What the tests are.
  var tests: String {
    let count = rows.count { $0.p != nil }
    if compared.isEmpty { return "Nothing was tested." }
    if count == 0 {
      return
        "Nothing was tested: no row compared is read in a source with its count, or patients have several steps."
    }
    return
      "\(ReportWords.count(count, "two-sided score test", "two-sided score tests")), and p after Holm for all of them together. Steps are taken as "
      + "independent, so rows in which patients have several steps are not tested; their limits are the robust ones."
  }

  /// The published example of what a chained rate assumes; from the rows themselves, and only where they are among them.
  var chainedExample: String? {
    let steps = rows.filter { $0.published.isStepOfSequence }
    let rates = steps.compactMap(\.published.percent)
    guard rates.count > 1, rates.count == steps.count else { return nil }
    let chained = 1 - rates.reduce(1) { $0 * (1 - $1 / 100) }
    let listed = rates.map { NumberText.fixed($0, decimals: 1) }.joined(separator: ", ")
    var text =
      "Cumulative remission: the published rates of the steps, \(listed) %, chain to \(NumberText.percent(chained, decimals: 2)) %. That is "
      + "the share had everybody who left without remission stayed and done as those who stayed."
    if let observed = rows.first(where: { $0.published.id == "STARD-CUM-35" })?.published.percent {
      text +=
        " A re-analysis of the same trial counted what was observed among those eligible by protocol, on another scale: "
        + "\(NumberText.fixed(observed, decimals: 0)) %. Who had left counts in it as not in remission. Neither is the other's error; read a cohort's "
        + "chained, observed and worst case together."
    }
    return text
  }
}

extension PublishedRate {
  /// Whether it is remission of all who entered one step of the published sequence.
  fileprivate var isStepOfSequence: Bool {
    strategy == "STEPPED" && outcome == Outcome.remission.rawValue && design == "sequential"
  }

  /// One line that names it.
  var title: String { "\(study) \(year), \(arm)" }
}

extension Comparability {
  /// Every reason why not; of a comparable row what was waived.
  var reasons: String {
    switch self {
    case .comparable(_, let waived):
      waived.map { "waived: \($0.criterion.rawValue) (\($0.reason))" }.joined(separator: "; ")
    case .incomparable(let found):
      found.map { "\($0.criterion.rawValue): \($0.reason)" }.joined(separator: "; ")
    }
  }
}
