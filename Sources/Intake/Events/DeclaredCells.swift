internal import Treatment

/// Cells that no column of a file holds: constants, and what value maps make of a row's texts. One a table and worker.
///
/// A value map wins over a constant, a constant over a column of the file, as in ``TableDecoder``.
final class DeclaredCells {
  /// What the cells of a table are, and the places that they have beyond its fields.
  struct Plan: Sendable {
    /// What a cell is where no map gives it.
    let sources: [TableDecoder.Source]
    let maps: [(field: Int, map: TableDeclaration.ValueMap)]
    /// Canonical name -> place.
    let places: [String: Int]
    let fields: Int

    var isEmpty: Bool { sources.isEmpty }

    /// `nil` where a declared text would count as missing if it stood in the file.
    init?(_ decoder: TableDecoder, _ rules: CSVFieldRules) {
      var sources: [TableDecoder.Source] = []
      var places: [String: Int] = [:]
      fields = decoder.header.count
      for (slot, name) in decoder.slots.enumerated() {
        let source = decoder.sources[slot]
        if case .field = source, !decoder.mapped.contains(slot) { continue }
        if source == .absent, !decoder.mapped.contains(slot) { continue }
        places[name] = fields + sources.count
        sources.append(source)
      }
      self.sources = sources
      self.places = places
      maps = decoder.maps
      var texts = sources.compactMap { source in
        if case .constant(let text) = source { text } else { nil }
      }
      for (_, map) in maps {
        for targets in Array(map.cases.values) + [map.otherwise ?? [:]] { texts += targets.values }
      }
      for text in texts where !text.isEmpty {
        let bytes = Array(text.utf8)
        if bytes.withUnsafeBufferPointer({ rules.isMissing($0) }) { return nil }
      }
    }
  }

  enum Outcome { case event, none, odd }

  /// What a text of a mapped column makes of its row.
  private struct Choice {
    var makesEvent: Bool
    var cells: [(cell: Int, text: PaddedText)]
  }

  private let plan: Plan
  private let masks = KeyMasks()
  private var choices: [CellTexts<Choice>]
  private let constants: [PaddedText?]
  private static let nothing = PaddedText("")
  private var texts: [PaddedText] = []
  private(set) var cells: [UnsafeBufferPointer<UInt8>]

  init(_ plan: Plan) {
    self.plan = plan
    choices = plan.maps.map { [masks] _ in CellTexts(masks.masks) }
    constants = plan.sources.map { source in
      if case .constant(let text) = source { PaddedText(text) } else { nil }
    }
    cells = plan.sources.map { _ in Self.nothing.bytes }
  }

  /// Looks the row's cells up.
  func prepare(_ row: RowCursor) -> Outcome {
    for (cell, source) in plan.sources.enumerated() {
      switch source {
      case .absent: cells[cell] = Self.nothing.bytes
      case .constant: cells[cell] = (constants[cell] ?? Self.nothing).bytes
      case .field(let field): cells[cell] = row.field(field)
      }
    }
    var outcome = Outcome.event
    for (number, map) in plan.maps.enumerated() {
      guard let choice = choices[number].value(row.field(map.field), { choice($0, map.map) }) else {
        return .odd
      }
      if !choice.makesEvent { outcome = .none }
      for (cell, text) in choice.cells { cells[cell] = text.bytes }
    }
    return outcome
  }

  private func choice(_ bytes: UnsafeBufferPointer<UInt8>, _ map: TableDeclaration.ValueMap) -> Choice? {
    guard let targets = map.cases[String(decoding: bytes, as: UTF8.self)] ?? map.otherwise else { return nil }
    var choice = Choice(makesEvent: !targets.isEmpty, cells: [])
    for (name, value) in targets {
      guard let place = plan.places[name] else { continue }
      choice.cells.append((place - plan.fields, PaddedText(value)))
    }
    return choice
  }
}

/// A text with readable bytes around it, as those of a window have.
final class PaddedText: Sendable {
  private static let pad = 64
  private nonisolated(unsafe) let memory: UnsafeMutableRawBufferPointer

  init(_ text: String) {
    let utf8 = Array(text.utf8)
    memory = .allocate(byteCount: utf8.count + 2 * Self.pad, alignment: 8)
    memory.initializeMemory(as: UInt8.self, repeating: 0)
    for (place, byte) in utf8.enumerated() { memory[Self.pad + place] = byte }
  }

  deinit { memory.deallocate() }

  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: memory.bindMemory(to: UInt8.self)[Self.pad..<memory.count - Self.pad])
  }
}
