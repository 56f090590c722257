@testable import Wire

/// What has to hold whatever bytes come as JSON, gzip or percent-encoded text.
struct WireChecks {
    private(set) var failures: [String] = []
    private static let limit = 1 << 16

    private mutating func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds { failures.append(what()) }
    }

    mutating func check(_ bytes: [UInt8]) {
        checkJSON(bytes)
        checkGzip(bytes)
        checkPercent(bytes)
    }

    private mutating func checkJSON(_ bytes: [UInt8]) {
        do throws(JSON.SyntaxError) {
            let value = try JSON(parsing: bytes)
            let written = value.bytes
            expect((try? JSON(parsing: written)) == value, "what was read is read again from what was written")
            // A control character takes six bytes, what is no UTF-8 three.
            expect(written.count <= 6 * bytes.count, "\(written.count) bytes written of \(bytes.count)")
            expect(String(validating: written, as: UTF8.self) != nil, "what is written is UTF-8")
            expect(depth(of: value) <= JSON.deepest, "nesting has an end")
            if let number = value.integer { expect("\(number)" == value.scalar || number == 0, "\(number) is whole") }
            let changed = Array(" \n".utf8) + bytes + Array("\t\r\n".utf8)
            expect((try? JSON(parsing: changed)) == value, "white space around it changes nothing")
        } catch {
            expect((0...bytes.count).contains(error.offset), "a mistake lies in the text: \(error)")
        }
    }

    private func depth(of value: JSON) -> Int {
        var deepest = 0
        var level = [value]
        while !level.isEmpty {
            level = level.flatMap { value in
                if case .object(let members) = value { members.map(\.value) } else { value.elements }
            }
            deepest += 1
        }
        return deepest - 1
    }

    private mutating func checkGzip(_ bytes: [UInt8]) {
        checkUnpacked(bytes)
        var inflater = Inflater(bytes, from: 0, limit: Self.limit)
        do throws(GzipError) {
            try inflater.run()
        } catch {
            expect(inflater.output.count <= Self.limit, "no more than the limit: \(inflater.output.count)")
            return
        }
        expect(inflater.position <= bytes.count, "the end of the stream lies in it")
        // A fuzzer hardly ever hits checksum and length: they are put right, so that all behind them is reached too.
        let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        let content = inflater.output
        let file =
            head + bytes[..<inflater.position] + littleEndian(crc32(content)) + littleEndian(UInt32(content.count))
        // The shortest file has twenty bytes.
        guard file.count >= 20 else { return }
        expect((try? gunzipped(file, limit: Self.limit)) == content, "a whole file is unpacked")
        expect((try? gunzipped(file + file, limit: 2 * Self.limit)) == content + content, "two files running are one")
        var wrong = file
        wrong[wrong.count - 8] ^= 1
        expect((try? gunzipped(wrong, limit: Self.limit)) == nil, "a wrong checksum is noticed")
    }

    private mutating func checkUnpacked(_ bytes: [UInt8]) {
        guard let content = try? gunzipped(bytes, limit: Self.limit) else { return }
        expect(content.count <= Self.limit, "no more than the limit: \(content.count)")
        let few = content.count / 2
        expect(content.isEmpty || (try? gunzipped(bytes, limit: few)) == nil, "a lower limit is kept to")
    }

    private func littleEndian(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    private mutating func checkPercent(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let encoded = percentEncoded(text)
        expect(encoded.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "what is encoded is printable ASCII")
        expect(percentDecoded(encoded.utf8) == text, "what was encoded is decoded again")
        if let decoded = percentDecoded(bytes) {
            expect(percentDecoded(percentEncoded(decoded).utf8) == decoded, "what was decoded is encoded again")
        }
        if let pairs = formPairs(text) {
            let again = formPairs(String(decoding: formEncoded(pairs), as: UTF8.self)) ?? []
            expect(
                again.map(\.name) == pairs.map(\.name) && again.map(\.value) == pairs.map(\.value),
                "a form that was read is written and read again")
        }
        let coded = Array(base64(bytes).utf8)
        expect(coded.count == (bytes.count + 2) / 3 * 4, "base 64 has four characters for three bytes")
    }
}

/// What is fuzzed.
enum FuzzTarget: String, CaseIterable, Sendable {
    /// Bytes that come as JSON, gzip or percent-encoded text.
    case wire

    func failures(for input: [UInt8]) -> [String] {
        var checks = WireChecks()
        checks.check(input)
        return checks.failures
    }
}
