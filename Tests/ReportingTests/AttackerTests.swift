import Statistics
import TestSupport
import Testing
import Treatment

@testable import Reporting

/// Readers who try every table that agrees with what is printed, marks included.
///
/// They know nothing of how the audit works: they enumerate.
@Suite("Attackers find no unique solution")
struct AttackerTests {
  private func isSmall(_ count: Int) -> Bool { count >= 1 && count <= 4 }

  private func mark(_ events: Int, _ n: Int) -> Bool { isSmall(events) || isSmall(n - events) || isSmall(n) }

  /// Every row of numbers between 0 and its upper bound.
  private func forEach(upTo bounds: [Int], _ body: ([Int]) -> Bool) {
    var values = bounds.map { _ in 0 }
    while true {
      if !body(values) { return }
      var place = 0
      while place < values.count, values[place] == bounds[place] {
        values[place] = 0
        place += 1
      }
      if place == values.count { return }
      values[place] += 1
    }
  }

  @Test("rows, total and worst case of one table", arguments: 0..<150)
  func oneWay(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let count = Int.random(in: 2...4, using: &random)
    let n = (0..<count).map { _ in Int.random(in: 8...13, using: &random) }
    let missing = n.map { _ in Int.random(in: 0...3, using: &random) }
    let events = n.map { Int.random(in: 0...$0, using: &random) }
    func rows(_ reading: MissingReading) -> [Rate] {
      (0..<count).map { i in
        Drawn.rate(
          ["\(i)"], missing: reading, patients: n[i] + missing[i], steps: n[i] + missing[i],
          n: reading == .observed ? n[i] : n[i] + missing[i], events: events[i])
      }
    }
    func total(_ reading: MissingReading) -> Rate {
      let all = n.reduce(0, +) + missing.reduce(0, +)
      return Drawn.rate(
        [], missing: reading, patients: all, steps: all, n: reading == .observed ? n.reduce(0, +) : all,
        events: events.reduce(0, +))
    }
    let tables = [
      Drawn.table(["s"], rows(.observed) + rows(.worstCase)),
      Drawn.table([], [total(.observed), total(.worstCase)]),
    ]
    let shown = Disclosure.ohdsi().applied(to: Results(rates: tables))
    #expect(shown.unproven == 0)
    let small = tables.flatMap(\.rows).contains { mark($0.events, $0.n) }
    if !small { #expect(shown.rates.flatMap(\.rows).allSatisfy { $0.suppressed == .none }) }

    let lists = (0..<count).map { i in
      candidates(
        shown.rates[0].rows[i], shown.rates[0].rows[count + i], n: n[i], missing: missing[i])
    }
    var found = (0...count).map { _ in Set<Int>() }
    forEach(upTo: lists.map { $0.count - 1 }) { choice in
      let guess = zip(lists, choice).map { $0[$1] }
      let sum = guess.reduce(0) { $0 + $1.events }
      let allN = guess.reduce(0) { $0 + $1.n }
      let all = guess.reduce(allN) { $0 + $1.missing }
      guard agrees(shown.rates[1].rows[0], events: sum, n: allN, patients: all),
        agrees(shown.rates[1].rows[1], events: sum, n: all, patients: all)
      else { return true }
      for i in 0..<count { found[i].insert(guess[i].events) }
      found[count].insert(sum)
      return true
    }
    for i in 0..<count where shown.rates[0].rows[i].suppressed == .primary {
      #expect(found[i].count > 1, "row \(i) of seed \(seed) can be worked out")
    }
    for (place, row) in shown.rates[1].rows.enumerated() where row.suppressed == .primary {
      #expect(found[count].count > 1, "total \(place) of seed \(seed) can be worked out")
    }
  }

  private struct Guess {
    var events: Int
    var n: Int
    var missing: Int
  }

  /// What one row may be by its own two readings; a hidden n is tried one up and one down.
  private func candidates(
    _ observed: SuppressedRates.Row, _ worst: SuppressedRates.Row, n: Int, missing: Int
  ) -> [Guess] {
    let someN = observed.n == nil ? [n - 1, n, n + 1] : [n]
    let someMissing = worst.n == nil ? [missing - 1, missing, missing + 1].filter { $0 >= 0 } : [missing]
    var result: [Guess] = []
    for n in someN {
      for missing in someMissing {
        for events in 0...n
        where agrees(observed, events: events, n: n, patients: n + missing)
          && agrees(worst, events: events, n: n + missing, patients: n + missing)
        {
          result.append(Guess(events: events, n: n, missing: missing))
        }
      }
    }
    return result
  }

  private func agrees(_ row: SuppressedRates.Row, events: Int, n: Int, patients: Int) -> Bool {
    if let shown = row.n, shown != n { return false }
    if let shown = row.patients, shown != patients { return false }
    if let shown = row.events { return shown == events }
    return (row.suppressed == .primary) == (mark(events, n) || isSmall(patients))
  }

  @Test("a two-way table with both margins and the overall row", arguments: 0..<80)
  func twoWay(seed: Int) {
    var random = SplitMix64(seed: UInt64(1000 + seed))
    let n = (0..<2).map { _ in (0..<2).map { _ in Int.random(in: 9...14, using: &random) } }
    let events = n.map { $0.map { Int.random(in: 0...$0, using: &random) } }
    let cells = [(0, 0), (0, 1), (1, 0), (1, 1)]
    // Every published row as the cells that it sums.
    let rows: [[[(Int, Int)]]] = [
      cells.map { [$0] }, [0, 1].map { a in cells.filter { $0.0 == a } },
      [0, 1].map { b in cells.filter { $0.1 == b } }, [cells],
    ]
    let keys = [["a", "b"], ["a"], ["b"], []]
    let tables = zip(keys, rows).map { keys, rows in
      Drawn.table(
        keys,
        rows.enumerated().map { place, members in
          let (first, second) = (members[0].0, members[0].1)
          let group = keys.map { $0 == "a" ? "\(first)" : "\(second)" }
          return Drawn.rate(
            group, n: members.reduce(0) { $0 + n[$1.0][$1.1] },
            events: members.reduce(0) { $0 + events[$1.0][$1.1] })
        })
    }
    let shown = Disclosure.ohdsi().applied(to: Results(rates: tables))
    #expect(shown.unproven == 0)
    // n is never taken away here, so that events are all there is to guess.
    #expect(shown.rates.flatMap(\.rows).allSatisfy { $0.n != nil })
    var candidates = rows.map { $0.map { _ in Set<Int>() } }
    forEach(upTo: n.flatMap { $0 }) { guess in
      func value(_ cell: (Int, Int)) -> Int { guess[2 * cell.0 + cell.1] }
      for (table, lists) in rows.enumerated() {
        for (row, members) in lists.enumerated() {
          let sum = members.reduce(0) { $0 + value($1) }
          let all = members.reduce(0) { $0 + n[$1.0][$1.1] }
          guard agrees(shown.rates[table].rows[row], events: sum, n: all, patients: all) else { return true }
        }
      }
      for (table, lists) in rows.enumerated() {
        for (row, members) in lists.enumerated() {
          candidates[table][row].insert(members.reduce(0) { $0 + value($1) })
        }
      }
      return true
    }
    for table in rows.indices {
      for row in rows[table].indices where shown.rates[table].rows[row].suppressed == .primary {
        #expect(
          candidates[table][row].count > 1, "table \(table), row \(row) of seed \(seed) can be worked out")
      }
    }
  }
}
