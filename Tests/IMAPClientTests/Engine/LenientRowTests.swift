import Testing

@testable import IMAPClient

@Suite struct LenientRowTests {
    @Test(
        "a row whose date or numbers are none gives its mail all the same",
        arguments: [
            "INTERNALDATE NIL", "INTERNALDATE \"no date\"", "RFC822.SIZE -1", "RFC822.SIZE 99999999999999999999",
            "RFC822.SIZE NIL", "MODSEQ (18446744073709551616)",
        ])
    func row(_ item: String) {
        var parser = ResponseParser()
        let responses = parser.receive(Array("* 1 FETCH (UID 7 \(item) BODY[] {2}\r\nab)\r\n".utf8))
        guard case .data(.fetch(let row))? = responses.first else {
            Issue.record("\(responses)")
            return
        }
        #expect(row.uid == UID(7) && row.size == nil && row.internalDate == nil && row.modSequence == nil)
        #expect(row.sections.first?.bytes == Array("ab".utf8))
    }
}
