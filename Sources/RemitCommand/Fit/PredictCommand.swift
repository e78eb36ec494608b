import ArgumentParser
import Foundation
import Intake
import Regression
import Reporting
import Treatment

/// `remit predict`: a fitted model applied to other rows.
struct PredictCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Predicted probabilities of new rows by a model file of remit fit.",
    discussion: """
      PATIENT-LEVEL OUTPUT: one row a row of the data, in its order, in a memory that does not grow. A row that lacks a \
      value has no prediction and is counted. Keep the output where the data are kept.

      EXAMPLE
        remit predict out/model/model.json new-patients.csv --id patient -o predicted.csv
      """)

  @Argument(help: "A model.json that remit fit wrote.")
  var model: String

  @Argument(help: "A flat CSV (also .gz), or - for standard input.")
  var data: String

  @Option(help: ArgumentHelp("A column to carry along, so that rows can be told apart.", valueName: "column"))
  var id: String?

  @Option(
    help: ArgumentHelp("Confidence level of the limits; that of the model if left out.", valueName: "level"))
  var level: Double?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "A text that stands for no value, beside the empty cell and NA; once a text.", valueName: "text"))
  var missing: [String] = []

  @OptionGroup var file: DialectOptions
  @OptionGroup var checked: CheckedColumnsOptions

  func validate() throws {
    if let level, !(level > 0.5 && level < 1) {
      throw ValidationError("--level takes a number between 0.5 and 1.")
    }
  }

  func run() async throws {
    try await Failure.reported {
      let fitted = try Self.model(at: model)
      var dialect = try self.file.dialect(missing: missing)
      dialect.checkedColumns = checked.names
      let file = try FlatFile(
        path: data, dialect: dialect, temporaryFolder: FileManager.default.temporaryDirectory.path)
      let header = try file.header()
      try checked.check(among: header)
      if let id, !header.contains(id) {
        let near = NearestName.nearest(id, among: header, limit: 1).first
        throw Failure(
          .configuration,
          "--id: the data have no column '\(id)'." + (near.map { " The nearest: \($0)." } ?? ""))
      }
      if let output { try OutputFile.check(output, against: [model, data]) }
      let stream = try OutputStream(to: output ?? "/dev/stdout")
      var request = FlatRequest(fitted.coding.inputs.map(\.name) + [id].compactMap { $0 })
      request.numbers = Set(fitted.coding.inputs.filter(\.isNumber).map(\.name)).subtracting(
        [id].compactMap { $0 })
      request.texts = Set(fitted.coding.inputs.filter { !$0.isNumber }.map(\.name)).union(
        [id].compactMap { $0 })
      try stream.write(
        ([id ?? "row"] + ["linear_predictor", "std_error", "probability", "conf_low", "conf_high"])
          .map(Self.quoted).joined(separator: ",") + "\n")
      var row = 0
      var without = 0
      var failure: (any Error)?
      try file.forEachPiece(request) { piece in
        guard failure == nil else { return }
        do { try predict(piece, fitted, &row, &without, stream) } catch { failure = error }
      }
      if let failure { throw failure }
      try stream.finish()
      StandardError.write(
        "remit: \(row) rows in = \(row - without) predicted + \(without) that lack a value of the model's columns"
      )
    }
  }

  private func predict(
    _ piece: FlatTable, _ fitted: RegressionModel<ModelCoding>, _ row: inout Int, _ without: inout Int,
    _ stream: OutputStream
  ) throws {
    let rows = try fitted.coding.rows(of: piece)
    let width = fitted.columns.count
    let names = id.flatMap { piece[$0] }
    var place = 0
    for number in 0..<piece.rowCount {
      row += 1
      let name = names.map { Self.text(of: $0, number) } ?? "\(row)"
      guard rows.isComplete[number] else {
        without += 1
        try stream.write(Self.quoted(name) + ",,,,,\n")
        continue
      }
      let values = Array(rows.x[place * width..<(place + 1) * width])
      let prediction = try fitted.prediction(for: values, offset: rows.offset[place], level: level)
      place += 1
      let numbers = [
        prediction.linearPredictor, prediction.standardError, prediction.probability, prediction.low,
        prediction.high,
      ]
      try stream.write(Self.quoted(name) + "," + numbers.map { "\($0)" }.joined(separator: ",") + "\n")
    }
  }

  private static func model(at path: String) throws -> RegressionModel<ModelCoding> {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(.missingFile, "\(path) cannot be read. Give the model.json that remit fit wrote.")
    }
    return try RegressionModel(json: String(decoding: data, as: UTF8.self))
  }

  private static func text(of column: FlatColumn, _ row: Int) -> String {
    switch column.values {
    case .numbers(let numbers): numbers[row].isNaN ? "" : "\(numbers[row])"
    case .texts(let codes, let levels): codes[row] < 0 ? "" : levels[Int(codes[row])]
    }
  }

  private static func quoted(_ cell: String) -> String {
    guard cell.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}
