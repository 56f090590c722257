// The standard library keeps its normalization to itself. A test compares it with another implementation.
@_spi(_Unicode) import Swift

extension String {
    /// In Normalization Form C (UAX #15), which JMAP wants of texts and names (RFC 8621 §4.1.2.2).
    var composed: String {
        // All characters below U+0300 are composed.
        var text = self
        guard text.withUTF8({ bytes in bytes.contains { $0 >= 0xCC } }) else { return self }
        var scalars = UnicodeScalarView()
        scalars.append(contentsOf: _nfc)
        return String(scalars)
    }
}
