// swift-tools-version: 6.2
import PackageDescription

// Nested, so that who builds remit does not build its attackers. `make fuzz` builds it with -sanitize=fuzzer, by which
// every module is instrumented and libFuzzer brings the main program.
let package = Package(
  name: "fuzzing",
  dependencies: [.package(name: "remit", path: "..")],
  targets: [
    .executableTarget(
      name: "fuzz",
      dependencies: [.product(name: "Remit", package: "remit")],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])])
  ])
