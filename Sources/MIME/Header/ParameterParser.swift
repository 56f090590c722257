extension ParameterizedValue {
    /// Reads a field's value with what RFC 2231 adds: parameters in pieces, in any order, in any charset.
    init(parsing value: ByteView, text: FieldText) {
        var scanner = ParameterScanner(value, limit: text.store.limits.parameters)
        self.init(value: scanner.withMain(\.lowercasedString))
        var assembly = ParameterAssembly(text: text)
        while let parameter = scanner.next() { assembly.add(parameter) }
        parameters = assembly.parameters()
        if scanner.hasMore { defects.append(.tooManyParameters) }
        if scanner.isMalformed { defects.append(.malformedParameters) }
        if assembly.hasDuplicates { defects.append(.duplicateParameter) }
    }
}
