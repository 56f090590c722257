/// The outer structure of a winmail.dat (MS-OXTNEF §2.1): a signature, a key, then attributes in a row.
enum TNEF {
    private static let signature: [UInt8] = [0x78, 0x9F, 0x3E, 0x22]
    /// Signature and key.
    private static let head = 6
    /// Level, id and length before the data of an attribute; a checksum of two bytes behind it.
    private static let attributeHead = 9
    private static let checksum = 2
    private static let ofMessage: UInt8 = 1

    /// Whether it holds anything but attributes of the message itself. What cannot be read to its end may.
    static func hasFiles(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= head, bytes.prefix(signature.count).elementsEqual(signature) else { return true }
        var place = head
        while place < bytes.count {
            guard bytes[place] == ofMessage, bytes.count - place >= attributeHead else { return true }
            let length = (0..<4).reduce(0) { $0 | Int(bytes[place + 5 + $1]) << (8 * $1) }
            guard length <= bytes.count - place - attributeHead - checksum else { return true }
            place += attributeHead + length + checksum
        }
        return false
    }
}
