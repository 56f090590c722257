// swift-tools-version: 6.2
import PackageDescription

/// As in the package above.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// MIME and its tests alone, through links, so that a build with a sanitizer takes a minute and brings nobody else's code.
let package = Package(
    name: "mime-only",
    products: [.library(name: "MIME", targets: ["MIME"])],
    targets: [
        .target(name: "MIME", swiftSettings: strict),
        .testTarget(name: "MIMETests", dependencies: ["MIME"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
