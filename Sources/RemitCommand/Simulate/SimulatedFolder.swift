import Dispatch
import Foundation
import Intake
import Simulation
import Synchronization

/// Writes a simulated cohort into a folder that is there as a whole or not at all.
struct SimulatedFolder {
  private static let patientsAtATime = 2_000

  private let care: SteppedCare
  private let path: String
  private let threads: Int

  init(_ care: SteppedCare, at path: String, threads: Int) {
    self.care = care
    self.path = path
    self.threads = max(1, threads)
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
      try FileManager.default.moveItem(atPath: temporary, toPath: path)
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      throw error
    }
    try OutputFile.print(path)
  }

  private func fill(_ folder: String, _ patients: Range<Int>) throws {
    let names = CohortText.headers.keys.sorted()
    let streams = try names.map { try OutputStream(to: folder + "/" + $0) }
    if patients.lowerBound == 1 {
      for (name, stream) in zip(names, streams) { try stream.write(CohortText.headers[name] ?? "") }
    }
    let progress = SimulationProgress(patients.count)
    var next = patients.lowerBound
    while next < patients.upperBound {
      let blocks = blocks(from: next, before: patients.upperBound)
      for text in blocks {
        for (name, stream) in zip(names, streams) { try stream.write(text.lines(of: name)) }
      }
      next = min(next + threads * Self.patientsAtATime, patients.upperBound)
      progress.tell(next - patients.lowerBound)
    }
    progress.end()
    for stream in streams { try stream.finish() }
    try OutputFile.write(TrueValues(of: care).json, to: folder + "/truth.json")
  }

  /// The next blocks, made side by side, in their order.
  private func blocks(from next: Int, before past: Int) -> [CohortText] {
    let starts = (0..<threads).map { next + $0 * Self.patientsAtATime }.filter { $0 < past }
    let board = BlockBoard(starts.count)
    let care = care
    // Not the house's workers: in their coroutine the compiler (6.3.1) loses its way.
    DispatchQueue.concurrentPerform(iterations: starts.count) { place in
      board.put(care.files(of: starts[place]..<min(starts[place] + Self.patientsAtATime, past)), at: place)
    }
    return board.made
  }
}

/// The blocks that are made.
private final class BlockBoard: Sendable {
  private let state: Mutex<[CohortText]>

  init(_ count: Int) { state = Mutex((0..<count).map { _ in CohortText() }) }

  var made: [CohortText] { state.withLock { $0 } }

  func put(_ text: CohortText, at place: Int) { state.withLock { $0[place] = text } }
}
