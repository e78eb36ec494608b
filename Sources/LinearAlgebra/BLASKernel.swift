internal import COpenBLAS
#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The BLAS that this process runs on.
public enum BLASKernel {
  /// The name of the kernel that OpenBLAS picked for this machine, for provenance.
  public static var name: String { String(cString: openblas_get_corename()) }

  /// Version and build options of OpenBLAS as it states them.
  public static var configuration: String { String(cString: openblas_get_config()) }

  /// Holds OpenBLAS to the calling thread, once a process however often it is called.
  ///
  /// Its own threads wait on busy cores, and how it shares a sum among them changes the sum's last bits; the
  /// workers of this house run over blocks of rows instead. The threads that OpenBLAS starts when it is loaded
  /// also spin for some 25 ms each before they sleep, on cores that the workers want, so they are ended.
  public static func pinToOneThread() { pinned }

  /// How many threads OpenBLAS would use for a large product.
  public static var threads: Int { Int(openblas_get_num_threads()) }

  private static let pinned: Void = {
    openblas_set_num_threads(1)
    // After the number is set, since setting it starts the threads again. Builds without threads lack the symbol.
    typealias Shutdown = @convention(c) () -> Int32
    if let symbol = dlsym(dlopen(nil, RTLD_NOW), "blas_thread_shutdown_") {
      _ = unsafeBitCast(symbol, to: Shutdown.self)()
    }
  }()
}
