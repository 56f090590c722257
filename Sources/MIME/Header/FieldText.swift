/// Decodes unstructured field values.
struct FieldText {
    let eightBit: Charset
    let limits: Limits

    func decode(_ value: ByteView) -> String { String(decoding: value.trimmed, as: UTF8.self) }
}
