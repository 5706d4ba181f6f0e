// swift-tools-version: 6.2
import PackageDescription

/// One strict list for every target: what the compiler can refuse, no reviewer has to find.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "daybook",
  products: [
    .library(name: "BillingCore", targets: ["BillingCore"]),
    .executable(name: "daybook", targets: ["daybook"]),
  ],
  targets: [
    .target(name: "BillingCore", swiftSettings: settings),
    .target(name: "Simulation", dependencies: ["BillingCore"], swiftSettings: settings),
    .target(name: "Scenarios", dependencies: ["BillingCore", "Simulation"], swiftSettings: settings),
    .target(name: "Reports", dependencies: ["BillingCore", "Simulation"], swiftSettings: settings),
    .executableTarget(
      name: "daybook",
      dependencies: ["BillingCore", "Simulation", "Scenarios", "Reports"],
      swiftSettings: settings
    ),
    .testTarget(name: "BillingCoreTests", dependencies: ["BillingCore"], swiftSettings: settings),
    .testTarget(
      name: "SimulationTests", dependencies: ["BillingCore", "Simulation"], swiftSettings: settings),
    .testTarget(
      name: "ScenariosTests", dependencies: ["BillingCore", "Simulation", "Scenarios"],
      swiftSettings: settings),
    .testTarget(
      name: "ReportsTests", dependencies: ["BillingCore", "Simulation", "Reports"],
      swiftSettings: settings),
    .testTarget(
      name: "DaybookTests",
      dependencies: ["daybook", "BillingCore", "Simulation", "Scenarios", "Reports"],
      swiftSettings: settings),
  ]
)
