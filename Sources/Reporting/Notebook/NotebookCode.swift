import CNotebook

/// The functions that notebooks draw with, as they stand beside the target `CNotebook`.
enum NotebookCode {
  static var python: String {
    text(remit_report_python_start(), remit_report_python_size)
  }

  static var r: String { text(remit_report_r_start(), remit_report_r_size) }

  private static func text(_ start: UnsafePointer<UInt8>?, _ size: UInt) -> String {
    String(decoding: UnsafeBufferPointer(start: start, count: Int(size)), as: UTF8.self)
  }
}
