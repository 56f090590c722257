/// `NAME=VALUE` words of the command line.
struct Settings: Sendable {
    private var values: [String: Int] = [:]
    private static let names = ["SAMPLES", "WAITING", "IDLE", "KEEP", "LATENCY"]

    init(_ words: some Sequence<String>) throws {
        for word in words {
            let sides = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard sides.count == 2, Self.names.contains(sides[0]), let value = Int(sides[1]), value >= 0 else {
                throw BenchError("\(word): not NAME=NUMBER with one of \(Self.names.joined(separator: ", "))")
            }
            values[sides[0]] = value
        }
    }

    subscript(name: String, default value: Int) -> Int { values[name] ?? value }
}
