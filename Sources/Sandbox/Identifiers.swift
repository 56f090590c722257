import Digests

/// A random UUID (RFC 9562 version 4) in lower case.
func randomUUID() -> String {
    var bytes = randomBytes(16)
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = hexadecimal(bytes)
    var result = ""
    for (index, digit) in digits.enumerated() {
        if [8, 12, 16, 20].contains(index) { result.append("-") }
        result.append(digit)
    }
    return result
}

/// `count` random characters of `alphabet`.
func randomText(_ count: Int, of alphabet: String) -> String {
    let letters = Array(alphabet)
    return String(randomBytes(count).map { letters[Int($0) % letters.count] })
}

extension String {
    static let digits = "0123456789"
    static let lowercaseAndDigits = "abcdefghijklmnopqrstuvwxyz0123456789"
    static let uppercaseAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
}
