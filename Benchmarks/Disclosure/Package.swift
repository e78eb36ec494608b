// swift-tools-version: 6.2
import PackageDescription

// Nested, so that who builds remit does not build its benchmarks. Draws are the tests' own, linked here.
let package = Package(
  name: "disclosure-benchmark",
  dependencies: [.package(name: "remit", path: "../..")],
  targets: [
    .target(name: "TestSupport"),
    .executableTarget(
      name: "disclosure-benchmark",
      dependencies: ["TestSupport", .product(name: "Remit", package: "remit")]),
  ])
