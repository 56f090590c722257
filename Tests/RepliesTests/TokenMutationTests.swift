import Domain
import MIME
import TestSupport
import Testing

@testable import Replies

/// A token that is nearly right names nothing.
@Suite("Tokens that were tampered with") struct TokenMutationTests {
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    @Test("a million changed tokens, and no ticket is found by one")
    func mutations() throws {
        let seed: UInt64 = 20_261_129
        var random = SeededGenerator(seed: seed)
        var tokens: Set<String> = []
        while tokens.count < 1000 {
            let bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
            tokens.insert(try #require(TicketToken(bytes: bytes)).text)
        }
        let list = tokens.sorted().map { Array($0.utf8) }
        var accepted = 0
        var read = 0
        for number in 0..<1_000_000 {
            var bytes = list[number % list.count]
            let original = bytes
            Self.mutate(&bytes, using: &random)
            guard let token = TicketToken(String(decoding: bytes, as: UTF8.self)) else { continue }
            read += 1
            if bytes != original, tokens.contains(token.text) { accepted += 1 }
        }
        #expect(accepted == 0, "seed \(seed)")
        #expect(read > 100_000, "most mutations still look like tokens")
    }

    private static func mutate(_ bytes: inout [UInt8], using random: inout SeededGenerator) {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0...5, using: &random) {
        case 0, 1:
            let others = alphabet.filter { $0 != bytes[index] }
            bytes[index] = others[Int.random(in: 0..<others.count, using: &random)]
        case 2: bytes.remove(at: index)
        case 3: bytes.insert(alphabet[Int.random(in: 0..<alphabet.count, using: &random)], at: index)
        case 4: bytes[index] = UInt8.random(in: 0x21...0x2F, using: &random)
        default:
            for _ in 0..<3 {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                let others = alphabet.filter { $0 != bytes[place] }
                bytes[place] = others[Int.random(in: 0..<others.count, using: &random)]
            }
        }
    }
}
