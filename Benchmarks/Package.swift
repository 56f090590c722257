// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "mailbridge-benchmarks",
    dependencies: [
        .package(name: "mailbridge", path: ".."), .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .executableTarget(
            name: "mailbridge-bench",
            dependencies: [.product(name: "Peers", package: "mailbridge")],
            swiftSettings: strict),
        // Checksums as the peers' harnesses print them.
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        // What the small measurements share: files, figures, and values that are kept.
        .target(name: "Measuring", swiftSettings: strict),
        .executableTarget(
            name: "mime-bench",
            dependencies: ["CZlib", "Measuring", .product(name: "MIME", package: "mailbridge")],
            swiftSettings: strict),
        .executableTarget(
            name: "imap-bench",
            dependencies: [
                .product(name: "IMAPClient", package: "mailbridge"), .product(name: "MIME", package: "mailbridge"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "posts-bench",
            dependencies: [.product(name: "Marketplaces", package: "mailbridge")],
            swiftSettings: strict),
        // Writes a year of tickets into a store by SQL of its own.
        .executableTarget(
            name: "store-bench",
            dependencies: [
                .product(name: "Store", package: "mailbridge"), .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "reply-bench",
            dependencies: [
                "Measuring", .product(name: "Replies", package: "mailbridge"),
                .product(name: "MIME", package: "mailbridge"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "routing-bench",
            dependencies: [.product(name: "Routing", package: "mailbridge")],
            swiftSettings: strict),
        .executableTarget(
            name: "html-bench",
            dependencies: ["Measuring", .product(name: "MIME", package: "mailbridge")],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
