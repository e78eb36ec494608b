import ArgumentParser
import Reporting

/// How small cells are kept from being shown.
struct DisclosureOptions: ParsableArguments {
  enum Rule: String, ExpressibleByArgument, CaseIterable { case ohdsi, opensafely, none }

  @Option(help: ArgumentHelp("Rule for small cells: ohdsi, opensafely or none.", valueName: "rule"))
  var disclosure: Rule = .ohdsi

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The smallest count that ohdsi shows.", valueName: "count"))
  var minCellCount: Int = 5

  @Option(
    help: ArgumentHelp(
      "Why nothing need be hidden, with --disclosure none; it is printed.", valueName: "text"))
  var disclosureReason: String?

  func validate() throws {
    if minCellCount < 1 { throw ValidationError("--min-cell-count takes a whole number from 1.") }
    if disclosureReason != nil, disclosure != .none {
      throw ValidationError("--disclosure-reason goes with --disclosure none.")
    }
  }

  var rule: Disclosure {
    switch disclosure {
    case .ohdsi: .ohdsi(minCellCount: minCellCount)
    case .opensafely: .openSafely
    case .none: .none(reason: disclosureReason ?? "asked for on the command line, no reason given")
    }
  }
}
