public import ArgumentParser
public import Statistics
public import Treatment

/// The parameters by which treatments become pathways, as TreatmentPatterns names them.
struct PathwayParameterOptions: ParsableArguments {
  private static let defaults = PathwayParameters()

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Leave out records that last fewer days; 0 if left out.", valueName: "days"))
  var minEraDuration: Int32?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Days between records of one treatment up to which they are one; 30.", valueName: "days"))
  var eraCollapseSize: Int32?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Days that two treatments must share to be a combination; 30.", valueName: "days"))
  var combinationWindow: Int32?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Leave out what lasts fewer days once combinations are made; 30.", valueName: "days"))
  var minPostCombinationDuration: Int32?

  @Option(
    help: ArgumentHelp(
      "first (of each treatment), changes or all; all for strategies, else first, if left out.",
      valueName: "which"))
  var filterTreatments: PathwayParameters.FilterTreatments?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The most treatments of a pathway; longer ones end as 'goes on'.", valueName: "n"))
  var maxPathLength: Int = Self.defaults.maxPathLength

  @Option(
    help: ArgumentHelp(
      "What an overlap too short for a combination does to the older: truncate or keep.", valueName: "method")
  )
  var overlapMethod: PathwayParameters.OverlapMethod?

  @Flag(inversion: .prefixedNo, help: "Make one pathway of several records of the target, and not one each.")
  var concatTargets = true

  @Option(
    help: ArgumentHelp("The day that --window-start counts from: startDate or endDate.", valueName: "day"))
  var startAnchor: PathwayParameters.Anchor?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Days from --start-anchor at which the window begins; 0.", valueName: "days"))
  var windowStart: Int32?

  @Option(
    help: ArgumentHelp("The day that --window-end counts from: startDate or endDate.", valueName: "day"))
  var endAnchor: PathwayParameters.Anchor?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Days from --end-anchor at which the window ends; 0.", valueName: "days"))
  var windowEnd: Int32?

  func validate() throws {
    for (name, days) in [
      ("--min-era-duration", minEraDuration), ("--era-collapse-size", eraCollapseSize),
      ("--combination-window", combinationWindow),
      ("--min-post-combination-duration", minPostCombinationDuration),
    ] {
      if let days, !(0...36_525).contains(days) {
        throw ValidationError("\(name) takes a whole number of days from 0 to 36525.")
      }
    }
    for (name, days) in [("--window-start", windowStart), ("--window-end", windowEnd)] {
      if let days, !(-36_525...36_525).contains(days) {
        throw ValidationError("\(name) takes a whole number of days from -36525 to 36525.")
      }
    }
    if !(1...9999).contains(maxPathLength) {
      throw ValidationError("--max-path-length takes a whole number from 1 to 9999.")
    }
    if parameters(of: nil).hasNoWindow {
      throw ValidationError(
        "The window ends before it begins: both --window-start and --window-end count from the target's "
          + "\(startAnchor?.rawValue ?? "startDate"). Give --window-end at least as many days as --window-start."
      )
    }
  }

  /// Options that are about records, which derived steps have none of.
  var ofRecords: [String] {
    let given: [(option: String, isGiven: Bool)] = [
      ("--min-era-duration", minEraDuration != nil), ("--era-collapse-size", eraCollapseSize != nil),
      ("--combination-window", combinationWindow != nil),
      ("--min-post-combination-duration", minPostCombinationDuration != nil),
      ("--overlap-method", overlapMethod != nil), ("--start-anchor", startAnchor != nil),
      ("--window-start", windowStart != nil), ("--end-anchor", endAnchor != nil),
      ("--window-end", windowEnd != nil),
      ("--no-concat-targets", !concatTargets),
    ]
    return given.filter(\.isGiven).map(\.option)
  }

  func parameters(of unit: String?) -> PathwayParameters {
    var result = PathwayParameters()
    result.minEraDuration = minEraDuration ?? result.minEraDuration
    result.eraCollapseSize = eraCollapseSize ?? result.eraCollapseSize
    result.combinationWindow = combinationWindow ?? result.combinationWindow
    result.minPostCombinationDuration = minPostCombinationDuration ?? result.minPostCombinationDuration
    result.filterTreatments = filterTreatments ?? (unit == "strategy" ? .all : result.filterTreatments)
    result.maxPathLength = maxPathLength
    result.overlapMethod = overlapMethod ?? result.overlapMethod
    result.concatTargets = concatTargets
    result.startAnchor = startAnchor ?? result.startAnchor
    result.windowStart = windowStart ?? result.windowStart
    result.endAnchor = endAnchor ?? result.endAnchor
    result.windowEnd = windowEnd ?? result.windowEnd
    return result
  }

  /// What TreatmentPatterns warns of.
  func warn() {
    let own = parameters(of: nil)
    for (name, days) in [
      ("--min-post-combination-duration", own.minPostCombinationDuration),
      ("--combination-window", own.combinationWindow),
    ] where own.minEraDuration > days {
      StandardError.write(
        "remit: \(name) is below --min-era-duration, so pieces of combinations may be shorter than any record."
      )
    }
  }
}

extension PathwayParameters.FilterTreatments: ExpressibleByArgument {
  /// Also as TreatmentPatterns spells them: First, Changes, All.
  public init?(argument: String) { self.init(rawValue: argument.lowercased()) }
}

extension PathwayParameters.OverlapMethod: ExpressibleByArgument {}
extension PathwayParameters.Anchor: ExpressibleByArgument {}
extension Pathways.Unit: ExpressibleByArgument {}
