internal import COpenBLAS

/// The BLAS that this process runs on.
public enum BLASKernel {
  /// The name of the kernel that OpenBLAS picked for this machine, for provenance.
  public static var name: String { String(cString: openblas_get_corename()) }

  /// Version and build options of OpenBLAS as it states them.
  public static var configuration: String { String(cString: openblas_get_config()) }
}
