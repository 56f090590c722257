/// Puts parameters together that are continued or encoded (RFC 2231 §3, §4).
struct ParameterAssembly {
    let text: FieldText
    private var order: [[UInt8]] = []
    private var plain: [[UInt8]: [UInt8]] = [:]
    private var segments: [[UInt8]: [Segment]] = [:]

    private struct Segment {
        var number: Int
        var isEncoded: Bool
        var value: [UInt8]
    }

    init(text: FieldText) { self.text = text }

    mutating func add(_ parameter: ParameterizedValue.RawParameter) {
        guard let star = parameter.name.firstIndex(of: UInt8(ascii: "*")) else {
            if plain[parameter.name] == nil {
                plain[parameter.name] = parameter.value
                note(parameter.name)
            }
            return
        }
        let base = Array(parameter.name[..<star])
        var rest = parameter.name[parameter.name.index(after: star)...]
        var isEncoded = rest.isEmpty
        if rest.last == UInt8(ascii: "*") {
            isEncoded = true
            rest = rest.dropLast()
        }
        guard rest.count < 7, let number = rest.isEmpty ? 0 : Int(String(decoding: rest, as: UTF8.self)) else { return }
        note(base)
        segments[base, default: []].append(Segment(number: number, isEncoded: isEncoded, value: parameter.value))
    }

    private mutating func note(_ name: [UInt8]) {
        if !order.contains(name) { order.append(name) }
    }

    /// All parameters in the order of their first mention. An encoded or continued one wins over a plain one.
    func parameters() -> [ParameterizedValue.Parameter] {
        order.compactMap { name in
            let value = segments[name].flatMap(join) ?? plain[name].map(decodeWords)
            return value.map { .init(name: String(decoding: name, as: UTF8.self), value: $0) }
        }
    }

    /// Nil if the first segment is missing.
    private func join(_ segments: [Segment]) -> String? {
        let sorted = segments.sorted { $0.number < $1.number }
        guard let first = sorted.first, first.number == 0 else { return nil }
        var bytes: [UInt8] = []
        var charset: Charset?
        var isEncoded = false
        var expected = 0
        for segment in sorted {
            if segment.number < expected { continue }
            guard segment.number == expected else { break }
            expected += 1
            guard segment.isEncoded else {
                bytes.append(contentsOf: segment.value)
                continue
            }
            isEncoded = true
            var value = segment.value[...]
            if segment.number == 0, let (label, rest) = Self.charset(of: value) {
                charset = Charset(label: String(decoding: label, as: UTF8.self))
                value = rest
            }
            Self.decodePercent(value, into: &bytes)
        }
        guard isEncoded else { return decodeWords(bytes) }
        return bytes.withUnsafeBufferPointer { view in
            let set = charset ?? .utf8
            return set == .utf8 ? DecodedText(view, label: "utf-8", isHTML: false).text : set.string(view)
        }
    }

    /// Splits `charset'language'rest`.
    private static func charset(of value: ArraySlice<UInt8>) -> (label: ArraySlice<UInt8>, rest: ArraySlice<UInt8>)? {
        guard let first = value.firstIndex(of: UInt8(ascii: "'")),
            let second = value[(first + 1)...].firstIndex(of: UInt8(ascii: "'"))
        else { return nil }
        return (value[..<first], value[(second + 1)...])
    }

    private static func decodePercent(_ value: ArraySlice<UInt8>, into output: inout [UInt8]) {
        var index = value.startIndex
        while index < value.endIndex {
            if value[index] == UInt8(ascii: "%"), index + 2 < value.endIndex,
                let high = value[index + 1].hexValue, let low = value[index + 2].hexValue
            {
                output.append(high << 4 | low)
                index += 3
            } else {
                output.append(value[index])
                index += 1
            }
        }
    }

    private func decodeWords(_ bytes: [UInt8]) -> String { bytes.withUnsafeBufferPointer { text.decode($0) } }
}
