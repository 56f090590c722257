import Foundation
import Testing

@testable import MIME

@Suite struct NormalFormTests {
    @Test("every character is composed as an independent reader composes it, alone and behind a letter")
    func characters() {
        let values = [
            0...0x33FF, 0xA000...0xA0FF, 0xAC00...0xADFF, 0xF900...0xFFFF, 0x1_1000...0x1_1FFF, 0x1_D100...0x1_D1FF,
        ]
        for scalar in values.joined().compactMap({ Unicode.Scalar(UInt32($0)) }) {
            for text in ["\(scalar)", "o\(scalar)"] {
                #expect(scalars(text.composed) == scalars(text.precomposedStringWithCanonicalMapping))
            }
        }
    }

    @Test(
        "accents are ordered before they are composed",
        arguments: ["\u{323}\u{302}", "\u{302}\u{323}", "\u{302}\u{316}\u{323}"])
    func order(marks: String) {
        for text in ["o" + marks, "\u{F4}" + marks, "\u{212B}" + marks] {
            #expect(scalars(text.composed) == scalars(text.precomposedStringWithCanonicalMapping))
        }
    }

    @Test("a text of nothing but accents takes time in proportion to it")
    func accents() {
        let marks = String(repeating: "\u{301}\u{323}\u{327}", count: 20_000)
        #expect(marks.composed.unicodeScalars.count == 60_000)
    }

    private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }
}
