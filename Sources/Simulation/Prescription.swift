internal import Treatment

/// Drugs and procedures that the simulation prescribes, by their names in the catalogue.
enum Prescription {
  /// Classes within which a switch is one within the class.
  enum Family: Sendable { case ssri, snri, nassa, ndri, tca, multimodal, maoi }

  struct Drug: Sendable {
    /// Its own, up to 63.
    let number: Int
    let name: String
    /// `nil` for what is no antidepressant.
    let family: Family?
    /// Milligrams a day: to begin with, then, and where that is not enough.
    let doses: (Double, Double, Double)
  }

  static let firstLine = [
    Drug(number: 1, name: "sertraline", family: .ssri, doses: (50, 100, 200)),
    Drug(number: 2, name: "escitalopram", family: .ssri, doses: (10, 10, 20)),
    Drug(number: 3, name: "citalopram", family: .ssri, doses: (20, 20, 40)),
    Drug(number: 4, name: "fluoxetine", family: .ssri, doses: (20, 20, 60)),
    Drug(number: 5, name: "venlafaxine", family: .snri, doses: (75, 150, 225)),
    Drug(number: 6, name: "duloxetine", family: .snri, doses: (60, 60, 120)),
    Drug(number: 7, name: "mirtazapine", family: .nassa, doses: (15, 30, 45)),
    Drug(number: 8, name: "bupropion", family: .ndri, doses: (150, 300, 450)),
  ]
  static let later =
    firstLine + [
      Drug(number: 9, name: "nortriptyline", family: .tca, doses: (75, 100, 150)),
      Drug(number: 10, name: "vortioxetine", family: .multimodal, doses: (10, 10, 20)),
    ]
  /// Irreversible inhibitors of monoamine oxidase: no other antidepressant within two weeks, nor beside them.
  static let inhibitors = [
    Drug(number: 16, name: "tranylcypromine", family: .maoi, doses: (20, 30, 50)),
    Drug(number: 17, name: "phenelzine", family: .maoi, doses: (30, 60, 90)),
  ]
  /// What is combined with a running drug, the first that was not used.
  static let combinable = [later[6], later[7], later[8]]
  /// By strategy: augmenters with their doses.
  static let augmenters: [Strategy: [Drug]] = [
    .augmentAntipsychotic: [
      Drug(number: 11, name: "aripiprazole", family: nil, doses: (2, 5, 10)),
      Drug(number: 12, name: "brexpiprazole", family: nil, doses: (1, 2, 2)),
    ],
    .augmentLithium: [Drug(number: 13, name: "lithium", family: nil, doses: (600, 900, 900))],
    .augmentThyroid: [Drug(number: 14, name: "liothyronine", family: nil, doses: (0.025, 0.05, 0.05))],
    .augmentOther: [Drug(number: 15, name: "buspirone", family: nil, doses: (30, 45, 60))],
  ]
  /// Every drug that a step may begin, by its number.
  static let all = (later + inhibitors + augmenters.values.joined()).sorted { $0.number < $1.number }
}
