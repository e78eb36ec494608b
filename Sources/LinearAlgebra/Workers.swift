#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Synchronization

/// Work in numbered pieces, done by threads of this process.
///
/// Each piece has its own number and its own place to write, so the result does not depend on which thread did it.
public enum Workers {
  /// Calls `body` once for each number below `pieces`, on up to `threads` threads, the caller among them.
  public static func run(_ threads: Int, pieces: Int, _ body: @Sendable (Int) -> Void) {
    guard threads > 1, pieces > 1 else {
      for piece in 0..<pieces { body(piece) }
      return
    }
    withoutActuallyEscaping(body) { body in
      let job = Job(pieces: pieces, body: body)
      var started: [pthread_t] = []
      for _ in 1..<min(threads, pieces) {
        #if canImport(Glibc)
          var thread = pthread_t()
        #else
          var thread: pthread_t?
        #endif
        let argument = Unmanaged.passRetained(job).toOpaque()
        let failed = pthread_create(&thread, nil, entry, argument)
        if failed != 0 {
          // The threads there are, the caller at least, do the work.
          Unmanaged<Job>.fromOpaque(argument).release()
          continue
        }
        #if canImport(Glibc)
          started.append(thread)
        #else
          if let thread { started.append(thread) }
        #endif
      }
      job.work()
      for thread in started { pthread_join(thread, nil) }
    }
  }

  #if canImport(Glibc)
    private static let entry: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
      argument in
      if let argument { Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().work() }
      return nil
    }
  #else
    private static let entry: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = {
      argument in
      Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().work()
      return nil
    }
  #endif

  private final class Job: Sendable {
    let pieces: Int
    let body: @Sendable (Int) -> Void
    let next = Atomic<Int>(0)

    init(pieces: Int, body: @escaping @Sendable (Int) -> Void) {
      self.pieces = pieces
      self.body = body
    }

    func work() {
      while true {
        let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if piece >= pieces { return }
        body(piece)
      }
    }
  }
}
