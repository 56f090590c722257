/// The operations of an interface by method and path; `*` stands for one segment.
struct Routes<Operation: RawRepresentable & Sendable>: Sendable where Operation.RawValue == String {
    struct Route: Sendable {
        var method: String
        var pattern: [String]
        var operation: Operation
    }

    private let routes: [Route]

    init(_ table: [(method: String, pattern: String, operation: Operation)]) {
        routes = table.map {
            Route(
                method: $0.method, pattern: $0.pattern.split(separator: "/").map(String.init), operation: $0.operation)
        }
    }

    /// The operation and what stood for its stars. 404 for an unknown path, 405 for a known one with another method.
    func match(_ method: String, _ segments: [String]) throws(Refusal) -> (operation: Operation, stars: [String]) {
        let fitting = routes.filter { Self.fits($0.pattern, segments) }
        guard !fitting.isEmpty else { throw Refusal(404, "there is no such address") }
        guard let route = fitting.first(where: { $0.method == method }) else {
            let allowed = fitting.map(\.method).joined(separator: ", ")
            throw Refusal(405, "this address takes \(allowed)", allow: allowed)
        }
        return (route.operation, zip(route.pattern, segments).filter { $0.0 == "*" }.map(\.1))
    }

    /// The operation's name for counts and faults, whatever the method.
    func name(_ method: String, _ segments: [String]) -> String {
        let fitting = routes.filter { Self.fits($0.pattern, segments) }
        let route = fitting.first { $0.method == method } ?? fitting.first
        return route?.operation.rawValue ?? "unknown"
    }

    private static func fits(_ pattern: [String], _ segments: [String]) -> Bool {
        pattern.count == segments.count && zip(pattern, segments).allSatisfy { $0 == "*" ? !$1.isEmpty : $0 == $1 }
    }
}
