internal import CCatalogue
public import Treatment

extension Catalogue {
  /// The SHA-256 of the embedded catalogue files, scales, agents and procedures one after the other.
  public static var bundledDigest: String {
    let digest = FileDigest()
    let parts = [
      (remit_scales_start(), remit_scales_size), (remit_agents_start(), remit_agents_size),
      (remit_procedures_start(), remit_procedures_size),
    ]
    for (start, size) in parts {
      digest.update(Array(UnsafeBufferPointer(start: start, count: Int(size))))
    }
    return digest.finished()
  }
}
