/// Lower-case hexadecimal, two digits a byte.
public func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}

/// Base 32 of RFC 4648 §6 in lower case, without padding: safe in the local part of an address, where case is lost.
public func base32(_ bytes: some Sequence<UInt8>) -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    var result: [UInt8] = []
    var buffer = 0
    var bits = 0
    for byte in bytes {
        buffer = (buffer & 0xFF) << 8 | Int(byte)
        bits += 8
        while bits >= 5 {
            bits -= 5
            result.append(alphabet[buffer >> bits & 31])
        }
    }
    if bits > 0 { result.append(alphabet[buffer << (5 - bits) & 31]) }
    return String(decoding: result, as: UTF8.self)
}
