/// Reads address lists.
struct AddressParser {
    init(_ bytes: ByteView, eightBit: Charset, limits: Limits) {}
    mutating func parse() -> AddressList { AddressList() }
}
