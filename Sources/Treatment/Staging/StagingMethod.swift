/// A staging method by the name that a study asks for it by.
///
/// Source: Documentation/Treatment/Staging.md.
public enum StagingMethod: String, Sendable, Hashable, CaseIterable {
  case thaseRush = "thase-rush"
  case maudsley, mgh, european
  /// Adequate failed trials of drugs, and the trials of each domain as the ATHF's short form counts them.
  case athf
}
