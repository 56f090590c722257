@_spi(_Unicode) import Swift

extension String {
    /// Normalization form C (UAX 15). The standard library has it, but not yet under a public name.
    var composed: String {
        if utf8.allSatisfy({ $0 < 0x80 }) { return self }
        var scalars = String.UnicodeScalarView()
        for scalar in _nfc { scalars.append(scalar) }
        return String(scalars)
    }
}
