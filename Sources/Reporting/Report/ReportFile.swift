/// One file of a report, its path relative to the report's folder.
public struct ReportFile: Sendable, Equatable {
  public var path: String
  public var text: String

  public init(path: String, text: String) {
    self.path = path
    self.text = text
  }
}
