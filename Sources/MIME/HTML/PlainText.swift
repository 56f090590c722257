/// The text of an HTML document. Stand-in until the HTML reader replaces it: markup is dropped, nothing is laid out.
public func plainText(fromHTML html: String) -> String {
    var text: [UInt8] = []
    var isInTag = false
    for byte in html.utf8 {
        switch byte {
        case UInt8(ascii: "<"): isInTag = true
        case UInt8(ascii: ">"): isInTag = false
        default: if !isInTag { text.append(byte) }
        }
    }
    return String(decoding: text, as: UTF8.self)
}
