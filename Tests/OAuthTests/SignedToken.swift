import Digests
import Glibc
import TestSupport

/// Makes JSON Web Tokens (RFC 7519) that a Dovecot started with `oauthSecret: TestToken.secret` accepts until they end.
enum SignedToken {
    static func make(user: String, lifetime: Int, number: Int = 0) -> String {
        let now = time(nil)
        let claims = #"{"sub":"\#(user)","iat":\#(now - 1),"exp":\#(now + lifetime),"jti":"\#(number)"}"#
        let signed = "\(encoded(#"{"alg":"HS256","typ":"JWT"}"#.utf8)).\(encoded(claims.utf8))"
        return "\(signed).\(encoded(hmacSHA256(key: TestToken.secret.utf8, message: signed.utf8)))"
    }

    /// Base 64 of RFC 4648 §5 without padding.
    private static func encoded(_ bytes: some Sequence<UInt8>) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        var result = ""
        var buffer = 0
        var bits = 0
        for byte in bytes {
            buffer = (buffer & 0xFF) << 8 | Int(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                result.append(alphabet[buffer >> bits & 63])
            }
        }
        if bits > 0 { result.append(alphabet[buffer << (6 - bits) & 63]) }
        return result
    }
}
