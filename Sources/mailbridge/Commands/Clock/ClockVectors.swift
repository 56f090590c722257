import Configuration
import FoundationEssentials
import Routing
import Vectors

/// A whole file of vectors: all rows computed, and what the file says otherwise.
struct ClockVectors {
    private static let largest = 64 << 20
    let file: String
    /// Otherwise the header tells.
    let areScores: Bool

    func run() throws {
        do {
            let bytes = try readFile(file, limit: Self.largest)
            let zones = ZoneInfoDirectory()
            let computed = try VectorFile(kind(bytes), bytes) { zones.rules(named: $0) }
            write(computed.text, to: 1)
            guard !computed.differences.isEmpty else { return }
            for difference in computed.differences { complain("\(file): \(difference)") }
            throw ExitStatus.finding
        } catch let error as InputError {
            complain(error.description)
            throw ExitStatus.badData
        } catch let error as VectorTable.Fault {
            complain("\(file): \(error)")
            throw ExitStatus.badData
        }
    }

    private func kind(_ bytes: [UInt8]) -> VectorFile.Kind {
        if areScores { return .scores }
        let header = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self).split(separator: "\t")
        if header.contains("region") { return .holidays }
        return header.contains("rule") ? .scores : .clocks
    }
}
