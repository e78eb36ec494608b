// swift-tools-version: 6.2
import PackageDescription

// Nested, so that who builds remit does not build its benchmarks.
let package = Package(
  name: "logistic-benchmark",
  dependencies: [.package(name: "remit", path: "../..")],
  targets: [
    .executableTarget(
      name: "logistic-benchmark",
      dependencies: [
        .product(name: "Remit", package: "remit")
      ]),
    .executableTarget(
      name: "survival-benchmark",
      dependencies: [
        .product(name: "Remit", package: "remit")
      ]),
    .executableTarget(
      name: "coverage",
      dependencies: [
        .product(name: "Remit", package: "remit")
      ]),
  ])
