import Glibc

/// Ends the program with a line on standard error.
public func fail(_ complaint: String, code: Int32) -> Never {
    _ = (complaint + "\n").withCString { write(STDERR_FILENO, $0, strlen($0)) }
    exit(code)
}

/// A number with a fixed count of decimals, as C's `%.nf`.
public func decimal(_ value: Double, _ places: Int32) -> String {
    var text = [CChar](repeating: 0, count: 64)
    _ = withVaList([places, value]) { vsnprintf(&text, text.count, "%.*f", $0) }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
