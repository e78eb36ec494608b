import Testing

@testable import Treatment

@Suite("Leakage guard")
struct LeakageGuardTests {
  private func findings(_ variables: [String], rule: String?, roles: [String: CovariateRole] = [:]) throws
    -> [String]
  {
    do {
      _ = try LeakageGuard(rule: rule, roles: roles).check(variables: variables)
      return []
    } catch {
      guard case .leaks(let findings) = error else { throw error }
      return findings.map(\.variable)
    }
  }

  @Test(
    "every rule counts trials, courses or switches, so that no count of them is a predictor",
    arguments: ResistanceRules.all.map(\.id))
  func counts(rule: String) throws {
    let counts = [
      "prior_failures", "step", "n_trials", "Prior Trials", "n_failed_trials",
      "number_of_prior_antidepressants",
      "failures", "treatment_line", "adequate_trials", "n_switches", "strategy",
    ]
    #expect(try findings(counts, rule: rule) == counts)
  }

  @Test("what a clinic knows at the first visit passes", arguments: ResistanceRules.all.map(\.id))
  func plain(rule: String) throws {
    let plain = [
      "age", "sex", "anxious", "trial_site", "education", "bmi", "drug", "agents", "number_of_children",
    ]
    #expect(try findings(plain, rule: rule).isEmpty)
  }

  @Test("episode duration and severity leak into the Maudsley stage alone")
  func maudsley() throws {
    let parts = ["episode_start_day", "episode_duration", "score_entry", "baseline_severity", "psychotic"]
    #expect(try findings(parts, rule: "msm") == parts)
    for rule in ["ema", "fda", "mgh", "claims", "fabbri"] { #expect(try findings(parts, rule: rule).isEmpty) }
  }

  @Test("ECT and augmentation leak where the rule gives points for them")
  func augmentation() throws {
    #expect(try findings(["ect", "augmentation"], rule: "mgh") == ["ect", "augmentation"])
    #expect(try findings(["ect", "augmentation"], rule: "msm") == ["ect", "augmentation"])
    #expect(try findings(["ect", "augmentation"], rule: "danish-ect") == ["ect"])
    #expect(try findings(["ect", "augmentation"], rule: "ema").isEmpty)
  }

  @Test("what came of a trial is known too late for every rule")
  func after() throws {
    for name in ["score_end", "stop_reason", "end_day", "response", "remission"] {
      #expect(try findings([name], rule: "ema") == [name])
    }
  }

  @Test("another judgement of resistance is no predictor of it")
  func judgements() throws {
    #expect(try findings(["gsrd", "danish-ect", "msm_score", "TRD"], rule: "ema").count == 4)
  }

  @Test("declared roles refuse without a rule; baseline is no pardon for a count")
  func roles() throws {
    let roles: [String: CovariateRole] = [
      "crp_week8": .after, "x1": .definition, "trd2": .outcome, "step": .baseline,
    ]
    #expect(
      try findings(["crp_week8", "x1", "trd2", "age"], rule: nil, roles: roles) == [
        "crp_week8", "x1", "trd2",
      ])
    #expect(try findings(["step"], rule: "ema", roles: roles) == ["step"])
  }

  @Test("a variable dated after the prediction time is refused, one dated on it passes")
  func dates() throws {
    let time = PredictionTime(timeZero: "entry", landmark: 28)
    let watch = try LeakageGuard(days: ["crp": 29, "bmi": 28], at: time)
    #expect(try watch.check(variables: ["bmi"]).status == .checked)
    #expect {
      try watch.check(variables: ["crp"])
    } throws: { error in
      String(describing: error).contains("crp is dated day 29, after the prediction time (day 28)")
    }
  }

  @Test("the error gives every reason and the way out")
  func words() {
    #expect {
      try LeakageGuard(rule: "ema").check([
        LeakageGuard.Term("anxious:step", variables: ["anxious", "step"]),
        LeakageGuard.Term("log(prior_failures)", variables: ["prior_failures"]),
      ])
    } throws: { error in
      let text = String(describing: error)
      return text.contains(
        "anxious:step: step tells how many treatments came before, and ema counts failed trials.")
        && text.contains("--allow-leakage 'anxious:step' --allow-leakage 'log(prior_failures)'")
    }
  }

  @Test("a term that is allowed passes, alone, and the output says that it leaks")
  func allowed() throws {
    let watch = try LeakageGuard(rule: "ema", allowing: ["step"])
    let report = try watch.check(variables: ["age", "step"])
    #expect(report.status == .allowed)
    #expect(report.sentences[0] == "leakage: checked against the definition ema; allowed all the same: step.")
    #expect(report.sentences[1].hasPrefix("step leaks: "))
    #expect(throws: LeakageError.self) { try watch.check(variables: ["step", "n_trials"]) }
  }

  @Test("allowing one variable of an interaction does not let another through")
  func allowedPart() throws {
    let watch = try LeakageGuard(rule: "ema", allowing: ["step"])
    let term = LeakageGuard.Term("step:n_trials", variables: ["step", "n_trials"])
    #expect(throws: LeakageError.self) { try watch.check([term]) }
    #expect(try LeakageGuard(rule: "ema", allowing: ["step:n_trials"]).check([term]).status == .allowed)
  }

  @Test("to allow what is not in the model is an error, for it is a misspelling")
  func nothingToAllow() throws {
    let watch = try LeakageGuard(rule: "ema", allowing: ["stepp"])
    #expect(throws: LeakageError.nothingToAllow(name: "stepp", terms: ["step"])) {
      try watch.check(variables: ["step"])
    }
  }

  @Test("without a rule or roles the output says that nothing was checked")
  func notChecked() throws {
    let report = try LeakageGuard().check(variables: ["step", "age"])
    #expect(report.status == .notChecked)
    #expect(report.sentences[0].hasPrefix("leakage: not checked"))
  }

  @Test("variables without a declared role are named as judged by name alone")
  func undeclared() throws {
    let report = try LeakageGuard(rule: "ema", roles: ["age": .baseline]).check(variables: ["age", "crp"])
    #expect(report.sentences.last == "Judged by name alone, since no role is declared: crp.")
  }

  @Test("an unknown rule or role names the known ones")
  func unknown() {
    #expect { try LeakageGuard(rule: "emaa") } throws: { String(describing: $0).contains("Did you mean ema") }
    #expect { try CovariateRole.roles(["x": "basline"]) } throws: {
      String(describing: $0).contains("Roles: baseline, definition, outcome, after")
    }
  }

  @Test("time zero, landmark and horizon are told in sentences")
  func time() {
    let first = PredictionTime(timeZero: "the start of the first step").sentences
    #expect(first[0] == "Time zero is the start of the first step.")
    #expect(first[1].contains("landmark: day 0"))
    #expect(first[2].contains("not equally long"))
    let later = PredictionTime(timeZero: "entry", landmark: 28, horizon: 365).sentences
    #expect(later[1].contains("day 28") && later[2].contains("up to day 365"))
  }
}
