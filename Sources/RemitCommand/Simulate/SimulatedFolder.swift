import Dispatch
import Foundation
import Intake
import Simulation
import Synchronization

/// Writes a simulated cohort into a folder that is there as a whole or not at all.
struct SimulatedFolder {
  /// Which files a cohort is.
  enum Layout: String, CaseIterable {
    /// Exposures and assessments, of which steps are derived.
    case exposures
    /// The steps as they were.
    case steps
    /// Tables of the OMOP common data model.
    case omop

    /// Every file but truth.json, with its header, in the order of the names.
    var headers: [(name: String, header: String)] {
      var result = CohortText.headers
      switch self {
      case .exposures: break
      case .steps:
        result["exposures.csv"] = nil
        result["assessments.csv"] = nil
        result["steps.csv"] = DerivedStepsFile.header
      case .omop:
        result = result.filter { $0.key == "truth-steps.csv" }.merging(OMOPText.headers) { $1 }
      }
      return result.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
  }

  private static let patientsAtATime = 1_000

  private let care: SteppedCare
  private let path: String
  private let layout: Layout
  private let threads: Int
  private let truthPatients: Int

  init(_ care: SteppedCare, at path: String, as layout: Layout, threads: Int, truthPatients: Int) {
    self.care = care
    self.path = path
    self.layout = layout
    self.threads = max(1, threads)
    self.truthPatients = truthPatients
  }

  /// Throws: ``Failure`` where the folder holds anything, or cannot be written; then nothing is left.
  func write(_ patients: Range<Int>) throws {
    let holds = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    guard holds.isEmpty else {
      throw Failure(
        .cannotWrite, "\(path) holds files already, which are never replaced. Choose another folder with -o.")
    }
    let temporary = path + ".part-\(getpid())"
    try? FileManager.default.removeItem(atPath: temporary)
    try OutputFile.makeFolder(temporary)
    do {
      try fill(temporary, patients)
      if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
      guard rename(temporary, path) == 0 else {
        throw Failure(.cannotWrite, "\(path) cannot be made. Choose another folder with -o.")
      }
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      throw error
    }
    try OutputFile.print(path)
  }

  private func fill(_ folder: String, _ patients: Range<Int>) throws {
    let files = layout.headers
    let streams = try files.map { try OutputStream(to: folder + "/" + $0.name) }
    if patients.lowerBound == 1 {
      for (file, stream) in zip(files, streams) { try stream.write(file.header) }
    }
    let progress = SimulationProgress(patients.count)
    var differences = SimulatedSteps.Differences()
    var next = patients.lowerBound
    while next < patients.upperBound {
      for block in blocks(from: next, before: patients.upperBound) {
        for (file, stream) in zip(files, streams) { try stream.write(block.lines(of: file.name)) }
        differences.merge(block.differences)
      }
      next = min(next + threads * Self.patientsAtATime, patients.upperBound)
      progress.tell(next - patients.lowerBound)
    }
    progress.end()
    for stream in streams { try stream.finish() }
    try OutputFile.write(TrueValues(of: care, population: truthPatients).json, to: folder + "/truth.json")
    if layout == .omop {
      for (name, table) in OMOPText.vocabulary { try OutputFile.write(table, to: folder + "/" + name) }
    }
    if layout == .steps { StandardError.write("remit: \(differences.sentence)") }
  }

  /// The next blocks, made side by side, in their order.
  private func blocks(from next: Int, before past: Int) -> [SimulatedBlock] {
    let starts = (0..<threads).map { next + $0 * Self.patientsAtATime }.filter { $0 < past }
    let made = BlockBoard(starts.count)
    let (care, layout) = (care, layout)
    // Not the house's workers: in their coroutine the compiler (6.3.1) loses its way.
    DispatchQueue.concurrentPerform(iterations: starts.count) { place in
      let numbers = starts[place]..<min(starts[place] + Self.patientsAtATime, past)
      var block = SimulatedBlock(text: care.files(of: numbers))
      if layout == .steps { (block.steps, block.differences) = SimulatedSteps(care).text(of: numbers) }
      if layout == .omop { block.omop = care.tables(of: numbers) }
      made.put(block, at: place)
    }
    return made.blocks
  }
}

/// The lines of some patients.
private struct SimulatedBlock: Sendable {
  var text = CohortText()
  var steps: [UInt8] = []
  var omop = OMOPText()
  var differences = SimulatedSteps.Differences()

  func lines(of file: String) -> [UInt8] {
    file == "steps.csv" ? steps : omop.tables[file].flatMap { $0.isEmpty ? nil : $0 } ?? text.lines(of: file)
  }
}

/// The blocks that are made.
private final class BlockBoard: Sendable {
  private let state: Mutex<[SimulatedBlock]>

  init(_ count: Int) { state = Mutex((0..<count).map { _ in SimulatedBlock() }) }

  var blocks: [SimulatedBlock] { state.withLock { $0 } }

  func put(_ block: SimulatedBlock, at place: Int) { state.withLock { $0[place] = block } }
}
