// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func room(_ name: String, _ imports: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: imports, swiftSettings: strict)
}

func tests(of name: String, _ imports: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name), "TestSupport"] + imports, exclude: exclude,
    swiftSettings: strict)
}

let package = Package(
  name: "Remit",
  products: [
    .library(name: "Remit", targets: ["Remit"]),
    .executable(name: "remit", targets: ["RemitCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
    .target(
      name: "CCatalogue",
      exclude: ["scales.csv", "agents.csv", "procedures.csv", "marks.csv", "omop.csv", "stepped-care.yaml"]),
    .target(name: "CNotebook", exclude: ["report.py", "report.R"]),
    .systemLibrary(name: "CScan"),
    room("LinearAlgebra", ["COpenBLAS"]),
    room("Summaries"),
    room("Treatment"),
    room("Files", ["CZlib", "CCrypto", "CScan"]),
    room(
      "Intake",
      [
        "Files", "Treatment", "Summaries", "CCatalogue", "CScan",
        .product(name: "Yams", package: "Yams"),
      ]),
    room("Regression", ["Treatment", "Summaries", "LinearAlgebra"]),
    room("Causal", ["Summaries", "LinearAlgebra", "Regression"]),
    room("Statistics", ["Treatment", "Summaries", "LinearAlgebra", "Regression", "Causal"]),
    room("Simulation", ["CCatalogue", "Files", "Intake", "LinearAlgebra", "Summaries", "Treatment"]),
    room("Reporting", ["Statistics", "Causal", "Regression", "Treatment", "Summaries", "CNotebook"]),
    room(
      "Remit",
      [
        "Treatment", "Summaries", "LinearAlgebra", "Intake", "Regression", "Causal", "Statistics",
        "Reporting",
      ]),
    .executableTarget(
      name: "RemitCommand",
      dependencies: [
        "Treatment", "Summaries", "LinearAlgebra", "Intake", "Regression", "Causal", "Statistics",
        "Reporting",
        "Simulation",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),
    // Of tests alone: no product holds it.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    tests(of: "LinearAlgebra"),
    tests(of: "Summaries"),
    // The bundled catalogue, in whose names roads are drawn, is read by Intake.
    tests(of: "Treatment", ["Intake"]),
    tests(of: "Intake", ["Files", "Treatment", "Summaries", "CZlib", "CScan"], exclude: ["Fixtures"]),
    tests(of: "Regression", ["Treatment", "Summaries", "LinearAlgebra"]),
    tests(of: "Causal", ["Summaries", "Regression", "LinearAlgebra"]),
    tests(of: "Statistics", ["Treatment", "Summaries", "Regression", "Causal", "Intake"]),
    tests(
      of: "Simulation",
      ["Files", "Intake", "Regression", "Causal", "Statistics", "Treatment", "Summaries"]),
    tests(of: "Reporting", ["Statistics", "Causal", "Regression", "Treatment", "Summaries"]),
    tests(
      of: "RemitCommand", ["Intake", "Regression", "Statistics", "Reporting", "Treatment", "Summaries"],
      exclude: ["Browser/page-audit.js"]),
  ],
  swiftLanguageModes: [.v6]
)
