public import ArgumentParser
import Regression
public import Reporting
public import Treatment

/// A list of named values behind one option: `--missing observed,worst-case`.
struct ArgumentList<Value: RawRepresentable & CaseIterable & Sendable>: ExpressibleByArgument, Sendable
where Value.RawValue == String {
  var values: [Value]

  init(_ values: [Value]) { self.values = values }

  init?(argument: String) {
    var found: [Value] = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let name = part.drop { $0 == " " }
      guard let value = Value(rawValue: String(name)) else { return nil }
      found.append(value)
    }
    values = found
  }

  var defaultValueDescription: String { values.map(\.rawValue).joined(separator: ",") }

  static var allValueStrings: [String] { Value.allCases.map(\.rawValue) }
}

extension IntervalMethod: ExpressibleByArgument {}
extension OutputFormat: ExpressibleByArgument {}
extension BaselineKind: ExpressibleByArgument {}
extension MissingReading: ExpressibleByArgument {}
