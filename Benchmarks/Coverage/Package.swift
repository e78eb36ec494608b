// swift-tools-version: 6.2
import PackageDescription

// Nested, so that who builds remit does not build its benchmarks.
let package = Package(
  name: "coverage-simulation",
  dependencies: [.package(name: "remit", path: "../..")],
  targets: [
    .executableTarget(
      name: "coverage-simulation",
      dependencies: [
        .product(name: "Remit", package: "remit")
      ])
  ])
