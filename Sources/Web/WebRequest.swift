import Wire

/// One request, whole and within the limits of whoever read it.
public struct WebRequest: Sendable {
    public let method: String
    /// As sent, without query.
    public let path: String
    /// As sent, without question mark.
    public let query: String
    /// In the order in which they came, names in lower case.
    public let fields: [(name: String, value: String)]
    public let body: [UInt8]

    public init(method: String, target: String, fields: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.method = method
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = String(halves.first ?? "")
        query = halves.count > 1 ? String(halves[1]) : ""
        self.fields = fields.map { ($0.name.lowercased(), $0.value) }
        self.body = body
    }

    /// The value of a field that stands there exactly once; nil otherwise, since of two nobody can tell which one counts.
    public func only(_ name: String) -> String? {
        let found = fields.filter { $0.name == name }
        return found.count == 1 ? found[0].value : nil
    }

    /// A value of the query that is named once.
    public func parameter(_ name: String) -> String? { Self.only(name, in: formPairs(query)) }

    /// A value of the form in the body that is named once.
    public func input(_ name: String) -> String? {
        let type = only("content-type")?.split(separator: ";").first ?? ""
        guard type.lowercased() == "application/x-www-form-urlencoded" else { return nil }
        return Self.only(name, in: String(validating: body, as: UTF8.self).flatMap { formPairs($0) })
    }

    /// A cookie that is named once (RFC 6265 §5.4).
    public func cookie(_ name: String) -> String? {
        var found: [String] = []
        for field in fields where field.name == "cookie" {
            for pair in field.value.split(separator: ";") {
                let text = pair.drop { $0 == " " }
                if text.hasPrefix("\(name)=") { found.append(String(text.dropFirst(name.count + 1))) }
            }
        }
        return found.count == 1 ? found[0] : nil
    }

    private static func only(_ name: String, in pairs: [(name: String, value: String)]?) -> String? {
        let found = (pairs ?? []).filter { $0.name == name }
        return found.count == 1 ? found[0].value : nil
    }
}
