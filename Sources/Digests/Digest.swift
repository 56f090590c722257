import COpenSSL

/// SHA-256 (FIPS 180-4), 32 bytes.
public func sha256(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    digest(Array(bytes), EVP_sha256(), length: 32)
}

/// MD5 (RFC 1321), 16 bytes; only where a peer's interface demands it, never for safety.
public func md5(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    digest(Array(bytes), EVP_md5(), length: 16)
}

/// HMAC-SHA-256 (RFC 2104), 32 bytes.
public func hmacSHA256(key: some Sequence<UInt8>, message: some Sequence<UInt8>) -> [UInt8] {
    let key = Array(key)
    let message = Array(message)
    var result = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    let made = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &result, &length)
    precondition(made != nil && length == 32, "libcrypto has no SHA-256")
    return result
}

private func digest(_ bytes: [UInt8], _ kind: OpaquePointer?, length: Int) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: length)
    var written: UInt32 = 0
    let done = EVP_Digest(bytes, bytes.count, &result, &written, kind, nil)
    precondition(done == 1 && Int(written) == length, "libcrypto lacks a digest that every build of it has")
    return result
}
