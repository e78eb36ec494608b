/// How often samples of patients ask first what the tree asks first.
///
/// Scores are not worked out anew in a sample; the models behind them are as doubtful as before.
public struct SplitStability: Sendable, Equatable {
  /// A first question's covariate, or that nothing was asked, and how many samples had it.
  public struct Question: Sendable, Equatable {
    public let covariate: Int?
    public let samples: Int
  }

  public let stage: String
  public let samples: Int
  /// The most frequent first.
  public let questions: [Question]
  /// The share of samples that ask first by the tree's own first covariate.
  public let share: Double

  /// - Parameter firsts: each sample's first covariate.
  init(stage: String, _ firsts: [Int?], own: Int?) {
    var counts: [Int?: Int] = [:]
    for first in firsts { counts[first, default: 0] += 1 }
    self.stage = stage
    samples = firsts.count
    questions = counts.map { Question(covariate: $0.key, samples: $0.value) }.sorted {
      ($1.samples, $0.covariate ?? -1) < ($0.samples, $1.covariate ?? -1)
    }
    share = Double(counts[own] ?? 0) / Double(max(1, firsts.count))
  }
}
