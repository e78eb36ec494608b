internal import CScan
internal import Foundation

/// The main cells of a row of steps that holds no surprise.
struct PlainStepCells {
  var patientStart = 0
  var patientLength = 0
  var patient = TextTable.Key()
  var strategy: UInt32 = 0
  var scale: UInt32 = 0
  var step: Int32 = 0
  var baseline = Double.nan
  var endpoint = Double.nan

  var hasScore: Bool { baseline == baseline || endpoint == endpoint }
}

/// Reads the main cells of rows in a window by their places alone: no name, no object, no allocation a row.
///
/// Everything that a row needs is taken out of the walker once, so that the loop over rows keeps it at hand; nothing in it
/// changes, and nothing that a row calls is asked for a constant, since each call would have the loop store what it holds.
/// Not: a judge of rows. `nil` says that the plain reader has to look, which also words what is wrong.
struct PlainStepReader {
  let data: UnsafePointer<UInt8>
  let places: UnsafePointer<UInt32>
  let masks: UnsafePointer<UInt64>
  let numbers: DecimalWord
  /// The column with a carriage return after it; -1 where there is none.
  let returnColumn: Int
  private let (patient, step, strategy, scale): (Int, Int, Int, Int)
  private let (scoreStart, scoreEnd): (Int, Int)
  private let fields: Int
  private let longestField: Int
  private let wholeRows: Int
  private let quote: Int32
  /// Each row has as many places as the header has columns, so that rows need not be told apart one by one.
  private let isRegular: Bool
  private let hasQuotes: Bool
  private let isFastLayout: Bool
  private let (lowest, highest): (UnsafePointer<Double>, UnsafePointer<Double>)
  private let (strategies, scales): (TextTable.View, TextTable.View)
  private let latestDay = StepsLayout.latestDay

  /// Most files keep to one scale for long, so the row before is asked first.
  struct LastScale {
    fileprivate var key = TextTable.Key()
    fileprivate var index: UInt32 = 0
  }

  @inline(never) init(_ walker: StepsWalker) {
    let (layout, window) = (walker.layout, walker.window)
    data = walker.data
    places = walker.places
    masks = UnsafePointer(walker.keyMasks)
    numbers = walker.numbers
    fields = walker.fields
    longestField = walker.longestField
    wholeRows = walker.wholeRows
    quote = Int32(layout.rules.quote)
    isRegular = wholeRows - walker.place == fields * (Int(window.seen.lines) - walker.linesPassed)
    hasQuotes = window.seen.quotes != 0
    returnColumn = walker.returnColumn
    (patient, step, strategy, scale) = (layout.patient, layout.step, layout.strategy, layout.scale)
    (scoreStart, scoreEnd) = (layout.scoreStart, layout.scoreEnd)
    // Only the last score is read with a carriage return after it; other files with CRLF end in other columns.
    isFastLayout = ![patient, step, strategy, scale, scoreStart].contains(returnColumn)
    (lowest, highest) = (UnsafePointer(walker.scaleLowest), UnsafePointer(walker.scaleHighest))
    (strategies, scales) = (walker.texts.strategies.view, walker.texts.scales.view)
  }

  /// Where the line feed stands that ends the row; `nil` where the places are not those of one whole row.
  @inline(__always)
  func feed(ofRowAt place: Int, from start: Int) -> Int? {
    let last = place &+ fields &- 1
    guard last < wholeRows else { return nil }
    let feed = Int(places[last])
    guard data[feed] == UInt8(ascii: "\n"), feed &- start <= longestField else { return nil }
    if !isRegular || hasQuotes {
      guard isOneRow(place, last), memchr(data + start, quote, feed - start) == nil else { return nil }
    }
    return feed
  }

  /// Whether no line ends between two places.
  private func isOneRow(_ first: Int, _ last: Int) -> Bool {
    for place in first..<last where data[Int(places[place])] == UInt8(ascii: "\n") { return false }
    return true
  }

  @inline(__always)
  private func start(_ place: Int, _ column: Int) -> Int { Int(places[place &+ column &- 1] &+ 1) }

  @inline(__always)
  private func end(_ place: Int, _ column: Int) -> Int { Int(places[place &+ column]) }

  /// Reads the row's main cells; false where the plain reader has to look.
  @inline(always)
  func read(rowAt place: Int, into cells: inout PlainStepCells, _ last: inout LastScale) -> Bool {
    let patientStart = start(place, patient)
    let patientLength = end(place, patient) &- patientStart
    cells.patientStart = patientStart
    cells.patientLength = patientLength
    cells.patient = TextTable.Key(data + patientStart, patientLength, masks: masks)
    let strategyStart = start(place, strategy)
    guard isFastLayout, patientLength > 0, data[patientStart] > 0x20,
      let strategyCode = strategies.value(
        .init(data + strategyStart, end(place, strategy) &- strategyStart, masks: masks))
    else { return false }
    let scaleStart = start(place, scale)
    let newScaleKey = TextTable.Key(data + scaleStart, end(place, scale) &- scaleStart, masks: masks)
    if !newScaleKey.isEqual(last.key) {
      guard let index = scales.value(newScaleKey) else { return false }
      last.key = newScaleKey
      last.index = index
    }
    let index = Int(last.index)
    let baselineEnd = end(place, scoreStart)
    var endpointEnd = end(place, scoreEnd)
    if scoreEnd == returnColumn, data[endpointEnd &- 1] == UInt8(ascii: "\r") { endpointEnd &-= 1 }
    guard
      let number = numbers.whole(data + end(place, step), end(place, step) &- start(place, step)),
      let baseline = numbers.number(data + baselineEnd, baselineEnd &- start(place, scoreStart)),
      let endpoint = numbers.number(data + endpointEnd, endpointEnd &- start(place, scoreEnd)),
      number >= 1, number <= latestDay,
      !(baseline < lowest[index] || baseline > highest[index] || endpoint < lowest[index]
        || endpoint > highest[index])
    else { return false }
    cells.strategy = strategyCode
    cells.scale = last.index
    cells.step = number
    cells.baseline = baseline
    cells.endpoint = endpoint
    return true
  }
}
