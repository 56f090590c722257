/// Base 64 of RFC 4648 §4, with padding and without line breaks.
public func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    var index = 0
    while index < bytes.count {
        let left = bytes.count - index
        let group =
            UInt32(bytes[index]) << 16 | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
            | (left > 2 ? UInt32(bytes[index + 2]) : 0)
        result.append(alphabet[Int(group >> 18)])
        result.append(alphabet[Int(group >> 12 & 63)])
        result.append(left > 1 ? alphabet[Int(group >> 6 & 63)] : UInt8(ascii: "="))
        result.append(left > 2 ? alphabet[Int(group & 63)] : UInt8(ascii: "="))
        index += 3
    }
    return String(decoding: result, as: UTF8.self)
}
