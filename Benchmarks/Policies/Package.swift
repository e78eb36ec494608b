// swift-tools-version: 6.2
import PackageDescription

// Nested, so that who builds remit does not build its benchmarks. The truth is the tests' own, linked here.
let package = Package(
  name: "policies-benchmark",
  dependencies: [.package(name: "remit", path: "../..")],
  targets: [
    .target(name: "TestSupport"),
    .executableTarget(
      name: "policies-benchmark",
      dependencies: [
        .product(name: "Remit", package: "remit")
      ]),
    .executableTarget(
      name: "effects-benchmark",
      dependencies: [
        "TestSupport", .product(name: "Remit", package: "remit"),
      ]),
    .executableTarget(
      name: "effects-truth",
      dependencies: [
        "TestSupport", .product(name: "Remit", package: "remit"),
      ]),
    .executableTarget(
      name: "policies-truth",
      dependencies: [
        "TestSupport", .product(name: "Remit", package: "remit"),
      ]),
  ])
