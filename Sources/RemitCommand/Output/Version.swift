/// The version of the command and of the contracts it keeps.
enum Version {
  static let number = "0.1.0"
  static let text = "remit \(number)"
}
