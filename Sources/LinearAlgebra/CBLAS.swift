/// The numbers by which CBLAS names its choices.
enum CBLAS {
  static let rowMajor: Int32 = 101
  static let transposed: Int32 = 112
  static let lower: Int32 = 122
}
