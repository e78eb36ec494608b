internal import Synchronization

/// What a step did relative to what went before, by name.
///
/// A name is kept once for the whole process and a strategy is its number, so that strategies are compared and
/// copied as numbers. Not: a closed list (a declared strategy is taken as it stands) nor an order; sort by name.
/// Source: Documentation/Treatment/Derivation.md, "The decision table", with post-rule P1.
public struct Strategy: Sendable, Hashable {
  /// Depends on who came first: for comparison inside one process only.
  public let code: UInt32

  private init(code: UInt32) { self.code = code }

  public init(_ name: String) {
    code = Self.table.withLock { table in
      if let code = table.codes[name] { return code }
      let code = UInt32(table.names.count)
      table.names.append(name)
      table.codes[name] = code
      return code
    }
  }

  public var name: String { Self.table.withLock { $0.names[Int(code)] } }

  private struct Table {
    var names: [String]
    var codes: [String: UInt32]

    init(_ names: [String]) {
      self.names = names
      codes = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, UInt32($0)) })
    }
  }

  private static let table = Mutex(Table(decisionTableNames))

  /// In the order of the codes below.
  private static let decisionTableNames = [
    "FIRST_LINE", "FIRST_LINE_OTHER", "RECHALLENGE", "MAINTENANCE", "ECT", "KETAMINE", "OTHER", "NEUROMOD",
    "PSYCH_ADD", "PSYCH_SWITCH", "OTHER_MONO", "AUGMENT_LI", "AUGMENT_THYROID", "AUGMENT_AAP",
    "AUGMENT_OTHER",
    "SWITCH", "SWITCH_WITHIN", "SWITCH_OUT", "SWITCH_AFTER_GAP", "UNDETERMINED", "COMBINE", "COMBINE_ABORTED",
    "COMBINE_FROM_START", "LIFESTYLE", "OPTIMISE", "DECOMBINE", "NONE",
  ]

  public static let firstLine = Strategy(code: 0)
  public static let firstLineOther = Strategy(code: 1)
  public static let rechallenge = Strategy(code: 2)
  public static let maintenance = Strategy(code: 3)
  public static let ect = Strategy(code: 4)
  public static let ketamine = Strategy(code: 5)
  public static let other = Strategy(code: 6)
  public static let neuromodulation = Strategy(code: 7)
  public static let psychotherapyAdded = Strategy(code: 8)
  public static let psychotherapySwitch = Strategy(code: 9)
  public static let otherMonotherapy = Strategy(code: 10)
  public static let augmentLithium = Strategy(code: 11)
  public static let augmentThyroid = Strategy(code: 12)
  public static let augmentAntipsychotic = Strategy(code: 13)
  public static let augmentOther = Strategy(code: 14)
  public static let switched = Strategy(code: 15)
  public static let switchWithin = Strategy(code: 16)
  public static let switchOut = Strategy(code: 17)
  public static let switchAfterGap = Strategy(code: 18)
  public static let undetermined = Strategy(code: 19)
  public static let combine = Strategy(code: 20)
  public static let combineAborted = Strategy(code: 21)
  public static let combineFromStart = Strategy(code: 22)
  public static let lifestyle = Strategy(code: 23)
  public static let optimise = Strategy(code: 24)
  public static let decombine = Strategy(code: 25)
  public static let none = Strategy(code: 26)

  /// SWITCH, SWITCH_WITHIN, SWITCH_OUT and SWITCH_AFTER_GAP.
  public var isSwitch: Bool { (15...18).contains(code) }
  /// AUGMENT_LI, AUGMENT_THYROID, AUGMENT_AAP and AUGMENT_OTHER.
  public var isAugmentation: Bool { (11...14).contains(code) }

  /// What the decision table calls a step or an event.
  public static let ofDecisionTable = Set(decisionTableNames.dropLast(2))
}

extension Strategy: CustomStringConvertible, ExpressibleByStringLiteral {
  public var description: String { name }
  public init(stringLiteral name: String) { self.init(name) }
}
