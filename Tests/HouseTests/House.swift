/// The plan of the house: which module stands on which floor, and who alone may use what.
enum House {
    /// From the ground up. A module uses lower floors, and its neighbours as long as that makes no circle.
    static let floors: [Set<String>] = [
        [
            "CCurl", "COpenSSL", "CCurlShims", "CMalloc", "Domain", "Digests", "MIME", "Patterns", "Wire",
            "LMTP", "LocalServers", "Metrics",
        ],
        [
            "Replies", "ContentRules", "Reports", "Routing", "Templates", "Transport", "Web", "StatusPage",
            "LocalListener",
        ],
        ["IMAPClient", "LMTPListener", "WebListener", "OAuth", "Marketplaces", "Store", "Vectors"],
        ["Bridge", "Configuration", "Sandbox"],
        ["mailbridge"],
    ]

    /// Scripted peers of the tests; it stands beside the house and uses nothing of it but the private servers.
    static let support = "TestSupport"

    static func floor(of module: String) -> Int? {
        module == support ? 0 : floors.firstIndex { $0.contains(module) }
    }

    /// Modules that only some may import, so that each outside library can be exchanged in one place.
    static let keepers: [String: Set<String>] = [
        "CCurl": ["Transport"],
        "CCurlShims": ["Transport"],
        "COpenSSL": ["Digests"],
        "CMalloc": ["mailbridge"],
        "GRDB": ["Store"],
        "TOMLKit": ["Configuration"],
        "NIOCore": ["LocalListener", "LMTPListener", "WebListener"],
        "NIOPosix": ["LocalListener"],
        "NIOHTTP1": ["WebListener"],
        "FlyingFox": ["Sandbox"],
        "FlyingSocks": ["Sandbox"],
        "ArgumentParser": ["mailbridge"],
        "ServiceLifecycle": ["mailbridge"],
        "UnixSignals": ["mailbridge"],
        "Logging": ["Bridge", "mailbridge"],
        "LocalServers": ["mailbridge"],
    ]

    /// Modules that do no I/O and read no clock. They import nothing of the system…
    static let pure: Set<String> = [
        "Domain", "Digests", "LMTP", "MIME", "Patterns", "Wire", "Replies", "ContentRules", "Reports", "Routing",
        "Templates",
        "Metrics", "Web", "StatusPage",
    ]

    /// … except in these files.
    static let impure: [String: (module: String, reason: String)] = [
        "Sources/MIME/Charset/Iconv.swift": ("Glibc", "iconv(3) converts charsets"),
        "Sources/MIME/Bytes/ByteView.swift": ("Glibc", "memchr(3) finds bytes"),
        "Sources/Routing/Clock/CountedPeriods.swift": ("Synchronization", "what was worked out once is shared"),
    ]

    /// What comes with the toolchain and reaches the outside world.
    static let system: Set<String> = ["Glibc", "Foundation", "FoundationEssentials", "Synchronization", "Dispatch"]

    /// Files that need all of Foundation, whose locale data make up most of a binary; the others have FoundationEssentials.
    static let wholeFoundation = ["Sources/Sandbox/HTTP/WebServer.swift": "FlyingFox speaks in its types"]

    /// Words that take a check away from the compiler or end the process, each with the one place where that is right.
    static let exceptions: [(word: String, file: String, reason: String)] = [
        ("@unchecked Sendable", "Sources/Transport/Curl/CurlHandle.swift", "a C handle that one thread uses at a time"),
        ("@unchecked Sendable", "Sources/Transport/Curl/CurlMulti.swift", "a C handle, its wake-up behind a lock"),
        ("@unchecked Sendable", "Sources/Transport/Curl/OutgoingBytes.swift", "written once, then only read"),
        ("@unchecked Sendable", "Tests/Support/ScriptedServer.swift", "a POSIX condition variable guards the flag"),
    ]

    static let guardedWords = ["@unchecked Sendable", "nonisolated(unsafe)", "try!", "fatalError("]
    static let longestFile = 500
}
