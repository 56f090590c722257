/// All samples of one name, as Prometheus reads them (text exposition format 0.0.4).
public struct MetricFamily: Sendable {
    public enum Kind: String, Sendable { case counter, gauge, histogram }

    /// One value under its labels.
    public struct Sample: Sendable {
        public var labels: [(name: String, value: String)]
        public var value: Double

        public init(_ value: Double, _ labels: [(name: String, value: String)] = []) {
            self.labels = labels
            self.value = value
        }
    }

    public let name: String
    public let kind: Kind
    /// One sentence for whoever builds a dashboard.
    public let help: String
    private var lines: [(suffix: String, sample: Sample)] = []

    /// - Parameter name: with unit and, for a counter, `_total`
    public init(_ name: String, _ kind: Kind, _ help: String) {
        self.name = name
        self.kind = kind
        self.help = help
    }

    public mutating func add(_ value: Double, _ labels: [(name: String, value: String)] = []) {
        lines.append(("", Sample(value, labels)))
    }

    public mutating func add(_ histogram: Histogram, _ labels: [(name: String, value: String)] = []) {
        for (bound, count) in histogram.cumulative {
            lines.append(("_bucket", Sample(Double(count), labels + [("le", Self.number(bound))])))
        }
        lines.append(("_sum", Sample(histogram.sum, labels)))
        lines.append(("_count", Sample(Double(histogram.count), labels)))
    }

    /// With HELP and TYPE lines, also where there is no sample yet.
    public var text: String {
        var text = "# HELP \(name) \(Self.escaped(help, quote: false))\n# TYPE \(name) \(kind.rawValue)\n"
        for (suffix, sample) in lines {
            let labels = sample.labels.map { "\($0)=\"\(Self.escaped($1, quote: true))\"" }.joined(separator: ",")
            text += "\(name)\(suffix)\(labels.isEmpty ? "" : "{\(labels)}") \(Self.number(sample.value))\n"
        }
        return text
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: value).map(String.init) ?? "\(value)"
    }

    private static func escaped(_ text: String, quote: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quote: result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
