/// Puts parameters together that are continued or encoded (RFC 2231 §3, §4).
struct ParameterAssembly {
    let text: FieldText
    private(set) var hasDuplicates = false
    /// In the order of their first mention; limited, as parameters are.
    private var entries: [Entry] = []

    private struct Entry {
        /// Lower case, without stars.
        var name: String
        var plain: ParameterScanner.Parameter?
        var segments: [Segment] = []

        var isFileName: Bool { name == "filename" || name == "name" }
    }

    private struct Segment {
        var number: Int
        var isEncoded: Bool
        var parameter: ParameterScanner.Parameter
    }

    init(text: FieldText) { self.text = text }

    mutating func add(_ parameter: ParameterScanner.Parameter) {
        guard let star = parameter.name.position(of: UInt8(ascii: "*")) else {
            let place = place(of: parameter.name)
            if entries[place].plain == nil { entries[place].plain = parameter } else { hasDuplicates = true }
            return
        }
        var digits = parameter.name.view(star + 1..<parameter.name.count)
        var isEncoded = digits.isEmpty
        if digits.last == UInt8(ascii: "*") {
            isEncoded = true
            digits = digits.view(0..<digits.count - 1)
        }
        guard let number = Self.number(digits) else { return }
        entries[place(of: parameter.name.view(0..<star))].segments
            .append(Segment(number: number, isEncoded: isEncoded, parameter: parameter))
    }

    /// 0 without digits; nil for what is no number of at most six digits.
    private static func number(_ digits: ByteView) -> Int? {
        guard digits.count < 7 else { return nil }
        var number = 0
        for digit in digits {
            guard digit.isDigit else { return nil }
            number = number * 10 + Int(digit - 0x30)
        }
        return number
    }

    private mutating func place(of name: ByteView) -> Int {
        let name = name.lowercasedString
        if let place = entries.firstIndex(where: { $0.name == name }) { return place }
        entries.append(Entry(name: name))
        return entries.count - 1
    }

    /// All parameters in the order of their first mention. An encoded or continued one wins over a plain one.
    func parameters() -> [ParameterizedValue.Parameter] {
        entries.compactMap { entry in
            let value = join(entry.segments, isFileName: entry.isFileName) ?? entry.plain.map(plainText)
            return value.map { .init(name: entry.name, value: $0) }
        }
    }

    private func plainText(_ parameter: ParameterScanner.Parameter) -> String {
        guard parameter.isEscaped else { return text.decode(parameter.value) }
        return parameter.content.withUnsafeBufferPointer { text.decode($0) }
    }

    /// Nil if the first segment is missing.
    private func join(_ segments: [Segment], isFileName: Bool) -> String? {
        guard !segments.isEmpty else { return nil }
        var bytes = ByteBuffer()
        var charset: Charset?
        var isEncoded = false
        var expected = 0
        for segment in segments.sorted(by: { $0.number < $1.number }) {
            if segment.number < expected { continue }
            guard segment.number == expected else { break }
            expected += 1
            segment.parameter.content.withUnsafeBufferPointer { content in
                guard segment.isEncoded else { return bytes.append(content) }
                isEncoded = true
                var value = content
                if segment.number == 0, let (label, rest) = Self.charset(of: value) {
                    charset = Charset(label: label)
                    value = rest
                }
                Self.decodePercent(value, into: &bytes)
            }
        }
        guard expected > 0 else { return nil }
        guard isEncoded else { return text.decode(bytes.view) }
        let set = charset ?? .utf8
        let text = set == .utf8 ? DecodedText(bytes.view, declared: .utf8).text : set.string(bytes.view)
        return Self.withoutControls(text, isFileName: isFileName)
    }

    /// Control characters, which may have been encoded, become blanks as in encoded-words; in names of files they vanish.
    private static func withoutControls(_ text: String, isFileName: Bool) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
        if isFileName { return String(decoding: text.utf8.filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self) }
        return String(decoding: text.utf8.map { $0 < 0x20 || $0 == 0x7F ? .space : $0 }, as: UTF8.self)
    }

    /// Splits `charset'language'rest`.
    private static func charset(of value: ByteView) -> (label: ByteView, rest: ByteView)? {
        guard let first = value.position(of: UInt8(ascii: "'")),
            let second = value.position(of: UInt8(ascii: "'"), from: first + 1)
        else { return nil }
        return (value.view(0..<first), value.view(second + 1..<value.count))
    }

    private static func decodePercent(_ value: ByteView, into output: inout ByteBuffer) {
        var index = 0
        while index < value.count {
            if value[index] == UInt8(ascii: "%"), index + 2 < value.count, let high = value[index + 1].hexValue,
                let low = value[index + 2].hexValue
            {
                output.append(high << 4 | low)
                index += 3
            } else {
                output.append(value[index])
                index += 1
            }
        }
    }
}
