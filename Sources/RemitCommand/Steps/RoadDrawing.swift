import Treatment

/// A patient's treatments as bars over days, one line an era, with the steps numbered above.
struct RoadDrawing {
  let catalogue: Catalogue
  private let width = 64

  /// Lines of text; nothing for a patient without treatment.
  func lines(of record: TreatmentRecord) -> [String] {
    guard let first = record.eras.map(\.start).min() else { return [] }
    let last = max(record.dataEnd, record.eras.map(\.end).max() ?? first)
    let days = Double(max(1, last - first + 1))
    func column(_ day: Int32) -> Int {
      min(width - 1, max(0, Int(Double(day - first) / days * Double(width))))
    }
    let names = record.eras.map { catalogue.agents[Int($0.agent)].label + note(of: $0) }
    let margin = (names.map(\.count).max() ?? 0) + 2
    var numbers = Array(repeating: Character(" "), count: width + 8)
    for step in record.steps {
      for (place, digit) in String(step.number).enumerated() { numbers[column(step.start) + place] = digit }
    }
    var lines = ["step".padded(to: margin) + String(numbers).trimmedEnd]
    for (name, era) in zip(names, record.eras) {
      var bar = Array(repeating: Character(" "), count: width)
      for place in column(era.start)...column(era.end) { bar[place] = era.isStep(of: record) ? "=" : "." }
      if era.isCensored { bar[column(era.end)] = ">" }
      lines.append(name.padded(to: margin) + String(bar).trimmedEnd)
    }
    let from = "day \(first)"
    let to = "\(last)"
    let middle = String(repeating: " ", count: max(1, width - from.count - to.count))
    lines.append("".padded(to: margin) + from + middle + to)
    return lines
  }

  private func note(of era: Era) -> String {
    switch era.kind {
    case .background: " (background)"
    case .covariate: " (covariate)"
    default: ""
    }
  }
}

extension Era {
  /// Whether the era opens a step, alone or with others.
  fileprivate func isStep(of record: TreatmentRecord) -> Bool {
    switch kind {
    case .background, .covariate, .lifestyle: declared != nil
    default: true
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  fileprivate var trimmedEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
