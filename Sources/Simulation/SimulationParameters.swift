internal import CCatalogue
public import Files
internal import Intake

/// The numbers by which stepped care is simulated, each by its name in the parameter file (`patients.age_mean`).
///
/// Units: as the file says; log odds where a number is an effect.
/// Source: Documentation/Simulation.md.
public struct SimulationParameters: Sendable, Equatable {
  /// The bundled file, byte for byte.
  public static var bundledText: String {
    let bytes = UnsafeBufferPointer(start: remit_stepped_care_start(), count: Int(remit_stepped_care_size))
    return String(decoding: bytes, as: UTF8.self)
  }

  private var values: [String: Double] = [:]
  /// Names of the strategies in the order of the bundled file.
  private(set) var strategies: [String] = []

  /// The bundled parameters.
  ///
  /// Throws: never for the file that is bundled; a test reads it.
  public static func bundled() throws(IntakeError) -> SimulationParameters {
    var result = SimulationParameters()
    try result.read(try YAMLValue.document(bundledText, named: "stepped-care.yaml"), known: nil)
    return result
  }

  /// The bundled parameters with those of a file over them.
  ///
  /// Throws: `missing`, `unreadable`; `configuration` for unknown names and values that cannot be.
  public init(at path: String) throws(IntakeError) {
    self = try Self.bundled()
    let name = path.split(separator: "/").last.map(String.init) ?? path
    try read(try YAMLValue.document(at: path, named: name), known: Set(values.keys))
  }

  private init() {}

  subscript(name: String) -> Double { values[name] ?? .nan }

  private mutating func read(_ value: YAMLValue, known: Set<String>?) throws(IntakeError) {
    for entry in try value.entries() {
      let name = entry.value.name
      if entry.key == "source" || entry.key == "mark" { continue }
      let isOne = try entry.value.isMapping ? entry.value.entries().contains { $0.key == "value" } : true
      guard isOne else {
        if value.name == "strategies", known == nil { strategies.append(entry.key) }
        try read(entry.value, known: known)
        continue
      }
      if let known, !known.contains(name) {
        let near = nearestName(to: name, among: known.sorted()).map { "; the nearest is '\($0)'" } ?? ""
        throw entry.keyMark.failure(
          "'\(name)' is no parameter of the simulation\(near). `remit simulate --print-parameters` lists them."
        )
      }
      let number =
        entry.value.isMapping
        ? try entry.value.entries().first { $0.key == "value" }?.value.number() : try entry.value.number()
      guard let number else { continue }
      if let range = Self.range(of: name), !range.contains(number) {
        throw entry.value.failure("'\(name)' is from \(range.lowerBound) to \(range.upperBound).")
      }
      values[name] = number
    }
    if known != nil, !strategies.contains(where: { self["strategies.\($0).earliest"] <= 2 }) {
      throw value.failure("No strategy is offered at step 2: let one be, by its 'earliest'.")
    }
    if known != nil, self["course.weeks_min"] > self["course.weeks_max"] {
      throw value.failure("'course.weeks_min' may not be above 'course.weeks_max'.")
    }
  }

  /// What a parameter may be.
  static func range(of name: String) -> ClosedRange<Double>? {
    let parts = name.split(separator: ".").map(String.init)
    guard parts.count > 1 else { return nil }
    switch (parts[0], parts[parts.count - 1]) {
    case ("strategies", "earliest"): return 2...8
    case ("maoi", "washout_days"), ("maoi", "washout_fluoxetine_days"): return 0...90
    case ("strategies", _), ("remission", _), ("maoi", _): return -20...20
    case ("intolerance", "early"): return 0...1
    case ("intolerance", _): return -20...20
    case ("patients", "age_mean"): return 18...90
    case ("patients", "severity_mean"): return 20...50
    case ("patients", "sites"): return 1...99
    case ("patients", "duration_months"): return 0.1...240
    case ("patients", "age_sd"), ("patients", "severity_sd"): return 0...20
    case ("patients", "site_sd"), ("patients", "proneness_sd"): return 0...5
    case ("course", "weeks_min"), ("course", "weeks_max"): return 6...26
    case ("course", "follow_up_days"): return 90...1000
    case ("course", "dropout_severity"): return -5...5
    case ("scores", "noise_madrs"), ("scores", "noise_qids"): return 0...10
    default: return 0...1
    }
  }
}
