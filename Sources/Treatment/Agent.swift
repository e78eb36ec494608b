/// A drug, procedure, therapy or control arm as the catalogue describes it.
public struct Agent: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Codable { case drug, procedure }

  /// The generic name of a drug, the identifier of a procedure.
  public var name: String
  /// What reports print: the name, or a control arm's plain word.
  public var label: String
  public var kind: Kind
  /// Class of a drug (SSRI, …), family of a procedure (psychotherapy, …).
  public var group: String
  /// antidepressant, augmenter, rapid-acting, sleep, …; empty for procedures.
  public var role: String
  /// The strategy a procedure or control arm stands for; empty for drugs, whose strategy depends on
  /// what went before.
  public var strategyCode: String
  public var synonyms: [String]
  public var provenance: String

  public init(
    name: String, label: String? = nil, kind: Kind, group: String = "", role: String = "",
    strategyCode: String = "", synonyms: [String] = [], provenance: String = ""
  ) {
    self.name = name
    self.label = label ?? name
    self.kind = kind
    self.group = group
    self.role = role
    self.strategyCode = strategyCode
    self.synonyms = synonyms
    self.provenance = provenance
  }

  /// Whether the agent works within hours to days, so that a score after its start is an outcome and
  /// never a baseline (FORMATS.md, "Scores of a step").
  public var isRapidActingOrECT: Bool {
    role == "rapid-acting" || group == "rapid-acting" || group == "ECT" || strategyCode == "ECT"
      || strategyCode == "KETAMINE"
  }
}
