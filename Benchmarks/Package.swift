// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "mailbridge-benchmarks",
    dependencies: [.package(name: "mailbridge", path: "..")],
    targets: [
        .executableTarget(
            name: "mailbridge-bench",
            dependencies: [.product(name: "Peers", package: "mailbridge")],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
                .treatAllWarnings(as: .error),
            ])
    ],
    swiftLanguageModes: [.v6]
)
