public import Regression

/// Whose mean is estimated.
public enum EffectPopulation: String, Sendable, Hashable, Codable, CaseIterable {
  /// Everybody among the rows (ATE).
  case everybody = "ate"
  /// Those who had the first action (ATT).
  case first = "att"
  /// Those who could well have had either, weighted by π (1 - π) (overlap weights, ATO).
  case overlap
}

/// How the mean under an action is estimated.
public enum EffectMethod: String, Sendable, Hashable, Codable, CaseIterable {
  /// The mean of those who had it.
  case unadjusted
  /// Standardisation: the outcome's model, averaged over the population.
  case standardisation = "g-formula"
  /// Inverse-probability weighting.
  case weighting = "iptw"
  /// Augmented inverse-probability weighting: right where either model is.
  case doublyRobust = "aipw"
}

/// Which doubt a standard error has in it.
public enum EffectVariance: String, Sendable, Hashable, Codable {
  /// That of the models' coefficients too, by the stacked estimating equations.
  case stacked
  /// As if the models were known (the influence function at the fitted models).
  case influence
}

/// How effects are estimated.
public struct EffectOptions: Sendable, Hashable {
  public var population = EffectPopulation.everybody
  public var variance = EffectVariance.stacked
  /// Of the models of who got what, of the outcome and of who was seen.
  public var modelMethod = RegressionOptions.Method.ml
  /// Weighted means are divided by the sum of the weights (Hájek), else by the number of rows (Horvitz and Thompson).
  public var normalisesWeights = true
  /// The least probability of an action that a weight is made of; 0 = as it is.
  public var leastProbability = 0.0
  /// Cross-fitting: each row is judged by models of the other folds' patients. 0 = none.
  public var folds = 0
  public var seed: UInt64 = 1
  /// Goes on with fewer than five events with an action, or three events for each parameter of a model.
  public var allowsFewEvents = false
  public var level = 0.95
  public var threads = 1

  public init() {}
}
