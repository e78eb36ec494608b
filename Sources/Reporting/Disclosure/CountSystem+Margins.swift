/// Sums over sums: a relation that holds all parts of another one says the same with that one's whole.
extension CountSystem {
  /// The relations with parts replaced by their wholes, the longest through the shorter ones.
  ///
  /// The total of a table is the sum of its rows, of its columns and of all its cells. As sums of margins the three are
  /// short, two of them often the same, and a cell stands in no more relations than the table has ways to be added up.
  /// Nothing that holds is lost or gained: a relation is only added to another one.
  static func overMargins(_ relations: [[Term]]) -> [[Term]] {
    var shorter = Shorter()
    let order = relations.indices.sorted { (relations[$0].count, $0) < (relations[$1].count, $1) }
    var result = relations
    for place in order {
      result[place] = shorter.replaced(in: relations[place])
      shorter.append(result[place])
    }
    return result
  }

  private struct Shorter {
    private var relations: [[Term]] = []
    /// By mover, the relations whose first part it is: an equation is looked for where it begins only.
    private var beginningWith: [Int: [Int]] = [:]

    mutating func append(_ relation: [Term]) {
      for (place, term) in relation.enumerated() {
        // The whole is the one term whose sign is alone.
        let same = relation.filter { $0.factor == term.factor }.count
        guard same == 1, relation.count > 2, let first = relation.indices.first(where: { $0 != place }) else {
          continue
        }
        guard relation.allSatisfy({ abs($0.factor) == 1 }) else { continue }
        beginningWith[relation[first].mover, default: []].append(relations.count)
        relations.append([term] + relation.enumerated().filter { $0.offset != place }.map(\.element))
        return
      }
    }

    func replaced(in relation: [Term]) -> [Term] {
      guard relation.count > 3 else { return relation }
      var factors = Dictionary(relation.map { ($0.mover, $0.factor) }) { $0 + $1 }
      for term in relation {
        for place in beginningWith[term.mover] ?? [] {
          let other = relations[place]
          guard other.count < relation.count, let factor = factors[term.mover], factor != 0 else { continue }
          let scale = factor * other[1].factor
          guard other.dropFirst().allSatisfy({ factors[$0.mover] == scale * $0.factor }) else { continue }
          for part in other { factors[part.mover, default: 0] -= scale * part.factor }
        }
      }
      return factors.filter { $0.value != 0 }.sorted { $0.key < $1.key }
        .map { Term(mover: $0.key, factor: $0.value) }
    }
  }
}
