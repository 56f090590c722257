import Digests

/// The signature of a request to Kaufland's seller API: HMAC-SHA-256 over method, address, body and Unix seconds, joined
/// by line feeds, in lower-case hexadecimal (documentation page `rest-api`). The secret looks like hexadecimal but is
/// used as the text it is.
///
/// - Parameters:
///   - method: in capitals.
///   - address: absolute, exactly as it is sent.
///   - body: exactly as it is sent; empty where there is none.
///   - timestamp: Unix seconds; the server takes five minutes either way.
func kauflandSignature(method: String, address: String, body: [UInt8], timestamp: Int64, secret: String) -> String {
    var message = Array("\(method)\n\(address)\n".utf8)
    message.append(contentsOf: body)
    message.append(contentsOf: "\n\(timestamp)".utf8)
    return hexadecimal(hmacSHA256(key: secret.utf8, message: message))
}
