// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target that we write: Swift 6 concurrency, explicit imports, no warning tolerated.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "mailbridge",
    products: [
        .executable(name: "mailbridge", targets: ["mailbridge"]),
        .library(name: "MIME", targets: ["MIME"]),
        .library(name: "Routing", targets: ["Routing", "Domain"]),
        .library(name: "IMAPClient", targets: ["IMAPClient", "Transport", "Domain"]),
        .library(name: "Replies", targets: ["Replies"]),
        .library(name: "Marketplaces", targets: ["Marketplaces", "Transport", "Domain"]),
        // For Benchmarks/: a store to fill, and the peers that figures are measured against.
        .library(name: "Store", targets: ["Store", "Reports", "Routing", "Domain"]),
        .library(name: "Peers", targets: ["Sandbox", "LocalServers", "MIME", "Domain"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", .upToNextMinor(from: "0.6.0")),
        .package(url: "https://github.com/swhitty/FlyingFox", .upToNextMinor(from: "0.27.1")),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    ],
    targets: [
        // Floor 0: system libraries and values without I/O.
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(
            name: "CCurlShims", dependencies: ["CCurl"],
            // The OpenSSL that libcurl uses, for the authorities that its connections share.
            linkerSettings: [.linkedLibrary("ssl"), .linkedLibrary("crypto")]),
        .systemLibrary(name: "CMalloc"),
        module("Domain"),
        module("Digests", ["COpenSSL"]),
        module("MIME"),
        module("Wire"),
        module("Patterns"),
        // How metrics are written for Prometheus.
        module("Metrics"),
        // A private Dovecot and what it takes to start one: for the demo and for tests.
        module("LocalServers"),
        // Floor 1
        module("Replies", ["MIME", "Domain"]),
        module("ContentRules", ["Replies", "Domain"]),
        module("Routing", ["Patterns", "Domain"]),
        module("Templates", ["Domain", "Routing"]),
        module("Reports", ["Routing", "Domain"]),
        module("Transport", ["Domain", "CCurl", "CCurlShims"]),
        // The mail server's side of SMTP and LMTP, without sockets.
        module("LMTP", ["Domain"]),
        // Requests and answers of a small web server, and who is let in, without sockets.
        module("Web", ["Wire", "Domain", "Digests"]),
        // What people look at: values in, HTML out.
        module("StatusPage", ["Wire", "Domain", "Digests"]),
        // A socket of this machine and its connections, for a protocol to bring its handlers.
        module(
            "LocalListener",
            [.product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio")]),
        // Floor 2
        module("LMTPListener", ["LMTP", "LocalListener", .product(name: "NIOCore", package: "swift-nio")]),
        module(
            "WebListener",
            [
                "Web", "LocalListener", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        module("IMAPClient", ["Transport", "Domain"]),
        module("OAuth", ["Transport", "Wire", "Domain", "Digests"]),
        module(
            "Marketplaces", ["OAuth", "ContentRules", "Transport", "MIME", "Patterns", "Wire", "Domain", "Digests"]),
        // Published vectors of clocks, scores and holidays beside what is computed here.
        module("Vectors", ["Routing", "Domain"]),
        module("Store", ["Reports", "Routing", "Domain", "Digests", .product(name: "GRDB", package: "GRDB.swift")]),
        // Floor 3
        module(
            "Bridge",
            [
                "IMAPClient", "LMTP", "Marketplaces", "Store", "Replies", "ContentRules", "Routing", "Templates",
                "MIME", "Metrics", "StatusPage", "Web",
                "Domain",
                "Digests",
                .product(name: "Logging", package: "swift-log"),
            ]),
        module(
            "Configuration",
            [
                "Marketplaces", "OAuth", "ContentRules", "Patterns", "Routing", "Templates", "Domain",
                .product(name: "TOMLKit", package: "TOMLKit"),
            ]),
        module(
            "Sandbox",
            [
                "LMTP", "MIME", "Wire", "Domain", "Digests",
                .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ]),
        // Floor 4: command line and composition root.
        .executableTarget(
            name: "mailbridge",
            dependencies: [
                "Bridge", "CMalloc", "Configuration", "Sandbox", "LocalServers", "Marketplaces", "Store", "IMAPClient",
                "LMTP", "LMTPListener", "LocalListener", "Web", "WebListener", "OAuth", "Replies", "ContentRules",
                "Reports", "Routing", "Transport", "Vectors", "MIME", "Wire", "Domain", "Digests",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        tests("DomainTests", ["Domain"]),
        tests("DigestsTests", ["Digests"]),
        tests("WireTests", ["Wire", "TestSupport"]),
        tests("PatternsTests", ["Patterns"]),
        tests("TemplatesTests", ["Templates", "Domain"]),
        tests("RepliesTests", ["Replies", "ContentRules", "MIME", "Domain", "TestSupport"]),
        tests("ContentRulesTests", ["ContentRules", "Domain", "TestSupport"]),
        tests(
            "MarketplacesTests",
            [
                "Marketplaces", "ContentRules", "Transport", "MIME", "Patterns", "Wire", "Domain", "Digests",
                "TestSupport",
            ]),
        // The connectors against their stand-ins, over loopback.
        tests(
            "ConnectorTests",
            [
                "Bridge", "Store", "Routing", "Marketplaces", "Sandbox", "Transport", "OAuth", "MIME", "Wire", "Domain",
                "Digests", "TestSupport", .product(name: "Logging", package: "swift-log"),
            ]),

        tests("ReportsTests", ["Reports", "Sandbox", "Routing", "Domain", "TestSupport"]),
        tests(
            "StoreTests",
            ["Store", "Reports", "Routing", "Domain", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")]),
        tests(
            "SandboxTests",
            [
                "Sandbox", "LMTP", "MIME", "Domain", "Digests", "TestSupport",
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ]),
        // Peers for tests: Dovecot, scripted servers; no product.
        .target(
            name: "TestSupport", dependencies: ["LocalServers", .product(name: "GRDB", package: "GRDB.swift")],
            path: "Tests/Support", swiftSettings: strict),
        tests("IMAPClientTests", ["IMAPClient", "Transport", "Domain", "TestSupport"]),
        tests("TransportTests", ["Transport", "Domain", "TestSupport"]),
        tests("OAuthTests", ["OAuth", "IMAPClient", "Transport", "Domain", "Digests", "TestSupport"]),
        tests("MIMETests", ["MIME", "TestSupport"]),
        tests("LMTPTests", ["LMTP", "Domain", "TestSupport"]),
        tests("LMTPListenerTests", ["LMTPListener", "LocalListener", "LMTP", "Domain", "TestSupport"]),
        tests("MetricsTests", ["Metrics"]),
        tests("WebTests", ["Web", "Wire", "Domain", "TestSupport"]),
        tests("StatusPageTests", ["StatusPage", "Sandbox", "Domain", "TestSupport"]),
        tests("WebListenerTests", ["WebListener", "LocalListener", "Web", "TestSupport"]),
        tests("RoutingTests", ["Routing", "Patterns", "Domain", "TestSupport"]),
        tests("VectorsTests", ["Vectors", "Routing", "Domain"]),
        // The plan of the house and its papers.
        tests("HouseTests", ["Configuration"]),
        tests(
            "BridgeTests",
            [
                "Bridge", "IMAPClient", "LMTP", "Marketplaces", "Store", "Replies", "ContentRules", "Routing",
                "Templates", "Metrics", "StatusPage", "Web",
                "MIME", "Transport", "Domain",
                "Digests", "TestSupport",
                .product(name: "Logging", package: "swift-log"), .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        // The built program against real servers.
        tests("EndToEndTests", ["Sandbox", "IMAPClient", "Transport", "MIME", "Domain", "TestSupport"]),
        tests(
            "ConfigurationTests",
            [
                "Configuration", "Marketplaces", "ContentRules", "OAuth", "Patterns", "Routing", "Domain",
                "TestSupport",
            ]),
    ],
    swiftLanguageModes: [.v6]
)

// Builds with a sanitizer or for coverage take many times as long: these name the tests that they are for, with commas
// between, and everything that those do not stand on is left out.
if let wanted = Context.environment["MAILBRIDGE_TESTS"] {
    var kept = Set(wanted.split(separator: ",").map(String.init))
    var pending = Array(kept)
    while let name = pending.popLast() {
        for dependency in package.targets.first(where: { $0.name == name })?.dependencies ?? [] {
            if case .byNameItem(let below, _) = dependency, kept.insert(below).inserted { pending.append(below) }
        }
    }
    package.targets.removeAll { !kept.contains($0.name) }
    package.products.removeAll()
}
