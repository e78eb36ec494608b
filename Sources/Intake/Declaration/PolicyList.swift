public import Treatment

/// Policies by name, as `roadmap: {policies: …}` of a study and a file of policies hold them.
///
///     always switch: "step 2: SWITCH_OUT; step 3: SWITCH_OUT"
///     augment unless not borne:
///       step 2: if intolerant then SWITCH_OUT else AUGMENT_AAP
///       step 3: KETAMINE or ECT
///
/// A policy is one text, or a rule under each step.
///
/// Throws: ``IntakeError``, with the place in the file and the mistake in the policy.
public enum PolicyList {
  /// The policies of a file, in its order.
  public static func policies(at path: String, named file: String) throws(IntakeError) -> [NamedPolicy] {
    try policies(try YAMLValue.document(at: path, named: file))
  }

  static func policies(_ value: YAMLValue) throws(IntakeError) -> [NamedPolicy] {
    var result: [NamedPolicy] = []
    for entry in try value.entries() {
      let policy = try policy(entry.value)
      if policy == .asObserved { continue }
      if let same = result.first(where: { $0.policy == policy }) {
        throw entry.value.failure("'\(entry.key)' says the same as '\(same.name)'. Leave one of them out.")
      }
      result.append(NamedPolicy(entry.key, policy))
      do { try NamedPolicy.check(result) } catch { throw entry.value.failure(error.description) }
    }
    guard !result.isEmpty else {
      throw value.failure(
        "There is no policy. Write 'name: \"step 2: STRATEGY; step 3: STRATEGY\"', with quotes around the text."
      )
    }
    return result
  }

  private static func policy(_ value: YAMLValue) throws(IntakeError) -> TreatmentPolicy {
    let text: String
    if value.isMapping {
      var rules: [String] = []
      for rule in try value.entries() { rules.append("\(rule.key): \(try rule.value.text())") }
      text = rules.joined(separator: "; ")
    } else {
      text = try value.text()
    }
    do {
      return try TreatmentPolicy(parsing: text)
    } catch {
      throw value.failure(error.description)
    }
  }
}
