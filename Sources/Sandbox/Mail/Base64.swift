import FoundationEssentials

/// The bytes that `text` stands for in base64 (RFC 4648 §4); nil for anything else.
func base64Decoded(_ text: String) -> [UInt8]? {
    Data(base64Encoded: text).map(Array.init)
}

/// `bytes` in base64.
func base64(_ bytes: some Sequence<UInt8>) -> String {
    Data(bytes).base64EncodedString()
}
