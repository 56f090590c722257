import Domain

/// What became of the one message of a feed.
struct AmazonProcessingReport: Sendable, Hashable {
    /// Bytes of a report that are unpacked; one about one message has about a thousand.
    static let largest = 4_000_000

    struct Result: Sendable, Hashable {
        /// `Error`, `Warning`
        var code = ""
        /// Amazon's number of the fault.
        var number = ""
        var description = ""
    }

    private(set) var processed: Int?
    private(set) var successful: Int?
    private(set) var failed: Int?
    private(set) var results: [Result] = []

    init(_ bytes: [UInt8]) throws(XMLError) {
        var path: [String] = []
        for event in try XMLReader(bytes).events {
            switch event {
            case .start(let name):
                if name == "Result" { results.append(Result()) }
                path.append(name)
            case .end(let name, let text):
                path.removeLast()
                take(name, in: path.last, text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
            }
        }
    }

    private mutating func take(_ name: String, in parent: String?, _ text: String) {
        if parent == "ProcessingSummary" {
            switch name {
            case "MessagesProcessed": processed = Int(text)
            case "MessagesSuccessful": successful = Int(text)
            case "MessagesWithError": failed = Int(text)
            default: break
            }
        } else if parent == "Result", !results.isEmpty {
            switch name {
            case "ResultCode": results[results.count - 1].code = text
            case "ResultMessageCode": results[results.count - 1].number = text
            case "ResultDescription": results[results.count - 1].description = text
            default: break
            }
        }
    }

    /// How the message ended; `impossible` where the report does not say.
    var outcome: ActionOutcome {
        let errors = results.filter { $0.code == "Error" }
        if failed ?? 0 > 0 || !errors.isEmpty {
            return .failed(reason: Self.words(errors) ?? "Amazon reports a fault and does not say which")
        }
        if successful ?? 0 > 0 { return .done(note: Self.words(results)) }
        return processed == 0 ? .failed(reason: "Amazon did not process it") : .impossible
    }

    private static func words(_ results: [Result]) -> String? {
        let words = results.map { result in
            let text = result.description.isEmpty ? result.code : result.description
            return result.number.isEmpty ? text : "\(text) (\(result.number))"
        }
        return words.isEmpty ? nil : String(withoutAddresses(words.joined(separator: "; ")).prefix(500))
    }
}

extension AmazonProcessingReport {
    init(document: [UInt8]) throws(ConnectorError) {
        do throws(XMLError) {
            try self.init(document)
        } catch {
            throw ConnectorError(.protocolViolation, "the feed's report: \(error)", retry: .later)
        }
    }
}
