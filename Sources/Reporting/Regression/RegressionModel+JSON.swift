import Foundation
public import Regression

extension RegressionModel {
  /// The model as JSON that ends with a line break: sorted members, every digit, the same bytes for the same model.
  public func json() throws(RegressionModelError) -> String {
    try validate()
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    } catch {
      throw .inconsistent("its coding cannot be written as JSON")
    }
  }

  /// Reads a model and checks that it hangs together.
  ///
  /// The format is looked at first, so that a newer file is called newer and not broken.
  public init(json: String) throws(RegressionModelError) {
    let data = Data(json.utf8)
    let decoder = JSONDecoder()
    let found: Int
    do {
      found = try decoder.decode(FormatOnly.self, from: data).format
    } catch {
      throw .notAModel(reason: Self.reason(error))
    }
    guard found == RegressionModelFormat.current else {
      throw .otherFormat(found: found, known: RegressionModelFormat.current)
    }
    do {
      self = try decoder.decode(Self.self, from: data)
    } catch {
      throw .notAModel(reason: Self.reason(error))
    }
    try validate()
  }

  private static func reason(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "it cannot be read" }
    func place(_ path: [any CodingKey]) -> String {
      path.isEmpty ? "the file" : path.map(\.stringValue).joined(separator: ".")
    }
    switch error {
    case .keyNotFound(let key, let context):
      return "'\(place(context.codingPath + [key]))' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "'\(place(context.codingPath))' holds another kind of value"
    case .dataCorrupted(let context):
      return context.codingPath.isEmpty
        ? "it is not JSON" : "'\(place(context.codingPath))' cannot be read"
    @unknown default: return "it cannot be read"
    }
  }
}

/// The one member that every format has.
private struct FormatOnly: Decodable {
  var format: Int
}
