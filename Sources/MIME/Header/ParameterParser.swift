extension ParameterizedValue {
    init(parsing value: ByteView, eightBit: Charset, limits: Limits) {
        self.init(value: value.trimmed.lowercasedString)
    }
}
