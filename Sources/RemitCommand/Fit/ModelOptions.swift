public import ArgumentParser
import Regression

/// How a model is fitted, for `remit fit`.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "ml (maximum likelihood) or firth (bias-reduced, for rare events and separation).", valueName: "method")
  )
  var method: RegressionOptions.Method = .ml

  @Option(help: ArgumentHelp("The level of a text outcome that is the event.", valueName: "value"))
  var event: String?

  @Option(help: ArgumentHelp("A column of case weights.", valueName: "column"))
  var weights: String?

  @Option(
    help: ArgumentHelp(
      """
      A column whose rows belong together (patients, sites): sandwich standard errors, cr1 unless --se says otherwise. \
      none: rows are independent, also those of one patient of a cohort.
      """, valueName: "column"))
  var cluster: String?

  @Option(
    help: ArgumentHelp(
      """
      Standard errors: model, hc0, hc1, cr0, cr1 or cr2; cr1 with --cluster, else model. cr1 is cr0 times (n-1)/(n-p) x \
      G/(G-1), as Stata and R's vcovCL(type = "HC1"); below 40 clusters with t(G-1). cr2 is for few clusters, with \
      Satterthwaite's degrees of freedom, as R's clubSandwich.
      """, valueName: "kind"))
  var se: RegressionOptions.StandardErrors?

  @Option(
    help: ArgumentHelp(
      "Limits: wald or profile (of the likelihood; penalised for firth). profile for firth, else wald.",
      valueName: "kind"))
  var interval: RegressionOptions.Interval?

  @Option(help: ArgumentHelp("Confidence level.", valueName: "level"))
  var level: Double = 0.95

  @Flag(help: "Correct the intercept of a Firth fit, so that predicted events add up to the observed ones.")
  var flic = false

  @Flag(help: "Fit by maximum likelihood with fewer than three events for each parameter.")
  var allowFewEvents = false

  func validate() throws {
    guard level > 0.5, level < 1 else { throw ValidationError("--level takes a number between 0.5 and 1.") }
    if flic, method != .firth { throw ValidationError("--flic goes with --method firth.") }
    if interval == .profile, let se, se != .model {
      throw ValidationError("--interval profile is of the likelihood, so it goes with --se model.")
    }
    if interval == .profile, clusterColumn != nil, se == nil {
      throw ValidationError(
        "--interval profile takes rows as independent; leave --cluster or the interval out.")
    }
    if cluster == Self.independent, let se, se.isClustered {
      throw ValidationError("--se \(se.rawValue) goes with --cluster COLUMN.")
    }
  }

  /// The word that stands for rows taken as independent, where a column could be named.
  static let independent = "none"

  /// The column of clusters; `nil` where none is named, or rows are to be independent.
  var clusterColumn: String? { cluster == Self.independent ? nil : cluster }

  func options(threads: Int, wantsRows: Bool, isClustered: Bool) -> RegressionOptions {
    var options = RegressionOptions()
    options.method = method
    options.standardErrors = se ?? (isClustered ? .cr1 : .model)
    let isRobust = options.standardErrors != .model
    options.interval = interval ?? (method == .firth && !isRobust ? .profile : .wald)
    options.level = level
    options.flic = flic
    options.allowsFewEvents = allowFewEvents
    options.threads = threads
    options.wantsRows = wantsRows
    return options
  }
}

extension RegressionOptions.Method: ExpressibleByArgument {}
extension RegressionOptions.StandardErrors: ExpressibleByArgument {}
extension RegressionOptions.Interval: ExpressibleByArgument {}
extension PolynomialRows: ExpressibleByArgument {}
