import ArgumentParser
import Treatment

/// What the outcome is and what its covariates are to it, for the leakage guard.
struct LeakageOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The definition of resistance that the outcome is (ema, danish, …): covariates that it is built from are refused.",
      valueName: "rule"))
  var outcomeRule: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "What columns are to the outcome: column=baseline, definition, outcome or after.", valueName: "roles"))
  var role: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Let a term through that leaks; the output says so.", valueName: "terms"))
  var allowLeakage: [String] = []

  func validate() throws {
    for text in role where text.split(separator: "=").count != 2 {
      throw ValidationError("--role takes column=role, for example --role ham_end=outcome.")
    }
  }

  /// The guard of a run; `known` are roles that hold unless others are declared.
  ///
  /// Throws: ``LeakageError``.
  func guarding(_ known: [String: CovariateRole] = [:], at time: PredictionTime? = nil) throws -> LeakageGuard
  {
    return try LeakageGuard(
      rule: outcomeRule, roles: known.merging(try CovariateRole.roles(declaredRoles())) { $1 }, at: time,
      allowing: allowLeakage)
  }

  /// What `--role` says, by column.
  func declaredRoles() -> [String: String] {
    var declared: [String: String] = [:]
    for text in role {
      let parts = text.split(separator: "=").map(String.init)
      declared[parts[0]] = parts[1]
    }
    return declared
  }
}
