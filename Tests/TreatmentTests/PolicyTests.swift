import TestSupport
import Testing

@testable import Treatment

@Suite("Policies as text")
struct PolicyTests {
  @Test(
    "A policy is printed in one canonical spelling, which reads back as the same policy",
    arguments: [
      ("step 2: ECT", "step 2: ECT"), (" as  observed ", "as observed"), ("stay;", "stay"),
      (
        "step 2: if intolerant then SWITCH_WITHIN else if baseline >= 30 then AUGMENT_AAP else SWITCH_OUT;\nstep 3: KETAMINE or ECT",
        "step 2: if intolerant == 1 then SWITCH_WITHIN else if baseline >= 30 then AUGMENT_AAP else SWITCH_OUT; step 3: KETAMINE or ECT"
      ),
      ("step 2: 60% KETAMINE, 40 % ECT", "step 2: 60 % KETAMINE, 40 % ECT"),
      ("step 2: A or B or C", "step 2: A or B or C"),
      (
        "step 3: if tried ECT and not (days < 90) then stay else as observed",
        "step 3: if tried_ECT == 1 and not days < 90 then stay else as observed"
      ),
      (
        "step 2: if prior_strategy in ('my own', FIRST_LINE) then 'a; b' else B",
        "step 2: if prior_strategy in ('my own', FIRST_LINE) then 'a; b' else B"
      ),
      ("step 1: A; step 2: if age > 60 then B", "step 1: A; step 2: if age > 60 then B"),
    ])
  func canonical(text: String, expected: String) throws {
    let policy = try TreatmentPolicy(parsing: text)
    #expect(policy.description == expected)
    #expect(try TreatmentPolicy(parsing: policy.description) == policy)
  }

  @Test(
    "A mistake is named by its column and by what was expected",
    arguments: [
      ("", 1, "'step' and its number"), ("step: ECT", 5, "the number of a step"), ("step 2 ECT", 8, "':'"),
      ("step 2: if age > 60 ECT", 24, "'then'"), ("step 2: if then ECT", 12, "the name of a column"),
      ("step 2: if age then ECT", 16, "one of =="), ("step 2: ECT ECT", 13, "';' and the next step"),
      ("step 2: ECT; step 2: KETAMINE", 19, "each step once"),
      ("step 3: ECT; step 2: KETAMINE", 19, "steps in their order"),
      ("step 2: ECT; step 4: KETAMINE", 19, "step 3 before step 4"),
      ("step 2: 60 % A, 30 % B", 9, "shares that come to 100 %"), ("step 2: 60 A, 40 B", 12, "'%'"),
      ("step 2: A or A", 9, "each strategy once"), ("step 2: then", 9, "a strategy"),
      ("step 0: A", 6, "the number of a step"), ("stay; step 2: A", 7, "the end"),
      ("as ever", 4, "'observed'"), ("step 2: if age = 60 then A", 16, "'=='"),
      ("step 2: if (age > 60 then A", 22, "')'"), ("step 2: if tried then A", 18, "the name of a column"),
    ])
  func mistakes(text: String, column: Int, expected: String) throws {
    let error = #expect(throws: PolicyTextError.self) { try TreatmentPolicy(parsing: text) }
    guard case .doesNotParse(_, let found, let words) = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    #expect(found == column, "\(words)")
    #expect(words.contains(expected), "\(words)")
  }

  @Test(
    "What is known too late at a step is refused, with the reason and its place",
    arguments: [
      ("step 2: if remission == 1 then A else B", 12, "only when the step has ended"),
      ("step 2: if score_end > 20 then A else B", 12, "only when the step has ended"),
      (
        "step 2: if age > 60 and stop_reason == intolerance then A else B", 25, "only when the step has ended"
      ),
      ("step 2: if outcome_2 == response then A else B", 12, "it belongs to step 2"),
      ("step 2: if baseline_3 > 20 then A else B", 12, "it belongs to step 3"),
      ("step 2: if strategy == ECT then A else B", 12, "what the policy decides"),
      ("step 1: if intolerant then A else B", 12, "step 1 has none before it"),
      ("step 1: if tried ECT then A else B", 18, "step 1 has none before it"),
      ("step 2: if step == 2 then A else B", 12, "a rule is of one step"),
    ])
  func lookingAhead(text: String, column: Int, reason: String) throws {
    let error = #expect(throws: PolicyTextError.self) { try TreatmentPolicy(parsing: text) }
    guard case .looksAhead(_, let found, _, _, let words) = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    #expect(found == column)
    #expect(words.contains(reason), "\(words)")
    #expect(error?.description.contains("\n  \(text)\n") == true)
  }

  @Test("What is known of earlier steps may be asked for")
  func lookingBack() throws {
    let text =
      "step 3: if outcome_1 == response and strategy_2 == ECT and baseline_2 > 20 and responded and failures < 2 and tried ECT then A else B"
    #expect(try TreatmentPolicy(parsing: text).rules.count == 1)
  }

  @Test("An unknown strategy or name is refused with the nearest one")
  func unknown() throws {
    let strategies = { (step: Int) in step == 2 ? ["SWITCH_OUT", "AUGMENT_AAP"] : ["ECT"] }
    let names = { (step: Int) in PolicyNames.known(at: step) + ["age", "anxious"] }
    func error(_ text: String) throws -> String {
      let policy = try TreatmentPolicy(parsing: text)
      let error = #expect(throws: PolicyTextError.self) {
        try policy.check(strategies: strategies, names: names)
      }
      return error?.description ?? ""
    }
    #expect(try error("step 2: SWITCH_UOT").contains("Did you mean SWITCH_OUT?"))
    #expect(try error("step 2: SWITCH_OUT; step 3: SWITCH_OUT").contains("No strategy of step 3"))
    #expect(
      try error("step 2: if anxius == yes then SWITCH_OUT else AUGMENT_AAP").contains("Did you mean anxious?")
    )
    #expect(
      try error("step 3: if tried AUGMENT_APP then ECT else stay").contains("Did you mean AUGMENT_AAP?"))
    let known = try TreatmentPolicy(
      parsing: "step 2: if age > 60 and last_score > 20 then SWITCH_OUT; step 3: ECT or stay2")
    #expect(throws: PolicyTextError.self) { try known.check(strategies: strategies, names: names) }
    try TreatmentPolicy(parsing: "step 2: if age > 60 and last_score > 20 then SWITCH_OUT; step 3: ECT")
      .check(
        strategies: strategies, names: names)
  }

  @Test("A policy is read back in words")
  func words() throws {
    let policy = try TreatmentPolicy(
      parsing:
        "step 2: if intolerant then SWITCH_WITHIN else if baseline >= 30 and sex == female then AUGMENT_AAP else SWITCH_OUT; step 3: 70 % KETAMINE, 30 % ECT"
    )
    #expect(
      PolicyWords().sentences(of: policy) == [
        "At step 2: if the step before was not tolerated, switch within the class; otherwise, if the score at the step's start is at least 30 and sex is female, augmentation with an antipsychotic; otherwise switch to another class.",
        "At step 3: 70 % ketamine or esketamine, 30 % electroconvulsive therapy, by chance.",
      ])
    let own = PolicyWords(strategy: { $0 == "A" ? "Arm one" : $0 })
    #expect(
      own.sentences(of: try TreatmentPolicy(parsing: "step 2: if not tried A then A or B else stay")) == [
        "At step 2: if arm one was not tried before, arm one or B, by chance in equal shares; otherwise stay with what there is."
      ])
  }

  @Test("Steps before the first that is named are as observed, others have no rule")
  func rules() throws {
    let policy = try TreatmentPolicy(parsing: "step 2: if age > 60 then A")
    #expect(policy.rule(at: 1)?.branches == [.init(condition: nil, choice: .asObserved)])
    #expect(policy.rule(at: 2)?.isTotal == false)
    #expect(policy.rule(at: 3) == nil)
    #expect(TreatmentPolicy.asObserved.rule(at: 9)?.branches.first?.choice == .asObserved)
    let stay = try TreatmentPolicy(parsing: "stay")
    #expect(stay.rule(at: 1)?.branches.first?.choice == .asObserved)
    #expect(stay.rule(at: 2)?.branches.first?.choice == .stay)
  }
}
