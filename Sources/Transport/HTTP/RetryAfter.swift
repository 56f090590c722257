import Domain

/// The wait that `Retry-After` asks for (RFC 9110 §10.2.3): seconds or a date. Never negative, at most a year; nil if
/// there is none or it cannot be read. A date counts from the answer's `Date`, without one from `now`.
func retryAfter(in headers: HTTPHeaders, now: Timestamp) -> Duration? {
    guard let value = headers.first("Retry-After")?.trimmingBlanks, !value.isEmpty else { return nil }
    let longest = Duration.seconds(366 * 86_400)
    if value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
        return Int64(value).map { min(.seconds($0), longest) } ?? longest
    }
    guard let date = httpDate(value) else { return nil }
    let start = headers.first("Date").flatMap { httpDate($0.trimmingBlanks) } ?? now
    return min(max(date - start, .zero), longest)
}

extension String {
    /// Without the blanks and tabs around it.
    var trimmingBlanks: String {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
            return ""
        }
        return String(self[first...last])
    }
}
