import FoundationEssentials
import Testing

/// A row of a response table: id, server, context, wire, expect, note, origin, separated by tabs.
struct ResponseVector: CustomTestStringConvertible, Sendable {
    let id: String
    let context: String
    let wire: [UInt8]
    let expect: String

    var testDescription: String { id }

    static func read(_ path: String) -> [ResponseVector] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            var wire = unescape(columns[3])
            // The table ends every row's wire with a line end; an incomplete line has none.
            if columns[4] == "incomplete" { wire.removeLast(2) }
            return ResponseVector(
                id: columns[0], context: columns[2], wire: wire, expect: corrections[columns[0]] ?? columns[4])
        }
    }

    /// Our own table, always there.
    static let own = read("\(packageRoot)/Tests/Fixtures/IMAPClient/responses.tsv")

    /// The shared corpus beside the package, if it is there.
    static let shared: [ResponseVector] = {
        let folder = ProcessInfo.processInfo.environment["MAILBRIDGE_SHARED"] ?? "\(packageRoot)/../shared"
        let rows = read("\(folder)/corpora/imap-responses.tsv")
        if rows.isEmpty { print("imap-responses.tsv is not there: its vectors are not tested") }
        return rows
    }()

    private static let packageRoot = String(
        decoding: #filePath.utf8.prefix(
            #filePath.utf8.count - "/Tests/IMAPClientTests/Engine/ResponseVector.swift".utf8.count),
        as: UTF8.self)

    /// Rows whose expectation contradicts their wire: this greeting has twelve words.
    private static let corrections = ["g01": "untagged=OK code=CAPABILITY caps=12 auth=PLAIN,LOGIN,XOAUTH2,OAUTHBEARER"]

    private static func unescape(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
                result.append(byte)
                continue
            }
            switch next {
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "x"):
                result.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
                rest = rest.dropFirst(2)
            default: result.append(next)
            }
        }
        return result
    }
}
